//! Help at the ward (Điều 10(4), 26/2026: the commune guides and supports its producers): an officer fills in for a
//! producer under a recorded consent, what the officer typed stays marked as such, and nothing is handed in before the producer
//! has confirmed exactly that content.

mod code;
mod confirmation;
mod consent;
mod purpose;

pub use code::{CODE_DIGITS, CODE_LIVES_MS, CODE_TRIES, CODES_A_DAY, code_from, spoken, typed_code};
pub use confirmation::{CONTACT_RESTS_DAYS, Channel, How, contact_rests};
pub use consent::{Consent, Ending, MOST_DAYS, Standing};
pub use purpose::{Purpose, Purposes};
