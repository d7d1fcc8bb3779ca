//! Marks of what an officer typed: put with the typing, taken away by a later edit of the producer's own.

use super::access::Hand;
use crate::prelude::*;
use ocop_domain::dossier::seal::SealedMark;
use ocop_store::assist::mark::{self as store, MarkRow, Typed};

/// Notes whose typing these parts of a thing are.
pub(crate) async fn typed(
    cx: &Cx,
    tx: &Db,
    hand: &Hand,
    (thing, id): (&str, &str),
    parts: Vec<String>,
) -> Result<(), Error> {
    let day = cx.today().to_string();
    for part in parts {
        match hand {
            Hand::Office { commune_id } => {
                let typed = Typed { commune_id, by_account: cx.actor.id(), on_day: &day };
                store::put(tx, thing, id, &part, typed).await?;
            }
            Hand::Own => store::remove(tx, thing, id, &part).await?,
            Hand::Other => {}
        }
    }
    Ok(())
}

/// A part that is gone carries no mark.
pub(crate) async fn forget(tx: &Db, (thing, id): (&str, &str), part: &str) -> Result<(), Error> {
    Ok(store::remove(tx, thing, id, part).await?)
}

/// What is under seal of the register's own facts.
const OF_PRODUCER: [&str; 13] = [
    "legal_form",
    "name",
    "tax_number",
    "registration_number",
    "founded_on",
    "representative",
    "representative_title",
    "representative_gender",
    "representative_ethnicity",
    "representative_address",
    "phone",
    "email",
    "address",
];
const OF_PRODUCT: [&str; 2] = ["name", "brand_place"];

/// The marks of all a dossier consists of, each called as its field is in the sealed package, by key.
pub(crate) async fn marks(
    db: &Db,
    dossier_id: &str,
    (producer_id, product_id): (&str, &str),
    papers: &[String],
) -> Result<Vec<SealedMark>, Error> {
    let one = |id: &str| vec![id.to_owned()];
    let mut out = Vec::new();
    for m in store::of(db, "dossier", &one(dossier_id)).await? {
        // A citation goes with its paper, wherever that was taken out.
        let paper = m.part.strip_prefix("files/").and_then(|rest| rest.split('/').next());
        if paper.is_none_or(|id| papers.iter().any(|p| p == id)) {
            out.push(mark(m.part.clone(), m));
        }
    }
    for m in store::of(db, "evidence", papers).await? {
        out.push(mark(format!("files/{}", m.thing_id), m));
    }
    let register: [(&str, &str, &[&str]); 2] =
        [("producer", producer_id, &OF_PRODUCER), ("product", product_id, &OF_PRODUCT)];
    for (thing, id, sealed) in register {
        let found = store::of(db, thing, &one(id)).await?;
        let found = found.into_iter().filter(|m| sealed.contains(&m.part.as_str()));
        out.extend(found.map(|m| mark(format!("{thing}/{}", m.part), m)));
    }
    out.sort();
    Ok(out)
}

fn mark(key: String, m: MarkRow) -> SealedMark {
    SealedMark { key, office: m.office, on: m.on_day, by: m.by_account }
}

/// An officer takes out of a library only what officers put there for its producer.
pub(crate) async fn own_typing(tx: &Db, hand: &Hand, evidence_id: &str) -> Result<(), Error> {
    if hand.helps() && store::of(tx, "evidence", &[evidence_id.to_owned()]).await?.is_empty() {
        return Err(Error::Conflict("assist_not_typed_here"));
    }
    Ok(())
}
