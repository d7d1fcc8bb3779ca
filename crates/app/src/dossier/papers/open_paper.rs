//! Who may open a paper: its producer, and a person who may see a dossier that cites it or was sealed with it.

use crate::dossier::access::load;
use crate::evidence::{Paper, own, read_paper};
use crate::paper::Download;
use crate::{Cx, Error};
use ocop_domain::account::{Act, Actor, can};
use ocop_store::dossier::evidence::{self as store, EvidenceRow};
use ocop_store::evidence as library;

/// The facts of a paper, for the page that shows it. `dossier` is where the reader comes from, if from any.
pub async fn paper_view(cx: &Cx, id: &str, dossier: Option<&str>) -> Result<Paper, Error> {
    Ok(Paper::of(reached(cx, id, dossier).await?))
}

/// The bytes of a paper, which still give their hash.
pub async fn paper_bytes(cx: &Cx, id: &str, dossier: Option<&str>) -> Result<Download, Error> {
    let row = reached(cx, id, dossier).await?;
    read_paper(cx, row).await
}

async fn reached(cx: &Cx, id: &str, dossier: Option<&str>) -> Result<EvidenceRow, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let mut known = false;
    match own(cx, cx.db(), id, Act::EvidenceView).await {
        Err(Error::NotFound) => {}
        Err(Error::Hidden | Error::Forbidden) => known = true,
        other => return other,
    }
    let through = match dossier {
        Some(dossier) => vec![dossier.to_owned()],
        None => library::dossiers(cx.db(), id).await?,
    };
    for dossier in through {
        match cited_paper(cx, &dossier, id).await {
            Err(Error::NotFound) => {}
            Err(Error::Hidden | Error::Forbidden) => known = true,
            other => return other,
        }
    }
    Err(if known { Error::Hidden } else { Error::NotFound })
}

/// Opens a paper of a dossier: a person who may see the dossier opens what it cites, its producer all of the library.
/// Bytes that no longer give their hash are not handed out.
pub async fn file(cx: &Cx, dossier_id: &str, evidence_id: &str) -> Result<Download, Error> {
    let row = cited_paper(cx, dossier_id, evidence_id).await?;
    read_paper(cx, row).await
}

/// A paper its reader reaches through a dossier.
async fn cited_paper(cx: &Cx, dossier_id: &str, evidence_id: &str) -> Result<EvidenceRow, Error> {
    let d = load(cx, cx.db(), dossier_id, Act::DossierView).await?;
    let row = store::find(cx.db(), evidence_id).await?.ok_or(Error::NotFound)?;
    let own = can(&cx.actor, Act::DossierDraft, &d.facts).allowed();
    let cited = || async {
        // What a package was sealed with stays open to its readers, though a returned dossier cites a renewal by now.
        // What its producer put into a returned dossier is open to them once it is handed in.
        Ok::<bool, Error>(
            (!d.state.editable()
                && store::citations(cx.db(), dossier_id).await?.iter().any(|c| c.evidence_id == evidence_id))
                || store::in_seal(cx.db(), dossier_id, evidence_id).await?,
        )
    };
    if row.producer_id != d.row.producer_id || !(own || cited().await?) {
        return Err(Error::Hidden);
    }
    Ok(row)
}
