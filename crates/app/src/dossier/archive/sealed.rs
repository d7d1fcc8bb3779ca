//! The sealed package of a submission on a page, and whether its files are still the ones that were sealed.

use crate::dossier::access::load;
use crate::dossier::seal::received::received_on;
use crate::producer::Private as _;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::dossier::Seal;
use ocop_domain::dossier::seal::seal_of;
use ocop_domain::journal::sha256;
use ocop_store::dossier::term::DueChange;
use ocop_store::dossier::{seal as store, term};

/// A sealed package as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub attempt: i64,
    pub submitted_at: i64,
    /// The day it counted as received; none where it was submitted before this was kept.
    pub received_on: Option<Date>,
    pub due_on: Option<Date>,
    /// What moved its term: the calendar of working days changed while it ran.
    pub due_changes: Vec<DueChange>,
    pub hash: String,
    /// The text still gives the hash that was written down.
    pub whole: bool,
    pub seal: Seal,
    /// The actor may download the package.
    pub may_take: bool,
}

/// What became of one sealed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCheck {
    pub evidence: String,
    pub file_name: String,
    /// The stored bytes still give the sealed hash and size.
    pub whole: bool,
}

/// Reads the package of one submission, or of the last.
pub async fn sealed(cx: &Cx, dossier_id: &str, attempt: Option<i64>) -> Result<Sealed, Error> {
    let loaded = load(cx, cx.db(), dossier_id, Act::DossierView).await?;
    let row = store::find(cx.db(), dossier_id, attempt).await?.ok_or(Error::NotFound)?;
    let whole = seal_of(&row.seal.text) == row.seal_hash;
    let received_on = received_on(&row);
    let mut seal = row.seal.value;
    let hidden = seal.producer.hide_from(cx, &loaded.facts);
    Ok(Sealed {
        may_take: !hidden,
        attempt: row.attempt,
        submitted_at: row.submitted_at,
        received_on,
        due_on: Some(row.due_on),
        due_changes: term::changes(cx.db(), dossier_id, row.attempt).await?,
        whole,
        seal,
        hash: row.seal_hash,
    })
}

/// Reads every sealed file again and compares it with its hash and size.
pub async fn verify(cx: &Cx, dossier_id: &str, attempt: Option<i64>) -> Result<Vec<FileCheck>, Error> {
    let package = sealed(cx, dossier_id, attempt).await?;
    let mut out = Vec::with_capacity(package.seal.files.len());
    for file in package.seal.files {
        let whole = match cx.store.files.get(&file.sha256).await {
            Ok(bytes) => i64::try_from(bytes.len()) == Ok(file.size) && sha256(&bytes) == file.sha256,
            Err(_) => false,
        };
        out.push(FileCheck { evidence: file.evidence, file_name: file.file_name, whole });
    }
    Ok(out)
}
