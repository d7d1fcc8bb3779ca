//! What a count that is settled comes to, as the row that is kept of it, and the mean that such a row tells.

use crate::Error;
use crate::council::matter::Matter;
use ocop_domain::council::{MeanTold, Tally};
use ocop_domain::criteria::{Mean, QuestionKind};
use ocop_store::council::ResultRow;
use ocop_store::national::{DemandableRow, PastResult, SentRow};
use serde::Deserialize;
use serde_json::json;

/// Kept in the outcome where the mean may not be told.
const UNTOLD: &str = "mean_untold";

/// The mean of a closed result as every page, paper and notice tells it; none where there is none to tell.
pub trait ToldMean {
    fn told_mean(&self) -> Option<Mean>;
}

impl ToldMean for ResultRow {
    fn told_mean(&self) -> Option<Mean> {
        kept(self.sum, self.members, &self.outcome)
    }
}

impl ToldMean for PastResult {
    fn told_mean(&self) -> Option<Mean> {
        kept(self.sum, self.members, &self.outcome)
    }
}

impl ToldMean for DemandableRow {
    fn told_mean(&self) -> Option<Mean> {
        kept(self.sum, self.members, &self.outcome)
    }
}

impl ToldMean for SentRow {
    fn told_mean(&self) -> Option<Mean> {
        kept(self.sum?, self.members?, self.outcome.as_deref().unwrap_or_default())
    }
}

/// What an outcome keeps of whether its mean may be told.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Kept {
    mean_untold: bool,
    grounds: Vec<KeptGround>,
}

#[derive(Deserialize)]
struct KeptGround {
    kind: Option<QuestionKind>,
}

fn kept(sum: i64, members: i64, outcome: &str) -> Option<Mean> {
    let kept: Kept = serde_json::from_str(outcome).unwrap_or_default();
    let kinds: Vec<_> = kept.grounds.iter().map(|g| g.kind).collect();
    let told = if kept.mean_untold { MeanTold::Untold } else { MeanTold::by_grounds(&kinds) };
    told.of(Mean::stored(sum, members)?)
}

/// Refused while anything is open: then there is no outcome.
pub(in crate::council) fn result(
    m: &Matter,
    tally: &Tally,
    (by, at): (&str, i64),
) -> Result<ResultRow, Error> {
    let outcome = tally.outcome.as_ref().ok_or(Error::Conflict("council_unsettled"))?;
    let mut told = serde_json::to_value(outcome).map_err(Error::internal)?;
    let grounds = tally.grounds.iter().map(|g| {
        let question = m.set.question(&g.key);
        json!({"key": g.key, "kind": question.map(|q| q.kind), "text": question.map(|q| q.text.as_str()),
               "settled": g.settled})
    });
    told["grounds"] = grounds.collect();
    if tally.mean_told() == MeanTold::Untold {
        told[UNTOLD] = true.into();
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_result_tells_its_mean_unless_the_assessment_or_a_sheet_stopped() {
        let of = |outcome: &str| kept(248, 3, outcome);
        let by = |grounds: &str| of(&format!(r#"{{"rank":0,"grounds":[{grounds}]}}"#));
        let (stops, excludes) = (r#"{"kind":"stops_assessment"}"#, r#"{"kind":"eliminates"}"#);
        assert_eq!(by("").unwrap().shown(2), "82,66");
        assert!(by(stops).is_none());
        // The heavier of two grounds says how it ended; a sheet of a part is kept by its own mark.
        assert!(by(&format!("{stops},{excludes}")).is_some() && by(excludes).is_some());
        assert!(of(&format!(r#"{{"rank":0,"grounds":[{excludes}],"mean_untold":true}}"#)).is_none());
        assert!(of("").is_some() && kept(0, 0, "").is_none());
    }
}
