//! Rows of councils, rounds, sheets and results. There is no query for other people's sheets that are not submitted:
//! a draft is read by its owner's id alone, so no page can show what a member has not handed in.

mod ballots;
mod bundles;
mod conflicts;
mod corrections;
mod councils;
mod dossiers;
mod opinions;
mod papers;
mod rounds;
mod sheets;
mod subgroups;
mod which;

pub use ballots::*;
pub use bundles::*;
pub use conflicts::*;
pub use corrections::*;
pub use councils::*;
pub use dossiers::*;
pub use opinions::*;
pub use papers::*;
pub use rounds::*;
pub use sheets::*;
pub use subgroups::*;
pub use which::{ByKey, Which};
