//! What a seal is known by: the submission whose package has this hash.

use crate::dossier::seal::received::received_day;
use crate::{Cx, Error};
use ocop_domain::dossier::seal::{SealRef, seal_of};
use ocop_store::dossier::seal as store;

/// What anyone may learn of a seal: that a package was handed in, when, where and under which number. Nothing of whose
/// it is or what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSeal {
    pub hash: String,
    pub submitted_at: i64,
    /// The day it counts as received.
    pub received_on: Option<jiff::civil::Date>,
    pub commune_name: String,
    pub province_name: String,
    pub registration_number: String,
    pub attempt: i64,
    pub invented: bool,
}

/// Looks a seal up by its 64 digits or by the sixteen that stand on paper. A stored text that no longer gives its seal
/// answers for no other person.
pub async fn seal_known(cx: &Cx, asked: &str) -> Result<KnownSeal, Error> {
    let asked: SealRef = asked.parse().map_err(|_| Error::NotFound)?;
    let mut rows = store::by_hash(cx.db(), asked.as_str()).await?;
    let row = rows.pop().filter(|_| rows.is_empty()).ok_or(Error::NotFound)?;
    if seal_of(&row.seal.text) != row.seal_hash {
        return Err(Error::internal(format!("the sealed text of {} was changed", row.seal_hash)));
    }
    let seal = row.seal.value;
    Ok(KnownSeal {
        received_on: received_day(row.received_on, Some(row.submitted_at)),
        submitted_at: row.submitted_at,
        hash: row.seal_hash,
        commune_name: seal.product.commune_name,
        province_name: seal.product.province_name,
        registration_number: seal.registration_number,
        attempt: row.attempt,
        invented: row.invented,
    })
}
