//! What every page carries: who reads it, in which language, where it stands, and how figures are written.

use std::borrow::Cow;

use crate::csrf::Csrf;
use crate::i18n::{self, Lang};
use crate::view::Num;
use crate::{assets, status};

/// The account in the header: a name and the post it acts in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Tells this account's drafts on a shared device from another's.
    pub key: String,
    pub name: String,
    pub role_label: String,
    /// Notices not read yet.
    pub unread: i64,
}

/// `Auto` follows the device; the others were chosen with the toggle and remembered in the cookie `theme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub fn parse(cookie: &str) -> Theme {
        match cookie {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// A place one can go: an entry of the navigation, a crumb of the trail.
#[derive(Debug, Clone)]
pub struct Link {
    pub href: String,
    pub label: String,
}

impl Link {
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Link {
        Link { href: href.into(), label: label.into() }
    }
}

/// The sections of the house that a person sees.
#[derive(Debug, Clone, Default)]
pub struct Nav {
    /// Of the person's posts; empty for the public.
    pub work: Vec<Link>,
    /// Open to all.
    pub open: Vec<Link>,
}

impl Nav {
    pub fn all(&self) -> impl Iterator<Item = &Link> {
        self.work.iter().chain(&self.open)
    }
}

/// One sentence carried over a redirect: "saved", "submitted" …; `kind` is `good`, `info`, `warn` or `bad`.
#[derive(Debug, Clone)]
pub struct Flash {
    pub kind: &'static str,
    pub text: String,
}

#[derive(Debug, Clone, Default)]
pub struct Page {
    pub lang: Lang,
    pub title: String,
    /// Path with its query, as asked for: the language switch and the way back from signing in are made from it.
    pub path: String,
    pub account: Option<SignedIn>,
    /// Written into every form.
    pub csrf: Csrf,
    /// Sample data: a quiet band says so on every page.
    pub demo: bool,
    pub theme: Theme,
    pub nav: Nav,
    pub trail: Vec<Link>,
    pub flash: Option<Flash>,
}

impl Page {
    pub fn new(lang: Lang, path: impl Into<String>) -> Page {
        Page { lang, path: path.into(), ..Page::default() }
    }

    pub fn title(mut self, title: impl Into<String>) -> Page {
        self.title = title.into();
        self
    }

    /// Adds a crumb; the page itself is not part of its own trail.
    pub fn crumb(mut self, href: impl Into<String>, label: impl Into<String>) -> Page {
        self.trail.push(Link::new(href, label));
        self
    }

    /// Adds a crumb that is called as the catalogue calls that page.
    pub fn under(self, href: impl Into<String>, title_key: &str) -> Page {
        let label = self.say(title_key);
        self.crumb(href, label)
    }

    /// A sentence of the catalogue, to keep; with places to fill: [`i18n::say`].
    pub fn say(&self, key: &str) -> String {
        self.t(key).into_owned()
    }

    pub fn t(&self, key: &str) -> Cow<'static, str> {
        i18n::t(self.lang, key)
    }

    pub fn tf(&self, key: &str, values: &[(&str, &str)]) -> Cow<'static, str> {
        i18n::tf(self.lang, key, values)
    }

    /// The address of a static file, with the content hash that lets browsers keep it for ever.
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    /// 1.234 in Vietnamese, 1,234 in English.
    pub fn number(&self, n: impl Num) -> String {
        let n = n.num();
        let digits = n.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
        if n < 0 {
            out.push('−');
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(self.thousands());
            }
            out.push(digit);
        }
        out
    }

    /// Hundredths as a decimal: 8233 → 82,33 · 8200 → 82 · 8250 → 82,5.
    pub fn hundredths(&self, n: impl Num) -> String {
        let n = n.num();
        let (whole, part) = (n.abs() / 100, n.abs() % 100);
        let sign = if n < 0 { "−" } else { "" };
        let whole = self.number(whole);
        let point = if self.lang == Lang::Vi { ',' } else { '.' };
        match part {
            0 => format!("{sign}{whole}"),
            p if p % 10 == 0 => format!("{sign}{whole}{point}{}", p / 10),
            p => format!("{sign}{whole}{point}{p:02}"),
        }
    }

    /// A mean of points in hundredths, always with both decimals as on papers: 7550 → 75,50.
    pub fn points(&self, hundredths: impl Num) -> String {
        let n = hundredths.num().max(0);
        let point = if self.lang == Lang::Vi { ',' } else { '.' };
        format!("{}{point}{:02}", self.number(n / 100), n % 100)
    }

    fn thousands(&self) -> char {
        if self.lang == Lang::Vi { '.' } else { ',' }
    }

    /// The hint of a date field: what it is for, then how to write it.
    pub fn date_hint(&self, hint: &str) -> String {
        format!("{hint} {}", self.t("common.form.date_hint")).trim_start().to_owned()
    }

    /// "4 sao", "4 stars", "1 star".
    pub fn star_word(&self, n: impl Num) -> String {
        let n = n.num();
        let key = if n == 1 { "common.star.one" } else { "common.star.many" };
        self.tf(key, &[("n", &n.to_string())]).into_owned()
    }

    /// A star that does not hold any more is drawn without its gold: the class for [`crate::status`] `key`.
    pub fn star_look(&self, key: &str) -> &'static str {
        if status::PAST.contains(&key) { "past" } else { "" }
    }

    /// Is star number `i` of a badge of `n` filled?
    pub fn filled(&self, i: impl Num, n: impl Num) -> bool {
        i.num() <= n.num()
    }

    /// "Chưa đạt mức 4 sao: cần 3 điểm"
    pub fn gate_sentence(&self, stars: impl Num, needed: impl Num) -> String {
        let (stars, needed) = (stars.num().to_string(), needed.num().to_string());
        self.tf("common.score.unmet", &[("stars", &stars), ("points", &needed)]).into_owned()
    }

    /// Hundredths of a total of 100 points, on a drawing 1000 wide.
    pub fn tenth(&self, hundredths: impl Num) -> i64 {
        (hundredths.num() / 10).clamp(0, 1000)
    }

    /// This very page in another language.
    pub fn in_lang(&self, lang: &Lang) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let kept = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("lang="));
        let mut pairs: Vec<&str> = kept.collect();
        let choice = format!("lang={}", lang.code());
        pairs.push(&choice);
        format!("{path}?{}", pairs.join("&"))
    }

    /// Does this navigation entry lead to where we are?
    pub fn is_here(&self, href: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        path == href || (href != "/" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The word of a status, e.g. "Còn hiệu lực" for `valid`.
    pub fn status(&self, key: &str) -> Cow<'static, str> {
        self.t(&format!("common.status.{key}"))
    }

    /// The shape and colour that go with the word.
    pub fn tone(&self, key: &str) -> &'static str {
        status::tone(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_follow_the_language() {
        let (vi, en) = (Page::new(Lang::Vi, "/"), Page::new(Lang::En, "/"));
        assert_eq!(vi.number(1_234_567), "1.234.567");
        assert_eq!(en.number(-1_234), "−1,234");
        assert_eq!(vi.number(12), "12");
        assert_eq!(vi.hundredths(8233), "82,33");
        assert_eq!(vi.hundredths(123_405), "1.234,05");
        assert_eq!(en.hundredths(8250), "82.5");
        assert_eq!(vi.hundredths(9000), "90");
        assert_eq!(
            (vi.points(7550), vi.points(9000), en.points(8266)),
            ("75,50".into(), "90,00".into(), "82.66".into())
        );
        assert_eq!(vi.date(jiff::civil::date(2026, 7, 1)), "01/07/2026");
    }

    #[test]
    fn the_language_switch_keeps_the_question_asked() {
        let page = Page::new(Lang::Vi, "/products?q=mắm&lang=vi&page=2");
        assert_eq!(page.in_lang(&Lang::En), "/products?q=mắm&page=2&lang=en");
        assert_eq!(Page::new(Lang::Vi, "/").in_lang(&Lang::En), "/?lang=en");
    }

    #[test]
    fn navigation_knows_where_it_stands() {
        let page = Page::new(Lang::Vi, "/products/67-123?on=2026-01-01");
        assert!(page.is_here("/products"));
        assert!(!page.is_here("/"));
        assert!(!page.is_here("/prod"));
    }
}
