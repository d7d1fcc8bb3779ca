use super::access::matter;
use crate::paper::{Download, kept_scan};
use crate::prelude::*;
use ocop_store::advisory::visits;

/// A picture, signature or scan of a visit, for those who read the team's work.
pub async fn visit_file(cx: &Cx, dossier: &str, visit: &str, number: i64) -> Result<Download, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    cx.allow(Act::AdvisoryView, &m.facts)?;
    let files = visits::files(cx.db(), dossier).await?;
    let file = files.into_iter().find(|f| f.visit_id == visit && f.number == number);
    let file = file.ok_or(Error::NotFound)?;
    Ok(Download { name: file.file_name, ..kept_scan(cx, &file.file_hash, "khao-sat").await? })
}
