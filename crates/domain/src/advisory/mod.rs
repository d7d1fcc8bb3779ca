//! The advisory team of a council (Tổ tư vấn, Điều 7(3)c and 7(4)c, 26/2026): what it proposes for each criterion, what
//! it sees on the spot, and what it asks to be added. It advises; the council scores.

mod proposal;
mod request;
mod review;
mod team;
mod visit;

pub use proposal::Proposal;
pub use request::RequestKind;
pub use review::{Fault, faults, unanswered};
pub use team::{Duty, may_hand_in};
pub use visit::{FileRole, MOST_FILES, MOST_PEOPLE, Spot, Verdict, visit_id};
