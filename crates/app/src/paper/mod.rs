//! Papers and pictures that come in: what they are by their content, whether they are whole, and what they must not
//! carry. Everything here works on bytes that come from outside, so each step has a bound of time and memory that does not
//! depend on what the bytes claim. Nothing of a file is run or laid out.

mod bounds;
mod download;
mod head;
mod intake;
mod jpeg;
mod pdf;
mod photos;
mod picture;
mod plain;
mod png;
mod scan;
mod sent;
mod shrink;

pub use download::Download;
pub(crate) use download::{ending, kept_scan};
pub use intake::{Intake, MAX_FILE};
pub(crate) use intake::{TakenIn, anew_for_the_public, for_the_public, plain, take_each, take_in};
pub use sent::{MediaType, SentFile};
#[cfg(test)]
mod broken_tests;
#[cfg(test)]
mod tests;
