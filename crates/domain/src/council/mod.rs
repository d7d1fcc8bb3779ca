//! The council's rules: who must sit, when it may decide, and what its members' sheets come to together. The decision
//! leaves quorum, averaging and differing gates to each council's own regulation (Điều 7(3)b, 26/2026), so those are
//! settings; that nothing is typed in as an average follows from there being only sheets to count.

mod composition;
mod conflict;
mod correction;
mod ending;
mod identical;
pub mod load;
mod opinion;
mod paper;
mod quorum;
mod rules;
mod ruling;
pub mod severity;
pub mod subgroup;
mod tally;
#[cfg(test)]
mod tests;

pub use composition::{Department, Level, missing_departments};
pub use conflict::{Interest, Judge, Party, Tie, ties};
pub use correction::{Change, CorrectionError, CorrectionState, changes, corrected};
pub use ending::{Ending, MeanTold, codes};
pub use identical::identical;
pub use opinion::{
    Clock, Contradicts, Course, Ground as MeetingGround, Heard, RERANKING_DAYS, Stand, Voice, WrittenRules,
    course,
};
pub use paper::{Invitee, PaperKey};
pub use quorum::{Attendance, quorum};
pub use rules::{GateRule, Rules};
pub use ruling::upheld;
pub use tally::{
    DifferingFinding, DifferingGate, Ground, Mark, MemberTotal, OpenPoint, Range, SettleError, Settled,
    Sheet, Tally, TallyError, tally,
};
