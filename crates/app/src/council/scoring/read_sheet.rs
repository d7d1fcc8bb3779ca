use crate::council::matter::matter;
use crate::{Cx, Error};
use ocop_domain::account::{Act, Facts};
use ocop_store::council::{results, sheets};
use serde::Serialize;

/// A sheet as it is read, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetView {
    pub round: String,
    pub dossier: String,
    pub account: String,
    /// Which ballot of the round, from 1.
    pub ballot: i64,
    pub set: String,
    pub submitted_at: Option<i64>,
    pub total: Option<i64>,
    pub answers: Vec<SheetAnswer>,
    pub findings: Vec<SheetFinding>,
    pub opinion: Option<String>,
    /// The number of the sample the member looked at.
    pub sample: Option<i64>,
    /// What the member found in it.
    pub tasting: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetAnswer {
    pub criterion: String,
    pub option: i64,
    /// The member found that the papers do not show it; `option` is 0.
    pub insufficient: bool,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetFinding {
    pub question: String,
    pub reason: Option<String>,
}

/// One's own sheet at any time; another's when both are handed in for that ballot, or, for the offices, once the
/// result is closed. Refusal says nothing, not even whether there is a sheet.
pub async fn read_sheet(
    cx: &Cx,
    round: &str,
    dossier: &str,
    account: &str,
    ballot: Option<i64>,
) -> Result<SheetView, Error> {
    let cx = &cx.snapshot().await?;
    let m = matter(cx.db(), cx, round, dossier).await?;
    let ballot = ballot.map_or(m.ballot, |nth| m.numbered(nth));
    let me = cx.actor.id();
    let handed_in = sheets::submitted(cx.db(), round, dossier, ballot).await?;
    let facts = Facts {
        sheet_of: Some(account.to_owned()),
        sheet_submitted: handed_in.iter().any(|s| s.account_id == account),
        own_sheet_submitted: handed_in.iter().any(|s| s.account_id == me),
        // Of this very round: what another council closed opens no sheet of this one.
        closed: results::find_in(cx.db(), dossier, round).await?.is_some(),
        ..m.facts()
    };
    cx.allow(Act::SheetRead, &facts)?;
    let sheet = match handed_in.into_iter().find(|s| s.account_id == account) {
        Some(sheet) => sheet,
        None if account == me => {
            sheets::own(cx.db(), round, dossier, me, ballot).await?.ok_or(Error::NotFound)?
        }
        None => return Err(Error::NotFound),
    };
    let answers = sheets::answers_of(cx.db(), &sheet.id).await?;
    let findings = sheets::findings_of(cx.db(), &sheet.id).await?;
    Ok(SheetView {
        round: sheet.round_id,
        dossier: sheet.dossier_id,
        account: sheet.account_id,
        ballot: m.nth(ballot),
        set: m.case.set_id,
        submitted_at: sheet.submitted_at,
        total: sheet.total,
        answers: answers
            .into_iter()
            .filter(|a| a.option_no >= 0)
            .map(|a| SheetAnswer {
                criterion: a.criterion,
                option: a.option_no,
                insufficient: a.insufficient,
                reason: a.reason,
            })
            .collect(),
        findings: findings
            .into_iter()
            .map(|f| SheetFinding { question: f.question, reason: f.reason })
            .collect(),
        opinion: sheet.opinion,
        sample: sheet.sample_number,
        tasting: sheet.tasting,
    })
}
