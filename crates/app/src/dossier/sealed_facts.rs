use super::evidence::Paper;
use crate::Error;
use ocop_domain::dossier::Seal;
use ocop_store::Db;
use ocop_store::dossier::seal as store;

/// Puts the facts a dossier was sealed with in the place of the library's present ones: what the producer corrects later
/// does not reach into a dossier that has left him. Returns what was sealed.
pub(super) async fn as_sealed(
    db: &Db,
    dossier_id: &str,
    papers: &mut [Paper],
) -> Result<Option<Seal>, Error> {
    let Some(row) = store::find(db, dossier_id, None).await? else { return Ok(None) };
    let seal: Seal = serde_json::from_str(&row.seal).map_err(Error::internal)?;
    for paper in papers {
        let Some(file) = seal.files.iter().find(|f| f.evidence == paper.id) else { continue };
        paper.kind = file.kind.parse().map_err(Error::Internal)?;
        paper.title.clone_from(&file.title);
        paper.issuer.clone_from(&file.issuer);
        paper.number.clone_from(&file.number);
        paper.issued_on = file.issued_on.as_deref().and_then(|d| d.parse().ok());
        paper.expires_on = file.expires_on.as_deref().and_then(|d| d.parse().ok());
    }
    Ok(Some(seal))
}
