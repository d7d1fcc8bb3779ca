use super::super::access::Matter;
use crate::settings::term_end::reckoning;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::council::{self, Clock, Course, Heard, Level, Sheet, Stand, Tally, Voice};
use ocop_domain::criteria::{Answers, CriteriaSet, score};
use ocop_domain::stars::Stars;
use ocop_store::Db;
use ocop_store::council::{self as rows, CaseRow, WrittenRow};

/// A dossier that was put to the members in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub row: WrittenRow,
    pub answer_by: Date,
    /// The day is over: nothing more is taken in writing.
    pub over: bool,
}

impl Written {
    pub(in crate::council) fn read(cx: &Cx, row: WrittenRow) -> Result<Written, Error> {
        let answer_by: Date = row.answer_by.parse().map_err(Error::internal)?;
        Ok(Written { over: cx.today() > answer_by, answer_by, row })
    }

    pub fn proposed(&self) -> Option<Stars> {
        u8::try_from(self.row.proposed).ok().and_then(Stars::new)
    }
}

/// The day from which the 45 days run: the one noted, else the day the commune proposed (through the program a request
/// is whole when it arrives) or the province sent its package.
pub(super) async fn clock(db: &Db, level: Level, case: &CaseRow) -> Result<Option<Clock>, Error> {
    let noted = rows::receipt(db, &case.id, level.as_str()).await?;
    let day = match (noted, level) {
        (Some(day), _) => Some(day),
        (None, Level::Province) => case.proposed_on.clone(),
        (None, Level::National) => rows::package_sent(db, &case.id).await?,
    };
    let reckoning = reckoning(db).await?;
    Ok(day.and_then(|d| d.parse().ok()).map(|day| Clock::from(day, &reckoning)))
}

/// The rank a sheet comes to by itself; none where it finds a ground for elimination.
pub(super) fn own_rank(set: &CriteriaSet, answers: &Answers, eliminated: bool) -> Option<Stars> {
    if eliminated { None } else { score(set, answers).ok().and_then(|s| s.rank) }
}

/// Where an asking in writing stands by the sheets that are in.
pub(in crate::council) async fn course_of(
    db: &Db,
    m: &Matter,
    w: &Written,
    (votes, tally, quorum): (&[Sheet], Option<&Tally>, bool),
) -> Result<Course, Error> {
    let stands = rows::positions(db, &m.sitting.round.id, &m.case.id, m.ballot).await?;
    let voice = |vote: &Sheet| {
        let stand = stands.iter().find(|p| p.account_id == vote.member).and_then(|p| p.stand.parse().ok());
        Voice {
            total: score(m.set, &vote.answers).map(|s| s.total).unwrap_or_default(),
            rank: own_rank(m.set, &vote.answers, !vote.findings.0.is_empty()),
            stand: stand.unwrap_or(Stand::Agree),
        }
    };
    let heard = Heard {
        voices: votes.iter().map(voice).collect(),
        judges: m.judges().count(),
        quorum,
        unsettled: tally.is_some_and(|t| !t.open.is_empty()),
        over: w.over,
    };
    Ok(council::course(&m.sitting.rules.written, &heard))
}
