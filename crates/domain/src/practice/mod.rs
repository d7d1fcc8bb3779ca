//! The practice room: invented dossiers with a known score, and where a try differs from it. No legal effect; nothing here
//! is a real product, and no real dossier is judged by it.

mod case;
mod compare;

pub use case::{Case, Paper, Reference, case, cases};
pub use compare::{Comparison, Line, compare};
