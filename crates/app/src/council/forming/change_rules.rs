use super::rules_input::{RulesInput, rules};
use crate::council::access;
use crate::decision_number::{self, Numbered};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::council::Rules;
use ocop_store::council::{CouncilRow, RulesRow, councils};
use serde::Deserialize;
use serde_json::json;

/// Điều 7(3)b, 26/2026: the council's regulation is changed by a decision of the authority that formed the council.
/// Rounds already open keep theirs.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ChangeRules {
    #[serde(skip)]
    pub council: String,
    /// The council's version the page was made from.
    pub version: i64,
    pub decision_number: String,
    pub decided_on: String,
    #[serde(skip)]
    pub rules: RulesInput,
}

/// One version of the rules with the decision that set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesVersion {
    pub number: i64,
    pub decision_number: String,
    pub decided_on: String,
    pub rules: Rules,
}

pub struct RulesView {
    pub council: CouncilRow,
    /// The newest, which is in force, first.
    pub versions: Vec<RulesVersion>,
    pub may_change: bool,
}

pub async fn rules_versions(cx: &Cx, council: &str) -> Result<RulesView, Error> {
    let c = access::council(cx.db(), cx, council).await?;
    cx.allow(Act::CouncilView, &c.facts())?;
    let mut versions = Vec::new();
    for row in councils::rules_versions(cx.db(), council).await? {
        versions.push(RulesVersion {
            number: row.number,
            rules: serde_json::from_str(&row.rules).map_err(Error::internal)?,
            decision_number: row.decision_number,
            decided_on: row.decided_on,
        });
    }
    Ok(RulesView { may_change: cx.allow(Act::CouncilForm, &c.facts()).is_ok(), council: c.row, versions })
}

/// The number of the new version.
pub async fn change_rules(cx: &Cx, cmd: ChangeRules) -> Result<i64, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        councils::hold(&tx, &cmd.council).await?;
        let c = access::council(&tx, cx, &cmd.council).await?;
        cx.allow(Act::CouncilForm, &c.facts())?;
        let mut invalid = Invalid::default();
        let province = c.row.province_code.as_deref();
        let number = decision_number::read(&mut invalid, "decision_number", &cmd.decision_number, province);
        let decided_on = invalid.day("decided_on", &cmd.decided_on);
        if decided_on.is_some_and(|d| d > cx.today()) {
            invalid.add("decided_on", "date_in_future");
        }
        let new = rules(&mut invalid, &cmd.rules);
        let (Some(number), Some(decided_on)) = (number, decided_on) else {
            return Err(Error::Invalid(invalid));
        };
        invalid.ok()?;
        let text = serde_json::to_string(&new).map_err(Error::internal)?;
        let last = councils::rules_versions(&tx, &cmd.council).await?.into_iter().next();
        let last = last.ok_or_else(|| Error::internal(format!("council {} has no rules", cmd.council)))?;
        if last.decided_on > decided_on.to_string() {
            return Err(Error::field("decided_on", "council_rules_earlier"));
        }
        let before: Rules = serde_json::from_str(&last.rules).map_err(Error::internal)?;
        if before == new {
            return Err(Error::field("decision_number", "council_rules_same"));
        }
        if !decision_number::enter(&tx, province, &number, decided_on, Numbered::Rules, &cmd.council).await? {
            return Err(Error::field("decision_number", "number_taken"));
        }
        let row = RulesRow {
            number: last.number + 1,
            decision_number: number.to_string(),
            decided_on: decided_on.to_string(),
            rules: text.clone(),
            created_by: cx.actor.id().into(),
            created_at: cx.now_ms(),
        };
        councils::insert_rules(&tx, &cmd.council, &row).await?;
        councils::set_rules(&tx, &cmd.council, cmd.version, &text).await?;
        let diff = json!({"rules": [before, new], "version": row.number, "decision": row.decision_number,
                          "decided_on": row.decided_on});
        let chain = format!("council:{}", cmd.council);
        cx.journal(&tx, &chain, "council.rules", &cmd.council, diff).await?;
        Ok(row.number)
    })
}
