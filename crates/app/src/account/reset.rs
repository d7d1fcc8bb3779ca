//! A forgotten password: a letter with a link that works once, within an hour. The answer to the request is the same
//! whether the address is known or not.

use super::accept::{self, Pending};
use super::{chain, email_key, letters};
use crate::job::Done;
use crate::{Cx, Error, mail, write_tx};
use ocop_domain::journal::sha256;
use ocop_store::account as store;
use ocop_store::{Db, Error as StoreError};
use serde_json::json;

const RESET_MS: i64 = 3_600_000;
/// Letters to one address are at least this far apart: an inbox is not to be flooded.
const PAUSE_MS: i64 = 5 * 60_000;

/// How many requests are answered in one go.
const BATCH: i64 = 50;
/// So many times fifty in one run: a flood of requests does not hold up the letters of others.
const ROUNDS: usize = 20;

/// So many requests wait to be answered at most: the table does not grow with whatever is typed into an open form.
pub const MOST_WAITING: i64 = 5000;

/// Takes the request down. What it leads to is done by [`answer`], so that neither the words nor the time of this tell
/// whether the address is known.
pub async fn request(cx: &Cx, email: &str) -> Result<(), Error> {
    let email: String = email_key(email).chars().take(200).collect();
    let address = cx.from.map(|a| a.to_string()).unwrap_or_default();
    let row = store::ResetRequest { id: cx.id(), email, asked_at: cx.now_ms(), address };
    write_tx!(cx, |tx| { Ok(store::ask_reset(&tx, &row, MOST_WAITING).await?) }).map(drop)
}

/// Answers what was asked: a letter to those who have an account and a password. A job of the running program; returns
/// how many requests it took.
pub async fn answer(cx: &Cx) -> Result<Done, Error> {
    let mut taken = Done::default();
    for _ in 0..ROUNDS {
        let rows = store::reset_requests(cx.db(), BATCH).await?;
        for row in &rows {
            taken.note("a request for a reset", &row.id, answer_one(cx, row).await)?;
        }
        // What failed is still there and would come first again.
        if rows.len() < BATCH as usize || taken.failed > 0 {
            break;
        }
    }
    Ok(taken)
}

async fn answer_one(cx: &Cx, row: &store::ResetRequest) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        match store::take_reset(&tx, &row.id).await {
            Err(StoreError::Stale) => return Ok(()),
            other => other?,
        }
        let Some(account) = store::by_email(&tx, &row.email).await? else { return Ok(()) };
        send(cx, &tx, &account).await
    })
}

async fn send(cx: &Cx, tx: &Db, account: &store::AccountRow) -> Result<(), Error> {
    let now = cx.now_ms();
    if account.disabled
        || account.password_hash.is_none()
        || store::asked_since(tx, &account.id, "reset", now - PAUSE_MS).await? > 0
    {
        return Ok(());
    }
    let token = cx.ids.secret();
    store::forget_invitations(tx, &account.id, now).await?;
    store::add_invitation(tx, &sha256(token.as_bytes()), &account.id, "reset", now, now + RESET_MS).await?;
    let words = letters::reset(&cx.config.base_url, &token);
    mail::queue(tx, cx, &account.email, &words.subject, &words.body).await?;
    let diff = json!({"reset": "asked"});
    cx.journal(tx, &chain(&account.id), "account.reset", &account.id, diff).await
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
