use super::super::count::answers;
use super::super::matter::{Matter, matter};
use super::correctable;
use crate::clock::vietnam;
use crate::council::ToldMean as _;
use crate::{Cx, Error};
use jiff::Timestamp;
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::CorrectionState;
use ocop_domain::criteria::{Answers, CriteriaSet};
use ocop_domain::points::Points;
use ocop_store::Db;
use ocop_store::council::{
    ByKey, CaseRow, ChangeRow, CorrectionRow, ResultRow, RoundRow, Which, corrections, results, sheets,
};
use serde::{Deserialize, Serialize};

/// What a result came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The mean is this over `members`.
    pub sum: i64,
    pub members: i64,
    /// 0: not recognised.
    pub rank: i64,
    /// The assessment stopped: there is no mean.
    #[serde(default)]
    pub stopped: bool,
}

impl From<&ResultRow> for Standing {
    fn from(r: &ResultRow) -> Self {
        let stopped = r.told_mean().is_none();
        Standing { sum: r.sum, members: r.members, rank: r.rank, stopped }
    }
}

impl Standing {
    /// The mean to two decimals, cut off as on the tally; none where the assessment stopped.
    pub fn hundredths(self) -> Option<i64> {
        (!self.stopped).then(|| ocop_domain::criteria::mean_hundredths(self.sum, self.members))
    }

    pub(super) fn to_json(self) -> Result<String, Error> {
        serde_json::to_string(&self).map_err(Error::internal)
    }
}

/// A correction with what it changes.
#[derive(Debug, Clone)]
pub struct CorrectionLine {
    pub row: CorrectionRow,
    pub state: CorrectionState,
    pub changes: Vec<ChangeRow>,
    /// The result before and after, once it is signed.
    pub effect: Option<(Standing, Standing)>,
    pub may_sign: bool,
    pub may_withdraw: bool,
}

/// The corrections of one dossier in one round.
pub struct CorrectionView {
    pub round: RoundRow,
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub result: ResultRow,
    pub lines: Vec<CorrectionLine>,
    /// The reader's own sheet, where the reader may ask to put it right.
    pub own: Option<Answers>,
    /// A decision rests on the result already, or it has gone on.
    pub late: bool,
}

pub async fn show_corrections(cx: &Cx, round: &str, dossier: &str) -> Result<CorrectionView, Error> {
    let cx = &cx.snapshot().await?;
    let m = matter(cx.db(), cx, round, dossier).await?;
    let account = cx.actor.id();
    let facts = |of: &str| Facts { sheet_of: Some(of.to_owned()), sheet_submitted: true, ..m.facts() };
    let own = sheets::own(cx.db(), round, dossier, account, m.ballot).await?;
    let own = own.filter(|s| s.submitted_at.is_some());
    let member = own.is_some() && cx.allow(Act::CorrectionPropose, &facts(account)).is_ok();
    if !member {
        cx.allow(Act::MinutesRead, &m.facts())?;
    }
    let late = match correctable(cx.db(), &m).await {
        Ok(_) => false,
        Err(Error::Conflict("council_correction_late")) => true,
        Err(e) => return Err(e),
    };
    let mut found = Corrections::of_one(cx.db(), &m).await?.lines(&m)?;
    // A member who may read no sheet but the member's own sees corrections of that sheet only.
    if cx.allow(Act::MinutesRead, &m.facts()).is_err() {
        found.retain(|l| l.row.account_id == account);
    }
    for line in &mut found {
        let open = line.state == CorrectionState::Open;
        let f = facts(&line.row.account_id);
        line.may_sign = open && !late && cx.allow(Act::CorrectionSign, &f).is_ok();
        line.may_withdraw = open && line.row.account_id == account && member;
    }
    let waits = found.iter().any(|l| l.row.account_id == account && l.state == CorrectionState::Open);
    let own = match own.filter(|_| member && !late && !waits) {
        Some(sheet) => Some(answers(cx.db(), &sheet.id).await?),
        None => None,
    };
    Ok(CorrectionView {
        result: results::find_in(cx.db(), dossier, round).await?.ok_or(Error::NotFound)?,
        set: m.set,
        lines: found,
        own,
        late,
        round: m.sitting.round.clone(),
        case: m.case,
    })
}

/// The corrections of a round or of one dossier of it; leave is the caller's matter.
#[derive(Default)]
pub(in crate::council) struct Corrections {
    /// By dossier, the oldest first.
    rows: ByKey<CorrectionRow>,
    /// By correction.
    changes: ByKey<ChangeRow>,
}

