//! Words on screen: one catalogue per capability in `locales/`, Vietnamese first, English beside it.

use std::borrow::Cow;

pub use ocop_domain::lang::Lang;

/// The sentence under `key`.
pub fn t(lang: Lang, key: &str) -> Cow<'static, str> {
    crate::_rust_i18n_try_translate(lang.code(), key).unwrap_or_else(|| missing(lang, key))
}

/// A key that no catalogue holds is a fault of ours: a test stops at it, a reader gets neutral words, the log the key.
fn missing(lang: Lang, key: &str) -> Cow<'static, str> {
    if cfg!(test) {
        panic!("no catalogue holds “{key}”");
    }
    tracing::error!(key, "no catalogue holds this text");
    Cow::Borrowed(match lang {
        Lang::Vi => "(chưa có tên)",
        Lang::En => "(no name yet)",
    })
}

/// The sentence under `key` with every `%{name}` replaced; `%{name|dossier|dossiers}` is the number with the word that
/// goes with it, the first for one.
pub fn tf(lang: Lang, key: &str, values: &[(&str, &str)]) -> Cow<'static, str> {
    let mut text = t(lang, key).into_owned();
    for (name, value) in values {
        text = text.replace(&format!("%{{{name}}}"), value);
        text = counted(text, name, value);
    }
    Cow::Owned(text)
}

/// A sentence of the catalogue with its places filled: `say!(page, "council.decision", n = t.number, day)`. What is named
/// alone is the variable of that name; every value is written as `Display` writes it.
macro_rules! say {
    (@ $name:ident) => { $name.to_string() };
    (@ $name:ident = $value:expr) => { $value.to_string() };
    ($page:expr, $key:expr, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        $page.tf($key, &[$((stringify!($name), say!(@ $name $(= $value)?).as_str())),+]).into_owned()
    };
}

/// Fills the places of `name` that choose a word by number.
fn counted(mut text: String, name: &str, value: &str) -> String {
    let start = format!("%{{{name}|");
    while let Some(at) = text.find(&start) {
        let rest = &text[at + start.len()..];
        let Some((words, _)) = rest.split_once('}') else { break };
        let Some((one, many)) = words.split_once('|') else { break };
        let word = if value == "1" { one } else { many };
        let (filled, end) = (format!("{value} {word}"), at + start.len() + words.len() + 1);
        text.replace_range(at..end, &filled);
    }
    text
}

/// Does the catalogue hold this key in this language (not by fallback)?
pub fn has(lang: Lang, key: &str) -> bool {
    crate::_rust_i18n_backend().translate(lang.code(), key).is_some()
}

#[cfg(test)]
mod codes;

