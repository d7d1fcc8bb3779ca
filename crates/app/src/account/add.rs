//! An account made at once, with a password: for the command line and the demo, acting as the system.

use super::post_form::{self, PostForm};
use super::{email, kept, strength};
use crate::account::sample;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, Facts};
use ocop_store::{account as store, setting};

/// Fields: `name`, `email`, `password`, and those of the post.
#[derive(Clone, Default)]
pub struct Add {
    pub name: String,
    pub email: String,
    pub password: String,
    pub post: PostForm,
}

/// Returns the account's id. An address that is there already gets the post beside those it has, and keeps its
/// password.
pub async fn add(cx: &Cx, cmd: Add) -> Result<String, Error> {
    // The sample data's common password is public, and opens nothing but sample data.
    let sample = cmd.password == sample::PASSWORD && setting::get(cx.db(), sample::ACCOUNTS).await?.is_some();
    make(cx, cmd, !sample).await
}

/// The same for the demo's cast, whose common password is public on purpose.
pub(crate) async fn seed(cx: &Cx, cmd: Add) -> Result<String, Error> {
    make(cx, cmd, false).await
}

async fn make(cx: &Cx, cmd: Add, strong: bool) -> Result<String, Error> {
    cx.allow(Act::AccountManage, &Facts::default())?;
    let mut invalid = Invalid::default();
    let name = invalid.name("name", &cmd.name, 200);
    let address = email(&mut invalid, "email", &cmd.email);
    if strong {
        strength::check(&mut invalid, "password", &cmd.password, &address, &name);
    }
    let post = post_form::check(cx, &mut invalid, &cmd.post).await?;
    invalid.ok()?;
    let Some(post) = post else { return Err(Error::internal("a post without errors")) };
    let there = store::by_email(cx.db(), &address).await?;
    let hash = match there {
        None => Some(kept::hash(cx, &cmd.password).await?),
        Some(_) => None,
    };
    write_tx!(cx, |tx| {
        let id = there.as_ref().map_or_else(|| cx.id(), |a| a.id.clone());
        if hash.is_some() {
            let account = store::NewAccount {
                id: &id,
                name: &name,
                email: &address,
                phone: None,
                password_hash: hash.as_deref(),
                lang: "vi",
                at: cx.now_ms(),
            };
            store::insert(&tx, &account).await?;
        }
        post_form::give_at_once(cx, &tx, &id, &post).await?;
        Ok(id)
    })
}
