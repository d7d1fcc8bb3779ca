use crate::producer::show_known as known;
use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Facts};
use ocop_store::Db;
use ocop_store::dossier::evidence::{self as papers, EvidenceRow};
use ocop_store::producer::{self as producers, Producer};

/// The library's producer, for an act upon the library. Whoever may not look into it does not learn what is there.
pub(super) async fn library(
    cx: &Cx,
    db: &Db,
    producer_id: &str,
    act: Act,
) -> Result<(Producer, Facts), Error> {
    let producer = producers::find(db, producer_id).await?.ok_or(Error::NotFound)?;
    let facts = facts::of_place(db, producer.commune_id.as_deref(), Some(producer_id)).await?;
    known(cx, Act::EvidenceView, &facts)?;
    cx.allow(act, &facts)?;
    Ok((producer, facts))
}

/// May the actor put papers into this library?
pub(crate) async fn may_keep(cx: &Cx, producer_id: &str) -> Result<(), Error> {
    library(cx, cx.db(), producer_id, Act::EvidenceKeep).await.map(|_| ())
}

/// A paper of a library, for an act upon it.
pub(super) async fn own(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<EvidenceRow, Error> {
    let row = papers::find(db, id).await?.ok_or(Error::NotFound)?;
    library(cx, db, &row.producer_id, act).await?;
    Ok(row)
}

/// The journal's chain of a library.
pub(super) fn chain(producer_id: &str) -> String {
    format!("library:{producer_id}")
}
