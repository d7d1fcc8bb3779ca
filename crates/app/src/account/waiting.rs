//! Posts that need a second person. An administrator alone makes no leader and no member of a council. A person invited
//! for a producer acts for it only once one of the producer's own people agrees. A post offered to an account that is
//! there already is its owner's to take. Until then a post allows nothing. The server's command line counts as a second
//! person.

use super::post_form::{self, Checked};
use super::session::SessionInfo;
use super::{chain, letters};
use crate::notice::{self, Data, Notice};
use crate::{Cx, Error, mail, write_tx};
use ocop_domain::account::{Actor, Role, Scope, may_appoint, second_person};
use ocop_domain::notice::NoticeKind;
use ocop_store::account::{self as store, WaitingRow};
use ocop_store::{Db, Error as StoreError};
use serde_json::json;

/// For so many days a producer's own people alone answer; afterwards the command line may.
pub const PRODUCER_ANSWERS_DAYS: i64 = 14;

/// A post that waits, as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub row: WaitingRow,
    pub role: Role,
    /// Place or producer; empty for the whole country.
    pub place: String,
    /// The reader may confirm and refuse it.
    pub answers: bool,
    /// The reader asked for it and may take it back.
    pub own: bool,
}

/// Who acts for a producer, and who is to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    pub acting: Vec<store::ActingFor>,
    pub waiting: Vec<Waiting>,
    /// The reader is one of the producer's own people: ends what others hold, and answers.
    pub own: bool,
}

/// Gives a post within the transaction, or stores it as waiting. `offered`: the account was there before and its owner
/// has not been asked.
pub(super) async fn give(
    cx: &Cx,
    tx: &Db,
    account: &str,
    name: &str,
    post: &Checked,
    offered: bool,
) -> Result<(), Error> {
    let system = cx.actor == Actor::System;
    let own_people = match &post.producer_id {
        Some(id) if !system => {
            tell_producer(cx, tx, id, account, name).await?;
            let acting = store::acting_for(tx, id, &cx.today().to_string()).await?;
            acting.iter().any(|a| a.account_id != account)
        }
        _ => false,
    };
    if system || !(offered || own_people || second_person(post.role)) {
        post_form::give_at_once(cx, tx, account, post).await?;
        return Ok(());
    }
    let id = post.insert_waiting(cx, tx, account, offered).await?;
    let diff = json!({"waiting": id, "asked": post.diff()});
    cx.journal(tx, &chain(account), "account.post_asked", account, diff).await
}

/// A person who acts for one of two merged producers and is to act for both: the producer's own people and the addresses
/// of both records hear of it, and it stands in the account's chain. What it allowed ends at once.
pub(crate) async fn asked_by_merge(
    cx: &Cx,
    tx: &Db,
    account: &str,
    (keep, gone): (&str, &str),
    diff: serde_json::Value,
) -> Result<(), Error> {
    let name = store::by_id(tx, account).await?.map(|a| a.name).unwrap_or_default();
    tell_producer(cx, tx, keep, account, &name).await?;
    let known = ocop_store::producer::find_exact(tx, gone).await?.map(|p| p.name).unwrap_or_default();
    if let Some(email) = store::producer_email(tx, gone).await? {
        let words = letters::person_invited(&cx.config.base_url, &known, &name);
        mail::queue(tx, cx, &email, &words.subject, &words.body).await?;
    }
    store::close_all(tx, account, "").await?;
    cx.journal(tx, &chain(account), "account.post_asked", account, diff).await
}

/// Each of the producer's people and the address in the register hears of it.
async fn tell_producer(cx: &Cx, tx: &Db, producer: &str, account: &str, name: &str) -> Result<(), Error> {
    let Some(known) = ocop_store::producer::find(tx, producer).await? else { return Ok(()) };
    let told = Notice {
        kind: NoticeKind::PersonInvited,
        key: format!("{producer}:{account}:{}", cx.now_ms()),
        data: Data::new().text("producer", &known.name).text("reasons", name),
        href: format!("/producers/{producer}"),
    };
    notice::to_producer(cx, tx, producer, &told).await?;
    if let Some(email) = store::producer_email(tx, producer).await? {
        let words = letters::person_invited(&cx.config.base_url, &known.name, name);
        mail::queue(tx, cx, &email, &words.subject, &words.body).await?;
    }
    Ok(())
}

fn scope_of(row: &WaitingRow) -> Option<Scope> {
    if let Some(producer) = &row.producer_id {
        return Some(Scope::Producer(producer.clone()));
    }
    let Some(level) = row.area_level.as_deref() else { return Some(Scope::Nation) };
    let (code, province) = (row.area_code.clone()?, row.area_province.clone()?);
    match level {
        "province" => Some(Scope::Province(code)),
        "commune" => Some(Scope::Commune { province, commune: code }),
        _ => None,
    }
}

