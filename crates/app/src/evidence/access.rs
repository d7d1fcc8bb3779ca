use crate::assist::{self, Hand, fill};
use crate::facts;
use crate::prelude::*;
use ocop_store::dossier::evidence::{self as papers, EvidenceRow};
use ocop_store::producer::{self as producers, Producer};

/// The library's producer, for an act upon the library. A person who may not look into it does not learn what is there.
pub(super) async fn library(
    cx: &Cx,
    db: &Db,
    producer_id: &str,
    act: Act,
) -> Result<(Producer, Facts, Hand), Error> {
    let producer = producers::find(db, producer_id).await?.ok_or(Error::NotFound)?;
    let mut facts = facts::of_place(db, producer.commune_id.as_deref(), Some(producer_id)).await?;
    let hand = fill(cx, db, &mut facts).await?;
    cx.allow_known(Act::EvidenceView, act, &facts)?;
    Ok((producer, facts, hand))
}

/// A paper of a library, for an act upon it.
pub(crate) async fn own(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<EvidenceRow, Error> {
    Ok(own_by(cx, db, id, act).await?.0)
}

/// The same, with whose typing a change of it is.
pub(super) async fn own_by(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<(EvidenceRow, Hand), Error> {
    let row = papers::find(db, id).await?.ok_or(Error::NotFound)?;
    let (_, _, hand) = library(cx, db, &row.producer_id, act).await?;
    Ok((row, hand))
}

/// Marks a paper as the office's typing, or as its producer's own again.
pub(super) async fn typed(cx: &Cx, tx: &Db, hand: &Hand, id: &str) -> Result<(), Error> {
    assist::typed(cx, tx, hand, ("evidence", id), vec!["paper".to_owned()]).await
}

/// The journal's chain of a library.
pub(super) fn chain(producer_id: &str) -> String {
    format!("library:{producer_id}")
}
