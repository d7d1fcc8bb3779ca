//! Re-ranking by written opinion (Điều 7(6)d, e, g, 26/2026): dossiers put to the members in writing, their stands, the
//! 45 days, and the turn to a meeting, which is decided by hand only where a matter is complex.

mod answer;
mod call;
mod desk;
mod follow;
mod open;
mod receipt;
mod remind;
mod show;
mod state;

pub use answer::{MemberStand, Position};
pub(super) use answer::{check, keep, kept};
pub(super) use call::settle_course;
pub use call::{CallMeeting, call_meeting};
pub use desk::{Reranking, clock_of_dossier, rerankings};
pub use follow::follow_written;
pub use open::{OpenWritten, open_written};
pub use receipt::{NoteReceipt, note_receipt};
pub use remind::{Remind, remind_written};
pub use show::{
    RoundReranking, Stands, WrittenLine, WrittenOne, WrittenView, show_written, show_written_one,
};
pub(super) use show::{clocks, stands_of};
pub(super) use state::course_of;
