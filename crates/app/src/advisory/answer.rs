use super::access::{Matter, matter};
use crate::paper::{Download, SentFile, kept_scan, take_in};
use crate::prelude::*;
use ocop_store::advisory::{AdvisoryRequestRow, requests};
use ocop_store::council::CaseRow;
use ocop_store::files;

/// Answers a request of the team: by the producer, or by the commune for the producer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub dossier: String,
    pub request: String,
    pub note: String,
    /// One paper (PDF, JPEG, PNG); may be left out.
    pub file: Option<SentFile>,
}

/// The requests made of a dossier, for those who are to answer them or made them.
pub async fn requests_to_me(
    cx: &Cx,
    dossier: &str,
) -> Result<(CaseRow, Vec<AdvisoryRequestRow>, bool), Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    reads(cx, &m)?;
    let may_answer = m.open() && can(&cx.actor, Act::AdvisoryAnswer, &m.facts).allowed();
    Ok((m.case, requests::of_dossier(cx.db(), dossier).await?, may_answer))
}

fn reads(cx: &Cx, m: &Matter) -> Result<(), Error> {
    match cx.allow(Act::AdvisoryAnswer, &m.facts) {
        Ok(()) => Ok(()),
        Err(_) => cx.allow(Act::AdvisoryView, &m.facts),
    }
}

fn of(all: Vec<AdvisoryRequestRow>, id: &str) -> Result<AdvisoryRequestRow, Error> {
    all.into_iter().find(|q| q.id == id).ok_or(Error::NotFound)
}

pub async fn answer(cx: &Cx, cmd: Answer) -> Result<(), Error> {
    let m = matter(cx, cx.db(), &cmd.dossier).await?;
    cx.allow(Act::AdvisoryAnswer, &m.facts)?;
    of(requests::of_dossier(cx.db(), &cmd.dossier).await?, &cmd.request)?;
    let mut invalid = Invalid::default();
    let note = invalid.text("note", &cmd.note, 2_000);
    let taken = match cmd.file {
        Some(file) => match take_in(cx, vec![file]).await? {
            Ok(taken) => Some(taken),
            Err(code) => {
                invalid.add("file", code);
                None
            }
        },
        None => None,
    };
    invalid.ok()?;
    let kept = match taken {
        Some(taken) => {
            let size = i64::try_from(taken.bytes.len()).map_err(Error::internal)?;
            let hash = cx.store.files.put(taken.bytes).await?;
            Some((hash, taken.intake, size))
        }
        None => None,
    };
    write_tx!(cx, |tx| {
        let m = matter(cx, &tx, &cmd.dossier).await?;
        cx.allow(Act::AdvisoryAnswer, &m.facts)?;
        if !m.open() {
            return Err(Error::Conflict("advisory_closed"));
        }
        let request = of(requests::of_dossier(&tx, &cmd.dossier).await?, &cmd.request)?;
        if request.answered_at.is_some() {
            return Err(Error::Conflict("advisory_answered"));
        }
        if let Some((hash, intake, size)) = &kept {
            files::register(&tx, hash, intake.media_type.as_str(), *size, cx.now_ms()).await?;
        }
        let file = kept.as_ref().map(|(hash, intake, _)| (hash.as_str(), intake.name.as_str()));
        requests::answer(&tx, &request.id, &note, file, cx.actor.id(), cx.now_ms()).await?;
        let diff = json!({"request": request.id, "answered": true, "sha256": file.map(|f| f.0)});
        cx.journal(&tx, &m.chain(), Act::AdvisoryAnswer.as_str(), &cmd.dossier, diff).await
    })
}

/// The paper that came with an answer.
pub async fn answered_paper(cx: &Cx, dossier: &str, request: &str) -> Result<Download, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    reads(cx, &m)?;
    let request = of(requests::of_dossier(cx.db(), dossier).await?, request)?;
    let hash = request.file_hash.ok_or(Error::NotFound)?;
    let name = request.file_name.unwrap_or_default();
    Ok(Download { name, ..kept_scan(cx, &hash, "tra-loi").await? })
}
