//! Gathers the submitted sheets of a ballot and lets the domain count them.

use super::access::Matter;
use super::opinion;
use crate::Error;
use ocop_domain::council::{self, Attendance, Course, Settled, Sheet, Tally, TallyError};
use ocop_domain::criteria::{Answers, Findings};
use ocop_domain::points::Points;
use ocop_store::Db;
use ocop_store::council::{self as rows, AnswerRow, AttendanceRow, MemberRow, SettlementRow, SheetRow};
use std::collections::BTreeMap;

/// One ballot as it stands.
pub(super) struct Count {
    pub sheets: Vec<SheetRow>,
    pub votes: Vec<Sheet>,
    /// Accounts of members present who have not handed in.
    pub waiting: Vec<String>,
    pub quorum: bool,
    pub settlements: Vec<SettlementRow>,
    /// None as long as no sheet is handed in.
    pub tally: Option<Tally>,
    /// Where it stands, where the members are asked in writing.
    pub course: Option<Course>,
}

pub(super) async fn answers(db: &Db, sheet: &str) -> Result<Answers, Error> {
    picks(&rows::answers_of(db, sheet).await?)
}

/// What a kept sheet picks.
pub(super) fn picks(rows: &[AnswerRow]) -> Result<Answers, Error> {
    let mut out = Answers::default();
    for a in rows {
        // 0 says "none of the options"; −1, a reason without a pick, is no answer.
        if let Ok(option) = usize::try_from(a.option_no) {
            out.0.insert(a.criterion.parse().map_err(Error::internal)?, option);
        }
    }
    Ok(out)
}

async fn votes(db: &Db, m: &Matter, ballot: i64, sheets: &[SheetRow]) -> Result<Vec<Sheet>, Error> {
    let (round, dossier) = (&m.sitting.round.id, &m.case.id);
    let empty = |s: &SheetRow| Sheet {
        member: s.account_id.clone(),
        answers: Answers::default(),
        findings: Findings::default(),
    };
    let mut by_sheet: BTreeMap<&str, Sheet> = sheets.iter().map(|s| (s.id.as_str(), empty(s))).collect();
    for a in rows::submitted_answers(db, round, dossier, ballot).await? {
        let Some(vote) = by_sheet.get_mut(a.sheet_id.as_str()) else { continue };
        if let Ok(option) = usize::try_from(a.option_no) {
            vote.answers.0.insert(a.criterion.parse().map_err(Error::internal)?, option);
        }
    }
    for f in rows::submitted_findings(db, round, dossier, ballot).await? {
        if let Some(vote) = by_sheet.get_mut(f.sheet_id.as_str()) {
            vote.findings.0.insert(f.question);
        }
    }
    Ok(sheets.iter().filter_map(|s| by_sheet.remove(s.id.as_str())).collect())
}

pub(super) async fn count(db: &Db, m: &Matter, ballot: i64) -> Result<Count, Error> {
    // A sheet handed in before its member stepped aside is kept and not counted.
    let mut sheets = rows::submitted_sheets(db, &m.sitting.round.id, &m.case.id, ballot).await?;
    sheets.retain(|s| !m.recused(&s.account_id));
    let votes = votes(db, m, ballot, &sheets).await?;
    let voted = |account: &str| sheets.iter().any(|s| s.account_id == account);
    let mut present = rows::attendance(db, &m.sitting.round.id).await?;
    let judges: Vec<&MemberRow> = m.judges().collect();
    let judges_it = |account: &str| judges.iter().any(|j| j.account_id == account);
    // In writing there is no attendance: every judge is waited for, until the day is over.
    if let Some(w) = m.in_writing() {
        let asked =
            judges.iter().map(|j| AttendanceRow { account_id: j.account_id.clone(), present: !w.over });
        present = asked.collect();
    }
    let waiting: Vec<String> = present
        .into_iter()
        .filter(|a| a.present && judges_it(&a.account_id) && !voted(&a.account_id))
        .map(|a| a.account_id)
        .collect();
    let quorum = council::quorum(
        &m.sitting.rules,
        Attendance {
            members: u32::try_from(judges.len()).unwrap_or(u32::MAX),
            present: u32::try_from(sheets.len()).unwrap_or(u32::MAX),
            chair_present: judges.iter().any(|j| m.presides(j) && voted(&j.account_id)),
        },
    );
    let mut settlements = rows::settlements(db, &m.case.id).await?;
    settlements.retain(|s| s.ballot == ballot);
    let settled: Vec<Settled> = settlements
        .iter()
        .map(|s| Settled { item: s.item.clone(), points: Points(u32::try_from(s.points).unwrap_or(0)) })
        .collect();
    let number = u32::try_from(m.nth(ballot)).unwrap_or(1);
    let tally = match council::tally(m.set, &m.sitting.rules, number, &votes, &settled) {
        Ok(tally) => Some(tally),
        Err(TallyError::NoSheets) => None,
        Err(e) => return Err(Error::internal(e)),
    };
    let course = match m.in_writing() {
        Some(w) => Some(opinion::course_of(db, m, w, (&votes, tally.as_ref(), quorum)).await?),
        None => None,
    };
    Ok(Count { sheets, votes, waiting, quorum, settlements, tally, course })
}

impl Count {
    /// Nothing is settled or closed in writing that the council has to meet on.
    pub fn decided(&self) -> Result<(), Error> {
        match self.course {
            None | Some(Course::Decided) => Ok(()),
            Some(Course::Waiting) => Err(Error::Conflict("council_waiting")),
            Some(Course::Meeting(_)) => Err(Error::Conflict("council_written_meeting")),
        }
    }

    pub fn has_voted(&self, account: &str) -> bool {
        self.sheets.iter().any(|s| s.account_id == account)
    }

    /// Everybody present has handed in, so what the sheets come to may be looked at and acted on. Who sits on the
    /// council himself must have handed in too, even if he is not marked as present; in writing, once all is decided,
    /// he no longer can.
    pub fn complete_for(&self, m: &Matter, account: &str) -> Result<&Tally, Error> {
        let outside = m.sitting.council.seat.is_none() || m.recused(account);
        let own = outside || self.has_voted(account) || self.course == Some(Course::Decided);
        match &self.tally {
            Some(tally) if self.waiting.is_empty() && own => Ok(tally),
            _ => Err(Error::Conflict("council_waiting")),
        }
    }
}