/// A source without its tests inside. A module of tests in a file of its own stands among the others.
#[cfg(test)]
pub(crate) fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    fn messages(lang: Lang) -> BTreeMap<String, String> {
        let all = crate::_rust_i18n_backend().messages_for_locale(lang.code()).unwrap();
        all.into_iter().map(|(key, text)| (key.into_owned(), text.into_owned())).collect()
    }

    /// The `%{name}` places of a sentence.
    fn places(text: &str) -> BTreeSet<&str> {
        text.split("%{").skip(1).filter_map(|rest| rest.split(['}', '|']).next()).collect()
    }

    /// Every key written as a literal in `.t("…")`, `.tf("…")`, `t(lang, "…")` below a folder.
    fn keys_used(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                keys_used(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = without_tests(&text);
            for opening in [".t(\"", ".tf(\"", ".say(\"", "say!(page, \"", "t(lang, \"", "tf(lang, \""] {
                for rest in code.split(opening).skip(1) {
                    let key = rest.split('"').next().unwrap_or_default();
                    found.push((path.display().to_string(), key.to_owned()));
                }
            }
        }
    }

    #[test]
    fn both_languages_say_everything() {
        let (vi, en) = (messages(Lang::Vi), messages(Lang::En));
        let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
            a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
        };
        assert_eq!(only(&vi, &en), [""; 0], "said in Vietnamese only");
        assert_eq!(only(&en, &vi), [""; 0], "said in English only");
        for (key, text) in &vi {
            assert!(!text.trim().is_empty() && !en[key].trim().is_empty(), "{key} is empty");
            assert_eq!(places(text), places(&en[key]), "{key} has other places in English");
        }
    }

    #[test]
    fn every_key_on_a_page_is_in_the_catalogue() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut used = Vec::new();
        keys_used(&root.join("templates"), &mut used);
        keys_used(&root.join("src"), &mut used);
        let missing: Vec<_> = used.iter().filter(|(_, key)| !has(Lang::Vi, key)).collect();
        assert!(used.len() > 20, "the scan finds keys");
        assert!(missing.is_empty(), "no such text: {missing:?}");
    }

    /// Page titles, sentences after an act and keys put together are literals too: each that begins like a catalogue is a
    /// key of it, or the beginning of some.
    #[test]
    fn every_literal_that_looks_like_a_key_is_one() {
        let all = messages(Lang::Vi);
        let roots: BTreeSet<&str> = all.keys().filter_map(|key| key.split('.').next()).collect();
        let is_key = |text: &str| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
            text.split_once('.').is_some_and(|(root, rest)| roots.contains(root) && !rest.is_empty())
                && text.chars().all(plain)
                && !text.ends_with('.')
                && ![".html", ".rs", ".css", ".js", ".pdf"].iter().any(|end| text.ends_with(end))
        };
        let mut used = Vec::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        literals(&root.join("templates"), &mut used);
        literals(&root.join("src"), &mut used);
        let used: Vec<_> = used.into_iter().filter(|(_, text)| is_key(text)).collect();
        let group =
            |key: &str| all.keys().any(|k| k.starts_with(&format!("{key}.")) || *k == format!("{key}_title"));
        let missing: Vec<_> = used.iter().filter(|(_, key)| !all.contains_key(key) && !group(key)).collect();
        assert!(used.len() > 2_000, "the scan finds keys");
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// Every text between quotes on one line, tests aside.
    fn literals(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                literals(&path, found);
                continue;
            }
            if path.ends_with("tests.rs") || path.ends_with("codes.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = without_tests(&text);
            for line in code.lines() {
                let inside = line.split('"').skip(1);
                found.extend(inside.map(|text| (path.display().to_string(), text.to_owned())));
            }
        }
    }

    #[test]
    fn every_status_has_its_word() {
        for (key, _) in crate::status::KEYS {
            assert!(has(Lang::Vi, &format!("common.status.{key}")), "{key}");
        }
    }

    #[test]
    fn values_are_put_in_their_places() {
        assert_eq!(tf(Lang::Vi, "common.star.many", &[("n", "4")]), "4 sao");
        let sum = |n, effort| {
            let values = [("n", n), ("effort", effort), ("before", "49"), ("after", "50")];
            tf(Lang::En, "guide.way.sum", &values).into_owned()
        };
        assert_eq!(sum("1", "1"), "1 change, 1 unit of toil; from 49 to 50 points.");
        assert_eq!(sum("2", "3"), "2 changes, 3 units of toil; from 49 to 50 points.");
        let found = ["0", "1", "21"].map(|n| tf(Lang::En, "portal.list.count", &[("n", n)]).into_owned());
        assert_eq!(found, ["0 products", "1 product", "21 products"]);
    }

    #[test]
    #[should_panic(expected = "no catalogue holds")]
    fn a_key_without_words_stops_a_test() {
        t(Lang::Vi, "no.such.key");
    }

    #[test]
    fn a_browser_is_understood() {
        assert_eq!(Lang::accepted("fr-FR, en-GB;q=0.8, vi;q=0.5"), Some(Lang::En));
        assert_eq!(Lang::parse("vi-VN"), Some(Lang::Vi));
        assert_eq!(Lang::accepted("fr"), None);
    }
}
