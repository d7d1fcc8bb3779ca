//! What the sheets of a dossier come to: ballots, what the council agrees on, the result, and how severe its members are.

pub(in crate::council) mod ballots;
pub(in crate::council) mod close;
pub(in crate::council) mod read_sheet;
pub(in crate::council) mod result;
pub(in crate::council) mod ruling;
pub(in crate::council) mod settle;
pub(in crate::council) mod severity;
pub(in crate::council) mod tally;
