//! Keeping the register true: records that are one are merged, what changes is corrected with its history.

mod amendment;
mod thing;

pub use amendment::{AmendmentKind, AmendmentState, Step, needs_office};
pub use thing::Thing;
