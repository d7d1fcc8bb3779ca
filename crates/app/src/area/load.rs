use super::source;
use crate::prelude::*;
use serde::Serialize;

/// Where the journal says that the register was loaded.
pub(super) const CHAIN: &str = "area:register";

/// What a first start wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Loaded {
    pub areas: usize,
    pub successions: usize,
}

/// Loads the whole register where there is none yet: all or nothing, in one transaction. A register that holds
/// anything is left alone and the answer is `None`; so is the answer to the second of two nodes starting at once.
pub async fn load_if_empty(cx: &Cx) -> Result<Option<Loaded>, Error> {
    if ocop_store::area::count(cx.db()).await? > 0 {
        return Ok(None);
    }
    let source = source::read()?;
    let loaded = Loaded { areas: source.areas.len(), successions: source.links.len() };
    let done: Result<Option<Loaded>, Error> = write_tx!(cx, |tx| {
        if ocop_store::area::count(&tx).await? > 0 {
            return Ok(None);
        }
        ocop_store::area::insert(&tx, &source.areas).await?;
        ocop_store::area::insert_links(&tx, &source.links).await?;
        let diff = json!({
            "areas": loaded.areas,
            "successions": loaded.successions,
            "edition": source::edition(),
        });
        cx.journal(&tx, CHAIN, "area.load", "register", diff).await?;
        Ok(Some(loaded))
    });
    match done {
        Err(Error::Conflict("duplicate")) if ocop_store::area::count(cx.db()).await? > 0 => Ok(None),
        other => other,
    }
}