impl Corrections {
    pub async fn of(db: &Db, round: &str, which: Which<'_>) -> Result<Corrections, Error> {
        Ok(Corrections {
            rows: corrections::in_round(db, round, which).await?,
            changes: corrections::changes_in(db, round, which).await?,
        })
    }

    pub async fn of_one(db: &Db, m: &Matter) -> Result<Corrections, Error> {
        Corrections::of(db, &m.sitting.round.id, Which::One(&m.case.id)).await
    }

    fn lines(&self, m: &Matter) -> Result<Vec<CorrectionLine>, Error> {
        let read = |text: &Option<String>| {
            text.as_deref().map(serde_json::from_str::<Standing>).transpose().map_err(Error::internal)
        };
        let line = |row: &CorrectionRow| {
            let mut changes = self.changes.get(&row.id).cloned().unwrap_or_default();
            // As the set prints its criteria: 10 comes after 6.2.
            changes.sort_by_key(|c| m.set.scorable().position(|l| l.criterion.code.as_str() == c.criterion));
            Ok(CorrectionLine {
                state: row.state.parse().map_err(Error::internal)?,
                changes,
                effect: read(&row.before)?.zip(read(&row.after)?),
                may_sign: false,
                may_withdraw: false,
                row: row.clone(),
            })
        };
        self.rows.get(&m.case.id).into_iter().flatten().map(line).collect()
    }

    /// The signed ones of a dossier as the papers tell them, a paragraph each.
    pub fn signed_words(&self, m: &Matter) -> Result<Vec<String>, Error> {
        Ok(self.signed(m)?.iter().map(|l| words(m, l)).collect())
    }

    /// Those of one sheet.
    pub fn words_of_sheet(&self, m: &Matter, sheet: &str) -> Result<Vec<String>, Error> {
        let signed = self.signed(m)?;
        Ok(signed.iter().filter(|l| l.row.sheet_id == sheet).map(|l| words(m, l)).collect())
    }

    fn signed(&self, m: &Matter) -> Result<Vec<CorrectionLine>, Error> {
        let mut found = self.lines(m)?;
        found.retain(|l| l.state == CorrectionState::Signed);
        Ok(found)
    }
}

fn words(m: &Matter, l: &CorrectionLine) -> String {
    // What the sheet left out after a stop has no points (“sẽ không đánh giá các bước tiếp theo”, Phụ lục II, 26/2026).
    let points = |code: &str, n: i64| {
        let Ok(n) = usize::try_from(n) else { return "chưa chấm (phiếu dừng)".to_owned() };
        let option = code.parse().ok().and_then(|code| m.set.criterion(&code)?.option(n));
        format!("{} điểm", option.map_or(Points::ZERO, |o| o.points))
    };
    let changes: Vec<String> = l
        .changes
        .iter()
        .map(|c| {
            let (before, after) = (points(&c.criterion, c.before), points(&c.criterion, c.after));
            format!("tiêu chí {} từ {before} thành {after}", c.criterion)
        })
        .collect();
    let decimals = u32::from(m.sitting.rules.decimals);
    let mean = |s: &Standing| match s.stopped {
        true => "không tính (dừng đánh giá)".to_owned(),
        false => ocop_domain::criteria::mean_shown(s.sum, s.members, decimals),
    };
    let effect =
        l.effect.as_ref().map_or_else(String::new, |(before, after)| match (mean(before), mean(after)) {
            (before, after) if before == after => format!("; điểm trung bình giữ nguyên: {after}"),
            (before, after) => format!("; điểm trung bình từ {before} thành {after}"),
        });
    let day = l.row.decided_at.and_then(|ms| Timestamp::from_millisecond(ms).ok());
    let day = day.map_or_else(String::new, |at| {
        format!(" {}", ocop_print::vi::day_in_words(at.to_zoned(vietnam()).date()))
    });
    format!(
        "{} đính chính phiếu của mình: {}{effect}. Lý do: {} Người ký: {}{day}.",
        l.row.name,
        changes.join(", "),
        stop(&l.row.reason),
        l.row.decided_name.clone().unwrap_or_default()
    )
}

fn stop(reason: &str) -> String {
    if reason.ends_with(['.', '!', '?']) { reason.to_owned() } else { format!("{reason}.") }
}
