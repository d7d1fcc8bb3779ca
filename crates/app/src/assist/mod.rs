//! Help at the ward: an officer of the commune fills in for a producer who agreed to it, this typing stays marked, and
//! the dossier goes in only after the producer confirmed exactly what it says. One verb a file.

mod access;
mod ask_code;
pub(crate) mod code;
mod consents;
mod end;
mod give;
pub(crate) mod letters;
mod mark;
mod open;
mod sheet;
pub(crate) mod term;

pub use access::ConsentView;
pub(crate) use access::{Hand, fill, of_register, producers};
pub use ask_code::{Contact, ask_consent_code};
pub(crate) use ask_code::{Sent, contacts, producer_of, send, way};
pub use code::CodeStanding;
pub use consents::{Board, One, board, mine, show, signed_sheet};
pub use end::{End, end};
pub(crate) use give::signed;
pub use give::{GiveBySheet, give_by_code, give_by_sheet};
pub(crate) use mark::{forget, marks, own_typing, typed};
pub use open::{Open, open};
pub use sheet::consent_sheet;