/// May the actor answer? Neither the asker nor the account the post is for. For a producer one of its own people,
/// otherwise a person who could have given the post as well.
fn answers(cx: &Cx, row: &WaitingRow, role: Role) -> bool {
    if cx.actor == Actor::System {
        return true;
    }
    let me = cx.actor.id();
    if row.for_owner || me == row.asked_by || me == row.account_id {
        return false;
    }
    match scope_of(row) {
        Some(Scope::Producer(producer)) => cx.actor.producers().any(|own| own == producer),
        Some(scope) => may_appoint(&cx.actor, role, &scope, row.area_province.as_deref()),
        None => false,
    }
}

/// Does the actor see that it waits? Those who answer, the asker, and those who could have given it.
fn sees(cx: &Cx, w: &Waiting) -> bool {
    let gives = scope_of(&w.row).is_some_and(|scope| {
        may_appoint(
            &cx.actor,
            w.role,
            &scope,
            w.row.producer_province.as_deref().or(w.row.area_province.as_deref()),
        )
    });
    w.answers || w.own || (gives && !w.row.for_owner)
}

fn view(cx: &Cx, row: WaitingRow) -> Result<Waiting, Error> {
    let role: Role = row.role.parse().map_err(Error::internal)?;
    let place = row.area_name.clone().or(row.producer_name.clone()).unwrap_or_default();
    Ok(Waiting { answers: answers(cx, &row, role), own: cx.actor.id() == row.asked_by, role, place, row })
}

/// What waits, as far as the actor has to do with it.
pub async fn list(cx: &Cx) -> Result<Vec<Waiting>, Error> {
    post_form::gives_posts(cx)?;
    let mut out = Vec::new();
    for row in store::waiting_posts(cx.db()).await? {
        let waiting = view(cx, row)?;
        if sees(cx, &waiting) {
            out.push(waiting);
        }
    }
    Ok(out)
}

/// Who acts for a producer. The caller has made sure that the actor may see the producer.
pub async fn people(cx: &Cx, producer_id: &str) -> Result<People, Error> {
    let own = cx.actor.producers().any(|p| p == producer_id);
    let acting = store::acting_for(cx.db(), producer_id, &cx.today().to_string()).await?;
    let mut waiting = Vec::new();
    for row in store::waiting_for_producer(cx.db(), producer_id).await?.into_iter().filter(|r| !r.for_owner) {
        waiting.push(view(cx, row)?);
    }
    Ok(People { acting, waiting, own })
}

/// The second person agrees: the post holds from the day it was asked for. [`Error::Forbidden`] for the asker and for
/// the account it is meant for.
pub async fn confirm(cx: &Cx, id: &str) -> Result<String, Error> {
    let waiting = seen(cx, id).await?;
    if !waiting.answers {
        return Err(Error::Forbidden);
    }
    let row = waiting.row;
    if cx.actor == Actor::System && row.for_owner {
        return Err(Error::Conflict("owner_answers"));
    }
    let answered_first = row.asked_at + PRODUCER_ANSWERS_DAYS * 24 * 3_600_000;
    if cx.actor == Actor::System && row.producer_id.is_some() && cx.now_ms() < answered_first {
        return Err(Error::Conflict("producer_answers_first"));
    }
    write_tx!(cx, |tx| {
        answer(cx, &tx, &row, true).await?;
        hold(cx, &tx, &row).await
    })?;
    Ok(row.account_id)
}

/// The second person does not agree, or who asked takes it back.
pub async fn refuse(cx: &Cx, id: &str) -> Result<String, Error> {
    let waiting = seen(cx, id).await?;
    if !waiting.answers && !waiting.own {
        return Err(Error::Forbidden);
    }
    write_tx!(cx, |tx| {
        answer(cx, &tx, &waiting.row, false).await?;
        let diff = json!({"waiting": waiting.row.id, "role": waiting.row.role});
        let account = &waiting.row.account_id;
        cx.journal(&tx, &chain(account), "account.post_refused", account, diff).await
    })?;
    Ok(waiting.row.account_id)
}

/// What is offered to this account.
pub async fn offers(cx: &Cx, who: &SessionInfo) -> Result<Vec<Waiting>, Error> {
    store::offers(cx.db(), &who.account_id).await?.into_iter().map(|row| view(cx, row)).collect()
}

