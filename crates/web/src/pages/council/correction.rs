//! Corrections after a result is closed: what was asked for and signed, before beside after; a member's own sheet to be
//! put right, and the signature of the person who presides.

use crate::prelude::*;
use ocop_app::council::{
    CorrectedResult, CorrectionLine, CorrectionView, EndCorrection, Ending, ProposeCorrection,
    end_correction, propose_correction, show_corrections,
};
use ocop_domain::council::CorrectionState;
use ocop_domain::criteria::{CriteriaSet, Criterion};

struct Line {
    id: String,
    version: i64,
    title: String,
    state: (String, &'static str),
    when: String,
    /// Criterion, before, after.
    changes: Vec<(String, String, String)>,
    effect: Option<(String, String)>,
    reason: String,
    answer: String,
    may_sign: bool,
    may_withdraw: bool,
}

struct Select {
    field: String,
    label: String,
    choices: Vec<Choice>,
}

struct OwnPart {
    name: String,
    selects: Vec<Select>,
}

#[derive(Template)]
#[template(path = "council/corrections.html")]
struct Show {
    page: Page,
    form: Form,
    round: String,
    base: String,
    producer: String,
    now: String,
    late: bool,
    lines: Vec<Line>,
    /// The reader's own sheet as selects; empty where the reader may not ask.
    own: Vec<OwnPart>,
}

fn option(page: &Page, criterion: Option<&Criterion>, number: i64) -> String {
    let found = usize::try_from(number).ok().and_then(|n| criterion?.option(n));
    match found {
        Some(o) => {
            say!(page, "correction.option", points = o.points, text = o.text)
        }
        None if number < 0 => page.say("correction.not_scored"),
        None => page.say("correction.nothing"),
    }
}

fn standing(page: &Page, s: CorrectedResult) -> String {
    let Some(mean) = s.hundredths() else { return page.say("common.score.no_mean") };
    let mean = page.points(mean);
    let rank = match u8::try_from(s.rank) {
        Ok(n @ 1..) => page.star_word(n),
        _ => page.say("correction.no_rank"),
    };
    say!(page, "correction.mean_rank", mean, rank)
}

fn named(set: &CriteriaSet, code: &str) -> String {
    let found = code.parse().ok().and_then(|c| set.criterion(&c));
    found.map_or_else(|| code.to_owned(), |c| format!("{code}. {}", c.name))
}

fn line(page: &Page, v: &CorrectionView, l: &CorrectionLine) -> Line {
    let tone = match l.state {
        CorrectionState::Open => "wait",
        CorrectionState::Signed => "good",
        CorrectionState::Refused | CorrectionState::Withdrawn => "quiet",
    };
    let changes = l.changes.iter().map(|c| {
        let criterion = c.criterion.parse().ok().and_then(|code| v.set.criterion(&code));
        (named(v.set, &c.criterion), option(page, criterion, c.before), option(page, criterion, c.after))
    });
    let when = match (l.row.decided_at, &l.row.decided_name) {
        (Some(at), Some(name)) => page.tf("correction.ended_at", &[("name", name), ("at", &page.moment(at))]),
        _ => page.tf("correction.asked_at", &[("at", &page.moment(l.row.proposed_at))]),
    };
    Line {
        id: l.row.id.clone(),
        version: l.row.version,
        title: say!(page, "correction.line", name = l.row.name),
        state: (page.say(&format!("correction.state.{}", l.state)), tone),
        when: when.into_owned(),
        changes: changes.collect(),
        effect: l.effect.map(|(a, b)| (standing(page, a), standing(page, b))),
        reason: l.row.reason.clone(),
        answer: l.row.answer.clone().unwrap_or_default(),
        may_sign: l.may_sign,
        may_withdraw: l.may_withdraw,
    }
}

/// A select for each criterion, by part, with what the sheet says now.
fn own(page: &Page, v: &CorrectionView, form: &mut Form, fresh: bool) -> Vec<OwnPart> {
    let Some(now) = &v.own else { return Vec::new() };
    let mut out: Vec<OwnPart> = Vec::new();
    for leaf in v.set.scorable() {
        let (criterion, part) = (leaf.criterion, format!("{:?}. {}", leaf.part.code, leaf.part.name));
        let field = format!("c.{}", criterion.code);
        let picked = now.0.get(&criterion.code).copied();
        if fresh {
            form.set(&field, picked.map_or_else(String::new, |n| n.to_string()));
        }
        // Not scored, as after a stop, is something else than none of the options.
        let blank = picked.is_none().then(|| Choice::new("", page.t("correction.not_scored")));
        let none = Choice::new("0", page.t("correction.nothing"));
        let printed = criterion.options.iter().filter(|o| o.legible).map(|o| {
            let n = i64::try_from(o.number).unwrap_or_default();
            Choice::new(o.number.to_string(), option(page, Some(criterion), n))
        });
        let select = Select {
            label: format!("{}. {}", criterion.code, criterion.name),
            choices: blank.into_iter().chain([none]).chain(printed).collect(),
            field,
        };
        match out.last_mut().filter(|p| p.name == part) {
            Some(p) => p.selects.push(select),
            None => out.push(OwnPart { name: part, selects: vec![select] }),
        }
    }
    out
}

async fn render(visit: &Visit, id: &str, dossier: &str, form: Option<Form>) -> Result<Show, Failure> {
    let v = show_corrections(&visit.cx, id, dossier).await?;
    let words = visit.page("correction.link");
    let title = words.tf("correction.title", &[("product", &v.case.product_name)]).into_owned();
    let page = visit.page_titled(title).crumb(format!("/rounds/{id}"), v.round.name.clone());
    // What is sent at the signature carries no option and leaves the selects as they are.
    let typed = |f: &Form| v.set.scorable().any(|l| !f.value(&format!("c.{}", l.criterion.code)).is_empty());
    let fresh = form.as_ref().is_none_or(|f| f.value("correction_reason").is_empty() && !typed(f));
    let mut form = form.unwrap_or_default();
    let now = CorrectedResult::from(&v.result);
    Ok(Show {
        own: own(&page, &v, &mut form, fresh),
        lines: v.lines.iter().map(|l| line(&page, &v, l)).collect(),
        now: standing(&page, now),
        base: format!("/rounds/{id}/dossiers/{dossier}/corrections"),
        producer: v.case.producer_name.clone(),
        round: id.to_owned(),
        late: v.late,
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path((id, dossier)): Path<(String, String)>) -> Reply {
    Ok(Html(render(&visit, &id, &dossier, None).await?).into_response())
}

async fn done(
    visit: &Visit,
    (id, dossier): (&str, &str),
    fields: &Fields,
    done: Result<(), Error>,
    flash: &str,
) -> Reply {
    let next = format!("/rounds/{id}/dossiers/{dossier}/corrections");
    answered(visit, fields, done, (next, flash), async |form| render(visit, id, dossier, Some(form)).await)
        .await
}

pub async fn propose(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let options = fields.names().filter(|name| !fields.get(name).is_empty()).filter_map(|name| {
        Some((name.strip_prefix("c.")?.to_owned(), fields.get(name).parse().unwrap_or(-1)))
    });
    let cmd = ProposeCorrection {
        round: id.clone(),
        dossier: dossier.clone(),
        options: options.collect(),
        reason: fields.get("correction_reason").to_owned(),
    };
    let sent = propose_correction(&visit.sending(&fields), cmd).await.map(|_| ());
    done(&visit, (&id, &dossier), &fields, sent, "correction.done.proposed").await
}

pub async fn end(
    visit: Visit,
    Path((id, dossier, correction, what)): Path<(String, String, String, String)>,
    fields: Fields,
) -> Reply {
    let (ending, flash) = match what.as_str() {
        "sign" => (Ending::Sign, "correction.done.signed"),
        "refuse" => (Ending::Refuse, "correction.done.refused"),
        "withdraw" => (Ending::Withdraw, "correction.done.withdrawn"),
        _ => return Err(Error::NotFound.into()),
    };
    let cmd = EndCorrection {
        round: id.clone(),
        dossier: dossier.clone(),
        correction,
        version: fields.get("version").parse().unwrap_or(0),
        ending,
        reason: fields.get("answer").to_owned(),
    };
    let ended = end_correction(&visit.cx, cmd).await;
    done(&visit, (&id, &dossier), &fields, ended, flash).await
}
