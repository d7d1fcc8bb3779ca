//! Words of a dossier: its state, what is left of its terms, and the way back to it.

use crate::prelude::*;
use jiff::civil::Date;
use ocop_app::dossier::{Dossier, DueChange};
use ocop_domain::dossier::State;
use ocop_domain::term::Standing;

/// A page below a dossier, with the way back to it.
pub(in crate::pages) fn page_below(visit: &Visit, d: &Dossier, title_key: &str) -> Page {
    let page = visit.page(title_key);
    page.under("/dossiers", "dossier.title")
        .crumb(format!("/dossiers/{}", d.id), d.subject.product_name.clone())
}

/// The same of a dossier whose star may have been withdrawn since.
pub(in crate::pages) fn standing_tag(page: &Page, state: State, withdrawn: bool) -> (String, &'static str) {
    if withdrawn && state == State::Recognised {
        return (page.say("common.status.withdrawn"), "bad");
    }
    state_tag(page, state)
}

/// The word and the tone of a state.
pub(in crate::pages) fn state_tag(page: &Page, state: State) -> (String, &'static str) {
    let tone = match state {
        State::Draft => "quiet",
        State::Returned | State::ReturnedByMinistry => "wait",
        State::Recognised => "good",
        State::NotRecognised => "bad",
        _ => "info",
    };
    (page.say(&format!("dossier.state.{}", state.as_str())), tone)
}

/// What is left of the commune's term, in words, with its tone: late ones differ by word and shape, not by colour only.
pub(super) fn days_tag(page: &Page, term: Standing) -> (String, &'static str) {
    let (key, tone) = match term {
        Standing::Late(_) => ("dossier.late", "bad"),
        Standing::Left(4..) => ("dossier.days_left", "info"),
        Standing::Left(_) => ("dossier.days_left", "wait"),
        Standing::LastDay | Standing::Kept | Standing::KeptLate => ("dossier.last_day", "wait"),
    };
    (say!(page, key, n = days(term)), tone)
}

fn days(term: Standing) -> i64 {
    term.days_left().unwrap_or_default().abs()
}

/// Why the commune's term ends on another day than it was given: one sentence a change of the calendar.
pub(super) fn due_notes(page: &Page, changes: &[DueChange]) -> Vec<String> {
    let one = |c: &DueChange| {
        let days: Vec<String> = c.days.split(' ').map(|day| page.date(day)).collect();
        let values = [
            ("before", page.date(c.due_before)),
            ("after", page.date(c.due_after)),
            ("days", days.join(", ")),
        ];
        let values = [0, 1, 2].map(|n| (values[n].0, values[n].1.as_str()));
        page.tf("dossier.due_moved", &values).into_owned()
    };
    changes.iter().map(one).collect()
}

/// Until when the producer's additions are awaited, in words, with its tone.
pub(super) fn awaited_tag(page: &Page, day: Date, term: Standing) -> (String, &'static str) {
    let (day, n) = (page.date(day), days(term));
    match term {
        Standing::Late(_) => (say!(page, "desk.awaited.over", day, n), "bad"),
        _ => (say!(page, "desk.awaited.until", day, n), "wait"),
    }
}
