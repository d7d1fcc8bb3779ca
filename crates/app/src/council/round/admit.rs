use crate::council::matter::sitting;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::council::Level;
use ocop_domain::dossier::{Event, State};
use ocop_store::Db;
use ocop_store::council::{BallotRow, CaseRow, RoundRow, Settled, ballots, cases, results, rounds};
use ocop_store::national::{self, Aside};
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

/// For a national round: what the ministry's office has taken, by the day the province sent it (Điều 5(2), 26/2026).
pub async fn admissible(cx: &Cx, round: &str, page: i64, size: i64) -> Result<Admissible, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::RoundAdmit, &s.facts())?;
    let skip = (page.max(1) - 1) * size;
    let (cases, total) = match s.council.level {
        Level::Province => {
            let province = s.council.row.province_code.clone().unwrap_or_default();
            cases::waiting(cx.db(), &province, size, skip).await?
        }
        Level::National => cases::waiting_at_ministry(cx.db(), size, skip).await?,
    };
    let (in_time, late) = cases.into_iter().partition(|c| in_time(c, &s.round));
    Ok(Admissible { round: s.round, in_time, late, total })
}

/// How many were admitted. All of them or none.
pub async fn admit(cx: &Cx, cmd: Admit) -> Result<usize, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::RoundAdmit, &s.facts())?;
        if cmd.dossiers.is_empty() {
            return Err(Error::field("dossier", "council_choose_dossier"));
        }
        let reason = ocop_domain::text::clean_lines(&cmd.reason);
        s.open()?;
        let level = s.council.level;
        for id in &cmd.dossiers {
            let case = match level {
                Level::Province => cases::find(&tx, id).await?,
                Level::National => cases::find_at_ministry(&tx, id).await?,
            };
            let case = case.ok_or(Error::NotFound)?;
            let theirs = s.council.row.province_code.as_deref() == Some(case.province_code.as_str());
            if level == Level::Province && !theirs {
                return Err(Error::NotFound);
            }
            let late = !in_time(&case, &s.round);
            if late && reason.is_empty() {
                return Err(Error::field("reason", "council_late_reason"));
            }
            take(cx, &tx, level, &cmd.round, &case, late.then(|| reason.clone())).await?;
        }
        Ok(cmd.dossiers.len())
    })
}

/// Điều 5(1), 26/2026: a dossier proposed before the cut-off of a round belongs to that round. If one is open for the
/// province it takes the dossier at once; otherwise the dossier waits for the office to open one.
pub(in crate::council) async fn admit_on_time(
    cx: &Cx,
    tx: &Db,
    dossier: &str,
) -> Result<Option<State>, Error> {
    let case = cases::find(tx, dossier).await?.ok_or(Error::NotFound)?;
    let today = cx.today().to_string();
    let Some(round) = rounds::open_for(tx, &case.province_code, &today).await? else { return Ok(None) };
    rounds::hold(tx, &round).await?;
    take(cx, tx, Level::Province, &round, &case, None).await.map(Some)
}

/// Moves a waiting dossier into a round and opens its first ballot there; `late` is the reason for one after the
/// cut-off. What the province's council came to stays as a result of its own round.
async fn take(
    cx: &Cx,
    tx: &Db,
    level: Level,
    round: &str,
    case: &CaseRow,
    late: Option<String>,
) -> Result<State, Error> {
    let state: State = case.state.parse().map_err(Error::internal)?;
    let next = state.next(Event::admission(level)).map_err(|_| Error::Conflict("council_not_proposed"))?;
    if results::find_in(tx, &case.id, round).await?.is_some() {
        // Evaluated again means by another session: a round has one result for a dossier.
        return Err(Error::Conflict("council_same_round"));
    }
    if level == Level::National {
        let aside = Aside {
            standing: "sent_up",
            ground: None,
            ground_id: None,
            reason: None,
            put_by: cx.actor.id(),
            put_at: cx.now_ms(),
        };
        national::put_aside(tx, &case.id, &aside).await?;
    }
    cases::move_to(tx, &case.id, case.version, next.as_str(), Some(round), Settled::Open).await?;
    let diff = json!({"state": [state.as_str(), next.as_str()], "round": round, "late": late.is_some()});
    let number = ballots::current(tx, &case.id).await? + 1;
    let ballot =
        BallotRow { ballot: number, reason: late, opened_by: cx.actor.id().into(), opened_at: cx.now_ms() };
    ballots::insert(tx, &case.id, round, &ballot).await?;
    cx.journal(tx, &format!("dossier:{}", case.id), Act::RoundAdmit.as_str(), &case.id, diff).await?;
    Ok(next)
}
