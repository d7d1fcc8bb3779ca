//! Help at the ward: consent, what it opens and how it ends; the producer's confirmation; the marks.

mod consent;
mod hand_in;
pub mod help;
mod marks;
