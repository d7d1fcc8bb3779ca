use super::access::{chain, library, typed};
use super::particulars::{Particulars, Read};
use super::room;
use crate::once;
use crate::paper::{Intake, SentFile, TakenIn, take_in};
use crate::prelude::*;
use crate::upload::{self, Joined};
use ocop_domain::dossier::EvidenceKind;
use ocop_store::dossier::evidence::{self as papers, EvidenceRow};
use ocop_store::files;

/// Put a paper into a producer's library.
#[derive(Debug, Clone, Default)]
pub struct Add {
    pub producer_id: String,
    pub particulars: Particulars,
    /// Finished uploads, in order; they stand before `files`.
    pub uploads: Vec<String>,
    /// One file, or several photos of one paper in order.
    pub files: Vec<SentFile>,
}

/// Takes a file in (PDF, JPEG, PNG; at most 20 MB; type by content) and returns the paper's id. A form sent twice makes
/// one paper.
pub async fn add(cx: &Cx, cmd: Add) -> Result<String, Error> {
    once::once(cx, added(cx, cmd)).await
}

async fn added(cx: &Cx, cmd: Add) -> Result<String, Error> {
    // Asked before any byte is kept.
    library(cx, cx.db(), &cmd.producer_id, Act::EvidenceKeep).await?;
    let file = kept(cx, &cmd.producer_id, &cmd.particulars, &cmd.uploads, cmd.files).await?;
    let id = cx.id();
    let id = write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let (_, _, hand) = library(cx, &tx, &cmd.producer_id, Act::EvidenceKeep).await?;
        let row = file.row(cx, &tx, &id, &cmd.producer_id, None).await?;
        papers::insert(&tx, &row, cx.actor.id()).await?;
        upload::used(&tx, &file.uploads).await?;
        typed(cx, &tx, &hand, &id).await?;
        let diff = json!({"added": id, "kind": row.kind.as_str(), "sha256": row.file_hash, "size": row.size,
            "photos": file.originals});
        cx.journal(&tx, &chain(&cmd.producer_id), Act::EvidenceKeep.as_str(), &id, diff).await?;
        Ok(id.clone())
    })?;
    upload::forget(cx, file.parts).await;
    Ok(id)
}

/// A file whose bytes are stored and whose facts are sound, before its row is written.
pub(super) struct Kept {
    read: Read,
    kind: EvidenceKind,
    taken: Intake,
    /// SHA-256 of each photo that was bound in.
    pub originals: Vec<String>,
    /// The uploads it came by, and their pieces.
    pub uploads: Vec<String>,
    pub parts: Vec<(String, String)>,
    hash: String,
    size: i64,
}

impl Kept {
    pub fn pages(&self) -> u32 {
        self.taken.pages
    }

    pub async fn row(
        &self,
        cx: &Cx,
        tx: &Db,
        id: &str,
        producer_id: &str,
        replaces: Option<&str>,
    ) -> Result<EvidenceRow, Error> {
        let media_type = self.taken.media_type.as_str();
        room::fits(tx, producer_id, self.size).await?;
        files::register(tx, &self.hash, media_type, self.size, cx.now_ms()).await?;
        files::count_pages(tx, &self.hash, i64::from(self.taken.pages)).await?;
        let mut row = EvidenceRow {
            id: id.into(),
            producer_id: producer_id.into(),
            kind: self.kind,
            title: String::new(),
            issuer: None,
            number: None,
            issued_on: None,
            expires_on: None,
            file_hash: self.hash.clone(),
            file_name: self.taken.name.clone(),
            media_type: media_type.into(),
            size: self.size,
            pages: Some(i64::from(self.taken.pages)),
            uploaded_at: cx.now_ms(),
            replaces: replaces.map(str::to_owned),
            replaced_by: None,
            version: 1,
        };
        self.read.onto(&mut row);
        Ok(row)
    }
}

/// Checks facts and file together, then stores the bytes.
pub(super) async fn kept(
    cx: &Cx,
    producer_id: &str,
    particulars: &Particulars,
    uploads: &[String],
    files: Vec<SentFile>,
) -> Result<Kept, Error> {
    let mut invalid = Invalid::default();
    let read = particulars.read(cx, &mut invalid);
    let (taken, uploads, parts) = match upload::join(cx, uploads, files).await? {
        Ok(Joined { files, uploads, parts }) => (take_in(cx, files).await?, uploads, parts),
        Err(code) => (Err(code), vec![], vec![]),
    };
    if let Err(code) = &taken {
        invalid.add("file", code);
    }
    invalid.ok()?;
    let (Ok(taken), Some(kind)) = (taken, read.kind) else {
        return Err(Error::field("file", "file_type"));
    };
    let TakenIn { intake: taken, bytes, originals } = taken;
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    room::fits(cx.db(), producer_id, size).await?;
    let hash = cx.store.files.put(bytes).await?;
    Ok(Kept { read, kind, taken, originals, uploads, parts, hash, size })
}
