//! The steps of a dossier from the journal.

use super::access::{chain, load};
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::dossier::State;
use ocop_store::journal;

/// A step in the life of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub at: i64,
    /// None: it began.
    pub from: Option<State>,
    pub to: State,
    /// After the commune's term had passed.
    pub late: bool,
}

/// How the dossier moved from state to state, read from the journal, oldest first.
pub async fn history(cx: &Cx, dossier_id: &str) -> Result<Vec<Step>, Error> {
    load(cx, cx.db(), dossier_id, Act::DossierView).await?;
    let entries = journal::chain(cx.db(), &chain(dossier_id)).await?;
    Ok(entries
        .iter()
        .filter_map(|e| {
            let diff: serde_json::Value = serde_json::from_str(&e.diff).ok()?;
            let state = |i: usize| diff.get("state")?.get(i)?.as_str()?.parse::<State>().ok();
            let late = diff.get("late").and_then(serde_json::Value::as_bool).unwrap_or(false);
            Some(Step { at: e.at, from: state(0), to: state(1)?, late })
        })
        .collect())
}
