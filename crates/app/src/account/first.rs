//! Makes the first administrator, with a token told on the terminal. Only while there is no account.

use super::post_form::{self, Checked};
use super::{email, kept, strength};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Actor, Role, Scope};
use ocop_domain::journal::sha256;
use ocop_store::account as store;

/// Whether there is no account yet.
pub async fn needs_first_admin(cx: &Cx) -> Result<bool, Error> {
    Ok(!store::any(cx.db()).await?)
}

/// Does this token open the first run? It is told on the terminal at the start, so that the first visitor does not
/// become administrator. Where none was told (tests), none is asked for.
pub fn opens(cx: &Cx, token: &str) -> bool {
    cx.config.first_run.as_ref().is_none_or(|told| sha256(told.as_bytes()) == sha256(token.trim().as_bytes()))
}

/// Fields: `name`, `email`, `password`, `password_again`. [`Error::NotFound`] once there is any account, or without the
/// token.
pub async fn create_first_admin(
    cx: &Cx,
    token: &str,
    name: &str,
    address: &str,
    first: &str,
    second: &str,
) -> Result<String, Error> {
    if !needs_first_admin(cx).await? || !opens(cx, token) {
        return Err(Error::NotFound);
    }
    let mut invalid = Invalid::default();
    let name = invalid.name("name", name, 200);
    let address = email(&mut invalid, "email", address);
    strength::check(&mut invalid, "password", first, &address, &name);
    strength::check_twice(&mut invalid, "password_again", first, second);
    invalid.ok()?;
    let hash = kept::hash(cx, first).await?;
    let cx = cx.as_actor(Actor::System);
    write_tx!(cx, |tx| {
        // Two at once: the counter's row is written by both, so the second waits and then sees the first's account.
        ocop_store::counter::next(&tx, "first-run").await?;
        if store::any(&tx).await? {
            return Err(Error::NotFound);
        }
        let id = cx.id();
        let account = store::NewAccount {
            id: &id,
            name: &name,
            email: &address,
            phone: None,
            password_hash: Some(&hash),
            lang: "vi",
            at: cx.now_ms(),
        };
        store::insert(&tx, &account).await?;
        let post = Checked {
            role: Role::Administrator,
            scope: Scope::Nation,
            province: None,
            area_id: None,
            producer_id: None,
            from: cx.today(),
            until: None,
            decision: None,
        };
        post_form::give_at_once(&cx, &tx, &id, &post).await?;
        Ok(id)
    })
}
