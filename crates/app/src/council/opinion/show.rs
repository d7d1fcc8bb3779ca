use super::super::count::{Loaded, count_of};
use super::super::matter::{Matter, Sitting, matter, matters, sitting};
use super::answer::MemberStand;
use super::state::clocks as clocks_of;
use crate::settings::term_end::reckoning;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::{Clock, Level, Stand};
use ocop_domain::dossier::Kind;
use ocop_domain::stars::Stars;
use ocop_store::council::{
    CaseRow, PositionRow, RoundClockRow, RoundRow, Which, WrittenRow, opinions, results,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The stands that are in, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stands {
    pub agree: usize,
    pub other: usize,
    pub meeting: usize,
    /// Which other stars (none: no star), the most first, each with how many; only for who may read the sheets.
    pub by_star: Vec<(Option<Stars>, usize)>,
}

/// One re-ranking of a round.
pub struct WrittenLine {
    pub case: CaseRow,
    pub clock: Option<Clock>,
    pub days_left: Option<i64>,
    pub written: Option<WrittenRow>,
    pub answer_by: Option<Date>,
    /// The day until which members answer is over.
    pub over: bool,
    /// The dossier is still before the council.
    pub running: bool,
    pub judges: usize,
    pub answered: usize,
    /// For who runs the session, its office, and a member who has handed in.
    pub stands: Option<Stands>,
    /// Who said what, of those who have handed in: for members who have, and for the offices once it is closed.
    pub members: Vec<MemberStand>,
    /// The reader sits here and has handed in.
    pub done: bool,
}

/// The re-rankings of a round, a page of them.
pub struct WrittenView {
    pub round: RoundRow,
    pub lines: Vec<WrittenLine>,
    pub total: i64,
    pub days: u32,
    pub may_manage: bool,
    pub on_council: bool,
}

pub async fn show_written(cx: &Cx, round: &str, page: i64, size: i64) -> Result<WrittenView, Error> {
    let cx = &cx.snapshot().await?;
    let s = Arc::new(sitting(cx.db(), cx, round).await?);
    let facts = s.facts();
    cx.allow(Act::CouncilView, &facts)?;
    let mut matters = matters(cx.db(), cx, &s, Which::All).await?;
    matters.retain(|m| m.case.kind == Kind::Reranking.as_str());
    let total = i64::try_from(matters.len()).unwrap_or(i64::MAX);
    let from = usize::try_from((page.max(1) - 1).saturating_mul(size)).unwrap_or(usize::MAX);
    let take = usize::try_from(size).unwrap_or_default();
    let shown: Vec<Matter> = matters.into_iter().skip(from).take(take).collect();
    let ids: Vec<String> = shown.iter().map(|m| m.case.id.clone()).collect();
    let asked = Asked::of(cx, &s, Which::Page(&ids)).await?;
    let lines = shown.into_iter().map(|m| line(cx, m, &asked)).collect::<Result<_, _>>()?;
    Ok(WrittenView {
        may_manage: s.open().is_ok() && cx.allow(Act::WrittenManage, &facts).is_ok(),
        on_council: s.council.seat.is_some(),
        days: s.rules.written.days,
        round: s.round.clone(),
        lines,
        total,
    })
}

/// One re-ranking by itself, with what may be done about it.
pub struct WrittenOne {
    pub round: RoundRow,
    pub line: WrittenLine,
    pub may_manage: bool,
}

pub async fn show_written_one(cx: &Cx, round: &str, dossier: &str) -> Result<WrittenOne, Error> {
    let cx = &cx.snapshot().await?;
    let m = matter(cx.db(), cx, round, dossier).await?;
    cx.allow(Act::CouncilView, &m.facts())?;
    if m.case.kind != Kind::Reranking.as_str() {
        return Err(Error::NotFound);
    }
    let may_manage = m.scoring().is_ok() && cx.allow(Act::WrittenManage, &m.facts()).is_ok();
    let asked = Asked::of(cx, &m.sitting, Which::One(dossier)).await?;
    Ok(WrittenOne { round: m.sitting.round.clone(), may_manage, line: line(cx, m, &asked)? })
}

/// What came of asking, of a page of re-rankings or of one.
struct Asked {
    loaded: Loaded,
    clocks: BTreeMap<String, Clock>,
    /// The dossiers of the round with a result.
    closed: BTreeSet<String>,
}

impl Asked {
    async fn of(cx: &Cx, s: &Sitting, which: Which<'_>) -> Result<Asked, Error> {
        let results = results::all_in(cx.db(), &s.round.id).await?;
        Ok(Asked {
            loaded: Loaded::of(cx.db(), &s.round.id, which).await?,
            clocks: clocks_of(cx.db(), s, which).await?,
            closed: results.into_iter().map(|r| r.dossier_id).collect(),
        })
    }
}

fn line(cx: &Cx, m: Matter, asked: &Asked) -> Result<WrittenLine, Error> {
    let running = m.scoring().is_ok();
    // The first ballot is the one that was asked in writing.
    let ballot = if m.written.is_some() { m.first } else { m.ballot };
    let count = count_of(&m, ballot, &asked.loaded)?;
    let done = count.has_voted(cx.actor.id());
    let closed = asked.closed.contains(&m.case.id);
    let (mut stands, mut members) = (None, Vec::new());
    if m.written.is_some() {
        let runs = cx.allow(Act::WrittenManage, &m.facts()).is_ok();
        let found = stands_of(&m, &asked.loaded.positions(&m, ballot));
        let may_read = |p: &MemberStand| {
            let facts = Facts {
                sheet_of: Some(p.account.clone()),
                sheet_submitted: true,
                own_sheet_submitted: done,
                closed,
                ..m.facts()
            };
            cx.allow(Act::SheetRead, &facts).is_ok()
        };
        members = found.iter().filter(|p| may_read(p)).cloned().collect();
        let reads = !found.is_empty() && members.len() == found.len();
        if runs || reads {
            stands = Some(counted(&found, reads));
        }
    }
    let clock = asked.clocks.get(&m.case.id).copied();
    Ok(WrittenLine {
        days_left: clock.filter(|_| running).map(|c| c.days_left(cx.today())),
        clock,
        answer_by: m.written.as_ref().map(|w| w.answer_by),
        over: m.written.as_ref().is_some_and(|w| w.over),
        judges: m.judges().count(),
        answered: count.sheets.len(),
        written: m.written.map(|w| w.row),
        case: m.case,
        running,
        stands,
        members,
        done,
    })
}

/// The stands of those who have handed in and judge this dossier.
pub(in crate::council) fn stands_of(m: &Matter, found: &[&PositionRow]) -> Vec<MemberStand> {
    let named = |p: &&PositionRow| {
        let judge = m.judges().find(|j| j.account_id == p.account_id)?;
        Some(MemberStand {
            name: judge.name.clone(),
            stand: p.stand.parse().ok()?,
            stars: p.stars.and_then(|n| u8::try_from(n).ok()).and_then(Stars::new),
            reason: p.reason.clone(),
            account: p.account_id.clone(),
        })
    };
    found.iter().filter_map(named).collect()
}

fn counted(found: &[MemberStand], reads: bool) -> Stands {
    let with = |stand: Stand| found.iter().filter(move |p| p.stand == stand);
    let by_star = Stars::ALL.into_iter().rev().map(Some).chain([None]).filter_map(|stars| {
        let n = with(Stand::Other).filter(|p| p.stars == stars).count();
        (reads && n > 0).then_some((stars, n))
    });
    Stands {
        agree: with(Stand::Agree).count(),
        other: with(Stand::Other).count(),
        meeting: with(Stand::Meeting).count(),
        by_star: by_star.collect(),
    }
}

/// A re-ranking on the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundReranking {
    pub dossier: String,
    pub clock: Option<Clock>,
    pub days_left: Option<i64>,
    /// None: not put to the members in writing yet; `open` or `meeting`.
    pub written: Option<String>,
    pub answer_by: Option<Date>,
}

pub(in crate::council) async fn clocks(
    cx: &Cx,
    round: &str,
    level: Level,
) -> Result<Vec<RoundReranking>, Error> {
    let found = opinions::clocks_in(cx.db(), round, level.as_str()).await?;
    let reckoning = reckoning(cx.db()).await?;
    let one = |row: RoundClockRow| {
        let received = row.received_on.and_then(|d| d.parse().ok());
        let clock = received.map(|day| Clock::from(day, &reckoning));
        RoundReranking {
            dossier: row.id,
            days_left: clock.map(|c| c.days_left(cx.today())),
            clock,
            written: row.written,
            answer_by: row.answer_by.and_then(|d| d.parse().ok()),
        }
    };
    Ok(found.into_iter().map(one).collect())
}
