//! Taking up an invitation: the link of the letter, and a password of one's own.

use super::{chain, kept, strength, tries};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Actor;
use ocop_domain::journal::sha256;
use ocop_store::Error as StoreError;
use ocop_store::account as store;
use serde_json::json;

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    pub name: String,
    pub email: String,
}

/// Whom the invitation is for; [`Error::Conflict`] `link_dead` if it was used, ran out or never was.
pub async fn look(cx: &Cx, token: &str) -> Result<Pending, Error> {
    let account = living(cx, token, "invite").await?;
    Ok(Pending { name: account.name, email: account.email })
}

/// Fields: `password`, `password_again`.
pub async fn accept(cx: &Cx, token: &str, first: &str, second: &str) -> Result<(), Error> {
    set_by_link(cx, token, "invite", first, second).await
}

pub(super) async fn living(cx: &Cx, token: &str, kind: &str) -> Result<store::AccountRow, Error> {
    let dead = Error::Conflict("link_dead");
    let Some(link) = store::find_invitation(cx.db(), &sha256(token.as_bytes()), kind).await? else {
        return Err(dead);
    };
    if link.used_at.is_some() || link.expires_at <= cx.now_ms() {
        return Err(dead);
    }
    store::by_id(cx.db(), &link.account_id).await?.filter(|a| !a.disabled).ok_or(dead)
}

/// Sets the password by a link, once, and ends every session and every other link of the account.
pub(super) async fn set_by_link(
    cx: &Cx,
    token: &str,
    kind: &str,
    first: &str,
    second: &str,
) -> Result<(), Error> {
    let account = living(cx, token, kind).await?;
    let mut invalid = Invalid::default();
    strength::check(&mut invalid, "password", first, &account.email, &account.name);
    strength::check_twice(&mut invalid, "password_again", first, second);
    invalid.ok()?;
    let hash = kept::hash(cx, first).await?;
    let token_hash = sha256(token.as_bytes());
    let cx = cx.as_actor(Actor::Person { account: account.id.clone(), posts: vec![] });
    write_tx!(cx, |tx| {
        match store::use_invitation(&tx, &token_hash, cx.now_ms()).await {
            Err(StoreError::Stale) => return Err(Error::Conflict("link_dead")),
            other => other?,
        }
        store::set_password(&tx, &account.id, &hash).await?;
        store::forget_invitations(&tx, &account.id, cx.now_ms()).await?;
        store::close_all(&tx, &account.id, "").await?;
        // The letter proves the person: earlier failed tries no longer count.
        tries::forget(&tx, &account).await?;
        let diff = json!({"password": "set", "by": kind});
        cx.journal(&tx, &chain(&account.id), "account.password", &account.id, diff).await
    })
}
