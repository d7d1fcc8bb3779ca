//! The whole proof: the journal itself, then what hangs on it.

use crate::{Cx, Error};
use ocop_domain::account::{Act, Actor, Facts};
use ocop_domain::dossier::seal::seal_of;
use ocop_domain::journal::sha256;
pub use ocop_store::journal::Verification;
use ocop_store::{dossier::seal, files};

/// How much is proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every file is read as well: as long as a backup takes.
    Everything,
    /// All but the bytes of files.
    WithoutFiles,
}

/// Recomputes every chain and every seal, and holds score sheets, results, sealed dossiers and files against them.
pub async fn verify(cx: &Cx, scope: Scope) -> Result<Verification, Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    let mut out = ocop_store::journal::verify(cx.db()).await?;
    // A prover of the journal need not be able to read what it is proved against.
    let system = cx.as_actor(Actor::System);
    out.things += crate::council::proof::check(&system, &mut out.breaks).await?;
    out.things += dossiers(&system, &mut out.breaks).await?;
    if scope == Scope::Everything {
        out.things += papers(&system, &mut out.breaks).await?;
    }
    Ok(out)
}

/// Every sealed dossier still gives its seal, and the dossier's own row names it.
async fn dossiers(cx: &Cx, breaks: &mut Vec<String>) -> Result<i64, Error> {
    let (mut after, mut things) = ((String::new(), 0), 0);
    loop {
        let page = seal::after(cx.db(), (&after.0, after.1), 50).await?;
        let Some(end) = page.last() else { return Ok(things) };
        after = (end.dossier_id.clone(), end.attempt);
        for row in &page {
            things += 1;
            let chain = format!("dossier:{}", row.dossier_id);
            if seal_of(&row.seal) != row.seal_hash {
                breaks.push(format!("{chain}: submission {} does not fit its seal", row.attempt));
            } else if !ocop_store::journal::says(cx.db(), &chain, &row.seal_hash).await? {
                breaks.push(format!(
                    "{chain}: the journal does not know the seal of submission {}",
                    row.attempt
                ));
            }
        }
    }
}

/// Every file lies where its row says, byte for byte.
async fn papers(cx: &Cx, breaks: &mut Vec<String>) -> Result<i64, Error> {
    let (mut after, mut things) = (String::new(), 0);
    loop {
        let page = files::after(cx.db(), &after, 500).await?;
        let Some(end) = page.last() else { return Ok(things) };
        after.clone_from(&end.hash);
        for row in &page {
            things += 1;
            match cx.store.files.get(&row.hash).await {
                Ok(bytes) if sha256(&bytes) == row.hash => {}
                Ok(_) => breaks.push(format!("file {}: its bytes are not those that were kept", row.hash)),
                Err(_) => breaks.push(format!("file {}: it is gone", row.hash)),
            }
        }
    }
}
