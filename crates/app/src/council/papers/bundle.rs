//! The archive of a round as people see it: asked for, how far it is, ready to be fetched, or made from what has changed.

use super::fingerprint::fingerprint;
use super::job::KIND;
use super::leave;
use crate::council::matter::{Sitting, sitting};
use crate::job::enqueue;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::{Act, Facts};
use ocop_domain::dossier::leaves::safe_name;
use ocop_store::GetResult;
use ocop_store::council::{BundleRow, bundles, conflicts, rounds};
use serde_json::json;

/// Where the newest archive stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BundleState {
    None,
    /// Being made, or next in turn.
    Waiting,
    Ready,
    Failed,
}

#[derive(Debug, Clone)]
pub struct BundleView {
    pub state: BundleState,
    /// Files made, of how many; both 0 until it is known how many there are.
    pub done: i64,
    pub total: i64,
    /// The last archive that is whole; it can be fetched while a newer one is made.
    pub ready: Option<ReadyBundle>,
    /// Something has changed since that one was made.
    pub outdated: bool,
    pub may_ask: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyBundle {
    /// In bytes.
    pub size: i64,
    pub sha256: String,
    /// Milliseconds since 1970.
    pub finished_at: i64,
}

/// An archive on its way out.
pub struct BundleFile {
    pub name: String,
    pub sha256: String,
    pub file: GetResult,
}

/// Everything at once: not for those who stepped aside from some dossier of the round.
async fn allowed(cx: &Cx, s: &Sitting) -> Result<(), Error> {
    leave::round_papers(cx, s)?;
    let aside = !conflicts::recused_from(cx.db(), &s.round.id, cx.actor.id()).await?.is_empty();
    cx.allow(Act::PapersRead, &Facts { recused: aside, ..s.facts() })
}

/// For the page of the papers: none where the archive is not for the actor.
pub(super) async fn bundle_view(cx: &Cx, s: &Sitting) -> Result<Option<BundleView>, Error> {
    match allowed(cx, s).await {
        Ok(()) => Ok(Some(view(cx, s).await?)),
        Err(Error::Forbidden | Error::SignIn) => Ok(None),
        Err(other) => Err(other),
    }
}

pub async fn show_bundle(cx: &Cx, round: &str) -> Result<BundleView, Error> {
    let cx = &cx.snapshot().await?;
    let s = sitting(cx.db(), cx, round).await?;
    allowed(cx, &s).await?;
    view(cx, &s).await
}

async fn view(cx: &Cx, s: &Sitting) -> Result<BundleView, Error> {
    let all = bundles::of_round(cx.db(), &s.round.id).await?;
    let print = fingerprint(cx, s).await?;
    let newest = all.first();
    let ready = all.iter().find(|b| b.state == "ready");
    Ok(BundleView {
        state: match newest.map(|b| b.state.as_str()) {
            None => BundleState::None,
            Some("ready") => BundleState::Ready,
            Some("failed") => BundleState::Failed,
            Some(_) => BundleState::Waiting,
        },
        done: newest.map_or(0, |b| b.done),
        total: newest.map_or(0, |b| b.total),
        outdated: ready.is_some_and(|b| b.fingerprint != print),
        ready: ready.map(|b| ReadyBundle {
            size: b.size.unwrap_or_default(),
            sha256: b.sha256.clone().unwrap_or_default(),
            finished_at: b.finished_at.unwrap_or_default(),
        }),
        may_ask: cx.allow(Act::PapersKeep, &s.facts()).is_ok(),
    })
}

/// Has the archive made by the job of the program. Asking again while it is made, or while nothing has changed since,
/// changes nothing.
pub async fn ask_bundle(cx: &Cx, round: &str) -> Result<(), Error> {
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::PapersKeep, &s.facts())?;
    allowed(cx, &s).await?;
    let print = fingerprint(cx, &s).await?;
    let id = cx.id();
    let dropped: Vec<BundleRow> = write_tx!(cx, |tx| {
        rounds::hold(&tx, round).await?;
        let all = bundles::of_round(&tx, round).await?;
        match all.first() {
            Some(b) if b.state == "waiting" => return Ok(Vec::new()),
            Some(b) if b.state == "ready" && b.fingerprint == print => return Ok(Vec::new()),
            _ => {}
        }
        let failed: Vec<BundleRow> = all.into_iter().filter(|b| b.state == "failed").collect();
        bundles::insert(&tx, &id, round, &print, cx.actor.id(), cx.now_ms()).await?;
        enqueue(&tx, cx, KIND, &id, &id).await?;
        let diff = json!({"bundle": id, "fingerprint": print});
        cx.journal(&tx, &format!("round:{round}"), "papers.bundle", round, diff).await?;
        Ok(failed)
    })?;
    for b in dropped {
        super::archive::discard(cx, &b.id).await?;
    }
    Ok(())
}

/// The last whole archive, as a stream.
pub async fn bundle_file(cx: &Cx, round: &str) -> Result<BundleFile, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    allowed(cx, &s).await?;
    let all = bundles::of_round(cx.db(), round).await?;
    let row = all.into_iter().find(|b| b.state == "ready").ok_or(Error::NotFound)?;
    let file = cx.store.files.open_made(&super::archive::name(&row.id)).await?.ok_or(Error::NotFound)?;
    let name = format!("ho-so-{}.zip", safe_name(&s.round.name));
    Ok(BundleFile { name, sha256: row.sha256.unwrap_or_default(), file })
}
