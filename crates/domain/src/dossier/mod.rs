//! The life of a dossier: what may happen to it in which state, and what it becomes. Transitions are functions that
//! return the new state or say why not.

pub mod additions;
pub mod carry;
pub mod choice;
mod cited_pages;
pub mod compare;
mod evidence;
mod forms;
pub mod leaves;
pub mod sample;
pub mod seal;
mod state;
pub mod update;
mod validity;
pub mod verify;
pub mod waiting;

pub use cited_pages::{CitedPages, NotPages};
pub use evidence::EvidenceKind;
pub use forms::{Form01, Form02, Held};
pub use seal::Seal;
pub use state::{Event, Kind, Rejected, State, WayAfterReturn, ways_after_return};
pub use update::Topic;
pub use validity::{RUNS_OUT_WITHIN, Validity};
