//! The survey of potential products: a ward writes what it found and how far it has come, the province sees all of it
//! and where two wards found the same.

mod form;
mod list;
mod record;
mod step;

pub use form::FindForm;
pub use list::{Listed, Overlap, list, overlaps};
pub use ocop_domain::survey::Stage;
pub use ocop_store::survey::{Filter, Find, FindLine, StageCount};
pub use record::{Edit, FindView, edit, record, show};
pub use step::{Step, step};

/// Lines on one page of a list.
pub const PAGE: i64 = 50;
