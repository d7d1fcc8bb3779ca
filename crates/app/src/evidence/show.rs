use super::access::{library, own};
use crate::evidence::Paper;
use crate::prelude::*;
use ocop_domain::dossier::State;
use ocop_store::dossier::evidence as papers;
use ocop_store::evidence as store;

/// One place where a paper is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub dossier_id: String,
    pub state: State,
    pub product_name: String,
    /// "" = the dossier as a whole.
    pub criterion: String,
    pub page: Option<i64>,
    pub page_to: Option<i64>,
    pub check_page: bool,
}

/// A paper with its history and its places.
#[derive(Debug, Clone)]
pub struct PaperView {
    pub producer_id: String,
    pub producer_name: String,
    pub paper: Paper,
    /// All versions, the present one first.
    pub versions: Vec<Paper>,
    pub places: Vec<Place>,
    /// A sealed package holds it, so it cannot be removed.
    pub sealed: bool,
    pub may_keep: bool,
}

/// The most renewals a page follows: forty years of a yearly paper.
const MOST_VERSIONS: usize = 40;

/// A paper of the library, for those who may look into the library.
pub async fn show(cx: &Cx, id: &str) -> Result<PaperView, Error> {
    let db = cx.db();
    let row = own(cx, db, id, Act::EvidenceView).await?;
    let (producer, facts, _) = library(cx, db, &row.producer_id, Act::EvidenceView).await?;
    let mut newest = row.clone();
    for _ in 0..MOST_VERSIONS {
        let Some(next) = &newest.replaced_by else { break };
        newest = papers::find(db, next).await?.ok_or_else(|| Error::internal("a renewal is missing"))?;
    }
    let mut versions = Vec::new();
    let mut at = Some(newest);
    while let Some(version) = at.filter(|_| versions.len() < MOST_VERSIONS) {
        at = match &version.replaces {
            Some(older) => papers::find(db, older).await?,
            None => None,
        };
        versions.push(Paper::of(version));
    }
    let mut places = Vec::new();
    for p in store::places(db, id).await? {
        places.push(Place {
            dossier_id: p.dossier_id,
            state: p.state,
            product_name: p.product_name,
            criterion: p.criterion,
            page: p.page,
            page_to: p.page_to,
            check_page: p.check_page,
        });
    }
    Ok(PaperView {
        producer_id: row.producer_id.clone(),
        producer_name: producer.name,
        sealed: papers::sealed_citations(db, id).await? > 0,
        may_keep: can(&cx.actor, Act::EvidenceKeep, &facts).allowed() && row.replaced_by.is_none(),
        paper: Paper::of(row),
        versions,
        places,
    })
}
