use super::leave;
use super::one::{allowed, file_stem};
use crate::council::matter::sitting;
use crate::paper::{Download, SentFile, TakenIn, kept_scan, take_in};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_store::council::{NewSigned, papers, rounds};
use ocop_store::files;
use serde_json::json;

/// A signed paper put back; fields `signed_on` (dd/mm/yyyy), `file`.
#[derive(Debug, Clone, Default)]
pub struct AttachSigned {
    pub round: String,
    pub paper: String,
    /// The signed copy the page showed as standing; empty for none.
    pub stands: String,
    pub signed_on: String,
    /// A signed PDF or a scan, or several photos of its pages in order.
    pub files: Vec<SentFile>,
}

/// Keeps a signed paper beside the printed one. The former one stays and is marked as replaced.
pub async fn attach_signed(cx: &Cx, cmd: AttachSigned) -> Result<(), Error> {
    // Asked before any byte is kept.
    let (key, _) = allowed(cx, &cmd.round, &cmd.paper).await?;
    leave::keep(cx, &sitting(cx.db(), cx, &cmd.round).await?, &key)?;
    let mut invalid = Invalid::default();
    let day = invalid.day("signed_on", &cmd.signed_on);
    if day.is_some_and(|d| d > cx.today()) {
        invalid.add("signed_on", "date_in_future");
    }
    let taken = take_in(cx, cmd.files).await?;
    if let Err(code) = &taken {
        invalid.add("file", code);
    }
    invalid.ok()?;
    let (Ok(TakenIn { intake, bytes, .. }), Some(day)) = (taken, day) else {
        return Err(Error::field("file", "file_type"));
    };
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    let hash = cx.store.files.put(bytes).await?;
    let (paper, day, id) = (key.to_string(), day.to_string(), cx.id());
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let before = papers::signed_of(&tx, &cmd.round, &paper).await?;
        let before = before.into_iter().find(|s| s.replaced_at.is_none());
        if before.as_ref().map_or("", |s| s.id.as_str()) != cmd.stands {
            return Err(Error::Conflict("stale"));
        }
        files::register(&tx, &hash, intake.media_type.as_str(), size, cx.now_ms()).await?;
        files::count_pages(&tx, &hash, i64::from(intake.pages)).await?;
        papers::replace_signed(&tx, &cmd.round, &paper, cx.now_ms()).await?;
        let row = NewSigned {
            id: &id,
            round: &cmd.round,
            paper: &paper,
            file_hash: &hash,
            signed_on: &day,
            added_by: cx.actor.id(),
            added_at: cx.now_ms(),
        };
        papers::insert_signed(&tx, &row).await?;
        let diff = json!({"paper": paper, "signed": [before.map(|s| s.file_hash), hash], "signed_on": day});
        cx.journal(&tx, &format!("round:{}", cmd.round), Act::PapersKeep.as_str(), &cmd.round, diff).await
    })
}

/// A signed copy, standing or replaced, for those who may read the paper.
pub async fn signed_file(cx: &Cx, round: &str, paper: &str, id: &str) -> Result<Download, Error> {
    let (key, about) = allowed(cx, round, paper).await?;
    let all = papers::signed_of(cx.db(), round, &key.to_string()).await?;
    let row = all.into_iter().find(|s| s.id == id).ok_or(Error::NotFound)?;
    kept_scan(cx, &row.file_hash, &format!("{}-da-ky", file_stem(&key, &about))).await
}
