//! The list of accounts, for the administrator whole, for a province's office as far as it may appoint.

use super::HeldPost;
use super::{post_form, posts};
use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Facts, can};
use ocop_store::account as store;
pub use ocop_store::account::{AccountFilter, AccountLine};

/// A page of accounts and how many there are in all.
pub struct Accounts {
    pub lines: Vec<AccountLine>,
    pub total: i64,
}

/// An account as an administrator sees it.
pub struct AccountView {
    pub line: AccountLine,
    pub phone: Option<String>,
    pub version: i64,
    /// Every post it ever held, the latest first, with its paper.
    pub posts: Vec<(HeldPost, Option<String>)>,
    /// The reader may do all with it (disable, new second factor), not only give and end posts.
    pub manages: bool,
}

fn filter(cx: &Cx) -> AccountFilter {
    let mut filter = AccountFilter::default();
    if can(&cx.actor, Act::AccountManage, &Facts::default()).allowed() {
        filter.visible.all = true;
    } else {
        filter.visible = facts::reach(&cx.actor, Act::AccountInvite, &Facts::default());
        let mut roles: Vec<String> =
            cx.actor.posts().iter().flat_map(|p| p.role.may_give()).map(|r| r.as_str().to_owned()).collect();
        roles.dedup();
        filter.roles = roles;
    }
    filter
}

/// `q`: a piece of a name or address; `role`: a role's code or empty.
pub async fn list(cx: &Cx, q: &str, role: &str, page: i64, size: i64) -> Result<Accounts, Error> {
    post_form::gives_posts(cx)?;
    let filter = AccountFilter { q: q.trim().to_owned(), role: role.to_owned(), ..filter(cx) };
    let lines = store::list(cx.db(), &filter, size, (page - 1) * size).await?;
    Ok(Accounts { lines, total: store::count(cx.db(), &filter).await? })
}

/// [`Error::Hidden`] for an account the actor may not know of.
pub(super) async fn visible_to_actor(cx: &Cx, account_id: &str) -> Result<AccountLine, Error> {
    post_form::gives_posts(cx)?;
    let filter = AccountFilter { id: account_id.to_owned(), ..filter(cx) };
    match store::list(cx.db(), &filter, 1, 0).await?.pop() {
        Some(line) => Ok(line),
        None if store::by_id(cx.db(), account_id).await?.is_some() => Err(Error::Hidden),
        None => Err(Error::NotFound),
    }
}

pub async fn view(cx: &Cx, account_id: &str) -> Result<AccountView, Error> {
    let line = visible_to_actor(cx, account_id).await?;
    let account = store::by_id(cx.db(), account_id).await?.ok_or(Error::NotFound)?;
    let mut held = Vec::new();
    for row in store::posts_of(cx.db(), account_id).await? {
        let decision = row.decision.clone();
        if let Some(post) = posts::read(cx.db(), row, cx.today()).await? {
            held.push((post, decision));
        }
    }
    let manages = can(&cx.actor, Act::AccountManage, &Facts::default()).allowed();
    Ok(AccountView { line, phone: account.phone, version: account.version, posts: held, manages })
}
