//! Notices: what a person is told in the app and, unless the person chose otherwise, by mail. Acts send them within
//! their own transaction, so that an act undone tells nothing. A producer without an account stands on the commune's
//! call list.

mod alarm;
mod calls;
mod choose;
mod data;
mod mine;
mod named;
mod send;
mod texts;
mod words;

pub use alarm::announce_ending_papers;
pub use calls::{Call, called, calls};
pub use choose::{choices, choose};
pub use data::Data;
pub use mine::{Told, mark_all_read, mine, open, unread};
pub(crate) use named::{meeting, purposes};
pub(crate) use send::{Notice, to_account, to_call_list, to_commune, to_ministry, to_producer, to_province};
pub use words::{Words, words};
