//! Signing in by address and password. Whoever gets either wrong hears the same sentence after the same work; five
//! failures lock an account for 15 minutes, each further five double the time.

use super::session::{self, NewSession};
use super::{chain, email_key, password};
use crate::{Cx, Error, write_tx};
use ocop_store::account as store;
use serde_json::json;

const LIMIT: i64 = 5;
const FIRST_LOCK_MINUTES: i64 = 15;
/// A day: longer would let a stranger keep somebody out for good.
const LONGEST_LOCK_MINUTES: i64 = 24 * 60;

/// What to do after the password was right.
pub struct SignedIn {
    pub session: NewSession,
    pub account_id: String,
    /// A code must be given before the session acts.
    pub needs_code: bool,
}

#[derive(Debug, Clone)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// Field errors: `email` with `sign_in_wrong` (unknown address, wrong password, disabled) or `sign_in_locked`.
pub async fn sign_in(cx: &Cx, cmd: SignIn) -> Result<SignedIn, Error> {
    let account = store::by_email(cx.db(), &email_key(&cmd.email)).await?;
    let usable = account.as_ref().filter(|a| !a.disabled);
    let fits = password::fits(&cmd.password, usable.and_then(|a| a.password_hash.as_deref())).await?;
    let Some(a) = usable else { return Err(Error::field("email", "sign_in_wrong")) };
    let now = cx.now_ms();
    if a.locked_until.is_some_and(|until| now < until) {
        // Only somebody with the right password hears of the lock: to others it would say that the address is known.
        let code = if fits { "sign_in_locked" } else { "sign_in_wrong" };
        return Err(Error::field("email", code));
    }
    if !fits {
        count_failure(cx, &a.id).await?;
        return Err(Error::field("email", "sign_in_wrong"));
    }
    let needs_code = a.totp_secret.is_some() && a.totp_last_step.is_some();
    let session = write_tx!(cx, |tx| {
        if a.failures > 0 && !needs_code {
            store::signed_in(&tx, &a.id).await?;
        }
        session::open_in(cx, &tx, &a.id, false).await
    })?;
    Ok(SignedIn { session, account_id: a.id.clone(), needs_code })
}

/// One more failure, of the password or of the code: both count together.
pub(super) async fn count_failure(cx: &Cx, account_id: &str) -> Result<(), Error> {
    let now = cx.now_ms();
    write_tx!(cx, |tx| {
        let Some(a) = store::by_id(&tx, account_id).await? else { return Ok(()) };
        let failures = a.failures + 1;
        let lock = (failures % LIMIT == 0).then(|| {
            let doublings = (failures / LIMIT - 1).clamp(0, 10);
            now + (FIRST_LOCK_MINUTES << doublings).min(LONGEST_LOCK_MINUTES) * 60_000
        });
        store::failed(&tx, account_id, failures, lock.or(a.locked_until)).await?;
        if lock.is_some() {
            let diff = json!({"locked": true, "failures": failures});
            cx.journal(&tx, &chain(account_id), "account.lock", account_id, diff).await?;
        }
        Ok(())
    })
}
