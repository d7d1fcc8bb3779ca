//! What an administrator does with an account that is there: posts given and ended, sign-in stopped, a lost phone.

use super::post_form::{self, PostForm};
use super::{chain, list, own, posts, tries, waiting};
use crate::once::{self, write_once};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, Facts, Scope};
use ocop_store::Error as StoreError;
use ocop_store::account as store;
use serde_json::json;

/// Gives a further post, or asks for it where a second person has to agree. Fields: those of the post. A form sent twice gives
/// one post, and a post that is held already is not given again: ending the one would leave the other.
pub async fn appoint(cx: &Cx, account_id: &str, form: PostForm) -> Result<(), Error> {
    not_oneself(cx, account_id)?;
    let line = list::visible_to_actor(cx, account_id).await?;
    let mut invalid = Invalid::default();
    let post = post_form::check(cx, &mut invalid, &form).await?;
    invalid.ok()?;
    let Some(post) = post else { return Err(Error::internal("a post without errors")) };
    post_form::allow(cx, post.role, &post.scope, post.province.as_deref())?;
    let account = account_id.to_owned();
    write_once!(cx, account, |tx| {
        if store::posts_of(&tx, account_id).await?.iter().any(|held| post.is(held)) {
            return Err(Error::field("role", "post_held"));
        }
        waiting::give(cx, &tx, account_id, &line.name, &post, false).await?;
        Ok(account.clone())
    })
    .map(drop)
}

/// Refuses giving oneself a post and taking one's own second factor away: a stolen session must not raise itself.
fn not_oneself(cx: &Cx, account_id: &str) -> Result<(), Error> {
    if cx.actor.id() == account_id { Err(Error::Forbidden) } else { Ok(()) }
}

/// Ends a post with yesterday as its last day; a person who may give it may end it. The person's sessions go with it,
/// so that what they allowed ends now and not at the next sign-in.
pub async fn end_post(cx: &Cx, post_id: &str) -> Result<String, Error> {
    post_form::gives_posts(cx)?;
    let row = store::post(cx.db(), post_id).await?.ok_or(Error::NotFound)?;
    let account_id = row.account_id.clone();
    list::visible_to_actor(cx, &account_id).await?;
    let Some(held) = posts::read(cx.db(), row, cx.today()).await? else { return Err(Error::NotFound) };
    let province = match &held.post.scope {
        Scope::Producer(id) => store::producer_place(cx.db(), id).await?.and_then(|p| p.province_code),
        _ => None,
    };
    post_form::allow(cx, held.post.role, &held.post.scope, province.as_deref())?;
    let last = ocop_domain::calendar::add_days(cx.today(), -1);
    write_tx!(cx, |tx| {
        match store::end_post(&tx, post_id, &last.to_string()).await {
            Err(StoreError::Stale) => return Err(Error::Conflict("post_ended")),
            other => other?,
        }
        store::close_all(&tx, &account_id, "").await?;
        once::undone(&tx, &account_id).await?;
        let diff = json!({"post": post_id, "role": held.post.role.as_str(), "last_day": last.to_string()});
        cx.journal(&tx, &chain(&account_id), "account.end_post", &account_id, diff).await?;
        Ok(account_id.clone())
    })
}

/// Stops an account from signing in, or lets it again; never the actor's own.
pub async fn enable(cx: &Cx, account_id: &str, version: i64, enabled: bool) -> Result<(), Error> {
    cx.allow(Act::AccountManage, &Facts::default())?;
    if cx.actor.id() == account_id {
        return Err(Error::Conflict("own_account"));
    }
    if store::by_id(cx.db(), account_id).await?.is_none() {
        return Err(Error::NotFound);
    }
    write_tx!(cx, |tx| {
        store::enable(&tx, account_id, version, enabled).await?;
        store::close_all(&tx, account_id, "").await?;
        let diff = json!({"disabled": !enabled});
        cx.journal(&tx, &chain(account_id), Act::AccountManage.as_str(), account_id, diff).await
    })
}

/// Corrects what a person is called, for those who keep the accounts. Papers of rounds that were held say the name of
/// then. Field: `name`.
pub async fn rename(cx: &Cx, account_id: &str, name: &str) -> Result<(), Error> {
    cx.allow(Act::AccountManage, &Facts::default())?;
    not_oneself(cx, account_id)?;
    let mut invalid = Invalid::default();
    let name = invalid.name("name", name, 200);
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let old = store::by_id(&tx, account_id).await?.ok_or(Error::NotFound)?;
        store::set_name(&tx, account_id, &name, old.phone.as_deref()).await?;
        let diff = own::renamed(&old, &name, old.phone.as_deref());
        cx.journal(&tx, &chain(account_id), Act::AccountManage.as_str(), account_id, diff).await
    })
}

/// A lost phone: takes the second factor away; the person sets up a new one at the next sign-in.
pub async fn forget_second_factor(cx: &Cx, account_id: &str) -> Result<(), Error> {
    cx.allow(Act::AccountManage, &Facts::default())?;
    not_oneself(cx, account_id)?;
    let account = store::by_id(cx.db(), account_id).await?.ok_or(Error::NotFound)?;
    write_tx!(cx, |tx| {
        store::set_totp(&tx, account_id, None, None).await?;
        tries::forget(&tx, &account).await?;
        store::close_all(&tx, account_id, "").await?;
        let diff = json!({"second_factor": "taken away"});
        cx.journal(&tx, &chain(account_id), "account.second_factor", account_id, diff).await
    })
}

/// The id behind an address, for the command line.
pub async fn by_email(cx: &Cx, email: &str) -> Result<String, Error> {
    cx.allow(Act::AccountManage, &Facts::default())?;
    Ok(store::by_email(cx.db(), &super::email_key(email)).await?.ok_or(Error::NotFound)?.id)
}
