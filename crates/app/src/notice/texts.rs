//! What a notice says: the reviewed text of its kind with its places filled. One file a kind in `notices/`, one more for each
//! case in which it says something else; `build.rs` makes the list from the folder. What the texts come to is held by
//! `tests/it/notices.txt`.

use super::data::Data;
use super::families::{self, Family, in_lang, said};
use super::rules;
use crate::prelude::*;
use ocop_domain::account::{Post, Role, Scope};
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;

include!(concat!(env!("OUT_DIR"), "/notices.rs"));

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// All who may act for the producer; the commune calls a producer without an account.
    Producer,
    /// The officers of the commune.
    Ward,
    /// Office and leaders of the province.
    Province,
    /// The ministry's office.
    Ministry,
    /// A member of a council, in a personal place.
    Member,
    /// The commune's list of calls, and no letter.
    Calls,
}

impl Reader {
    fn holds(self, post: &Post) -> bool {
        match (self, post.role) {
            (Reader::Producer, Role::Producer)
            | (Reader::Ward, Role::WardOfficer)
            | (Reader::Ministry, Role::MinistryOffice)
            | (Reader::Member, Role::CouncilMember) => true,
            (Reader::Province, Role::ProvinceOffice | Role::Leader) => post.scope != Scope::Nation,
            _ => false,
        }
    }
}

/// The file of a kind.
#[derive(Debug)]
pub struct About {
    name: [&'static str; 2],
    to: &'static [Reader],
    /// Those of `to` that have to act on it; the others are told news.
    duty: &'static [Reader],
    /// What is said where a place has a value.
    cases: &'static [(&'static str, &'static str, Text)],
    /// What is said in every other case.
    text: Text,
}

impl About {
    /// The kind in a few words, as the page of choices calls it.
    pub fn name(&self, lang: Lang) -> &'static str {
        in_lang(&self.name, lang)
    }

    /// Is this reader told?
    pub fn tells(&self, reader: Reader) -> bool {
        self.to.contains(&reader)
    }

    /// Can the actor be told, in one of the posts held?
    pub fn reaches(&self, actor: &Actor) -> bool {
        one_holds(self.to, actor)
    }

    /// Has the actor to act on it, in one of the posts held?
    pub fn binds(&self, actor: &Actor) -> bool {
        one_holds(self.duty, actor)
    }

    fn text(&self, d: &Data) -> &Text {
        let fits = |(place, value): (&str, &str)| d.get(place).unwrap_or_default() == value;
        self.cases.iter().find(|case| fits((case.0, case.1))).map_or(&self.text, |case| &case.2)
    }
}

fn one_holds(readers: &[Reader], actor: &Actor) -> bool {
    readers.iter().any(|reader| actor.posts().iter().any(|post| reader.holds(post)))
}

/// Title and body in both languages, in parts.
#[derive(Debug)]
struct Text {
    title: [&'static [Part]; 2],
    body: [&'static [Part]; 2],
}

#[derive(Debug)]
enum Part {
    Words(&'static str),
    /// A place, and how its value is written; nothing where that was not given.
    Place(&'static str, fn(&str, &Data, Lang) -> Option<String>),
    /// A place that holds codes, and their words.
    Code(&'static str, Family),
}

/// One line, and a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    pub body: String,
}

/// What a notice says.
pub fn words(kind: NoticeKind, d: &Data, lang: Lang) -> Words {
    let text = about(kind).text(d);
    let fill =
        |parts: &[&[Part]; 2]| in_lang(parts, lang).iter().filter_map(|part| part.fill(d, lang)).collect();
    Words { title: fill(&text.title), body: fill(&text.body) }
}

/// A place by which the text of a notice is chosen or that it names, and that the sender did not give, or not so that it can
/// be said.
pub(super) fn lacking(kind: NoticeKind, d: &Data) -> Option<&'static str> {
    let about = about(kind);
    let not_given = about.cases.iter().map(|case| case.0).find(|place| d.get(place).is_none());
    let text = about.text(d);
    let mut parts = Lang::ALL.into_iter().flat_map(|lang| {
        let both = [in_lang(&text.title, lang), in_lang(&text.body, lang)];
        both.into_iter().flatten().map(move |part| (part, lang))
    });
    not_given.or_else(|| parts.find_map(|(part, lang)| part.place().filter(|_| part.fill(d, lang).is_none())))
}

impl Part {
    fn fill(&self, d: &Data, lang: Lang) -> Option<String> {
        match self {
            Part::Words(words) => Some((*words).to_owned()),
            Part::Place(place, rule) => rule(place, d, lang),
            Part::Code(place, family) => said(family, &d.get(place)?, lang),
        }
    }

    fn place(&self) -> Option<&'static str> {
        match self {
            Part::Words(_) => None,
            Part::Place(place, _) | Part::Code(place, _) => Some(place),
        }
    }
}

#[cfg(test)]
mod tests;