/// What this account waits for: posts that allow nothing until a second person has confirmed them.
pub async fn unconfirmed(cx: &Cx, who: &SessionInfo) -> Result<Vec<Waiting>, Error> {
    store::unconfirmed(cx.db(), &who.account_id).await?.into_iter().map(|row| view(cx, row)).collect()
}

/// The owner takes an offered post, or does not. Where a second person has to agree it goes on waiting.
pub async fn answer_offer(cx: &Cx, who: &SessionInfo, id: &str, take: bool) -> Result<(), Error> {
    if !who.may_act() {
        return Err(Error::SignIn);
    }
    let row = store::waiting_post(cx.db(), id).await?;
    let row = row.filter(|r| r.for_owner && r.account_id == who.account_id).ok_or(Error::NotFound)?;
    let role: Role = row.role.parse().map_err(Error::internal)?;
    write_tx!(cx, |tx| {
        if !take {
            answer(cx, &tx, &row, false).await?;
            let diff = json!({"waiting": row.id, "role": row.role, "by": "owner"});
            return cx
                .journal(&tx, &chain(&row.account_id), "account.post_refused", &row.account_id, diff)
                .await;
        }
        match store::take_offer(&tx, &row.id).await {
            Err(StoreError::Stale) => return Err(Error::Conflict("post_answered")),
            other => other?,
        }
        let diff = json!({"waiting": row.id, "role": row.role, "by": "owner"});
        cx.journal(&tx, &chain(&row.account_id), "account.post_taken", &row.account_id, diff).await?;
        let own_people = match &row.producer_id {
            Some(id) => {
                let acting = store::acting_for(&tx, id, &cx.today().to_string()).await?;
                acting.iter().any(|a| a.account_id != row.account_id)
            }
            None => false,
        };
        if own_people || second_person(role) {
            return Ok(());
        }
        answer(cx, &tx, &row, true).await?;
        hold(cx, &tx, &row).await
    })
}

/// One of a producer's people ends what another holds for it; sessions of that other go with it.
pub async fn end_for_producer(cx: &Cx, producer_id: &str, post_id: &str) -> Result<(), Error> {
    if !cx.actor.producers().any(|p| p == producer_id) {
        return Err(if cx.actor == Actor::Public { Error::SignIn } else { Error::Hidden });
    }
    let acting = store::acting_for(cx.db(), producer_id, &cx.today().to_string()).await?;
    let post = acting.into_iter().find(|a| a.post_id == post_id).ok_or(Error::NotFound)?;
    if post.account_id == cx.actor.id() {
        return Err(Error::Forbidden);
    }
    let last = ocop_domain::calendar::add_days(cx.today(), -1);
    write_tx!(cx, |tx| {
        match store::end_post(&tx, post_id, &last.to_string()).await {
            Err(StoreError::Stale) => return Err(Error::Conflict("post_ended")),
            other => other?,
        }
        store::close_all(&tx, &post.account_id, "").await?;
        let diff = json!({"post": post_id, "role": "producer", "last_day": last.to_string()});
        cx.journal(&tx, &chain(&post.account_id), "account.end_post", &post.account_id, diff).await
    })
}

async fn seen(cx: &Cx, id: &str) -> Result<Waiting, Error> {
    let row = store::waiting_post(cx.db(), id).await?;
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let waiting = view(cx, row.ok_or(Error::NotFound)?)?;
    // Whom it is for may know of it, and is refused.
    let mine = waiting.row.account_id == cx.actor.id();
    if sees(cx, &waiting) || mine { Ok(waiting) } else { Err(Error::Hidden) }
}

async fn answer(cx: &Cx, tx: &Db, row: &WaitingRow, confirmed: bool) -> Result<(), Error> {
    match store::answer_waiting(tx, &row.id, cx.actor.id(), cx.now_ms(), confirmed).await {
        Err(StoreError::Stale) => Err(Error::Conflict("post_answered")),
        other => Ok(other?),
    }
}

/// The post itself, as it was asked for.
async fn hold(cx: &Cx, tx: &Db, row: &WaitingRow) -> Result<(), Error> {
    let id = cx.id();
    let post = store::NewPost {
        id: &id,
        account_id: &row.account_id,
        role: &row.role,
        area_id: row.area_id.as_deref(),
        producer_id: row.producer_id.as_deref(),
        valid_from: &row.valid_from,
        valid_until: row.valid_until.as_deref(),
        decision: row.decision.as_deref(),
        at: cx.now_ms(),
    };
    store::insert_post(tx, &post).await?;
    let diff = json!({
        "post": id, "role": row.role, "area": row.area_id, "producer": row.producer_id, "asked_by": row.asked_by,
    });
    cx.journal(tx, &chain(&row.account_id), "account.post_confirmed", &row.account_id, diff).await
}
