//! Gathers the submitted sheets of a ballot and lets the domain count them.

use super::matter::Matter;
use super::opinion;
use crate::Error;
use ocop_domain::council::{self, Attendance, Course, Settled, Sheet, Tally, TallyError};
use ocop_domain::criteria::{Answers, Findings};
use ocop_domain::points::Points;
use ocop_store::Db;
use ocop_store::council::{
    AnswerRow, AttendanceRow, ByKey, ClaimRow, FindingRow, MemberRow, PositionRow, SettlementRow, SheetRow,
    Which, ballots, opinions, rounds, sheets,
};
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
    picks(&sheets::answers_of(db, sheet).await?)
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

/// What a producer claims; 0 says that nothing is claimed.
pub(super) fn claimed(rows: &[ClaimRow]) -> Answers {
    let option = |row: &ClaimRow| usize::try_from(row.option_no).ok().filter(|n| *n > 0);
    Answers(rows.iter().filter_map(|row| Some((row.criterion.parse().ok()?, option(row)?))).collect())
}

/// What was handed in and agreed in a round or in one dossier of it, of whatever ballot: all that counting needs, read by
/// six queries however many dossiers there are.
#[derive(Default)]
pub(super) struct Loaded {
    /// By dossier, in the order of ballots and members; also sheets of members who stepped aside afterwards.
    sheets: ByKey<SheetRow>,
    /// By sheet.
    answers: ByKey<AnswerRow>,
    findings: ByKey<FindingRow>,
    settlements: ByKey<SettlementRow>,
    positions: Vec<PositionRow>,
    pub attendance: Vec<AttendanceRow>,
}

impl Loaded {
    pub async fn of(db: &Db, round: &str, which: Which<'_>) -> Result<Loaded, Error> {
        let mut sheets: ByKey<SheetRow> = ByKey::new();
        for sheet in sheets::handed_in(db, round, which).await? {
            sheets.entry(sheet.dossier_id.clone()).or_default().push(sheet);
        }
        Ok(Loaded {
            sheets,
            answers: sheets::submitted_answers(db, round, which).await?,
            findings: sheets::submitted_findings(db, round, which).await?,
            settlements: ballots::settlements(db, round, which).await?,
            positions: opinions::positions(db, round, which).await?,
            attendance: rounds::attendance(db, round).await?,
        })
    }

    /// One sheet that was handed in, and nothing of any other.
    pub async fn of_sheet(db: &Db, sheet: SheetRow) -> Result<Loaded, Error> {
        Ok(Loaded {
            answers: BTreeMap::from([(sheet.id.clone(), sheets::answers_of(db, &sheet.id).await?)]),
            findings: BTreeMap::from([(sheet.id.clone(), sheets::findings_of(db, &sheet.id).await?)]),
            sheets: BTreeMap::from([(sheet.dossier_id.clone(), vec![sheet])]),
            ..Loaded::default()
        })
    }

    pub fn answers(&self, sheet: &SheetRow) -> &[AnswerRow] {
        self.answers.get(&sheet.id).map_or(&[], Vec::as_slice)
    }

    pub fn findings(&self, sheet: &SheetRow) -> &[FindingRow] {
        self.findings.get(&sheet.id).map_or(&[], Vec::as_slice)
    }

    /// The sheets of one ballot of a dossier.
    pub fn sheets(&self, dossier: &str, ballot: i64) -> impl Iterator<Item = &SheetRow> {
        self.sheets.get(dossier).into_iter().flatten().filter(move |s| s.ballot == ballot)
    }

    /// What a member picked on each sheet, by dossier and ballot.
    pub fn picks_of(&self, account: &str) -> Result<Vec<(String, Answers)>, Error> {
        let own = self.sheets.values().flatten().filter(|s| s.account_id == account);
        own.map(|s| Ok((s.dossier_id.clone(), picks(self.answers(s))?))).collect()
    }

    /// The stands handed in with the sheets of one ballot.
    pub fn positions(&self, m: &Matter, ballot: i64) -> Vec<&PositionRow> {
        self.positions.iter().filter(|p| p.dossier_id == m.case.id && p.ballot == ballot).collect()
    }

    fn vote(&self, sheet: &SheetRow) -> Result<Sheet, Error> {
        let found = self.findings(sheet).iter().map(|f| f.question.clone());
        Ok(Sheet {
            member: sheet.account_id.clone(),
            answers: picks(self.answers(sheet))?,
            findings: Findings(found.collect()),
        })
    }
}

/// Loads one dossier and counts a ballot of it.
pub(super) async fn count(db: &Db, m: &Matter, ballot: i64) -> Result<Count, Error> {
    count_of(m, ballot, &Loaded::of(db, &m.sitting.round.id, Which::One(&m.case.id)).await?)
}

pub(super) fn count_of(m: &Matter, ballot: i64, loaded: &Loaded) -> Result<Count, Error> {
    // A sheet handed in before its member stepped aside is kept and not counted.
    let sheets: Vec<SheetRow> =
        loaded.sheets(&m.case.id, ballot).filter(|s| !m.recused(&s.account_id)).cloned().collect();
    let votes: Vec<Sheet> = sheets.iter().map(|s| loaded.vote(s)).collect::<Result<_, _>>()?;
    let voted = |account: &str| sheets.iter().any(|s| s.account_id == account);
    let judges: Vec<&MemberRow> = m.judges().collect();
    let judges_it = |account: &str| judges.iter().any(|j| j.account_id == account);
    let expected: Vec<&str> = match m.in_writing() {
        // In writing there is no attendance: every judge is waited for, until the day is over.
        Some(w) if w.over => Vec::new(),
        Some(_) => judges.iter().map(|j| j.account_id.as_str()).collect(),
        None => {
            let present = loaded.attendance.iter().filter(|a| a.present);
            present.map(|a| a.account_id.as_str()).filter(|account| judges_it(account)).collect()
        }
    };
    let waiting = expected.into_iter().filter(|account| !voted(account)).map(str::to_owned).collect();
    let quorum = council::quorum(
        &m.sitting.rules,
        Attendance {
            members: u32::try_from(judges.len()).unwrap_or(u32::MAX),
            present: u32::try_from(sheets.len()).unwrap_or(u32::MAX),
            chair_present: judges.iter().any(|j| m.presides(j) && voted(&j.account_id)),
        },
    );
    let settlements = loaded.settlements.get(&m.case.id).into_iter().flatten();
    let settlements: Vec<SettlementRow> = settlements.filter(|s| s.ballot == ballot).cloned().collect();
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
    let course = m.in_writing().map(|w| {
        let stands = loaded.positions(m, m.ballot);
        opinion::course_of(m, w, &stands, (&votes, tally.as_ref(), quorum))
    });
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

    /// All members present have handed in, so what the sheets come to may be looked at and acted on. A reader who sits
    /// on the council must have handed in too, even if not marked as present; in writing this falls away once all is
    /// decided, as no sheet is taken any more.
    pub fn complete_for(&self, m: &Matter, account: &str) -> Result<&Tally, Error> {
        let outside = m.sitting.council.seat.is_none() || m.recused(account);
        let own = outside || self.has_voted(account) || self.course == Some(Course::Decided);
        match &self.tally {
            Some(tally) if self.waiting.is_empty() && own => Ok(tally),
            _ => Err(Error::Conflict("council_waiting")),
        }
    }
}
