use super::super::access::{self, Matter, matter};
use super::super::count::count;
use super::answer::MemberStand;
use super::state::clock;
use crate::settings::term_end::reckoning;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::{Clock, Level, Stand};
use ocop_domain::dossier::Kind;
use ocop_domain::stars::Stars;
use ocop_store::Db;
use ocop_store::council::{self as rows, CaseRow, PositionRow, RoundRow, WrittenRow};

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
    /// For who runs the session, its office, and a person who has handed in himself.
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
    let s = access::sitting(cx.db(), cx, round).await?;
    let facts = s.facts();
    cx.allow(Act::CouncilView, &facts)?;
    let mut cases = rows::cases_in_round(cx.db(), round).await?;
    cases.retain(|c| c.kind == Kind::Reranking.as_str());
    let total = i64::try_from(cases.len()).unwrap_or(i64::MAX);
    let from = usize::try_from((page.max(1) - 1).saturating_mul(size)).unwrap_or(usize::MAX);
    let take = usize::try_from(size).unwrap_or_default();
    let mut lines = Vec::new();
    for case in cases.into_iter().skip(from).take(take) {
        lines.push(line(cx, matter(cx.db(), cx, round, &case.id).await?).await?);
    }
    Ok(WrittenView {
        may_manage: s.open().is_ok() && cx.allow(Act::WrittenManage, &facts).is_ok(),
        on_council: s.council.seat.is_some(),
        days: s.rules.written.days,
        round: s.round,
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
    let m = matter(cx.db(), cx, round, dossier).await?;
    cx.allow(Act::CouncilView, &m.facts())?;
    if m.case.kind != Kind::Reranking.as_str() {
        return Err(Error::NotFound);
    }
    let may_manage = m.scoring().is_ok() && cx.allow(Act::WrittenManage, &m.facts()).is_ok();
    Ok(WrittenOne { round: m.sitting.round.clone(), may_manage, line: line(cx, m).await? })
}

async fn line(cx: &Cx, m: Matter) -> Result<WrittenLine, Error> {
    let running = m.scoring().is_ok();
    // The first ballot is the one that was asked in writing.
    let ballot = if m.written.is_some() { m.first } else { m.ballot };
    let count = count(cx.db(), &m, ballot).await?;
    let done = count.has_voted(cx.actor.id());
    let closed = rows::result_in(cx.db(), &m.case.id, &m.sitting.round.id).await?.is_some();
    let (mut stands, mut members) = (None, Vec::new());
    if m.written.is_some() {
        let runs = cx.allow(Act::WrittenManage, &m.facts()).is_ok();
        let found = stands_of(cx.db(), &m, ballot).await?;
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
    let clock = clock(cx.db(), m.sitting.council.level, &m.case).await?;
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
pub(in crate::council) async fn stands_of(
    db: &Db,
    m: &Matter,
    ballot: i64,
) -> Result<Vec<MemberStand>, Error> {
    let found = rows::positions(db, &m.sitting.round.id, &m.case.id, ballot).await?;
    let named = |p: PositionRow| {
        let judge = m.judges().find(|j| j.account_id == p.account_id)?;
        Some(MemberStand {
            name: judge.name.clone(),
            stand: p.stand.parse().ok()?,
            stars: p.stars.and_then(|n| u8::try_from(n).ok()).and_then(Stars::new),
            reason: p.reason,
            account: p.account_id,
        })
    };
    Ok(found.into_iter().filter_map(named).collect())
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
    let found = rows::clocks_in(cx.db(), round, level.as_str()).await?;
    let reckoning = reckoning(cx.db()).await?;
    let one = |row: rows::RoundClockRow| {
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
