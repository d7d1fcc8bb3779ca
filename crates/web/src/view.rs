//! Plain values the components draw: options, tasks, cards, stars on a time line, points against gates.

use crate::motif::Motif;
use crate::page::Link;

/// Whole numbers of any width, borrowed however often: templates lend their values, and a page should not count `&`s.
pub trait Num {
    fn num(&self) -> i64;
}

impl<T: Num + ?Sized> Num for &T {
    fn num(&self) -> i64 {
        (**self).num()
    }
}

macro_rules! num {
    ($($whole:ty),*) => {$(impl Num for $whole {
        fn num(&self) -> i64 {
            i64::try_from(*self).unwrap_or(i64::MAX)
        }
    })*};
}
num!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

/// One option of a select, of radios or of checkboxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A line of help under the label (radios and checkboxes only).
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), hint: String::new() }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Choice {
        self.hint = hint.into();
        self
    }
}

/// One row of a summary list ("check your answers"). An empty `href` means there is nothing to change here.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub label: String,
    pub value: String,
    pub href: String,
}

impl Answer {
    /// A fact that leads nowhere.
    pub fn fact(label: impl Into<String>, value: impl Into<String>) -> Answer {
        Answer { label: label.into(), value: value.into(), href: String::new() }
    }
}

/// One entry of a task list; `status` is a key of [`crate::status::KEYS`].
#[derive(Debug, Clone, Default)]
pub struct Task {
    pub label: String,
    pub hint: String,
    /// Empty: cannot be begun yet.
    pub href: String,
    pub status: String,
}

/// Where a list stands: page counts from 1.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    pub page: i64,
    pub size: i64,
    pub total: i64,
    /// The list's address with every filter, without `page`.
    pub base: String,
}

impl Pager {
    pub fn pages(&self) -> i64 {
        if self.size <= 0 { 1 } else { ((self.total + self.size - 1) / self.size).max(1) }
    }

    pub fn first(&self) -> i64 {
        if self.total == 0 { 0 } else { (self.page - 1) * self.size + 1 }
    }

    pub fn last(&self) -> i64 {
        (self.page * self.size).min(self.total)
    }

    pub fn href(&self, page: impl Num) -> String {
        let page = page.num();
        let join = if self.base.contains('?') { '&' } else { '?' };
        format!("{}{join}page={page}", self.base)
    }

    /// The numbers to show: the ends, the neighbours, and 0 where a gap stands.
    pub fn window(&self) -> Vec<i64> {
        let pages = self.pages();
        let mut shown: Vec<i64> = Vec::new();
        for n in 1..=pages {
            if n == 1 || n == pages || (n - self.page).abs() <= 1 {
                shown.push(n);
            } else if shown.last() != Some(&0) {
                shown.push(0);
            }
        }
        shown
    }
}

/// A figure that leads to the list behind it.
#[derive(Debug, Clone, Default)]
pub struct Stat {
    pub value: String,
    pub label: String,
    pub href: String,
    /// A short second line: the change, the share, the date of the count.
    pub note: String,
}

/// A product as the public meets it.
#[derive(Debug, Clone, Default)]
pub struct Card {
    pub href: String,
    pub name: String,
    pub producer: String,
    pub place: String,
    pub stars: i64,
    /// Already written dd/mm/yyyy; empty if there is no star.
    pub until: String,
    /// Key of [`crate::status::KEYS`]; `valid` is not shown, for it is the rule.
    pub status: String,
    /// Address of the picture; empty: the motif stands in.
    pub image: String,
    pub image_alt: String,
    pub motif: Motif,
}

/// One stretch of a product's life under a star.
#[derive(Debug, Clone, Default)]
pub struct StarSpan {
    pub from: String,
    pub until: String,
    pub stars: i64,
    /// Key of [`crate::status::KEYS`].
    pub status: String,
    pub note: String,
    pub source: Option<Link>,
}

/// Points of one criterion (or part) against the most it can give and the gates on the way.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    pub code: String,
    pub label: String,
    pub points: i64,
    pub max: i64,
    /// (stars, points needed), ascending.
    pub gates: Vec<(i64, i64)>,
    pub href: String,
}

impl Bar {
    /// Width on a scale of 1000, so that the drawing needs no decimals.
    pub fn x(&self, points: impl Num) -> i64 {
        if self.max <= 0 { 0 } else { (points.num() * 1000 / self.max).clamp(0, 1000) }
    }

    /// Where a gate's mark begins: on its points, but never outside the frame.
    pub fn gate_x(&self, points: impl Num) -> i64 {
        (self.x(points) - 2).clamp(0, 996)
    }

    pub fn unmet(&self) -> impl Iterator<Item = &(i64, i64)> {
        self.gates.iter().filter(|(_, needed)| self.points < *needed)
    }
}

/// JSON for a `<script type="application/json">` block, to be printed with `|safe`: nothing in it can end the block.
pub fn json_block(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pager_shows_ends_neighbours_and_gaps() {
        let pager = Pager { page: 6, size: 20, total: 240, base: "/p?q=a".into() };
        assert_eq!(pager.window(), [1, 0, 5, 6, 7, 0, 12]);
        assert_eq!((pager.first(), pager.last()), (101, 120));
        assert_eq!(pager.href(7), "/p?q=a&page=7");
        assert_eq!(Pager::default().window(), [1]);
        assert_eq!(Pager::default().first(), 0);
    }

    #[test]
    fn json_cannot_end_its_block() {
        let block = json_block(&serde_json::json!({ "a": "</script><b>&" }));
        assert_eq!(block, r#"{"a":"\u003c/script\u003e\u003cb\u003e\u0026"}"#);
    }

    #[test]
    fn bar_keeps_inside_its_frame() {
        let bar = Bar { points: 7, max: 5, gates: vec![(3, 2), (4, 8)], ..Bar::default() };
        assert_eq!(bar.x(7), 1000);
        assert_eq!(bar.unmet().count(), 1);
    }
}
