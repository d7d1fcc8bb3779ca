//! Whether a sheet can be kept or handed in: known criteria and options, one case of alternatives, every criterion looked
//! at, and a reason wherever the council's rules ask for one.

use super::content::Content;
use crate::advisory::Advised;
use crate::council::matter::Matter;
use crate::council::opinion;
use crate::{Error, Invalid};
use ocop_domain::council::Rules;
use ocop_domain::criteria::{AnswerError, Answers, CriteriaSet, CriterionCode, score};
use ocop_domain::points::Points;
use ocop_store::council::{AnswerRow, ClaimRow, FindingRow};
use std::collections::BTreeMap;

pub(super) type Checked = (Vec<AnswerRow>, Vec<FindingRow>, Option<String>);

/// What a sheet that is handed in is held against, in points.
pub(super) struct Beside {
    pub claimed: BTreeMap<CriterionCode, Points>,
    /// What the advisory team proposes.
    pub advised: BTreeMap<CriterionCode, Points>,
    /// The council found at a ballot before that nothing stops ([`crate::council::scoring::ballots::goes_on`]).
    pub goes_on: bool,
}

impl Beside {
    /// The reason a member owes for a criterion: what its points depart from by more than the rule; one serves both.
    fn asks(&self, rules: &Rules, code: &CriterionCode, given: Points) -> Option<Owed> {
        let claimed = self.claimed.get(code).copied().unwrap_or(Points::ZERO);
        let advised = self.advised.get(code);
        if rules.asks_reason(claimed, given) {
            Some(("council_reason_departs", vec![("claimed", claimed.to_string())]))
        } else if Advised::departs(advised, given, rules) {
            let advised = advised.map(ToString::to_string).unwrap_or_default();
            Some(("council_reason_advisory", vec![("advised", advised)]))
        } else {
            None
        }
    }
}

/// A code of the message and what stands in it.
type Owed = (&'static str, Vec<(&'static str, String)>);

/// What the producer claims.
pub(super) fn claimed(m: &Matter, rows: &[ClaimRow]) -> BTreeMap<CriterionCode, Points> {
    let points = |row: &ClaimRow| {
        let code: CriterionCode = row.criterion.parse().ok()?;
        let option = m.set.criterion(&code)?.option(usize::try_from(row.option_no).ok()?)?;
        Some((code, option.points))
    };
    rows.iter().filter_map(points).collect()
}

/// What a member picks, if it is fit to be kept; with `beside`, if it is fit to be handed in. `invalid` holds
/// what was found wrong before.
pub(super) fn check(
    m: &Matter,
    content: &Content,
    beside: Option<&Beside>,
    mut invalid: Invalid,
) -> Result<Checked, Error> {
    let submit = beside.is_some();
    let set = m.set;
    let mut answers: BTreeMap<CriterionCode, AnswerRow> = BTreeMap::new();
    let mut picked = Answers::default();
    let criteria = content.options.keys().chain(content.reasons.keys()).chain(&content.insufficient);
    for key in criteria {
        let leaf = key.parse::<CriterionCode>().ok();
        let leaf = leaf.and_then(|code| set.criterion(&code)).filter(|c| !c.is_heading());
        let Some(criterion) = leaf else {
            invalid.add(format!("c.{key}"), "council_option");
            continue;
        };
        let reason = content.reasons.get(key).map_or("", String::as_str);
        let reason = invalid.optional(&format!("r.{key}"), reason, 2_000);
        // −1: a reason written down before an option is picked.
        let insufficient = content.insufficient.contains(key);
        let option_no = if insufficient { 0 } else { content.options.get(key).copied().unwrap_or(-1) };
        if option_no > 0 {
            let option = usize::try_from(option_no).unwrap_or(usize::MAX);
            if !criterion.option(option).is_some_and(|row| row.legible) {
                invalid.add(format!("c.{key}"), "council_option");
                continue;
            }
            picked.0.insert(criterion.code.clone(), option);
        } else if option_no == 0 {
            picked.0.insert(criterion.code.clone(), 0);
        } else if option_no < -1 {
            invalid.add(format!("c.{key}"), "council_option");
        }
        if let Some(beside) = beside.filter(|_| option_no >= 0 && reason.is_none()) {
            let given = usize::try_from(option_no).ok().and_then(|n| criterion.option(n));
            let given = given.map_or(Points::ZERO, |o| o.points);
            if insufficient {
                invalid.add(format!("r.{key}"), "council_insufficient_reason");
            } else if let Some((code, args)) = beside.asks(&m.sitting.rules, &criterion.code, given) {
                invalid.add_with(format!("r.{key}"), code, args);
            }
        }
        if option_no >= 0 || reason.is_some() {
            let row = AnswerRow { criterion: criterion.code.to_string(), option_no, reason, insufficient };
            answers.insert(criterion.code.clone(), row);
        }
    }
    if let Some(beside) = beside {
        // “… sẽ không đánh giá các bước tiếp theo”: what comes after a stop may stay empty, unless the council found that
        // nothing stops.
        let left_out = if beside.goes_on { Vec::new() } else { set.after_stop(&picked) };
        for code in unanswered(set, &answers).into_iter().filter(|code| !left_out.contains(code)) {
            invalid.add(format!("c.{code}"), "council_unanswered");
        }
    }
    if let Err(AnswerError::TwoCases { second, .. }) = score(set, &picked) {
        invalid.add(format!("c.{second}"), "council_two_cases");
    }
    let mut findings = Vec::new();
    for (key, reason) in &content.findings {
        if !set.asked().any(|question| question.key == *key) {
            invalid.add(format!("q.{key}"), "council_option");
            continue;
        }
        let field = format!("qr.{key}");
        let reason = if submit {
            Some(invalid.text(&field, reason, 2_000))
        } else {
            invalid.optional(&field, reason, 2_000)
        };
        findings.push(FindingRow { question: key.clone(), reason });
    }
    opinion::check(&mut invalid, m, &content.position, (&picked, !content.findings.is_empty(), submit));
    let opinion = invalid.optional("opinion", &content.opinion, 5_000);
    invalid.ok()?;
    Ok((answers.into_values().collect(), findings, opinion))
}

/// Criteria that were not looked at yet: "none of these" is an answer too. Of alternative cases one is enough.
fn unanswered(set: &CriteriaSet, answers: &BTreeMap<CriterionCode, AnswerRow>) -> Vec<CriterionCode> {
    let answered = |code: &CriterionCode| answers.get(code).is_some_and(|a| a.option_no >= 0);
    let leaves: Vec<_> = set.scorable().collect();
    let other_case = |headings: &[&ocop_domain::criteria::Criterion]| {
        headings.iter().filter(|h| h.alternative_children).any(|h| {
            let under = leaves.iter().filter(|l| l.headings.iter().any(|x| x.code == h.code));
            under.into_iter().any(|l| answered(&l.criterion.code))
        })
    };
    leaves
        .iter()
        .filter(|leaf| !answered(&leaf.criterion.code) && !other_case(&leaf.headings))
        .map(|leaf| leaf.criterion.code.clone())
        .collect()
}
