use super::who;
use crate::prelude::*;
use crate::write_once;
use ocop_domain::criteria::{Answers, CriterionCode, score};
use ocop_domain::practice::{Case, case};
use ocop_store::practice::{self as rows, TryRow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was picked: the number of an option by criterion (0 for "none of these"), and reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picks {
    pub options: BTreeMap<String, i64>,
    pub reasons: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Default)]
pub struct SaveTry {
    pub case: String,
    /// Empty: a new try.
    pub id: String,
    pub version: i64,
    pub picks: Picks,
    /// Hands it in and shows the reference; from then on it does not change.
    pub submit: bool,
}

impl Picks {
    pub(super) fn answers(&self) -> Answers {
        let pick = |(code, n): (&String, &i64)| Some((code.parse().ok()?, usize::try_from(*n).ok()?));
        self.options.iter().filter_map(pick).filter(|(_, n)| *n > 0).collect()
    }
}

/// The id of the try. A form sent twice makes one.
pub async fn save_try(cx: &Cx, cmd: SaveTry) -> Result<String, Error> {
    let account = who(cx)?.to_owned();
    let case = case(&cmd.case).ok_or(Error::NotFound)?;
    check(case, &cmd.picks, cmd.submit)?;
    let total = score(case.set, &cmd.picks.answers()).map_err(Error::internal)?.total;
    let row = TryRow {
        id: if cmd.id.is_empty() { cx.id() } else { cmd.id.clone() },
        account_id: account.clone(),
        case_id: case.id.clone(),
        answers: serde_json::to_string(&cmd.picks).map_err(Error::internal)?,
        total: cmd.submit.then(|| i64::from(total.get())),
        created_at: cx.now_ms(),
        submitted_at: cmd.submit.then(|| cx.now_ms()),
        version: cmd.version,
    };
    // Not what was picked, nor how it went: a try concerns its owner alone.
    let act = if cmd.submit { "practice.hand_in" } else { "practice.try" };
    let chain = format!("account:{account}");
    if cmd.id.is_empty() {
        return write_once!(cx, row.id, |tx| {
            rows::insert(&tx, &row).await?;
            cx.journal(&tx, &chain, act, &row.id, json!({})).await?;
            Ok(row.id.clone())
        });
    }
    write_tx!(cx, |tx| {
        let have = rows::find(&tx, &account, &row.id).await?.ok_or(Error::NotFound)?;
        if have.case_id != row.case_id {
            return Err(Error::NotFound);
        }
        rows::update(&tx, &row).await?;
        cx.journal(&tx, &chain, act, &row.id, json!({})).await?;
        Ok(row.id.clone())
    })
}

fn check(case: &Case, picks: &Picks, submit: bool) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    for (key, n) in &picks.options {
        let leaf = key.parse::<CriterionCode>().ok().and_then(|code| case.set.criterion(&code));
        let known = leaf.is_some_and(|c| {
            let there = usize::try_from(*n).is_ok_and(|n| n == 0 || c.option(n).is_some_and(|o| o.legible));
            !c.is_heading() && there
        });
        if !known {
            invalid.add(format!("c.{key}"), "council_option");
        }
    }
    for (key, reason) in &picks.reasons {
        invalid.optional(&format!("r.{key}"), reason, 2_000);
    }
    if submit {
        for leaf in case.set.scorable() {
            let code = leaf.criterion.code.as_str();
            if !picks.options.contains_key(code) {
                invalid.add(format!("c.{code}"), "council_unanswered");
            }
        }
    }
    invalid.ok()
}
