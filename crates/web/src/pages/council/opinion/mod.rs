//! Re-ranking by written opinion: the round's re-rankings and how many have answered, one of them with what may be done
//! about it, and the desk that shows whose 45 days run.

mod words;

use crate::prelude::*;
pub use words::clock_words;
pub(super) use words::{Asked, agenda_clock, agenda_word, asked, rule};
use words::{clock_tag, meeting_words, runs, stand_words, stars};

use ocop_app::council::{
    CallMeeting, NoteReceipt, OpenWritten, Remind, Stands, WrittenLine, WrittenOne, call_meeting,
    note_receipt, open_written, remind_written, rerankings, show_written, show_written_one,
};

const SIZE: i64 = 25;

/// One re-ranking, ready to be shown.
struct Line {
    href: String,
    product: String,
    producer: String,
    clock: String,
    left: Option<(String, &'static str)>,
    state: (String, &'static str),
    answered: String,
    stands: Vec<String>,
    said: Vec<String>,
    meeting: String,
}

fn counts(page: &Page, s: &Stands) -> Vec<String> {
    let line = |key: &str, n: usize| say!(page, key, n);
    let mut out = vec![line("written.count.agree", s.agree)];
    if s.by_star.is_empty() {
        out.push(line("written.count.other", s.other));
    }
    out.extend(
        s.by_star.iter().map(|(other, n)| say!(page, "written.count.star", n, stars = stars(page, *other))),
    );
    out.push(line("written.count.meeting", s.meeting));
    out
}

fn line(page: &Page, round: &str, l: &WrittenLine) -> Line {
    let by = page.date(l.answer_by);
    let state = match (l.written.as_ref().map(|w| w.state.as_str()), l.running) {
        (_, false) => (page.say("written.state.closed"), "quiet"),
        (None, _) => (page.say("written.state.none"), "wait"),
        (Some("open"), _) if l.over => (say!(page, "written.state.over", day = by), "wait"),
        (Some("open"), _) if l.answered == l.judges => (page.say("written.state.all"), "good"),
        (Some("open"), _) => (say!(page, "written.state.open", day = by), "info"),
        (Some(_), _) => (page.say("written.state.meeting"), "wait"),
    };
    let clock = l.clock.map_or_else(|| page.say("written.clock.unknown"), |c| runs(page, c));
    let meeting = l.written.as_ref().filter(|w| w.state == "meeting").map(|w| {
        let words = meeting_words(page, w.ground.as_deref(), w.reason.as_deref());
        match w.switched_at {
            Some(at) => format!("{words} ({})", page.moment(at)),
            None => words,
        }
    });
    Line {
        href: format!("/rounds/{round}/dossiers/{}/written", l.case.id),
        product: l.case.product_name.clone(),
        producer: l.case.producer_name.clone(),
        clock,
        left: l.days_left.map(|n| clock_tag(page, n)),
        state,
        answered: if l.written.is_some() { format!("{}/{}", l.answered, l.judges) } else { String::new() },
        stands: l.stands.as_ref().map(|s| counts(page, s)).unwrap_or_default(),
        said: l.members.iter().map(|m| stand_words(page, m)).collect(),
        meeting: meeting.unwrap_or_default(),
    }
}

#[derive(Template)]
#[template(path = "council/written.html")]
struct List {
    page: Page,
    form: Form,
    round: String,
    lines: Vec<Line>,
    /// Re-rankings that may be put to the members now.
    waiting: Vec<Choice>,
    hint: String,
    may_manage: bool,
    pager: Pager,
}

async fn list_page(visit: &Visit, id: &str, number: i64, form: Option<Form>) -> Result<List, Failure> {
    let v = show_written(&visit.cx, id, number, SIZE).await?;
    let page = visit.page("written.title").crumb(format!("/rounds/{id}"), v.round.name.clone());
    let waits = |l: &&WrittenLine| l.written.is_none() && l.running;
    let waiting: Vec<Choice> = v
        .lines
        .iter()
        .filter(waits)
        .map(|l| {
            Choice::new(&l.case.id, format!("{} – {}", l.case.product_name, l.case.producer_name))
                .hint(line(&page, id, l).clock)
        })
        .collect();
    let form = form.unwrap_or_else(|| {
        let mut form = Form::new();
        form.set_all("dossier", waiting.iter().map(|c| c.value.clone()));
        form
    });
    Ok(List {
        round: id.to_owned(),
        lines: v.lines.iter().map(|l| line(&page, id, l)).collect(),
        hint: say!(page, "written.open.by_hint", n = v.days),
        pager: Pager { page: number, size: SIZE, total: v.total, base: format!("/rounds/{id}/written") },
        may_manage: v.may_manage,
        waiting,
        form,
        page,
    })
}

pub async fn list(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    Ok(Html(list_page(&visit, &id, query.page(), None).await?).into_response())
}

pub async fn open(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = OpenWritten {
        round: id.clone(),
        dossiers: fields.all("dossier").map(str::to_owned).collect(),
        answer_by: fields.get("answer_by").to_owned(),
    };
    let done = open_written(&visit.cx, cmd).await.map(drop);
    let next = format!("/rounds/{id}/written");
    answered(&visit, &fields, done, (next, "written.open.done"), async |form| {
        list_page(&visit, &id, 1, Some(form)).await
    })
    .await
}

#[derive(Template)]
#[template(path = "council/written_one.html")]
struct One {
    page: Page,
    form: Form,
    base: String,
    line: Line,
    /// Members are being asked and can still answer.
    asking: bool,
    /// Members are being asked; the council may be called to meet.
    may_call: bool,
    /// The day of full receipt may still be noted.
    may_note: bool,
}

async fn one_page(visit: &Visit, id: &str, dossier: &str, form: Form) -> Result<One, Failure> {
    let v: WrittenOne = show_written_one(&visit.cx, id, dossier).await?;
    let page = visit
        .page_titled(v.line.case.product_name.clone())
        .crumb(format!("/rounds/{id}"), v.round.name.clone())
        .under(format!("/rounds/{id}/written"), "written.title");
    let state = v.line.written.as_ref().map(|w| w.state.as_str());
    Ok(One {
        base: format!("/rounds/{id}/dossiers/{dossier}/written"),
        asking: v.may_manage && state == Some("open") && !v.line.over,
        may_call: v.may_manage && state == Some("open"),
        may_note: v.may_manage && state.is_none(),
        line: line(&page, id, &v.line),
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path((id, dossier)): Path<(String, String)>) -> Reply {
    Ok(Html(one_page(&visit, &id, &dossier, Form::new()).await?).into_response())
}

async fn answer(
    visit: &Visit,
    (id, dossier): (&str, &str),
    fields: &Fields,
    done: Result<(), Error>,
    flash: &str,
) -> Reply {
    let next = format!("/rounds/{id}/dossiers/{dossier}/written");
    answered(visit, fields, done, (next, flash), async |form| one_page(visit, id, dossier, form).await).await
}

pub async fn meeting(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let reason = fields.get("meeting_reason").to_owned();
    let cmd = CallMeeting { round: id.clone(), dossier: dossier.clone(), reason };
    let done = call_meeting(&visit.cx, cmd).await;
    answer(&visit, (&id, &dossier), &fields, done, "written.call.done").await
}

pub async fn remind(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let done = remind_written(&visit.cx, Remind { round: id.clone(), dossier: dossier.clone() }).await;
    answer(&visit, (&id, &dossier), &fields, done.map(|_| ()), "written.remind.done").await
}

pub async fn receipt(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let cmd = NoteReceipt {
        round: id.clone(),
        dossier: dossier.clone(),
        received_on: fields.get("received_on").to_owned(),
        reason: fields.get("receipt_reason").to_owned(),
    };
    let done = note_receipt(&visit.cx, cmd).await;
    answer(&visit, (&id, &dossier), &fields, done, "written.receipt.done").await
}

struct DeskRow {
    href: String,
    product: String,
    producer: String,
    commune: String,
    state: (String, &'static str),
    received: String,
    due: String,
    left: (String, &'static str),
    written: String,
    written_href: String,
}

#[derive(Template)]
#[template(path = "council/rerankings.html")]
struct Desk {
    page: Page,
    rows: Vec<DeskRow>,
    pager: Pager,
}

pub async fn desk(visit: Visit, query: Query) -> Reply {
    let (lines, total) = rerankings(&visit.cx, query.page(), SIZE).await?;
    let page = visit.page("written.desk.title");
    let rows = lines.into_iter().map(|r| DeskRow {
        href: format!("/dossiers/{}", r.id),
        state: crate::pages::dossier::words::state_tag(&page, r.state),
        received: page.date(r.clock.received),
        due: page.date(r.clock.due.shown),
        left: clock_tag(&page, r.days_left),
        written: match &r.written {
            Some((state, by)) if state == "open" => {
                say!(page, "written.agenda.open", day = page.date(by))
            }
            Some(_) => page.say("written.agenda.meeting"),
            None => page.say("written.agenda.none"),
        },
        written_href: r
            .round
            .as_ref()
            .map_or_else(String::new, |round| format!("/rounds/{round}/dossiers/{}/written", r.id)),
        product: r.product,
        producer: r.producer,
        commune: r.commune,
    });
    let rows = rows.collect();
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/rerankings".into() };
    Ok(Html(Desk { rows, pager, page }).into_response())
}
