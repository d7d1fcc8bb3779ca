use crate::{Cx, Error, Invalid, once, write_once, write_tx};
use ocop_domain::account::{Actor, Role};
use ocop_domain::council::Tie;
use ocop_domain::text::clean;
use ocop_store::council::{InterestRow, conflicts};
use serde_json::json;

/// More than anyone has.
const MOST: usize = 100;

/// One interest a member declares: a firm, a relative by full name, a telephone, an address.
#[derive(Debug, Clone, Default)]
pub struct AddInterest {
    pub tie: String,
    pub text: String,
}

/// Only who judges has interests to declare, and only the judge's own.
fn judge(cx: &Cx) -> Result<(), Error> {
    match cx.actor {
        Actor::Public => Err(Error::SignIn),
        _ if cx.actor.has_role(Role::CouncilMember) => Ok(()),
        _ => Err(Error::Forbidden),
    }
}

/// What the actor has declared; no other person is shown it.
pub async fn interests(cx: &Cx) -> Result<Vec<InterestRow>, Error> {
    judge(cx)?;
    Ok(conflicts::interests(cx.db(), cx.actor.id()).await?)
}

/// Returns its id. A form sent twice declares one.
pub async fn add_interest(cx: &Cx, cmd: AddInterest) -> Result<String, Error> {
    judge(cx)?;
    let mut invalid = Invalid::default();
    let tie: Option<Tie> = cmd.tie.parse().ok().filter(|tie| Tie::DECLARED.contains(tie));
    if tie.is_none() {
        invalid.add("tie", "required");
    }
    let text = invalid.text("text", &cmd.text, 300);
    if tie == Some(Tie::Family) && !text.is_empty() && clean(&text).split(' ').count() < 2 {
        invalid.add("text", "council_full_name");
    }
    let Some(tie) = tie else { return Err(Error::Invalid(invalid)) };
    invalid.ok()?;
    let (id, account) = (cx.id(), cx.actor.id().to_owned());
    write_once!(cx, id, |tx| {
        if conflicts::interests(&tx, &account).await?.len() >= MOST {
            return Err(Error::field("text", "council_interests_full"));
        }
        let row = InterestRow {
            id: id.clone(),
            account_id: account.clone(),
            tie: tie.as_str().into(),
            text: text.clone(),
        };
        conflicts::insert_interest(&tx, &row, cx.now_ms()).await?;
        note(cx, &tx, json!({"interest": row.id, "tie": row.tie, "added": true})).await?;
        Ok(row.id)
    })
}

pub async fn remove_interest(cx: &Cx, id: &str) -> Result<(), Error> {
    judge(cx)?;
    write_tx!(cx, |tx| {
        if conflicts::remove_interest(&tx, cx.actor.id(), id).await? == 0 {
            return Err(Error::NotFound);
        }
        once::undone(&tx, id).await?;
        note(cx, &tx, json!({"interest": id, "added": false})).await
    })
}

/// The journal says that something was declared, never what: it names people.
async fn note(cx: &Cx, tx: &ocop_store::Db, diff: serde_json::Value) -> Result<(), Error> {
    let chain = format!("account:{}", cx.actor.id());
    cx.journal(tx, &chain, "conflict.interest", cx.actor.id(), diff).await
}
