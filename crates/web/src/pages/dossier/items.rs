//! Items of a request for additions as every page shows them: what was asked and why, where it is mended, what the
//! producer answered and what changed at its place.

use super::changes::{self, Line};
use crate::page::{Link, Page};
use ocop_app::dossier::{Dossier, Item, Request};
use ocop_domain::dossier::additions::{ItemState, Place};

/// One item, ready to be shown.
pub struct Row {
    pub number: i64,
    pub title: String,
    pub reason: String,
    pub note: String,
    pub state: (String, &'static str),
    /// Pages that mend it; none for readers.
    pub mend: Vec<Link>,
    pub changes: Vec<Line>,
    /// Something changed that has no line of its own.
    pub other: bool,
}

/// A request with its items.
pub struct Asked {
    pub attempt: i64,
    /// Heading of the producer's list, and the line of the exchange: both say until when it is awaited.
    pub head: String,
    pub until: String,
    pub words: String,
    pub rows: Vec<Row>,
}

/// What a place is called in the reader's language; criteria and papers by their own names.
pub fn title(page: &Page, d: &Dossier, place: &Place, subject: &str) -> String {
    match place {
        Place::Form => page.say("dossier.form.title"),
        Place::Report(field) => {
            let field = page.t(&format!("dossier.report.{field}"));
            format!("{}: {field}", page.t("dossier.report.title"))
        }
        Place::Questions => page.say("dossier.questions.title"),
        Place::Updates => page.say("kinds.updates.title"),
        Place::Papers => page.say("desk.place.papers"),
        Place::Criterion(code) => {
            let found = code.parse().ok().and_then(|c| d.set.criterion(&c));
            found.map_or_else(|| subject.to_owned(), |c| format!("{code} {}", c.name))
        }
        Place::Paper(_) => subject.to_owned(),
    }
}

/// Where an item is mended.
fn mend(page: &Page, d: &Dossier, place: &Place) -> Vec<Link> {
    let at = |rest: &str| format!("/dossiers/{}/{rest}", d.id);
    let go = |href: String, key: &str| Link::new(href, page.t(key));
    match place {
        Place::Form => vec![go(at("form"), "desk.mend.form")],
        Place::Report(field) => vec![go(at(&format!("report#{field}")), "desk.mend.report")],
        Place::Questions => vec![go(at("questions"), "desk.mend.questions")],
        Place::Updates => vec![go(at("updates"), "desk.mend.updates")],
        Place::Papers => vec![go(at("evidence#add"), "desk.mend.add_paper")],
        Place::Criterion(code) => vec![
            go(at(&format!("score#c.{code}")), "desk.mend.score"),
            go(at(&format!("evidence?criterion={code}#add")), "desk.mend.add_paper"),
        ],
        Place::Paper(id) => vec![
            go(format!("/evidence/{id}/renew"), "desk.mend.renew"),
            go(at("evidence"), "dossier.evidence.title"),
        ],
    }
}

fn state(page: &Page, state: ItemState) -> (String, &'static str) {
    let tone = match state {
        ItemState::Open => "wait",
        ItemState::Answered => "info",
        ItemState::Mended => "good",
    };
    (page.say(&format!("desk.item.{}", state.as_str())), tone)
}

fn row(page: &Page, d: &Dossier, request: &Request, item: &Item) -> Row {
    let sets = changes::sets(&request.comparison);
    let mut lines: Vec<Line> = item.fields.iter().map(|f| changes::field(page, f)).collect();
    lines.extend(item.answers.iter().map(|a| changes::answer(page, sets, a)));
    lines.extend(item.papers.iter().map(|p| changes::paper(page, p)));
    Row {
        number: item.number,
        title: title(page, d, &item.place, &item.subject),
        reason: item.reason.clone(),
        note: item.note.clone().unwrap_or_default(),
        state: state(page, item.state),
        mend: if d.may_edit { mend(page, d, &item.place) } else { vec![] },
        other: lines.is_empty() && item.state == ItemState::Mended,
        changes: lines,
    }
}

pub fn asked(page: &Page, d: &Dossier, request: &Request) -> Asked {
    let day = page.date(request.answer_by);
    Asked {
        attempt: request.attempt,
        head: say!(page, "desk.additions.head", day),
        until: say!(page, "desk.exchange.until", day),
        words: request.words.clone().unwrap_or_default(),
        rows: request.items.iter().map(|i| row(page, d, request, i)).collect(),
    }
}
