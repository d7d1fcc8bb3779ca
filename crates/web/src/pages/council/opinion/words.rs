//! Written opinions in words: the 45 days, grounds to meet, stands, and what stands on agenda and sheet.

use crate::page::Page;
use crate::view::Choice;
use jiff::civil::Date;
use ocop_app::council::{AgendaRow, Desk as SheetDesk, MemberStand, RoundReranking};
use ocop_domain::council::{Clock, Stand, WrittenRules};
use ocop_domain::dossier::State;
use ocop_domain::stars::Stars;

/// Days left of the 45, with a tone: red when late, a warning in the last week.
pub(super) fn clock_tag(page: &Page, left: i64) -> (String, &'static str) {
    let n = left.abs().to_string();
    let (key, tone) = match left {
        i64::MIN..0 => ("written.clock.late", "bad"),
        0 => ("written.clock.last", "wait"),
        1..=7 => ("written.clock.left", "wait"),
        _ => ("written.clock.left", "info"),
    };
    (page.tf(key, &[("n", &n)]).into_owned(), tone)
}

/// From when to when the 45 days run, and how many are left.
pub fn clock_words(page: &Page, clock: Clock, today: Date) -> (String, (String, &'static str)) {
    (runs(page, clock), clock_tag(page, clock.days_left(today)))
}

/// From when to when the 45 days run; where they end on a day of rest, from when on they are late.
pub(super) fn runs(page: &Page, clock: Clock) -> String {
    let (from, due) = (page.date(clock.received), page.date(clock.due.shown));
    let mut words = page.tf("written.clock.runs", &[("from", &from), ("due", &due)]).into_owned();
    if clock.due.last > clock.due.shown {
        words.push(' ');
        words.push_str(&page.tf("written.clock.moved", &[("day", &page.date(clock.due.last))]));
    }
    words
}

pub(super) fn stars(page: &Page, stars: Option<Stars>) -> String {
    stars.map_or_else(|| page.t("written.no_star").into_owned(), |s| page.star_word(s.get()))
}

/// A council's settings on written opinions, in words.
pub(in crate::pages::council) fn rule(page: &Page, r: &WrittenRules) -> String {
    let mut grounds = Vec::new();
    if r.ranks_differ {
        grounds.push(page.t("written.rules.ranks_word").into_owned());
    }
    grounds.push(page.tf("written.rules.spread_word", &[("n", &r.spread.to_string())]).into_owned());
    if r.asked > 0 {
        grounds.push(page.tf("written.rules.asked_word", &[("n", &r.asked.to_string())]).into_owned());
    }
    let days = r.days.to_string();
    page.tf("written.rules.words", &[("days", &days), ("grounds", &grounds.join("; "))]).into_owned()
}

fn on_agenda<'a>(found: &'a [RoundReranking], a: &AgendaRow) -> Option<&'a RoundReranking> {
    found.iter().find(|r| r.dossier == a.id)
}

pub(in crate::pages::council) fn agenda_clock(
    page: &Page,
    found: &[RoundReranking],
    a: &AgendaRow,
) -> Option<(String, &'static str)> {
    let state: State = a.state.parse().ok()?;
    let runs = state.before_council() || state == State::Scored;
    let left = on_agenda(found, a).filter(|_| runs)?.days_left?;
    // Beside the day until which opinions are taken: the words say which term is meant.
    let (words, tone) = clock_tag(page, left);
    Some((page.tf("written.agenda.clock", &[("left", &words)]).into_owned(), tone))
}

/// How a re-ranking on the agenda is judged; empty for other dossiers.
pub(in crate::pages::council) fn agenda_word(page: &Page, found: &[RoundReranking], a: &AgendaRow) -> String {
    let Some(r) = on_agenda(found, a) else { return String::new() };
    let by = r.answer_by.map(|d| page.date(d)).unwrap_or_default();
    match r.written.as_deref() {
        Some("open") => page.tf("written.agenda.open", &[("day", &by)]),
        Some(_) => page.t("written.agenda.meeting"),
        None => page.t("written.agenda.none"),
    }
    .into_owned()
}

/// What the sheet shows of an asking in writing.
pub struct Asked {
    pub kind: &'static str,
    pub text: String,
    /// A stand is asked for.
    pub open: bool,
    pub proposed: String,
    pub choices: Vec<Choice>,
    pub stands: Vec<String>,
}

pub(in crate::pages::council) fn asked(page: &Page, d: &SheetDesk) -> Option<Asked> {
    let w = d.written.as_ref()?;
    let by = page.date(w.answer_by);
    let open = w.row.state == "open";
    let (kind, text) = match (open, w.over) {
        (true, false) => ("info", page.tf("written.sheet.open", &[("day", &by)]).into_owned()),
        (true, true) => ("warn", page.tf("written.sheet.over", &[("day", &by)]).into_owned()),
        (false, _) => ("warn", meeting_words(page, w.row.ground.as_deref(), w.row.reason.as_deref())),
    };
    let choices = Stand::ALL.map(|s| {
        let key = format!("written.stand.{}", s.as_str());
        Choice::new(s.as_str(), page.t(&key)).hint(page.t(&format!("{key}_hint")))
    });
    Some(Asked {
        kind,
        text,
        open: open && !w.over && d.submitted_at.is_none(),
        proposed: page.tf("written.position.proposed", &[("stars", &stars(page, w.proposed()))]).into_owned(),
        choices: choices.into(),
        stands: d.stands.iter().map(|s| stand_words(page, s)).collect(),
    })
}

pub(super) fn stand_words(page: &Page, s: &MemberStand) -> String {
    let said = match s.stand {
        Stand::Other => page.tf("written.stand.other_word", &[("stars", &stars(page, s.stars))]).into_owned(),
        other => page.t(&format!("written.stand.{}", other.as_str())).into_owned(),
    };
    match &s.reason {
        Some(reason) => format!("{}: {said} – {reason}", s.name),
        None => format!("{}: {said}", s.name),
    }
}

pub(super) fn meeting_words(page: &Page, ground: Option<&str>, reason: Option<&str>) -> String {
    let why = match (ground, reason) {
        (Some("complex"), Some(reason)) => reason.to_owned(),
        (Some(ground), _) => page.t(&format!("written.ground.{ground}")).into_owned(),
        _ => String::new(),
    };
    page.tf("written.meeting", &[("why", &why)]).into_owned()
}
