//! What a producer is told before the dossier is judged: the way to the next star. The cheapest set of criterion changes
//! that reaches N stars is found exactly, over points and gates together (Điều 3(3), 4(1)a, 26/2026); how much a change
//! costs is counted in steps, unless the office has said otherwise.

mod effort;
mod ladder;
mod proof;
mod solve;
mod way;

pub use effort::{Effort, Efforts, steps};
pub use proof::{RUNS_OUT_SOON, Standing, papers_for, standing};
pub use way::{Barrier, Change, Plan, Request, Way, WayError, way};
