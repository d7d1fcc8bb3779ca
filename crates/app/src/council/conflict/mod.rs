//! Conflicts of interest: what a member declares, the ties the register shows, and stepping aside. A tie that
//! was found waits for a person's word; a member who steps aside is a stranger to that dossier from then on.

mod decide;
mod declare;
mod find;
mod interests;

pub use decide::{DecideConflict, decide_conflict};
pub use declare::{StepAside, step_aside};
pub(super) use find::{Found, open_ties, own_ties};
pub use find::{RoundConflicts, RoundTie, round_conflicts};
pub use interests::{AddInterest, add_interest, interests, remove_interest};
