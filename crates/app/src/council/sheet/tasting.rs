//! The sample a member looked at and tasted, and what the member's senses told (Điều 6(2)d, 26/2026: the samples handed
//! in with the dossier are there to be judged).

use super::content::Content;
use crate::council::matter::Matter;
use crate::dossier::{Sample, samples_at_hand};
use crate::{Error, Invalid};
use ocop_store::Db;
use ocop_store::council::Remarks;
use ocop_store::dossier::sample;

/// The samples of a dossier that a person received; none for a service.
pub(super) async fn at_hand(db: &Db, m: &Matter) -> Result<Vec<Sample>, Error> {
    if m.set.samples_required == 0 {
        return Ok(Vec::new());
    }
    samples_at_hand(db, &m.case.id, m.case.registration_number.as_deref()).await
}

/// What a member says of the sample. A number under which no sample was received is refused at the field.
pub(super) async fn remarks(
    db: &Db,
    m: &Matter,
    content: &Content,
    invalid: &mut Invalid,
) -> Result<Remarks, Error> {
    let tasting = invalid.optional("tasting", &content.tasting, 2_000);
    let sample_number = match content.sample.trim() {
        "" => None,
        typed => {
            let received = sample::samples(db, &m.case.id).await?;
            let found = typed.parse().ok().filter(|n| received.iter().any(|s| s.number == *n));
            if found.is_none() {
                invalid.add("sample", "unknown_choice");
            }
            found
        }
    };
    Ok(Remarks { opinion: None, sample_number, tasting })
}
