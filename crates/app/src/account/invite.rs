//! Inviting a person: the account, its first post and a letter with a link that works once, all in one transaction.

use super::post_form::{self, PostForm};
use super::{chain, email, letters, waiting};
use crate::{Cx, Error, Invalid, mail, once, write_tx};
use ocop_domain::account::Act;
use ocop_domain::journal::sha256;
use ocop_store::{Db, Error as StoreError, account as store};
use serde::Deserialize;
use serde_json::json;

pub(super) const INVITATION_MS: i64 = 7 * 24 * 3_600_000;

/// Fields: `name`, `email`, `phone`, and those of the post.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Invite {
    pub name: String,
    pub email: String,
    pub phone: String,
    #[serde(skip)]
    pub post: PostForm,
}

/// Returns the account's id; one that is there already is offered the post. A form sent twice invites once.
pub async fn invite(cx: &Cx, cmd: Invite) -> Result<String, Error> {
    post_form::gives_posts(cx)?;
    let mut invalid = Invalid::default();
    let name = invalid.name("name", &cmd.name, 200);
    let address = email(&mut invalid, "email", &cmd.email);
    let phone = invalid.phone("phone", &cmd.phone);
    let post = post_form::check(cx, &mut invalid, &cmd.post).await?;
    invalid.ok()?;
    let Some(post) = post else { return Err(Error::internal("a post without errors")) };
    post_form::allow(cx, post.role, &post.scope, post.province.as_deref())?;
    once::once(cx, invited(cx, &name, &address, phone.as_deref(), &post)).await
}

async fn invited(
    cx: &Cx,
    name: &str,
    address: &str,
    phone: Option<&str>,
    post: &post_form::Checked,
) -> Result<String, Error> {
    write_tx!(cx, |tx| {
        let known = store::by_email(&tx, address).await?;
        let id = known.as_ref().map_or_else(|| cx.id(), |there| there.id.clone());
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        // The same answer whether the address is known or not; its owner takes the post or leaves it.
        if known.is_some() {
            waiting::give(cx, &tx, &id, name, post, true).await?;
            let words = letters::offered(&cx.config.base_url);
            mail::queue(&tx, cx, address, &words.subject, &words.body).await?;
            return Ok(id);
        }
        let account = store::NewAccount {
            id: &id,
            name,
            email: address,
            phone,
            password_hash: None,
            lang: "vi",
            at: cx.now_ms(),
        };
        match store::insert(&tx, &account).await {
            // Invited by two at once: the next attempt finds the account.
            Err(StoreError::Duplicate(_)) => return Err(Error::Busy),
            other => other?,
        }
        waiting::give(cx, &tx, &id, name, post, false).await?;
        send(cx, &tx, &id, address).await?;
        Ok(id)
    })
}

/// A fresh link; earlier ones stop working.
async fn send(cx: &Cx, tx: &Db, account_id: &str, address: &str) -> Result<(), Error> {
    let (token, now) = (cx.ids.secret(), cx.now_ms());
    store::forget_invitations(tx, account_id, now).await?;
    store::add_invitation(tx, &sha256(token.as_bytes()), account_id, "invite", now, now + INVITATION_MS)
        .await?;
    let words = letters::invitation(&cx.config.base_url, &token);
    mail::queue(tx, cx, address, &words.subject, &words.body).await
}

/// Sends the invitation once more, to a person who has not taken it up.
pub async fn again(cx: &Cx, account_id: &str) -> Result<(), Error> {
    super::list::visible_to_actor(cx, account_id).await?;
    let account = store::by_id(cx.db(), account_id).await?.ok_or(Error::NotFound)?;
    if account.password_hash.is_some() {
        return Err(Error::Conflict("already_accepted"));
    }
    write_tx!(cx, |tx| {
        send(cx, &tx, account_id, &account.email).await?;
        let diff = json!({"invitation": "again"});
        cx.journal(&tx, &chain(account_id), Act::AccountInvite.as_str(), account_id, diff).await
    })
}
