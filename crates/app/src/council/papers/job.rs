//! The job that makes an archive, each paper as soon as a processor is free. What is made is noted at once, so that a
//! program that was stopped goes on where it was.

use super::fingerprint::fingerprint;
use super::one::composed;
use super::plan::{Item, Source, plan};
use super::whole::{Whole, whole};
use super::{archive, printed::Printed};
use crate::council::matter::sitting;
use crate::job::{Done, enqueue};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Actor;
use ocop_domain::journal::sha256;
use ocop_store::council::{BundleRow, PieceRow, bundles, papers};
use serde_json::json;
use std::collections::BTreeSet;
use tokio::task::JoinSet;

/// The kind of job; its payload is the id of an archive, entered by the act that asks for it.
pub(crate) const KIND: &str = "council.papers";
/// After so many tries an archive is given up and can be asked for anew.
const MOST_ATTEMPTS: i64 = 5;

/// Makes an archive that waits; one that does not wait any more is left as it is. `attempt`: which try it is, from 1. A job
/// of the running program.
pub async fn make_bundle(cx: &Cx, id: &str, attempt: i64) -> Result<Done, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let mut ready = Done::default();
    let found = bundles::find(cx.db(), id).await?;
    let Some(row) = found.filter(|b| b.state == "waiting") else { return Ok(ready) };
    // A program that ended during each of the tries comes to an end as well.
    let made = if attempt <= MOST_ATTEMPTS {
        Box::pin(make(cx, &row)).await
    } else {
        Err(Error::internal("the program ended during each of the last tries"))
    };
    if made.is_err() {
        if attempt < MOST_ATTEMPTS {
            return made.map(Done::from);
        }
        let given_up: Result<(), Error> = write_tx!(cx, |tx| { Ok(bundles::give_up(&tx, id).await?) });
        given_up?;
    }
    ready.note("an archive of papers", &row.round_id, made)?;
    Ok(ready)
}

/// Enters the jobs of archives that were asked for before acts entered them, or whose job was dropped.
pub async fn take_up_bundles(cx: &Cx) -> Result<(), Error> {
    let waiting = bundles::waiting(cx.db()).await?;
    if waiting.is_empty() {
        return Ok(());
    }
    write_tx!(cx, |tx| {
        for id in &waiting {
            enqueue(&tx, cx, KIND, id, id).await?;
        }
        Ok(())
    })
}

async fn make(cx: &Cx, row: &BundleRow) -> Result<(), Error> {
    let print = fingerprint(cx, &sitting(cx.db(), cx, &row.round_id).await?).await?;
    if print != row.fingerprint {
        archive::drop_pieces(cx, &row.id).await?;
    }
    let w = whole(cx, &row.round_id).await?;
    let items = plan(&w, &papers::signed_in(cx.db(), &row.round_id).await?);
    let mut have = BTreeSet::new();
    for p in bundles::pieces(cx.db(), &row.id).await? {
        if cx.store.files.open_made(&archive::piece(&row.id, &p.path)).await?.is_some() {
            have.insert(p.path);
        }
    }
    let kept = items.iter().filter(|i| matches!(i.source, Source::Kept(_))).count();
    let done = count(kept + have.len())?;
    let total = count(items.len())?;
    let planned: Result<(), Error> =
        write_tx!(cx, |tx| { Ok(bundles::plan(&tx, &row.id, &print, total, done).await?) });
    planned?;
    let missing = items.iter().filter(|i| !have.contains(&i.path));
    papers(cx, row, &w, missing, done).await?;
    let made = archive::assemble(cx, &row.id, &items).await;
    if made.is_err() {
        // A piece or a kept file cannot be read: the next try begins from nothing.
        archive::drop_pieces(cx, &row.id).await?;
    }
    let (size, hash) = made?;
    let ended: Result<(), Error> = write_tx!(cx, |tx| {
        bundles::finish(&tx, &row.id, size, &hash, cx.now_ms()).await?;
        let diff = json!({"bundle": row.id, "sha256": hash, "files": items.len()});
        cx.journal(&tx, &format!("round:{}", row.round_id), "papers.bundle", &row.round_id, diff).await
    });
    ended?;
    archive::drop_pieces(cx, &row.id).await?;
    for older in bundles::of_round(cx.db(), &row.round_id).await? {
        if older.id != row.id && older.state != "waiting" {
            archive::discard(cx, &older.id).await?;
        }
    }
    Ok(())
}

fn count(n: usize) -> Result<i64, Error> {
    i64::try_from(n).map_err(Error::internal)
}

/// Sets the papers that are missing, as many at a time as there are processors.
async fn papers(
    cx: &Cx,
    row: &BundleRow,
    w: &Whole,
    missing: impl Iterator<Item = &Item>,
    mut done: i64,
) -> Result<(), Error> {
    let at_once = std::thread::available_parallelism().map_or(2, usize::from);
    let mut running = JoinSet::new();
    for item in missing {
        let Source::Print(key, format) = &item.source else { continue };
        if running.len() >= at_once {
            done = next(cx, row, &mut running, done).await?;
        }
        let (printed, format, path): (Printed, _, _) =
            (composed(cx, w, key).await?, *format, item.path.clone());
        running.spawn_blocking(move || printed.set(format).map(|bytes| (path, bytes)));
    }
    while !running.is_empty() {
        done = next(cx, row, &mut running, done).await?;
    }
    Ok(())
}

type Made = Result<(String, Vec<u8>), Error>;

/// Keeps the next paper that is made: its bytes before the row that names them.
async fn next(cx: &Cx, row: &BundleRow, running: &mut JoinSet<Made>, done: i64) -> Result<i64, Error> {
    let Some(made) = running.join_next().await else { return Ok(done) };
    let (path, bytes) = made.map_err(Error::internal)??;
    let piece = PieceRow { path, size: count(bytes.len())?, sha256: sha256(&bytes) };
    cx.store.files.put_made(&archive::piece(&row.id, &piece.path), bytes).await?;
    let noted: Result<(), Error> =
        write_tx!(cx, |tx| { Ok(bundles::note_piece(&tx, &row.id, &piece, done + 1).await?) });
    noted?;
    Ok(done + 1)
}
