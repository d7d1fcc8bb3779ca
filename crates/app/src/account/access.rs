//! Journal entries for sign-ins, refusals and opened papers, each with the act, the account, the address and the instant.
//! Sign-ins stand in the account's own chain. Frequent entries stand in chains by day and part, so that readers do not
//! wait for one another.

use super::{chain, email_key};
use crate::{Cx, Error, write_tx};
use ocop_domain::journal::sha256;
use ocop_store::Db;
use ocop_store::account::TryKey;
use serde_json::{Value, json};

/// Tries of addresses without an account that are noted, a day and a network; the last says that there are more.
pub const UNKNOWN_A_DAY: i64 = 200;

/// Chains a day's readings and refusals are spread over.
const PARTS: u8 = 16;

/// An entry of an account's own doings at the door, within the transaction it belongs to.
pub(super) async fn of_account(cx: &Cx, tx: &Db, account: &str, act: &str, more: Value) -> Result<(), Error> {
    cx.journal(tx, &chain(account), act, account, with_address(cx, more)).await
}

/// The same for what writes nothing else.
pub(super) async fn of_account_alone(cx: &Cx, account: &str, act: &str, more: Value) -> Result<(), Error> {
    write_tx!(cx, |tx| { of_account(cx, &tx, account, act, more.clone()).await })
}

/// Notes a try of an address without an account. What was typed may be a password in the wrong field: only a keyed hash
/// is kept, enough to see whether the same is tried again.
pub(super) async fn unknown(cx: &Cx, typed: &str) -> Result<(), Error> {
    let tag = cx.config.key.as_ref().map_or_else(String::new, |key| key.tag(&email_key(typed)));
    let diff = with_address(cx, json!({"tried": tag}));
    let (day, network) = (cx.today().to_string(), super::tries::network(cx));
    write_tx!(cx, |tx| {
        // The journal is never cut: what can be written without an account is bounded by day and network.
        let counter = TryKey { kind: "unknown", who: &day, address: &network };
        let nth = ocop_store::account::count_try(&tx, counter, cx.now_ms()).await?.map_or(0, |t| t.tries);
        if nth > UNKNOWN_A_DAY {
            return Ok(());
        }
        let mut diff = diff.clone();
        diff["more_not_noted"] = (nth == UNKNOWN_A_DAY).into();
        let chain = day_chain(cx, &tag);
        cx.journal(&tx, &chain, "account.sign_in_unknown", "unknown", diff).await
    })
}

/// A person was refused something. `what` is the address asked for, without its query.
pub async fn refused(cx: &Cx, method: &str, what: &str) -> Result<(), Error> {
    often(cx, "access.refused", json!({"method": method, "path": short(what)})).await
}

/// A person opened a paper.
pub async fn read(cx: &Cx, what: &str) -> Result<(), Error> {
    often(cx, "access.read", json!({"path": short(what)})).await
}

async fn often(cx: &Cx, act: &str, diff: Value) -> Result<(), Error> {
    let account = cx.actor.id();
    let diff = with_address(cx, diff);
    write_tx!(cx, |tx| {
        let chain = day_chain(cx, account);
        cx.journal(&tx, &chain, act, account, diff.clone()).await
    })
}

fn day_chain(cx: &Cx, by: &str) -> String {
    let part = u8::from_str_radix(sha256(by.as_bytes()).get(..2).unwrap_or("0"), 16).unwrap_or(0) % PARTS;
    format!("access:{}:{part:02}", cx.today())
}

fn with_address(cx: &Cx, mut diff: Value) -> Value {
    if let (Some(address), Value::Object(fields)) = (cx.from, &mut diff) {
        fields.insert("address".into(), address.to_string().into());
    }
    diff
}

fn short(path: &str) -> String {
    path.chars().take(300).collect()
}
