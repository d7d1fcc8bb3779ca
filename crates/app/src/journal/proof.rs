//! The whole proof: the journal itself, then what hangs on it.

use crate::finding::goes_on;
use crate::prelude::*;
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

/// Recomputes every chain and every seal, and holds rows of law, the map, score sheets, results, sealed dossiers and files
/// against them.
pub async fn verify(cx: &Cx, scope: Scope) -> Result<Verification, Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    let mut out = ocop_store::journal::verify(cx.db()).await?;
    // A prover of the journal need not be able to read what it is proved against.
    let system = cx.as_actor(Actor::System);
    let looked_at = ocop_store::journal::rows::prove(cx.db(), &mut out.breaks).await;
    out.things += goes_on(looked_at.map_err(Error::from), "rows of law", &mut out.breaks)?;
    let looked_at = crate::area::proof::check(&system, &mut out.breaks).await;
    out.things += goes_on(looked_at, "the map", &mut out.breaks)?;
    let looked_at = crate::council::proof::check(&system, &mut out.breaks).await;
    out.things += goes_on(looked_at, "score sheets and results", &mut out.breaks)?;
    let looked_at = dossiers(&system, &mut out.breaks).await;
    out.things += goes_on(looked_at, "sealed dossiers", &mut out.breaks)?;
    if scope == Scope::Everything {
        let looked_at = papers(&system, &mut out.breaks).await;
        out.things += goes_on(looked_at, "files", &mut out.breaks)?;
    }
    Ok(out)
}

/// Every sealed dossier still gives its seal, the dossier's own row names it, and what is read of it is what was sealed.
async fn dossiers(cx: &Cx, breaks: &mut Vec<String>) -> Result<i64, Error> {
    let (mut after, mut things) = ((String::new(), 0), 0);
    loop {
        let page = seal::keys_after(cx.db(), (&after.0, after.1), 500).await?;
        let Some(end) = page.last() else { return Ok(things) };
        after.clone_from(end);
        for key in &page {
            let looked_at = submission(cx, key, breaks).await;
            things += goes_on(looked_at, &format!("dossier:{}: submission {}", key.0, key.1), breaks)?;
        }
    }
}

async fn submission(
    cx: &Cx,
    (dossier, attempt): &(String, i64),
    breaks: &mut Vec<String>,
) -> Result<i64, Error> {
    let Some(row) = seal::text(cx.db(), dossier, *attempt).await? else { return Ok(0) };
    let chain = format!("dossier:{dossier}");
    if seal_of(&row.seal) != row.seal_hash {
        breaks.push(format!("{chain}: submission {attempt} does not fit its seal"));
    } else if !ocop_store::journal::says(cx.db(), &chain, &row.seal_hash).await? {
        breaks.push(format!("{chain}: the journal does not know the seal of submission {attempt}"));
    } else if seal::attempts(cx.db(), dossier).await? == *attempt {
        let differing = crate::dossier::as_sealed::differing(cx, dossier).await?;
        if !differing.is_empty() {
            breaks.push(format!("{chain}: not as it was handed in: {}", differing.join(", ")));
        }
    }
    Ok(1)
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
