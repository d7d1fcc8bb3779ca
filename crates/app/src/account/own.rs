//! What a person does with the person's own account. The session is the proof of who that is.

use super::session::{self, NewSession, SessionInfo};
use super::tries::Tries;
use super::{chain, kept, sign_in, strength};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Actor, Role};
use ocop_domain::lang::Lang;
use ocop_store::account as store;
pub use ocop_store::account::SessionLine;
use serde_json::json;

/// One's own data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub sessions: Vec<SessionLine>,
    /// Posts of an authority: the name stands on its papers and is changed by those who keep the accounts.
    pub name_kept: bool,
}

pub async fn view(cx: &Cx, who: &SessionInfo) -> Result<Own, Error> {
    acting(who)?;
    let a = store::by_id(cx.db(), &who.account_id).await?.ok_or(Error::NotFound)?;
    let sessions = store::sessions_of(cx.db(), &who.account_id, cx.now_ms()).await?;
    Ok(Own {
        name: a.name,
        email: a.email,
        phone: a.phone.unwrap_or_default(),
        sessions,
        name_kept: official(who),
    })
}

/// Holds a post of an authority, not a producer's own.
fn official(who: &SessionInfo) -> bool {
    who.actor().posts().iter().any(|p| p.role != Role::Producer)
}

/// Fields: `name`, `phone`. The journal keeps the name before and after: papers that were signed under it stay readable.
/// A person with a post of an authority does not change this name ([`super::manage::rename`] does).
pub async fn edit(cx: &Cx, who: &SessionInfo, name: &str, phone: &str) -> Result<(), Error> {
    acting(who)?;
    let mut invalid = Invalid::default();
    let name = invalid.name("name", name, 200);
    let phone = invalid.phone("phone", phone);
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let old = store::by_id(&tx, &who.account_id).await?.ok_or(Error::NotFound)?;
        if old.name != name && official(who) {
            return Err(Error::field("name", "name_of_office"));
        }
        store::set_name(&tx, &who.account_id, &name, phone.as_deref()).await?;
        let diff = renamed(&old, &name, phone.as_deref());
        cx.journal(&tx, &chain(&who.account_id), "account.edit", &who.account_id, diff).await
    })
}

/// What a change of an account's data leaves in the journal: the name before and after, of the telephone that it changed.
pub(super) fn renamed(old: &store::AccountRow, name: &str, phone: Option<&str>) -> serde_json::Value {
    let mut changed = Vec::new();
    let mut diff = json!({});
    if old.name != name {
        changed.push("name");
        diff["name"] = json!([old.name, name]);
    }
    if old.phone.as_deref() != phone {
        changed.push("phone");
    }
    diff["changed"] = json!(changed);
    diff
}

/// Fields: `password_now`, `password`, `password_again`. Ends every other session; this one goes on under a new token.
pub async fn change_password(
    cx: &Cx,
    who: &SessionInfo,
    now: &str,
    first: &str,
    second: &str,
) -> Result<NewSession, Error> {
    acting(who)?;
    let account = store::by_id(cx.db(), &who.account_id).await?.ok_or(Error::NotFound)?;
    let tries = Tries::of_password(cx, &account.email);
    let Some(slot) = tries.take(cx).await? else {
        return Err(Error::field("password_now", "sign_in_locked"));
    };
    let mut invalid = Invalid::default();
    let right = kept::fits(now, account.password_hash.as_deref()).await?.right();
    if !right {
        sign_in::failed(cx, &who.account_id, "password", slot.last).await?;
        invalid.add("password_now", "password_wrong");
    }
    strength::check(&mut invalid, "password", first, &account.email, &account.name);
    strength::check_twice(&mut invalid, "password_again", first, second);
    if right && !invalid.0.is_empty() {
        // The password was right: a new one that does not please is no try in vain.
        write_tx!(cx, |tx| { tries.passed(cx, &tx, true).await })?;
    }
    invalid.ok()?;
    let hash = kept::hash(cx, first).await?;
    write_tx!(cx, |tx| {
        store::set_password(&tx, &who.account_id, &hash).await?;
        tries.passed(cx, &tx, true).await?;
        store::close_all(&tx, &who.account_id, &who.token_hash).await?;
        let diff = json!({"password": "changed"});
        cx.journal(&tx, &chain(&who.account_id), "account.password", &who.account_id, diff).await?;
        session::rotate(cx, &tx, who, Some(&who.csrf), who.second_factor).await
    })
}

/// Ends every session but this one, once the password has been given again. Field: `password_close`.
pub async fn close_others(cx: &Cx, who: &SessionInfo, password: &str) -> Result<u64, Error> {
    acting(who)?;
    let account = store::by_id(cx.db(), &who.account_id).await?.ok_or(Error::NotFound)?;
    let tries = Tries::of_password(cx, &account.email);
    let Some(slot) = tries.take(cx).await? else {
        return Err(Error::field("password_close", "sign_in_locked"));
    };
    if !kept::fits(password, account.password_hash.as_deref()).await?.right() {
        sign_in::failed(cx, &who.account_id, "password", slot.last).await?;
        return Err(Error::field("password_close", "password_wrong"));
    }
    write_tx!(cx, |tx| {
        tries.passed(cx, &tx, true).await?;
        let ended = store::close_all(&tx, &who.account_id, &who.token_hash).await?;
        let diff = json!({"sessions_ended": ended});
        cx.journal(&tx, &chain(&who.account_id), "account.sign_out", &who.account_id, diff).await?;
        Ok(ended)
    })
}

/// The language of pages wherever this person signs in.
pub async fn set_lang(cx: &Cx, who: &SessionInfo, lang: Lang) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        store::set_lang(&tx, &who.account_id, lang.code()).await?;
        let diff = json!({"lang": lang.code()});
        cx.journal(&tx, &chain(&who.account_id), "account.edit", &who.account_id, diff).await
    })
}

/// Until every factor has passed, nothing of the account is shown or changed.
fn acting(who: &SessionInfo) -> Result<(), Error> {
    match who.actor() {
        Actor::Person { .. } => Ok(()),
        _ => Err(Error::SignIn),
    }
}
