//! What a count that is settled comes to, as the row that is kept of it.

use super::access::Matter;
use crate::Error;
use ocop_domain::council::Tally;
use ocop_store::council::ResultRow;
use serde_json::json;

/// Refused while anything is open: then there is no outcome.
pub(super) fn result(m: &Matter, tally: &Tally, (by, at): (&str, i64)) -> Result<ResultRow, Error> {
    let outcome = tally.outcome.as_ref().ok_or(Error::Conflict("council_unsettled"))?;
    let mut told = serde_json::to_value(outcome).map_err(Error::internal)?;
    let grounds = tally.grounds.iter().map(|g| {
        let question = m.set.question(&g.key);
        json!({"key": g.key, "kind": question.map(|q| q.kind), "text": question.map(|q| q.text.as_str()),
               "settled": g.settled})
    });
    told["grounds"] = grounds.collect();
    Ok(ResultRow {
        dossier_id: m.case.id.clone(),
        round_id: m.sitting.round.id.clone(),
        ballot: m.ballot,
        sum: i64::try_from(tally.mean.sum()).map_err(Error::internal)?,
        members: i64::from(tally.mean.count()),
        spread: i64::from(tally.spread.get()),
        band: i64::from(outcome.band),
        rank: outcome.rank.map_or(0, |stars| i64::from(stars.get())),
        outcome: told.to_string(),
        closed_by: by.into(),
        closed_at: at,
    })
}
