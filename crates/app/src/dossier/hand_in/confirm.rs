//! What a producer confirms when an officer filled in: the package as it would be sealed now, named by the hash of its
//! content. A change of anything in it is another content.

use super::submit::{HandsIn, Receipt, hand_in};
use crate::dossier::access::load;
use crate::dossier::draft::missing::{missing, readiness};
use crate::dossier::read::show::assemble;
use crate::dossier::read::whole::Dossier;
use crate::dossier::seal::confirmation::{Confirmed, content};
use crate::dossier::seal::package::package;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_store::Db;

/// A draft with the hash of its content.
pub(crate) struct Draft {
    pub dossier: Dossier,
    pub content: String,
    /// Nothing is missing.
    pub ready: bool,
}

/// The draft as it would be sealed now, for those who may change it.
pub(crate) async fn draft(cx: &Cx, db: &Db, id: &str) -> Result<Draft, Error> {
    let loaded = load(cx, db, id, Act::DossierDraft).await?.editable()?;
    let dossier = assemble(cx, db, loaded).await?;
    let ready = readiness(&dossier).is_empty() && missing(&dossier, cx.today()).is_empty();
    let content = content(&package(&dossier, "", dossier.attempts + 1, 0, ""))?;
    Ok(Draft { dossier, content, ready })
}

/// A draft the actor fills in for its producer; the producer's own way is to submit.
pub(in crate::dossier) async fn helped(cx: &Cx, db: &Db, dossier_id: &str) -> Result<Draft, Error> {
    let draft = draft(cx, db, dossier_id).await?;
    if draft.dossier.helping { Ok(draft) } else { Err(Error::Forbidden) }
}

/// Hands in what an officer filled in, if it is exactly what its producer confirmed.
pub(crate) async fn hand_in_confirmed(
    cx: &Cx,
    tx: &Db,
    id: &str,
    confirmed: Confirmed,
) -> Result<(Receipt, Dossier), Error> {
    let now = draft(cx, tx, id).await?.content;
    let mut loaded = load(cx, tx, id, Act::DossierDraft).await?.editable()?;
    loaded.facts.confirmed = confirmed.content == now;
    if !loaded.facts.confirmed {
        return Err(Error::Conflict("assist_content"));
    }
    cx.allow(Act::DossierHandIn, &loaded.facts)?;
    // What the producer confirmed says the declaration of Mẫu số 01.
    let by = HandsIn { act: Act::DossierHandIn, declared: true, confirmed: Some(confirmed) };
    hand_in(cx, tx, loaded, by).await
}
