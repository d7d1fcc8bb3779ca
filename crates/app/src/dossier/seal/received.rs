//! The day on which a submission counts as received.

use crate::clock::day_of;
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_store::dossier::seal::SealRow;

/// The day a submission counts as received: the one kept, else the day it was handed in.
pub(in crate::dossier) fn received_on(row: &SealRow) -> Option<Date> {
    received_day(row.received_on, Some(row.submitted_at))
}

/// The day kept with the submission; of one from before such days were kept, the day it was handed in.
pub(in crate::dossier) fn received_day(kept: Option<Date>, submitted_at: Option<i64>) -> Option<Date> {
    let handed_in = || submitted_at.and_then(|at| Timestamp::from_millisecond(at).ok()).map(day_of);
    kept.or_else(handed_in)
}
