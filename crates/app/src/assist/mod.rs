//! Help at the ward: an officer of the commune fills in for a producer who agreed to it, his typing stays marked, and
//! the dossier goes in only after the producer confirmed exactly what it says. One verb a file.

mod access;
mod ask_code;
mod code;
mod consents;
mod end;
mod give;
mod hand_in;
mod hand_in_sheet;
mod letters;
mod mark;
mod open;
mod sheet;
pub mod term;

pub use access::ConsentView;
pub(crate) use access::{Hand, fill, of_register, producers};
pub use ask_code::{Contact, ask_consent_code};
pub use code::CodeStanding;
pub use consents::{Board, One, board, mine, show, signed_sheet};
pub use end::{End, end};
pub use give::{GiveBySheet, give_by_code, give_by_sheet};
pub use hand_in::{HandIn, HandInBySheet, ask_hand_in_code, hand_in, hand_in_by_code, hand_in_by_sheet};
pub use hand_in_sheet::{confirmation_sheet, hand_in_sheet};
pub(crate) use mark::{forget, marks, own_typing, typed};
pub use open::{Open, open};
pub use sheet::consent_sheet;
