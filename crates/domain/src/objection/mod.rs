//! A producer's objection to a result or a decision, and its clock. Decision 26/2026 says nothing of complaints; the
//! general Law on Complaints is read here, and its terms are data.

mod state;
mod terms;

pub use state::{About, Answer, Event, Outcome, Rejected, State};
pub use terms::{TERMS, Term, Terms};
