//! Conflicts of interest: what a member declares, stepping aside from one dossier, and the round's list of ties on
//! which a person has to say a word.

use super::choices;
use crate::prelude::*;
use ocop_app::council::{
    self, AddInterest, DecideConflict, InterestRow, RoundConflicts, RoundTie, StepAside, open_sheet,
};
use ocop_domain::council::Tie;

/// Kinds of ties as one line; empty: none is known.
pub(super) fn words(page: &Page, ties: impl IntoIterator<Item = Tie>) -> String {
    let all: Vec<_> = ties.into_iter().map(|t| page.t(&format!("council.tie.{}", t.as_str()))).collect();
    all.join("; ")
}

fn kinds(page: &Page, ties: &[Tie]) -> Vec<Choice> {
    let keys: Vec<&str> = ties.iter().map(|t| t.as_str()).collect();
    choices(page, "council.tie", &keys)
}

#[derive(Template)]
#[template(path = "council/interests.html")]
struct Interests {
    page: Page,
    form: Form,
    /// Kind and words, with the id to take it back by.
    rows: Vec<(String, String, String)>,
    kinds: Vec<Choice>,
}

async fn interests_page(visit: &Visit, form: Form) -> Result<Interests, Failure> {
    let rows = council::interests(&visit.cx).await?;
    let page = visit.page("council.interests.title").under("/councils", "council.title");
    let row = |r: InterestRow| {
        let kind = page.say(&format!("council.tie.{}", r.tie));
        (kind, r.text, r.id)
    };
    Ok(Interests {
        rows: rows.into_iter().map(row).collect(),
        kinds: kinds(&page, &Tie::DECLARED),
        form,
        page,
    })
}

pub async fn interests(visit: Visit) -> Reply {
    Ok(Html(interests_page(&visit, Form::new()).await?).into_response())
}

pub async fn add_interest(visit: Visit, fields: Fields) -> Reply {
    let cmd = AddInterest { tie: fields.get("tie").into(), text: fields.get("text").into() };
    let done = council::add_interest(&visit.sending(&fields), cmd).await;
    let next = "/councils/interests".to_owned();
    answered(&visit, &fields, done, (next, "council.interests.added"), async |form| {
        interests_page(&visit, form).await
    })
    .await
}

pub async fn remove_interest(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    council::remove_interest(&visit.cx, &id).await?;
    Ok(redirect_with("/councils/interests", "council.interests.removed"))
}

#[derive(Template)]
#[template(path = "council/aside.html")]
struct Aside {
    page: Page,
    form: Form,
    action: String,
    back: String,
    product: String,
    producer: String,
    ties: String,
    kinds: Vec<Choice>,
}

async fn aside_page(visit: &Visit, id: &str, dossier: &str, form: Form) -> Result<Aside, Failure> {
    let d = open_sheet(&visit.cx, id, dossier).await?;
    let back = format!("/rounds/{id}/dossiers/{dossier}");
    let page = visit
        .page("council.aside.title")
        .crumb(format!("/rounds/{id}"), d.round.name.clone())
        .crumb(back.clone(), d.case.product_name.clone());
    Ok(Aside {
        action: format!("{back}/aside"),
        back,
        product: d.case.product_name,
        producer: d.case.producer_name,
        ties: words(&page, d.ties),
        kinds: kinds(&page, &Tie::ALL),
        form,
        page,
    })
}

pub async fn aside(visit: Visit, Path((id, dossier)): Path<(String, String)>) -> Reply {
    Ok(Html(aside_page(&visit, &id, &dossier, Form::new()).await?).into_response())
}

pub async fn step_aside(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let cmd = StepAside {
        round: id.clone(),
        dossier: dossier.clone(),
        tie: fields.get("tie").into(),
        reason: fields.get("aside_reason").into(),
    };
    let done = council::step_aside(&visit.cx, cmd).await;
    let next = format!("/rounds/{id}");
    answered(&visit, &fields, done, (next, "council.aside.done"), async |form| {
        aside_page(&visit, &id, &dossier, form).await
    })
    .await
}

struct Line {
    tie: RoundTie,
    ties: String,
    state_field: String,
    reason_field: String,
    /// Why it was decided so, and when; empty while it waits.
    said: String,
}

#[derive(Template)]
#[template(path = "council/conflicts.html")]
struct Conflicts {
    page: Page,
    form: Form,
    round: String,
    open: Vec<Line>,
    decided: Vec<Line>,
    states: Vec<Choice>,
}

async fn conflicts_page(visit: &Visit, id: &str, form: Form) -> Result<Conflicts, Failure> {
    let RoundConflicts { round, ties } = council::round_conflicts(&visit.cx, id).await?;
    let page = visit.page("council.conflicts.title").crumb(format!("/rounds/{id}"), round.name.clone());
    let line = |tie: RoundTie| {
        let said = tie.decided.as_ref().map_or_else(String::new, |c| {
            let at = page.moment(c.decided_at);
            let key = if c.declared { "council.conflicts.declared" } else { "council.conflicts.decided" };
            say!(page, key, at, reason = c.reason)
        });
        Line {
            ties: words(&page, tie.ties.iter().copied()),
            state_field: format!("state.{}.{}", tie.dossier, tie.account),
            reason_field: format!("reason.{}.{}", tie.dossier, tie.account),
            said,
            tie,
        }
    };
    let (open, decided) = ties.into_iter().partition::<Vec<_>, _>(|t| t.decided.is_none());
    Ok(Conflicts {
        open: open.into_iter().map(line).collect(),
        decided: decided.into_iter().map(line).collect(),
        states: choices(&page, "council.conflicts.state", &["recused", "cleared"]),
        round: id.to_owned(),
        form,
        page,
    })
}

pub async fn conflicts(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(conflicts_page(&visit, &id, Form::new()).await?).into_response())
}

pub async fn decide(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let (dossier, account) = (fields.get("dossier").to_owned(), fields.get("account").to_owned());
    let cmd = DecideConflict {
        round: id.clone(),
        state: fields.get(&format!("state.{dossier}.{account}")).into(),
        reason: fields.get(&format!("reason.{dossier}.{account}")).into(),
        dossier,
        account,
    };
    let done = council::decide_conflict(&visit.cx, cmd).await;
    let next = format!("/rounds/{id}/conflicts");
    answered(&visit, &fields, done, (next, "council.conflicts.done"), async |form| {
        conflicts_page(&visit, &id, form).await
    })
    .await
}
