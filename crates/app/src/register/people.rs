//! Who acts for a producer once two records are one. A merge gives one record's people the other's dossiers and papers,
//! and an office alone gives that to no person: those who have acted longest go on, all others wait for one of them as a
//! person who is invited would.

use super::work::Work;
use crate::account::{chain, waiting};
use crate::prelude::*;
use ocop_domain::calendar::add_days;
use ocop_store::account::{ActingFor, acting_for};
use ocop_store::register::image::{self, Image};
use ocop_store::register::merge::{MergeRow, Touched};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a merge asks of the people of both records.
pub(super) struct Sides {
    /// Accounts that go on.
    stay: BTreeSet<String>,
    /// Posts of the other record.
    others: Vec<String>,
}

/// Looks at both records before anything moves. None where no person acts for either, and for the command line, which counts
/// as a second person. By the day a post was entered, not by the day it is said to be held from: that is typed.
pub(super) async fn sides(cx: &Cx, tx: &Db, keep: &str, gone: &str) -> Result<Option<Sides>, Error> {
    if cx.actor == Actor::System {
        return Ok(None);
    }
    let today = cx.today().to_string();
    let (here, there) = (acting_for(tx, keep, &today).await?, acting_for(tx, gone, &today).await?);
    let since = |people: &[ActingFor]| people.iter().map(|p| p.created_at).min();
    let (stay, other) = match (since(&here), since(&there)) {
        (None, None) => return Ok(None),
        (Some(a), Some(b)) if b < a => (there, keep),
        (Some(_), _) => (here, gone),
        (None, Some(_)) => (there, keep),
    };
    let posts = image::hold_all(tx, "post", &["id"], "producer_id", other).await?;
    Ok(Some(Sides {
        stay: stay.into_iter().map(|p| p.account_id).collect(),
        others: posts.iter().filter_map(|p| p.text("id")).map(str::to_owned).collect(),
    }))
}

/// In the chain of each account whose post moves to the survivor: it reaches more from then on, or would.
pub(super) async fn note_moved(
    cx: &Cx,
    tx: &Db,
    touched: &[Touched],
    (keep, gone): (&str, &str),
    merge: &str,
) -> Result<(), Error> {
    let today = cx.today().to_string();
    for post in touched.iter().filter(|t| t.table == "post").map(|t| &t.after) {
        if post.text("valid_until").is_some_and(|last| last < today.as_str()) {
            continue;
        }
        let account = post.text("account_id").unwrap_or_default();
        let diff = json!({"post": post.text("id"), "producer": keep, "merged": gone, "merge": merge});
        cx.journal(tx, &chain(account), "account.post_moved", account, diff).await?;
    }
    Ok(())
}

/// Ends the others' posts and asks for each anew, after all posts have moved to the survivor.
pub(super) async fn ask_again(
    cx: &Cx,
    work: &mut Work<'_>,
    sides: &Sides,
    (keep, gone): (&str, &str),
    merge: &str,
) -> Result<(), Error> {
    let today = cx.today();
    for id in &sides.others {
        let key = Image([("id".to_owned(), Value::from(id.as_str()))].into_iter().collect());
        let Some(post) = image::hold(work.db, "post", &["id"], &key).await? else { continue };
        let account = post.text("account_id").unwrap_or_default().to_owned();
        let day = |column| post.text(column).and_then(|d| d.parse::<Date>().ok());
        if sides.stay.contains(&account) || day("valid_until").is_some_and(|last| last < today) {
            continue;
        }
        let from = day("valid_from").map_or(today, |from| from.max(today));
        let waits = cx.id();
        let row = json!({
            "id": waits, "account_id": account, "role": post.get("role"), "area_id": null, "producer_id": keep,
            "valid_from": from.to_string(), "valid_until": post.get("valid_until"), "decision": post.get("decision"),
            "asked_by": cx.actor.id(), "asked_at": cx.now_ms(), "for_owner": false, "answered_by": null,
            "answered_at": null, "confirmed": null,
        });
        let last = add_days(today, -1).to_string();
        work.change("post", &["id"], post, vec![("valid_until".to_owned(), last.into())]).await?;
        work.make("waiting_post", Image(row.as_object().cloned().unwrap_or_default())).await?;
        let diff = json!({"waiting": waits, "post": id, "producer": keep, "merged": gone, "merge": merge});
        waiting::asked_by_merge(cx, work.db, &account, (keep, gone), diff).await?;
    }
    Ok(())
}

/// After a merge is taken back: whose post stands again as before it.
pub(super) async fn given_back(cx: &Cx, tx: &Db, merge: &MergeRow, touched: &[Touched]) -> Result<(), Error> {
    for t in touched.iter().filter(|t| t.table == "post") {
        let Some(before) = t.before.as_ref().filter(|b| b.get("valid_until") != t.after.get("valid_until"))
        else {
            continue;
        };
        let account = t.after.text("account_id").unwrap_or_default();
        let diff =
            json!({"post": t.after.text("id"), "merge": merge.id, "last_day": before.get("valid_until")});
        cx.journal(tx, &chain(account), "account.post_back", account, diff).await?;
    }
    Ok(())
}
