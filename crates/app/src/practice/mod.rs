//! The practice room: a person who may be called to a council scores invented dossiers and sees the differences from
//! the reference. Only the person reads the tries; they count for nothing and go when the person wants; the journal
//! holds only that one was kept.

mod remove;
mod save;
mod show;

pub use ocop_domain::practice::{Case, Comparison};
pub use remove::remove_try;
pub use save::{Picks, SaveTry, save_try};
pub use show::{Room, TryLine, TryView, open_case, room, show_try};

use crate::prelude::*;

/// The account that practises. A try is no other person's matter, so there is no way to name another's.
fn who(cx: &Cx) -> Result<&str, Error> {
    let Actor::Person { account, .. } = &cx.actor else { return Err(Error::SignIn) };
    cx.allow(Act::PracticeTry, &Facts { sheet_of: Some(account.clone()), ..Facts::default() })?;
    Ok(account)
}
