//! Rows about the register itself: keys by which duplicates are found, pairs found to be two, merges with every row
//! they touched, cases of correction and the history of what changed.

pub mod amendment;
pub mod change;
pub mod duplicates;
pub mod image;
pub mod merge;

pub use duplicates::write_keys;
pub(crate) use duplicates::write_new_keys;

/// A record merged into one that was merged later leads on; more hops than this are damage.
pub const MOST_REDIRECTS: usize = 32;
