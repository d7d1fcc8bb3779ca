//! What became of a dossier, for its producer: points, band, the gates missed and why, without a member's name.

use super::count::count;
use super::matter::matter;
use super::scoring::result::ToldMean as _;
use crate::{Cx, Error};
use ocop_domain::account::{Act, can};
use ocop_domain::council::Ending;
use ocop_domain::dossier::State;
use ocop_store::council::{Which, ballots, results};
use serde_json::Value;

/// A star gate the product did not reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    pub code: String,
    pub name: String,
    pub stars: i64,
    pub required: i64,
    pub reached: i64,
    /// What the council agreed on, where its members had judged it differently.
    pub reason: Option<String>,
}

/// A result that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The mean, written as on every paper; empty where the assessment stopped.
    pub points: String,
    /// 1 to 5, by points alone; 0 where the assessment ended before a rank.
    pub band: i64,
    /// 0: not recognised.
    pub rank: i64,
    /// Gates within the band that kept the rank below it.
    pub missed: Vec<Missed>,
    /// Grounds of Điều 5 for which it was not assessed at all, with what the council agreed on.
    pub grounds: Vec<(String, Option<String>)>,
    /// How the assessment ended before a rank.
    pub ending: Option<Ending>,
}

impl Told {
    /// The assessment stopped; the product is not eliminated.
    pub fn stopped(&self) -> bool {
        matches!(self.ending, Some(Ending::Stopped(_)))
    }
}

/// The result of a dossier once it stands; none before. For its producer and the offices that keep its register:
/// members and other offices read the papers of the round.
pub async fn told(cx: &Cx, dossier: &str) -> Result<Option<Told>, Error> {
    let d = crate::dossier::facts_of(cx, dossier).await?;
    let stands = matches!(d.0, State::NotRecognised | State::Recognised);
    if !stands || !can(&cx.actor, Act::ContactRead, &d.1).allowed() {
        return Ok(None);
    }
    let Some(result) = results::find(cx.db(), dossier).await? else { return Ok(None) };
    let m = matter(cx.db(), cx, &result.round_id, dossier).await?;
    let settled = ballots::settlements(cx.db(), &result.round_id, Which::One(dossier)).await?;
    let reason = |item: &str| {
        let found = settled.values().flatten().find(|s| s.ballot == result.ballot && s.item == item);
        found.map(|s| s.reason.clone())
    };
    let outcome: Value = serde_json::from_str(&result.outcome).unwrap_or(Value::Null);
    let list = |key: &str| outcome[key].as_array().cloned().unwrap_or_default();
    let missed = list("unmet").into_iter().filter_map(|u| {
        let code = u["criterion"].as_str()?.to_owned();
        let name = code.parse().ok().and_then(|c| m.set.criterion(&c)).map(|c| c.name.clone());
        Some(Missed {
            reason: reason(&code),
            name: name.unwrap_or_default(),
            stars: u["stars"].as_i64()?,
            required: u["required"].as_i64()?,
            reached: u["points"].as_i64()?,
            code,
        })
    });
    // Below three stars everything that three stars ask for is missing; above, what the points alone would have given.
    let counted = count(cx.db(), &m, result.ballot).await?;
    let ending = counted.tally.and_then(|t| t.ending);
    let missed = missed.filter(|x| ending.is_none() && x.stars <= result.band.max(3)).collect();
    let grounds = list("grounds").into_iter().filter_map(|g| {
        let key = g["key"].as_str()?.to_owned();
        let text = match m.set.question(&key) {
            Some(question) => question.told(),
            None => g["text"].as_str()?.to_owned(),
        };
        Some((text, reason(&key)))
    });
    Ok(Some(Told {
        points: result
            .told_mean()
            .map_or_else(String::new, |mean| mean.shown(u32::from(m.sitting.rules.decimals))),
        band: if ending.is_some() { 0 } else { result.band },
        rank: result.rank,
        missed,
        grounds: grounds.collect(),
        ending,
    }))
}
