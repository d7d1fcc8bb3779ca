use super::super::count::answers;
use super::super::matter::matter;
use super::correctable;
use crate::{Cx, Error, Invalid, write_once};
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::{CorrectionError, changes, corrected};
use ocop_domain::criteria::Answers;
use ocop_store::council::{ChangeRow, CorrectionRow, Which, corrections, rounds, sheets};
use serde_json::json;
use std::collections::BTreeMap;

/// A member says what was meant to stand on the member's own sheet.
#[derive(Debug, Clone, Default)]
pub struct ProposeCorrection {
    pub round: String,
    pub dossier: String,
    /// The number of an option by criterion, 0 for none; what is left out stays as it is.
    pub options: BTreeMap<String, i64>,
    pub reason: String,
}

/// Returns the correction's id.
pub async fn propose_correction(cx: &Cx, cmd: ProposeCorrection) -> Result<String, Error> {
    cx.signed_in()?;
    let id = cx.id();
    write_once!(cx, id, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        let account = cx.actor.id().to_owned();
        if m.sitting.council.seat.is_none() {
            return Err(Error::Forbidden);
        }
        let sheet = sheets::own(&tx, &cmd.round, &cmd.dossier, &account, m.ballot).await?;
        let sheet = sheet.filter(|s| s.submitted_at.is_some());
        let facts = Facts { sheet_of: Some(account.clone()), sheet_submitted: sheet.is_some(), ..m.facts() };
        cx.allow(Act::CorrectionPropose, &facts)?;
        let sheet = sheet.ok_or(Error::Forbidden)?;
        let mut invalid = Invalid::default();
        let reason = invalid.text("correction_reason", &cmd.reason, 1_000);
        let now = answers(&tx, &sheet.id).await?;
        let wanted = wanted(&mut invalid, &now, &cmd.options);
        let found = changes(&now, &wanted);
        match corrected(m.set, &now, &found) {
            Ok(_) => {}
            Err(CorrectionError::Nothing) => invalid.add("", "council_correction_nothing"),
            Err(CorrectionError::Unknown(code) | CorrectionError::Moved(code)) => {
                invalid.add(format!("c.{code}"), "council_option");
            }
            Err(CorrectionError::Unfinished(code)) => invalid.add(format!("c.{code}"), "council_unanswered"),
            Err(CorrectionError::Answer(_)) => invalid.add("", "council_two_cases"),
        }
        invalid.ok()?;
        let row = |c: &ocop_domain::council::Change| {
            Ok::<_, Error>(ChangeRow {
                criterion: c.criterion.to_string(),
                before: stored(c.before)?,
                after: stored(c.after)?,
            })
        };
        let found: Vec<ChangeRow> = found.iter().map(row).collect::<Result<_, _>>()?;
        correctable(&tx, &m).await?;
        let past = corrections::in_round(&tx, &cmd.round, Which::One(&cmd.dossier)).await?;
        if past.values().flatten().any(|c| c.sheet_id == sheet.id && c.state == "open") {
            return Err(Error::Conflict("council_correction_open"));
        }
        let row = CorrectionRow {
            id: id.clone(),
            round_id: cmd.round.clone(),
            dossier_id: cmd.dossier.clone(),
            sheet_id: sheet.id.clone(),
            account_id: account.clone(),
            name: String::new(),
            reason: reason.clone(),
            state: "open".into(),
            proposed_at: cx.now_ms(),
            decided_by: None,
            decided_name: None,
            decided_at: None,
            answer: None,
            before: None,
            after: None,
            version: 1,
        };
        corrections::insert(&tx, &row, &found).await?;
        let diff = json!({"correction": row.id, "sheet": sheet.id, "criteria": found.len()});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::CorrectionPropose.as_str(), &cmd.dossier, diff).await?;
        Ok(row.id)
    })
}

/// An option as rows keep it: 0 says none of the options, −1 that nothing was picked.
fn stored(option: Option<usize>) -> Result<i64, Error> {
    option.map_or(Ok(-1), |option| i64::try_from(option).map_err(Error::internal))
}

fn wanted(invalid: &mut Invalid, now: &Answers, options: &BTreeMap<String, i64>) -> Answers {
    let mut out = now.clone();
    for (key, number) in options {
        let (Ok(code), Ok(option)) = (key.parse(), usize::try_from(*number)) else {
            invalid.add(format!("c.{key}"), "council_option");
            continue;
        };
        out.0.insert(code, option);
    }
    out
}
