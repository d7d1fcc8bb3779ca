use super::access::{chain, consent, load};
use super::code::{About, drop_all};
use crate::prelude::*;
use ocop_domain::assist::Ending;
use ocop_store::assist::consent as store;

/// End a consent.
#[derive(Debug, Clone, Default)]
pub struct End {
    pub id: String,
    /// An officer writes down that the producer took it back, by word of mouth.
    pub told: bool,
}

/// Ends a consent: the producer takes it back, at any time; or an officer of the commune writes down that the producer
/// did so by word of mouth, or that the help is done. Nothing may be done by it from this moment on; what was typed
/// stays, with its marks. Returns the producer's id.
pub async fn end(cx: &Cx, cmd: End) -> Result<String, Error> {
    write_tx!(cx, |tx| {
        let (row, _) = load(cx, &tx, &cmd.id, Act::AssistEnd).await?;
        if consent(&row)?.ended.is_some() {
            return Err(Error::Conflict("assist_over"));
        }
        let own = cx.actor.producers().any(|p| p == row.producer_id);
        let ending = if own || cmd.told { Ending::Withdrawn } else { Ending::Finished };
        store::end(&tx, &row.id, row.version, ending.as_str(), cx.now_ms(), cx.actor.id()).await?;
        let about = About { kind: "consent", id: row.id.clone(), content: String::new() };
        drop_all(cx, &tx, &about).await?;
        let diff = json!({"consent": row.id, "state": ending.as_str(), "told": cmd.told && !own});
        cx.journal(&tx, &chain(&row.producer_id), Act::AssistEnd.as_str(), &row.producer_id, diff).await?;
        Ok(row.producer_id.clone())
    })
}
