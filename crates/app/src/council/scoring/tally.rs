use super::ruling::{Ruling, rulings};
use crate::council::conflict::{Found, open_ties};
use crate::council::count::{Count, Loaded, count_of};
use crate::council::matter::matter;
use crate::council::subgroup::led_by;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::council::{OpenPoint, Tally, identical};
use ocop_domain::criteria::CriteriaSet;
use ocop_store::council::{
    BallotRow, CaseRow, MarkRow, MemberRow, ResultRow, RoundRow, SettlementRow, Which, ballots, results,
    sheets,
};

/// Why the result cannot be closed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocker {
    /// A member's tie to the producer that is not decided yet.
    Conflict(String),
    Quorum,
    SecondBallot,
    Gate(String),
    Finding(String),
    /// The council found that nothing stops; the sheets of these members are to be filled in at another ballot.
    Unfinished(Vec<String>),
}

/// What the sheets of a ballot come to, for who runs the session.
pub struct TallyView {
    pub round: RoundRow,
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub members: Vec<MemberRow>,
    /// Which ballot of the round, from 1.
    pub ballot: i64,
    pub ballots: Vec<BallotRow>,
    /// Totals of the ballots before this one.
    pub earlier: Vec<(i64, Vec<(String, i64)>)>,
    pub tally: Tally,
    pub settlements: Vec<SettlementRow>,
    /// The same with names, and whether the sheets still come to it.
    pub rulings: Vec<Ruling>,
    /// Where members found that the papers do not show enough.
    pub insufficient: Vec<MarkRow>,
    pub blockers: Vec<Blocker>,
    /// Members whose sheets are the same, option by option.
    pub identical_members: Vec<Vec<String>>,
    /// Members who gave several products of the round the same options, with those products.
    pub identical_products: Vec<(String, Vec<String>)>,
    /// Members may still score: not closed, and not gone on to another round.
    pub scoring: bool,
    pub result: Option<ResultRow>,
    pub decimals: u8,
    pub spread_limit: u32,
    /// The council met after it was asked in writing, and may score again although the totals lie close.
    pub may_score_again: bool,
    /// The sub-group that leads the discussion.
    pub led_by: Option<String>,
}

pub(in crate::council) fn blockers(count: &Count, tally: &Tally, ties: &[Found]) -> Vec<Blocker> {
    let mut out: Vec<Blocker> = ties.iter().map(|t| Blocker::Conflict(t.account.clone())).collect();
    if !count.quorum {
        out.push(Blocker::Quorum);
    }
    out.extend(tally.open.iter().map(|point| match point {
        OpenPoint::SecondBallot => Blocker::SecondBallot,
        OpenPoint::Gate(code) => Blocker::Gate(code.to_string()),
        OpenPoint::Finding(key) => Blocker::Finding(key.clone()),
        OpenPoint::Unfinished(members) => Blocker::Unfinished(members.clone()),
    }));
    out
}

/// Only for chair and secretary, and only once all members present (and they themselves) have handed in.
pub async fn show_tally(cx: &Cx, round: &str, dossier: &str) -> Result<TallyView, Error> {
    let cx = &cx.snapshot().await?;
    let m = matter(cx.db(), cx, round, dossier).await?;
    cx.allow(Act::GateSettle, &m.facts())?;
    let loaded = Loaded::of(cx.db(), round, Which::All).await?;
    let count = count_of(&m, m.ballot, &loaded)?;
    let tally = count.complete_for(&m, cx.actor.id())?.clone();
    let blockers = blockers(&count, &tally, &open_ties(cx.db(), &m).await?);
    let totals = |ballot| {
        let sheets = loaded.sheets(dossier, ballot);
        sheets.map(|s| (s.account_id.clone(), s.total.unwrap_or_default())).collect()
    };
    let earlier = (m.first..m.ballot).map(|ballot| (m.nth(ballot), totals(ballot))).collect();
    let mut identical_products = Vec::new();
    for vote in &count.votes {
        let sheets = loaded.picks_of(&vote.member)?;
        for mut group in identical(sheets.iter().map(|(id, answers)| (id.clone(), answers))) {
            group.dedup();
            if group.len() > 1 && group.iter().any(|id| id == dossier) {
                identical_products.push((vote.member.clone(), group));
            }
        }
    }
    let ballots = ballots::in_round(cx.db(), round, Which::One(dossier)).await?.remove(dossier);
    let ballots = ballots.unwrap_or_default().into_iter();
    Ok(TallyView {
        identical_members: identical(count.votes.iter().map(|v| (v.member.clone(), &v.answers))),
        identical_products,
        insufficient: sheets::submitted_marks(cx.db(), round, dossier, m.ballot).await?,
        ballots: ballots.map(|b| BallotRow { ballot: m.nth(b.ballot), ..b }).collect(),
        result: results::find_in(cx.db(), dossier, round).await?,
        scoring: m.in_session(),
        decimals: m.sitting.rules.decimals,
        spread_limit: m.sitting.rules.spread_limit.get(),
        led_by: led_by(cx.db(), round).await?.into_iter().find(|(id, _)| id == dossier).map(|(_, name)| name),
        may_score_again: m.scoring().is_ok() && m.may_score_again(),
        rulings: rulings(&m, &count),
        settlements: count.settlements,
        earlier,
        tally,
        blockers,
        set: m.set,
        ballot: m.nth(m.ballot),
        members: m.sitting.council.members.clone(),
        round: m.sitting.round.clone(),
        case: m.case,
    })
}
