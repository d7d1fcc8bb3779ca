//! A form sent twice counts once: a second click on a slow line, a browser that sends again. Each form on a page carries a
//! one-time token; the web crate makes the token, the address and everything typed into one value ([`Cx::sending`]). A
//! verb that counts once enters that value in its own transaction, together with where it led, and a second sending of
//! the same account is led there too. The same form with other words is another sending.

use crate::prelude::*;
use ocop_store::once as store;
use std::future::Future;

/// How long a sending is remembered: longer than any browser tries again.
const KEPT_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// Carries out a verb that returns the id of what it made, or returns the id an earlier sending of the same form got.
/// The verb calls [`claim`] first thing in its transaction.
pub(crate) async fn once(
    cx: &Cx,
    verb: impl Future<Output = Result<String, Error>>,
) -> Result<String, Error> {
    if let Some(id) = earlier(cx).await? {
        return Ok(id);
    }
    match verb.await {
        // What the form brought along may be used up by the sending that was quicker.
        Err(refused) => earlier(cx).await?.ok_or(refused),
        done => done,
    }
}

/// [`write_tx!`] for an act that makes one thing, with the id `$id`: a form sent twice makes it once, and both sendings get
/// its id.
macro_rules! write_once {
    ($cx:expr, $id:expr, |$tx:ident| $body:block) => {
        $crate::once::once($cx, async {
            $crate::write_tx!($cx, |$tx| {
                if let Some(earlier) = $crate::once::claim($cx, &$tx, &$id).await? {
                    return Ok(earlier);
                }
                $body
            })
        })
        .await
    };
}
pub(crate) use write_once;

/// Enters the sending within the verb's transaction. `Some`: it was carried out before and made this.
pub(crate) async fn claim(cx: &Cx, tx: &Db, made: &str) -> Result<Option<String>, Error> {
    let Some((account, sending)) = sender(cx) else { return Ok(None) };
    if store::claim(tx, account, sending, made, cx.now_ms()).await? {
        return Ok(None);
    }
    // Entered by a transaction that this one cannot see yet: tried again it will.
    store::led_to(tx, account, sending).await?.map(Some).ok_or(Error::Busy)
}

async fn earlier(cx: &Cx) -> Result<Option<String>, Error> {
    match sender(cx) {
        Some((account, sending)) => Ok(store::led_to(cx.db(), account, sending).await?),
        None => Ok(None),
    }
}

fn sender(cx: &Cx) -> Option<(&str, &str)> {
    match (&cx.actor, &cx.sending) {
        (Actor::Person { account, .. }, Some(sending)) => Some((account, sending)),
        _ => None,
    }
}

/// A thing that a form made is taken away: the same form sent once more makes it anew.
pub(crate) async fn undone(tx: &Db, made: &str) -> Result<(), Error> {
    store::forget(tx, made).await?;
    Ok(())
}

/// Forgets sendings whose time is over. A job of the running program.
pub async fn sweep(cx: &Cx) -> Result<u64, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let before = cx.now_ms() - KEPT_MS;
    write_tx!(cx, |tx| { Ok(store::sweep(&tx, before).await?) })
}
