use crate::account::callable;
use crate::decision_number::{self, Numbered};
use crate::prelude::*;
use ocop_domain::account::Role;
use ocop_domain::advisory::Duty;
use ocop_domain::council::Level;
use ocop_store::advisory::{TeamMemberRow, TeamRow, teams};
use ocop_store::council::{Candidate, CouncilRow, councils};
use serde::Deserialize;

#[derive(Debug, Clone, Default)]
pub struct TeamMember {
    pub account: String,
    pub department: String,
    /// lead, secretary or member
    pub duty: String,
}

/// Điều 7(3)b and 7(4)b, 26/2026: the authority that sets up the council sets up its advisory team, by the same
/// decision or a later one that puts another composition in its place.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SetTeam {
    #[serde(skip)]
    pub council: String,
    /// The version the page was opened with; 0 where there was no team.
    pub version: i64,
    pub decision_number: String,
    /// dd/mm/yyyy
    pub decided_on: String,
    #[serde(skip)]
    pub members: Vec<TeamMember>,
}

pub struct TeamView {
    pub council: CouncilRow,
    pub team: Option<TeamRow>,
    pub members: Vec<TeamMemberRow>,
    /// Who may be called; empty for a reader who may not.
    pub candidates: Vec<Candidate>,
    pub may_set: bool,
}

async fn council(cx: &Cx, db: &Db, id: &str) -> Result<(CouncilRow, Facts), Error> {
    let row = councils::find(db, id).await?.ok_or(Error::NotFound)?;
    let level: Level = row.level.parse().map_err(Error::internal)?;
    let on_council = councils::members(db, id).await?.iter().any(|m| m.account_id == cx.actor.id());
    let on_team = teams::seat(db, id, cx.actor.id()).await?.is_some();
    let province = row.province_code.clone();
    let national = level == Level::National;
    let facts = Facts { province, national, on_council, on_team, submitted: true, ..Facts::default() };
    Ok((row, facts))
}

pub async fn show_team(cx: &Cx, id: &str) -> Result<TeamView, Error> {
    let (council, facts) = council(cx, cx.db(), id).await?;
    if cx.allow(Act::AdvisoryView, &facts).is_err() {
        cx.allow(Act::CouncilView, &facts)?;
    }
    let may_set = cx.allow(Act::CouncilForm, &facts).is_ok();
    let candidates = match may_set {
        true => callable(cx, cx.db(), Role::AdvisoryMember, council.province_code.as_deref()).await?,
        false => Vec::new(),
    };
    Ok(TeamView {
        team: teams::find(cx.db(), id).await?,
        members: teams::members(cx.db(), id).await?,
        candidates,
        may_set,
        council,
    })
}

pub async fn set_team(cx: &Cx, cmd: SetTeam) -> Result<(), Error> {
    let (council, facts) = council(cx, cx.db(), &cmd.council).await?;
    cx.allow(Act::CouncilForm, &facts)?;
    let mut invalid = Invalid::default();
    let province = council.province_code.as_deref();
    let number = decision_number::read(&mut invalid, "decision_number", &cmd.decision_number, province);
    let decided_on = invalid.day("decided_on", &cmd.decided_on);
    if decided_on.is_some_and(|d| d > cx.today()) {
        invalid.add("decided_on", "date_in_future");
    }
    let known = callable(cx, cx.db(), Role::AdvisoryMember, council.province_code.as_deref()).await?;
    let sitting = councils::members(cx.db(), &cmd.council).await?;
    let mut members = Vec::new();
    for (at, m) in cmd.members.iter().enumerate() {
        let department = invalid.text(&format!("department.{}", m.account), &m.department, 200);
        let field = format!("duty.{}", m.account);
        let twice = cmd.members.iter().take(at).any(|other| other.account == m.account);
        // Who advises a council does not score in it.
        if sitting.iter().any(|s| s.account_id == m.account) {
            invalid.add(field, "advisory_on_council");
        } else if twice || m.duty.parse::<Duty>().is_err() || !known.iter().any(|k| k.account_id == m.account)
        {
            invalid.add(field, "advisory_member");
        }
        members.push(TeamMemberRow {
            account_id: m.account.clone(),
            name: String::new(),
            department,
            duty: m.duty.clone(),
        });
    }
    let leads = members.iter().filter(|m| m.duty == Duty::Lead.as_str()).count();
    if leads != 1 {
        invalid.add("members", "advisory_one_lead");
    }
    let (Some(number), Some(decided_on)) = (number, decided_on) else { return Err(Error::Invalid(invalid)) };
    invalid.ok()?;
    let team = TeamRow {
        council_id: council.id.clone(),
        decision_number: number.to_string(),
        decided_on: decided_on.to_string(),
        version: cmd.version,
    };
    write_tx!(cx, |tx| {
        if teams::find(&tx, &council.id).await?.map_or(0, |t| t.version) != cmd.version {
            return Err(Error::Conflict("stale"));
        }
        if !decision_number::enter(&tx, province, &number, decided_on, Numbered::Team, &council.id).await? {
            return Err(Error::field("decision_number", "number_taken"));
        }
        teams::set(&tx, &team, cmd.version, &members).await?;
        let seats: Vec<_> =
            members.iter().map(|m| json!({"account": m.account_id, "duty": m.duty})).collect();
        let diff = json!({"advisory_team": seats, "decision": team.decision_number,
            "decided_on": team.decided_on});
        let chain = format!("council:{}", council.id);
        cx.journal(&tx, &chain, Act::CouncilForm.as_str(), &council.id, diff).await
    })
}
