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
    let (key, tone) = match left {
        i64::MIN..0 => ("written.clock.late", "bad"),
        0 => ("written.clock.last", "wait"),
        1..=7 => ("written.clock.left", "wait"),
        _ => ("written.clock.left", "info"),
    };
    (say!(page, key, n = left.abs()), tone)
}

/// From when to when the 45 days run, and how many are left.
pub fn clock_words(page: &Page, clock: Clock, today: Date) -> (String, (String, &'static str)) {
    (runs(page, clock), clock_tag(page, clock.days_left(today)))
}

/// From when to when the 45 days run; where they end on a day of rest, from when on they are late.
pub(super) fn runs(page: &Page, clock: Clock) -> String {
    let mut words =
        say!(page, "written.clock.runs", from = page.date(clock.received), due = page.date(clock.due.shown));
    if clock.due.last > clock.due.shown {
        words.push(' ');
        words.push_str(&page.tf("written.clock.moved", &[("day", &page.date(clock.due.last))]));
    }
    words
}

pub(super) fn stars(page: &Page, stars: Option<Stars>) -> String {
    stars.map_or_else(|| page.say("written.no_star"), |s| page.star_word(s.get()))
}

/// A council's settings on written opinions, in words.
pub(in crate::pages::council) fn rule(page: &Page, r: &WrittenRules) -> String {
    let mut grounds = Vec::new();
    if r.ranks_differ {
        grounds.push(page.say("written.rules.ranks_word"));
    }
    grounds.push(say!(page, "written.rules.spread_word", n = r.spread));
    if r.asked > 0 {
        grounds.push(say!(page, "written.rules.asked_word", n = r.asked));
    }
    say!(page, "written.rules.words", days = r.days, grounds = grounds.join("; "))
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
    Some((say!(page, "written.agenda.clock", left = words), tone))
}

/// How a re-ranking on the agenda is judged; empty for other dossiers.
pub(in crate::pages::council) fn agenda_word(page: &Page, found: &[RoundReranking], a: &AgendaRow) -> String {
    let Some(r) = on_agenda(found, a) else { return String::new() };
    let by = page.date(r.answer_by);
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
        (true, false) => ("info", say!(page, "written.sheet.open", day = by)),
        (true, true) => ("warn", say!(page, "written.sheet.over", day = by)),
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
        proposed: say!(page, "written.position.proposed", stars = stars(page, w.proposed())),
        choices: choices.into(),
        stands: d.stands.iter().map(|s| stand_words(page, s)).collect(),
    })
}

pub(super) fn stand_words(page: &Page, s: &MemberStand) -> String {
    let said = match s.stand {
        Stand::Other => say!(page, "written.stand.other_word", stars = stars(page, s.stars)),
        other => page.say(&format!("written.stand.{}", other.as_str())),
    };
    match &s.reason {
        Some(reason) => format!("{}: {said} – {reason}", s.name),
        None => format!("{}: {said}", s.name),
    }
}

pub(super) fn meeting_words(page: &Page, ground: Option<&str>, reason: Option<&str>) -> String {
    let why = match (ground, reason) {
        (Some("complex"), Some(reason)) => reason.to_owned(),
        (Some(ground), _) => page.say(&format!("written.ground.{ground}")),
        _ => String::new(),
    };
    say!(page, "written.meeting", why)
}
