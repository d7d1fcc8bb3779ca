//! Rows of notices: whom to tell, what each was told, which letters they chose, and whom to call.

mod alarm;
mod call;
mod inbox;
mod recipient;

pub use alarm::{EndingPaper, ending_papers};
pub use call::{CallRow, call_count, calls, forget_calls, mark_called};
pub use inbox::{
    NewNotice, NoticeRow, choices, count, find, insert, list, mark_all_read, mark_read, set_choice, unread,
};
pub use recipient::{Recipient, of_account, of_commune, of_ministry, of_producer, of_province};
