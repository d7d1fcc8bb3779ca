//! Who may open a paper: its producer, and a person who may see a dossier that cites it or was sealed with it.

use super::access::own;
use crate::dossier::{Download, Paper, cited_paper, read_paper};
use crate::{Cx, Error};
use ocop_domain::account::{Act, Actor};
use ocop_store::dossier::evidence::EvidenceRow;
use ocop_store::evidence as store;

/// The facts of a paper, for the page that shows it. `dossier` is where the reader comes from, if he comes from one.
pub async fn paper(cx: &Cx, id: &str, dossier: Option<&str>) -> Result<Paper, Error> {
    Ok(Paper::of(reached(cx, id, dossier).await?))
}

/// The bytes of a paper, which still give their hash.
pub async fn bytes(cx: &Cx, id: &str, dossier: Option<&str>) -> Result<Download, Error> {
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
        None => store::dossiers(cx.db(), id).await?,
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
