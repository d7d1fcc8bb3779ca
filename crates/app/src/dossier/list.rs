//! Lists of dossiers, within the reach of their reader.

use super::access::criteria_of;
use super::seal::received::received_day;
use super::ward::waiting::waiting_of;
use crate::working_days::calendar;
use crate::{Cx, Error, facts};
use jiff::civil::Date;
use ocop_domain::account::{Act, Actor, Role};
use ocop_domain::assist::Purpose;
use ocop_domain::calendar::WARD_CHECK_WORKING_DAYS;
use ocop_domain::dossier::State;
use ocop_domain::dossier::waiting::Side;
use ocop_domain::term::{Standing, Term};
use ocop_store::dossier::additions;
use ocop_store::dossier::list::{self as store, Filter};

/// Which dossiers to list.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// Empty: all.
    pub states: Vec<State>,
    /// Words in the product's or producer's name, with or without diacritics.
    pub query: String,
    /// Soonest due first; else newest first.
    pub by_due: bool,
    /// Only those a commune has kept beyond its 15 working days (Điều 7(2), 26/2026).
    pub late: bool,
    pub page: i64,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: String,
    pub product: String,
    pub producer: String,
    pub commune: String,
    pub set: String,
    pub state: State,
    pub registration_number: Option<String>,
    pub submitted_at: Option<i64>,
    /// The day it counts as received: what comes after hours or on a day of rest, on the next working day.
    pub received_on: Option<Date>,
    pub due_on: Option<Date>,
    /// The commune's term while it runs, in working days.
    pub term: Option<Standing>,
    /// Until when the producer's additions are awaited, and how that term stands, in working days.
    pub awaited: Option<(Date, Standing)>,
    /// Working days spent at the commune, and days it waited for the producer.
    pub waited: (i64, i64),
    pub own: bool,
    pub invented: bool,
    /// The day the star it led to was withdrawn.
    pub withdrawn_on: Option<Date>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub lines: Vec<Line>,
    pub total: i64,
    pub page: i64,
    pub size: i64,
}

const SIZE: i64 = 20;

/// The dossiers the actor may see: a producer the producer's own, a commune and a province those submitted to them.
pub async fn list(cx: &Cx, cmd: List) -> Result<Listed, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let visible = facts::reach(&cx.actor, Act::DossierView, &facts::handed_in());
    let filter = filter(cx, &cmd).await?;
    let page = cmd.page.max(1);
    let total = store::count(cx.db(), &visible, &filter).await?;
    let rows = store::page(cx.db(), &visible, &filter, SIZE, (page - 1).saturating_mul(SIZE)).await?;
    let (calendar, today) = (calendar(cx).await?, cx.today());
    let ids: Vec<String> = rows.iter().map(|r| r.id.clone()).collect();
    let waiting = waiting_of(cx.db(), &ids, &calendar, today).await?;
    let awaited = additions::awaited_of(cx.db(), &ids).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let (state, due_on) = (row.state, row.due_on);
        lines.push(Line {
            term: due_on
                .filter(|_| state == State::AtWard)
                .map(|due| Term::until(due).of_working_days(WARD_CHECK_WORKING_DAYS, &calendar, today)),
            awaited: awaited
                .iter()
                .find(|a| a.dossier_id == row.id && state == State::Returned)
                .map(|a| (a.answer_by, Term::until(a.answer_by).in_working_days(&calendar, today))),
            waited: waiting.get(&row.id).map_or((0, 0), |w| (w.days(Side::Ward), w.days(Side::Producer))),
            own: cx.actor.producers().any(|p| p == row.producer_id),
            set: criteria_of(&row.set_id)?.name.clone(),
            id: row.id,
            product: row.product_name,
            producer: row.producer_name,
            commune: row.commune_name,
            state,
            registration_number: row.registration_number,
            received_on: received_day(row.received_on, row.submitted_at),
            submitted_at: row.submitted_at,
            due_on,
            invented: row.invented,
            withdrawn_on: row.withdrawn_on,
        });
    }
    Ok(Listed { lines, total, page, size: SIZE })
}

/// How many dossiers a list would have.
pub async fn counted(cx: &Cx, cmd: &List) -> Result<i64, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let visible = facts::reach(&cx.actor, Act::DossierView, &facts::handed_in());
    Ok(store::count(cx.db(), &visible, &filter(cx, cmd).await?).await?)
}

async fn filter(cx: &Cx, cmd: &List) -> Result<Filter, Error> {
    Ok(Filter {
        states: cmd.states.clone(),
        folded: ocop_domain::text::fold(&cmd.query),
        helped: crate::assist::producers(cx, cx.db(), Purpose::Dossiers).await?,
        every_draft: cx.actor == Actor::System,
        adviser: cx.actor.has_role(Role::AdvisoryMember).then(|| cx.actor.id().to_owned()),
        by_due: cmd.by_due,
        late_on: cmd.late.then(|| cx.today()),
    })
}
