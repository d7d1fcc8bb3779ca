//! Signs in by address and password. A wrong address and a wrong password get the same sentence after the same work.
//! Each try is counted before it is judged: five from one place make that place wait 15 minutes, each further five double
//! the time. Failed tries elsewhere do not shut out the places an account is known to come from.

use super::kept::{self, Fit};
use super::session::{self, NewSession};
use super::tries::Tries;
use super::{access, email_key};
use crate::account::sample;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Actor;
use ocop_domain::journal::sha256;
use ocop_store::account as store;
use serde_json::json;

/// What to do after the password was right.
pub struct SignedIn {
    pub session: NewSession,
    pub account_id: String,
    /// A code must be given before the session acts.
    pub needs_code: bool,
}

#[derive(Debug, Clone, Default)]
pub struct SignIn {
    pub email: String,
    pub password: String,
    /// The token this browser brought along: that session ends with a new one.
    pub presented: String,
}

/// Field errors: `email` with `sign_in_wrong` (unknown address, wrong password, disabled) or `sign_in_locked`.
pub async fn sign_in(cx: &Cx, cmd: SignIn) -> Result<SignedIn, Error> {
    let key = email_key(&cmd.email);
    let tries = Tries::of_password(cx, &key);
    let _turn = tries.turn().await;
    let Some(slot) = tries.take(cx).await? else { return Err(Error::field("email", "sign_in_locked")) };
    let account = store::by_email(cx.db(), &key).await?;
    let usable = account.as_ref().filter(|a| !a.disabled);
    let fit = kept::fits(&cmd.password, usable.and_then(|a| a.password_hash.as_deref())).await?;
    // The password of the sample accounts stands on a public page: where the data is served in earnest it opens nothing.
    let sample = fit.right() && cmd.password == sample::PASSWORD && sample::out_of_place(cx).await?;
    let needs_code = usable.is_some_and(|a| a.totp_secret.is_some() && a.totp_last_step.is_some());
    let Some(a) = usable.filter(|_| fit.right() && !sample) else {
        match &account {
            Some(a) => failed(cx, &a.id, "password", slot.last).await?,
            None => access::unknown(cx, &key).await?,
        }
        return Err(Error::field("email", if slot.strange { "sign_in_locked" } else { "sign_in_wrong" }));
    };
    if slot.strange && !needs_code {
        failed(cx, &a.id, "password", slot.last).await?;
        return Err(Error::field("email", "sign_in_locked"));
    }
    if fit == Fit::Old {
        kept::renew(cx, a, &cmd.password).await?;
    }
    let cx = cx.as_actor(Actor::Person { account: a.id.clone(), posts: vec![] });
    let session = write_tx!(cx, |tx| {
        tries.passed(&cx, &tx, !needs_code).await?;
        if !cmd.presented.is_empty() {
            store::close_session(&tx, &sha256(cmd.presented.as_bytes())).await?;
        }
        let diff = json!({"by": "password", "needs_code": needs_code});
        access::of_account(&cx, &tx, &a.id, "account.sign_in", diff).await?;
        session::open_in(&cx, &tx, &a.id, false).await
    })?;
    Ok(SignedIn { session, account_id: a.id.clone(), needs_code })
}

/// Notes a try in vain; `last` says that it makes its place wait.
pub(super) async fn failed(cx: &Cx, account_id: &str, by: &str, last: bool) -> Result<(), Error> {
    access::of_account_alone(cx, account_id, "account.sign_in_failed", json!({"by": by})).await?;
    if last {
        access::of_account_alone(cx, account_id, "account.lock", json!({"by": by, "locked": true})).await?;
    }
    Ok(())
}
