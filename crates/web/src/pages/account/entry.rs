//! An entry of the journal as a person reads it: the act in words, who did it, the thing it was done to as a link, and
//! the change field by field. The stored text stays beside it, since that is what the hash is of.

use crate::page::Page;
use crate::pages::CAPABILITIES;
use crate::words::moment;
use ocop_app::journal::{JournalFilter, Line};
use serde_json::Value;
use std::borrow::Cow;

/// One line of a change: the field as stored, and what became of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    pub field: String,
    pub before: Option<String>,
    pub after: String,
}

/// An entry ready to be shown.
pub struct Entry {
    pub at: String,
    pub act: String,
    pub by: String,
    pub thing: String,
    /// Page of the thing, where it has one that the reader may open.
    pub href: Option<String>,
    /// The list narrowed further: to this act, to this thing.
    pub same_act: String,
    pub same_thing: String,
    pub seq: i64,
    pub changes: Vec<Change>,
    pub stored: String,
    pub hash: String,
}

impl Entry {
    /// `filter`: what the list was narrowed to, which its links keep.
    pub fn of(page: &Page, line: Line, filter: &JournalFilter) -> Entry {
        let row = line.row;
        let narrowed = |chain: &str, act: &str| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("chain", chain)
                .append_pair("act", act)
                .finish();
            format!("/journal?{query}")
        };
        let by = line.by.unwrap_or_else(|| match row.actor.as_str() {
            "system" => page.say("account.journal.by_system"),
            "public" => page.say("account.journal.by_public"),
            other => other.to_owned(),
        });
        let (kind, id) = row.chain.split_once(':').unwrap_or((&row.chain, ""));
        Entry {
            at: moment(row.at),
            act: word(page, "account.acts", &row.act).into_owned(),
            by,
            thing: format!("{} {}", word(page, "account.things", kind), short(id)).trim().to_owned(),
            href: href(kind).filter(|_| line.opens && !id.is_empty()).map(|before| format!("{before}/{id}")),
            same_act: narrowed(&filter.chain, &row.act),
            same_thing: narrowed(&row.chain, &filter.act),
            seq: row.seq,
            changes: changes(&row.diff),
            hash: row.hash.chars().take(12).collect(),
            stored: row.diff,
        }
    }
}

/// The word for a code under `group`.
fn word(page: &Page, group: &str, code: &str) -> Cow<'static, str> {
    page.t(&format!("{group}.{}", code.replace('.', "_")))
}

/// Ids are long: their end tells them apart.
fn short(id: &str) -> String {
    let letters = id.chars().count();
    if letters > 20 {
        format!("…{}", id.chars().skip(letters - 8).collect::<String>())
    } else {
        id.to_owned()
    }
}

/// What stands before the id in the address of a thing's page, where things of this kind have one.
fn href(kind: &str) -> Option<&'static str> {
    let mut things = CAPABILITIES.iter().flat_map(|c| c.things);
    things.find(|(name, _)| *name == kind).map(|(_, before)| *before)
}

/// The stored change as lines. A pair is read as before and after; an object within goes by its path.
fn changes(diff: &str) -> Vec<Change> {
    let mut out = Vec::new();
    match serde_json::from_str(diff) {
        Ok(Value::Object(fields)) => {
            for (field, value) in &fields {
                walk(field, value, &mut out);
            }
        }
        Ok(Value::Null) => {}
        _ => out.push(Change { field: String::new(), before: None, after: diff.to_owned() }),
    }
    out
}

fn walk(path: &str, value: &Value, out: &mut Vec<Change>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (field, value) in fields {
                walk(&format!("{path} › {field}"), value, out);
            }
        }
        Value::Array(pair) if path == "state" && pair.len() == 2 => {
            out.push(Change { field: path.into(), before: Some(text(&pair[0])), after: text(&pair[1]) });
        }
        other => out.push(Change { field: path.into(), before: None, after: text(other) }),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => "–".into(),
        Value::String(s) => short(s),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n;
    use ocop_domain::account::Act;
    use ocop_domain::lang::Lang;

    #[test]
    fn a_change_reads_field_by_field() {
        let found = changes(
            r#"{"state":[null,"draft"],"evidence":{"added":"x","size":3},"late":true,"files":["a","b"]}"#,
        );
        let line = |field: &str, before: Option<&str>, after: &str| Change {
            field: field.into(),
            before: before.map(str::to_owned),
            after: after.into(),
        };
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by(|a, b| a.field.cmp(&b.field));
        assert_eq!(
            found,
            [
                line("evidence › added", None, "x"),
                line("evidence › size", None, "3"),
                line("files", None, "a, b"),
                line("late", None, "true"),
                line("state", Some("–"), "draft"),
            ]
        );
        assert_eq!(changes("null"), []);
        assert_eq!(changes("not json"), [line("", None, "not json")]);
    }

    #[test]
    fn every_act_has_its_word() {
        for act in Act::ALL {
            for lang in [Lang::Vi, Lang::En] {
                let key = format!("account.acts.{}", act.as_str().replace('.', "_"));
                assert!(i18n::has(lang, &key), "{key}");
            }
        }
    }

    #[test]
    fn every_thing_with_a_page_is_named_once_and_has_its_word() {
        let mut kinds: Vec<_> = CAPABILITIES.iter().flat_map(|c| c.things).map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        assert!(kinds.is_sorted_by(|a, b| a < b) && kinds.len() > 10, "{kinds:?}");
        for kind in kinds {
            assert!(Lang::ALL.into_iter().all(|l| i18n::has(l, &format!("account.things.{kind}"))), "{kind}");
        }
    }

    #[test]
    fn long_ids_keep_their_end() {
        assert_eq!(short("0199f0c2-aaaa-7bbb-8ccc-0123456789ab"), "…456789ab");
        assert_eq!(short("27259"), "27259");
    }
}
