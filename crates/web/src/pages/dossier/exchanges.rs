//! `/dossiers/{id}/exchanges`: what commune and producer sent each other, in order, and how long each waited;
//! `/dossiers/{id}/mended`: one submission beside the one before it.

use super::changes::{self, Group};
use super::items;
use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, Exchange, Exchanges, Mended, Sent};
use ocop_domain::dossier::seal::short;
use ocop_domain::dossier::waiting::{Side, Waiting};

/// How long each side waited, in words.
pub(super) struct Sides {
    pub ward: String,
    pub producer: String,
}

/// "6 ngày làm việc" for each side.
pub(super) fn sides(page: &Page, w: &Waiting) -> Sides {
    let days = |side: Side| {
        let n = page.number(w.days(side));
        let words = say!(page, "desk.waited.days", n);
        let runs = w.waits.last().is_some_and(|x| x.until.is_none() && x.side == side);
        if runs { format!("{words} ({})", page.t("desk.waited.running")) } else { words }
    };
    Sides { ward: days(Side::Ward), producer: days(Side::Producer) }
}

struct Row {
    at: String,
    word: String,
    tone: &'static str,
    office: String,
    /// The submission, its seal.
    which: String,
    words: String,
    asked: Option<items::Asked>,
    /// Minutes of the meeting held on this submission, shown with its conclusion.
    meeting: Option<Vec<Answer>>,
    attempt: i64,
    /// A later submission: what changed is a page of its own.
    compare: bool,
}

#[derive(Template)]
#[template(path = "dossier/exchanges.html")]
struct ExchangesPage {
    page: Page,
    d: Dossier,
    rows: Vec<Row>,
    sides: Sides,
    /// Stretches: side, from, until, days.
    waits: Vec<[String; 4]>,
}

fn row(page: &Page, found: &Exchanges, e: &Exchange) -> Row {
    let tone = match e.sent {
        Sent::Submitted => "info",
        Sent::Asked | Sent::Returned => "wait",
        Sent::Proposed => "good",
    };
    let which = say!(page, "desk.exchange.attempt", n = e.attempt);
    let request = found.requests.iter().find(|r| r.attempt == e.attempt && e.sent == Sent::Asked);
    let meeting = found.meetings.iter().find(|m| m.attempt == e.attempt && e.sent != Sent::Submitted);
    Row {
        at: page.moment(e.at),
        word: page.say(&format!("desk.exchange.{}", e.sent.as_str())),
        tone,
        office: e.office.clone(),
        which: e.seal_hash.as_ref().map_or(which.clone(), |hash| format!("{which} · {}", short(hash))),
        words: if request.is_some() { String::new() } else { e.words.clone().unwrap_or_default() },
        asked: request.map(|r| items::asked(page, &found.dossier, r)),
        meeting: meeting.map(|m| {
            let fact = |key: &str, value: String| Answer::fact(page.say(key), value);
            vec![
                fact("desk.meeting.held_on", page.date(m.held_on)),
                fact("desk.meeting.departments", m.departments.clone()),
                fact("desk.meeting.conclusion", m.conclusion.clone()),
            ]
        }),
        attempt: e.attempt,
        compare: e.sent == Sent::Submitted && e.attempt > 1,
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let found = dossier::exchanges(&visit.cx, &id).await?;
    let page = page_below(&visit, &found.dossier, "desk.exchange.title");
    let waits = found.waiting.waits.iter().map(|w| {
        let until = w.until.map_or_else(|| page.say("desk.waited.running"), |d| page.date(d));
        let side = page.say(&format!("desk.waited.{}", w.side.as_str()));
        [side, page.date(w.from), until, page.number(w.days)]
    });
    Ok(Html(ExchangesPage {
        waits: waits.collect(),
        sides: sides(&page, &found.waiting),
        rows: found.all.iter().map(|e| row(&page, &found, e)).collect(),
        page,
        d: found.dossier,
    })
    .into_response())
}

#[derive(Template)]
#[template(path = "dossier/mended.html")]
struct MendedPage {
    page: Page,
    d: Dossier,
    groups: Vec<Group>,
    totals: [String; 4],
    lead: String,
}

/// `?attempt=` names the later of the two submissions; else the last.
pub async fn mended(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let attempt = match query.get("attempt").parse() {
        Ok(n) => n,
        Err(_) => dossier::show(&visit.cx, &id).await?.attempts,
    };
    let Mended { dossier: d, attempt, comparison } = dossier::mended(&visit.cx, &id, attempt).await?;
    let page = page_below(&visit, &d, "desk.mended.title");
    let (before, after) = ((attempt - 1).to_string(), attempt.to_string());
    Ok(Html(MendedPage {
        lead: say!(page, "desk.mended.lead", before, after),
        groups: changes::groups(&page, &comparison),
        totals: changes::totals(&page, &comparison),
        page,
        d,
    })
    .into_response())
}
