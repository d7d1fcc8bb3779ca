//! Notices: what a person is told in the app and, unless the person chose otherwise, by mail. Acts send them within
//! their own transaction, so that an act undone tells nothing. A producer without an account stands on the commune's
//! call list.

mod alarm;
mod calls;
mod choose;
mod data;
mod families;
mod mine;
mod rules;
mod send;
mod texts;

pub use alarm::announce_ending_papers;
pub use calls::{Call, called, calls};
pub use choose::{Choice, choices, choose};
pub use data::Data;
pub use mine::{Told, mark_all_read, mine, open, unread};
pub(crate) use rules::{meeting_ground, purposes};
pub(crate) use send::{Notice, to_call_list, to_commune, to_member, to_ministry, to_producer, to_province};
pub use texts::{About, Reader, Words, about, words};
