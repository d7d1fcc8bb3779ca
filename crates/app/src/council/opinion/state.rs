use super::super::matter::{Matter, Sitting, Written};
use crate::Error;
use crate::settings::term_end::reckoning;
use ocop_domain::council::{self, Clock, Course, Heard, Sheet, Stand, Tally, Voice};
use ocop_domain::criteria::{Answers, CriteriaSet, score};
use ocop_domain::stars::Stars;
use ocop_store::Db;
use ocop_store::council::{PositionRow, Which, opinions};
use std::collections::BTreeMap;

/// The 45 days of dossiers of a sitting, by dossier. They run from the day noted, else from the day the commune proposed
/// (through the program a request is whole when it arrives) or the province sent its package.
pub(super) async fn clocks(db: &Db, s: &Sitting, which: Which<'_>) -> Result<BTreeMap<String, Clock>, Error> {
    let received = opinions::received(db, s.council.level.as_str(), &s.round.id, which).await?;
    let reckoning = reckoning(db).await?;
    let clock = |(id, day): (String, String)| Some((id, Clock::from(day.parse().ok()?, &reckoning)));
    Ok(received.into_iter().filter_map(clock).collect())
}

/// Those of one dossier.
pub(super) async fn clock(db: &Db, m: &Matter) -> Result<Option<Clock>, Error> {
    Ok(clocks(db, &m.sitting, Which::One(&m.case.id)).await?.remove(&m.case.id))
}

/// The rank a sheet comes to by itself; none where it finds a ground for elimination.
pub(super) fn own_rank(set: &CriteriaSet, answers: &Answers, eliminated: bool) -> Option<Stars> {
    if eliminated { None } else { score(set, answers).ok().and_then(|s| s.rank) }
}

/// Where an asking in writing stands by the sheets that are in.
pub(in crate::council) fn course_of(
    m: &Matter,
    w: &Written,
    stands: &[&PositionRow],
    (votes, tally, quorum): (&[Sheet], Option<&Tally>, bool),
) -> Course {
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
    council::course(&m.sitting.rules.written, &heard)
}
