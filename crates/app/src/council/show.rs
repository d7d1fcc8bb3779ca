use super::access;
use super::matter::{Sitting, sitting};
use super::opinion::{self, RoundReranking};
use super::round::order::for_member;
use super::subgroup;
use crate::{Cx, Error};
use ocop_domain::account::{Act, Facts, Role};
use ocop_domain::council::{CorrectionState, Department, Rules, missing_departments};
use ocop_store::council::{
    AgendaRow, AttendanceRow, CouncilLine, CouncilRow, DelegateRow, MemberRow, RoundRow, cases, conflicts,
    corrections, councils, rounds, sheets,
};
use ocop_store::scope::Visible;

pub struct CouncilView {
    pub council: CouncilRow,
    pub rules: Rules,
    pub members: Vec<MemberRow>,
    /// Bodies of Điều 7(3)b without a member.
    pub missing: Vec<&'static Department>,
    pub rounds: Vec<RoundRow>,
    pub may_open: bool,
}

pub struct RoundView {
    pub council: CouncilRow,
    pub round: RoundRow,
    pub rules: Rules,
    pub members: Vec<MemberRow>,
    pub attendance: Vec<AttendanceRow>,
    /// For a member in an order of the member's own, so that no product always comes first or last.
    pub agenda: Vec<AgendaRow>,
    /// Dossiers for which the actor has handed in a sheet of the ballot being scored.
    pub done: Vec<String>,
    /// Dossiers from which the actor stepped aside.
    pub aside: Vec<String>,
    pub delegates: Vec<DelegateRow>,
    /// Re-rankings on the agenda, with their 45 days.
    pub rerankings: Vec<RoundReranking>,
    /// Dossier and name of the sub-group that leads its discussion.
    pub led_by: Vec<(String, String)>,
    pub may_arrange: bool,
    pub on_council: bool,
    pub runs: bool,
    pub may_admit: bool,
    pub may_attend: bool,
    pub may_minutes: bool,
    pub may_conflicts: bool,
    pub may_severity: bool,
    pub may_papers: bool,
    /// Corrections that wait to be signed; for who runs the session.
    pub open_corrections: i64,
}

/// Councils the actor's posts reach or on which the actor sits.
pub async fn list_councils(cx: &Cx, page: i64, size: i64) -> Result<(Vec<CouncilLine>, i64), Error> {
    let visible = match cx.reach(Act::CouncilView, &Facts::default()) {
        Err(Error::Forbidden) if cx.actor.has_role(Role::CouncilMember) => Visible::default(),
        reach => reach?,
    };
    Ok(councils::list(cx.db(), &visible, cx.actor.id(), size, (page.max(1) - 1) * size).await?)
}

pub async fn show_council(cx: &Cx, id: &str) -> Result<CouncilView, Error> {
    let cx = &cx.snapshot().await?;
    let c = access::council(cx.db(), cx, id).await?;
    cx.allow(Act::CouncilView, &c.facts())?;
    let missing = missing_departments(c.level, c.members.iter().map(|m| m.department.as_str()));
    let rounds = rounds::of_council(cx.db(), id, 50, 0).await?;
    let may_open = cx.allow(Act::RoundOpen, &c.facts()).is_ok();
    Ok(CouncilView { missing, rounds, may_open, rules: c.rules, members: c.members, council: c.row })
}

pub async fn show_round(cx: &Cx, id: &str) -> Result<RoundView, Error> {
    let cx = &cx.snapshot().await?;
    let s = sitting(cx.db(), cx, id).await?;
    let facts = s.facts();
    cx.allow(Act::CouncilView, &facts)?;
    let mut agenda = cases::agenda(cx.db(), id).await?;
    let (mut done, mut aside) = (Vec::new(), Vec::new());
    if s.council.seat.is_some() {
        for_member(cx.actor.id(), &mut agenda, |a| &a.id);
        let mine = sheets::submitted_of(cx.db(), id, cx.actor.id()).await?;
        let current = |a: &&AgendaRow| mine.iter().any(|m| m.dossier_id == a.id && m.ballot == a.ballot);
        done = agenda.iter().filter(current).map(|a| a.id.clone()).collect();
        aside = conflicts::recused_from(cx.db(), id, cx.actor.id()).await?;
    }
    for a in agenda.iter_mut().filter(|a| a.ballot > 0) {
        a.ballot -= a.first_ballot - 1;
    }
    let open = s.round.state == "open";
    let rerankings = opinion::clocks(cx, id, s.council.level).await?;
    let attendance = rounds::attendance(cx.db(), id).await?;
    let Sitting { council, round, rules, delegates } = s;
    let open_corrections = match facts.runs_council {
        true => corrections::count(cx.db(), id, CorrectionState::Open.as_str()).await?,
        false => 0,
    };
    Ok(RoundView {
        open_corrections,
        on_council: council.seat.is_some(),
        runs: facts.runs_council,
        may_admit: open && cx.allow(Act::RoundAdmit, &facts).is_ok(),
        may_attend: open && cx.allow(Act::BallotManage, &facts).is_ok(),
        may_conflicts: cx.allow(Act::ConflictDecide, &facts).is_ok(),
        may_minutes: cx.allow(Act::MinutesRead, &facts).is_ok(),
        may_severity: cx.allow(Act::SeverityRead, &facts).is_ok(),
        may_papers: [Act::PapersRead, Act::PapersKeep].into_iter().any(|act| cx.allow(act, &facts).is_ok()),
        council: council.row,
        members: council.members,
        round,
        rules,
        attendance,
        agenda,
        rerankings,
        led_by: subgroup::led_by(cx.db(), id).await?,
        may_arrange: cx.allow(Act::AgendaArrange, &facts).is_ok(),
        done,
        aside,
        delegates,
    })
}
