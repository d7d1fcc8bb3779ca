//! The life of a dossier: what may happen to it in which state, and what it becomes. Transitions are functions that
//! return the new state or say why not.

mod cited_pages;
mod evidence;
mod forms;
pub mod seal;
mod state;
mod validity;

pub use cited_pages::{CitedPages, NotPages};
pub use evidence::EvidenceKind;
pub use forms::{Form01, Form02, Held};
pub use seal::Seal;
pub use state::{Event, Kind, Rejected, State};
pub use validity::{RUNS_OUT_WITHIN, Validity};
