use super::access;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::{Event, State};
use ocop_store::Db;
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
            take(cx, &tx, &cmd.round, &case, late.then(|| reason.clone())).await?;
        }
        Ok(cmd.dossiers.len())
    })
}

/// Điều 5(1), 26/2026: a dossier proposed before the cut-off of a round belongs to that round. If one is open for the
/// province it takes the dossier at once; otherwise the dossier waits for the office to open one.
pub(crate) async fn admit_on_time(cx: &Cx, tx: &Db, dossier: &str) -> Result<Option<State>, Error> {
    let case = rows::case(tx, dossier).await?.ok_or(Error::NotFound)?;
    let today = cx.today().to_string();
    let Some(round) = rows::open_round_for(tx, &case.province_code, &today).await? else { return Ok(None) };
    rows::lock_round(tx, &round).await?;
    take(cx, tx, &round, &case, None).await.map(Some)
}

/// Moves a proposed dossier into a round and opens its first ballot; `late` is the reason for one after the cut-off.
async fn take(cx: &Cx, tx: &Db, round: &str, case: &CaseRow, late: Option<String>) -> Result<State, Error> {
    let state: State = case.state.parse().map_err(Error::Internal)?;
    let next = state.next(Event::Admit).map_err(|_| Error::Conflict("council_not_proposed"))?;
    rows::move_case(tx, &case.id, case.version, next.as_str(), Some(round)).await?;
    let diff = json!({"state": [state.as_str(), next.as_str()], "round": round, "late": late.is_some()});
    let ballot =
        BallotRow { ballot: 1, reason: late, opened_by: cx.actor.id().into(), opened_at: cx.now_ms() };
    rows::insert_ballot(tx, &case.id, &ballot).await?;
    cx.journal(tx, &format!("dossier:{}", case.id), Act::RoundAdmit.as_str(), &case.id, diff).await?;
    Ok(next)
}
