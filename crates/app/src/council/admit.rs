use super::access;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::{Event, State};
use ocop_store::council::{self as rows, BallotRow, CaseRow, RoundRow};
use serde_json::json;

/// Takes dossiers into a round. What was proposed before the cut-off belongs there (Điều 5, 26/2026); a later one
/// needs a reason.
#[derive(Debug, Clone, Default)]
pub struct Admit {
    pub round: String,
    pub dossiers: Vec<String>,
    pub reason: String,
}

/// What waits for this round: in time, and late.
pub struct Admissible {
    pub round: RoundRow,
    pub in_time: Vec<CaseRow>,
    pub late: Vec<CaseRow>,
    pub total: i64,
}

fn in_time(case: &CaseRow, round: &RoundRow) -> bool {
    case.proposed_on.as_deref().is_some_and(|on| on < round.proposed_before.as_str())
}

pub async fn admissible(cx: &Cx, round: &str, page: i64, size: i64) -> Result<Admissible, Error> {
    let s = access::sitting(cx.db(), cx, round).await?;
    cx.allow(Act::RoundAdmit, &s.facts())?;
    let province = s.council.row.province_code.clone().unwrap_or_default();
    let (cases, total) = rows::waiting_cases(cx.db(), &province, size, (page.max(1) - 1) * size).await?;
    let (in_time, late) = cases.into_iter().partition(|c| in_time(c, &s.round));
    Ok(Admissible { round: s.round, in_time, late, total })
}

/// How many were admitted. All of them or none.
pub async fn admit(cx: &Cx, cmd: Admit) -> Result<usize, Error> {
    let s = access::sitting(cx.db(), cx, &cmd.round).await?;
    cx.allow(Act::RoundAdmit, &s.facts())?;
    if cmd.dossiers.is_empty() {
        return Err(Error::field("dossier", "council_choose_dossier"));
    }
    let reason = ocop_domain::text::clean_lines(&cmd.reason);
    write_tx!(cx, |tx| {
        rows::lock_round(&tx, &cmd.round).await?;
        let s = access::sitting(&tx, cx, &cmd.round).await?;
        s.open()?;
        for id in &cmd.dossiers {
            let case = rows::case(&tx, id).await?.ok_or(Error::NotFound)?;
            if s.council.row.province_code.as_deref() != Some(case.province_code.as_str()) {
                return Err(Error::NotFound);
            }
            let late = !in_time(&case, &s.round);
            if late && reason.is_empty() {
                return Err(Error::field("reason", "council_late_reason"));
            }
            let state: State = case.state.parse().map_err(Error::Internal)?;
            let next = state.next(Event::Admit).map_err(|_| Error::Conflict("council_not_proposed"))?;
            rows::move_case(&tx, id, case.version, next.as_str(), Some(&cmd.round)).await?;
            let ballot = BallotRow {
                ballot: 1,
                reason: late.then(|| reason.clone()),
                opened_by: cx.actor.id().into(),
                opened_at: cx.now_ms(),
            };
            rows::insert_ballot(&tx, id, &ballot).await?;
            let diff = json!({"state": [state.as_str(), next.as_str()], "round": cmd.round, "late": late});
            cx.journal(&tx, &format!("dossier:{id}"), Act::RoundAdmit.as_str(), id, diff).await?;
        }
        Ok(cmd.dossiers.len())
    })
}
