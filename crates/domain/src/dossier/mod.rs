//! The life of a dossier: what may happen to it in which state, and what it becomes. Transitions are functions that
//! return the new state or say why not.

mod evidence;
mod state;

pub use evidence::EvidenceKind;
pub use state::{Event, Kind, Rejected, State};
