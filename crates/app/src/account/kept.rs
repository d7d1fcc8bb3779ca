//! Keeps a password in one form of Unicode (NFC), since keyboards differ in how they write ế, and by parameters that may
//! be raised. A sign-in with a password kept in an older way keeps it anew.

use super::password;
use crate::{Cx, Error, write_tx};
use ocop_domain::text::nfc;
use ocop_store::account as store;

/// What came of looking at a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    No,
    Yes,
    /// Right, but kept as it was typed, or by older parameters.
    Old,
}

impl Fit {
    pub fn right(self) -> bool {
        self != Fit::No
    }
}

/// The hash to keep.
pub(super) async fn hash(cx: &Cx, typed: &str) -> Result<String, Error> {
    password::hash(cx, &nfc(typed)).await
}

/// Does it fit? Without a hash the same work is done for nothing.
pub(super) async fn fits(typed: &str, kept: Option<&str>) -> Result<Fit, Error> {
    let normal = nfc(typed);
    if password::fits(&normal, kept).await? {
        let newest = kept.is_some_and(password::is_newest);
        return Ok(if newest { Fit::Yes } else { Fit::Old });
    }
    // Kept before passwords were brought into one form.
    if normal != typed && password::fits(typed, kept).await? {
        return Ok(Fit::Old);
    }
    Ok(Fit::No)
}

/// Keeps a password that was just seen to be right in the present way.
pub(super) async fn renew(cx: &Cx, account: &store::AccountRow, typed: &str) -> Result<(), Error> {
    let Some(old) = account.password_hash.as_deref() else { return Ok(()) };
    let new = hash(cx, typed).await?;
    write_tx!(cx, |tx| { Ok(store::rehash(&tx, &account.id, old, &new).await?) })
}
