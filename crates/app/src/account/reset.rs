//! A forgotten password: a letter with a link that works once, within an hour. The answer to the request is the same
//! whether the address is known or not.

use super::accept::{self, Pending};
use super::{chain, email_key, letters};
use crate::{Cx, Error, mail, write_tx};
use ocop_domain::journal::sha256;
use ocop_store::account as store;
use serde_json::json;

const RESET_MS: i64 = 3_600_000;
/// Letters to one address are at least this far apart: nobody's inbox is to be flooded.
const PAUSE_MS: i64 = 5 * 60_000;

/// Says nothing of whether a letter went out.
pub async fn request(cx: &Cx, email: &str) -> Result<(), Error> {
    let Some(account) = store::by_email(cx.db(), &email_key(email)).await? else { return Ok(()) };
    let now = cx.now_ms();
    if account.disabled
        || account.password_hash.is_none()
        || store::asked_since(cx.db(), &account.id, "reset", now - PAUSE_MS).await? > 0
    {
        return Ok(());
    }
    write_tx!(cx, |tx| {
        let token = cx.ids.secret();
        store::forget_invitations(&tx, &account.id, now).await?;
        store::add_invitation(&tx, &sha256(token.as_bytes()), &account.id, "reset", now, now + RESET_MS)
            .await?;
        let words = letters::reset(&cx.config.base_url, &token);
        mail::queue(&tx, cx, &account.email, &words.subject, &words.body).await?;
        let diff = json!({"reset": "asked"});
        cx.journal(&tx, &chain(&account.id), "account.reset", &account.id, diff).await
    })
}

/// Whom the link is for; [`Error::Conflict`] `link_dead` otherwise.
pub async fn look(cx: &Cx, token: &str) -> Result<Pending, Error> {
    let account = accept::living(cx, token, "reset").await?;
    Ok(Pending { name: account.name, email: account.email })
}

/// Fields: `password`, `password_again`. The second factor stays as it is.
pub async fn carry_out(cx: &Cx, token: &str, first: &str, second: &str) -> Result<(), Error> {
    accept::set_by_link(cx, token, "reset", first, second).await
}
