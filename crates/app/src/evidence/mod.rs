//! A producer's library of papers: every paper once, with its facts, its renewals and the places that cite it. The
//! bytes of a paper never change; a renewal is a new paper in its place. One verb a file.

mod access;
mod add;
mod edit;
mod list;
mod open;
mod particulars;
mod remove;
mod renew;
pub mod room;
mod show;

pub(crate) use access::may_keep;
pub use add::{Add, add};
pub use edit::{Edit, edit};
pub use list::{Filter, Library, Standing, list};
pub use open::{bytes, paper};
pub use particulars::Particulars;
pub use remove::remove;
pub use renew::{Renew, Renewed, renew};
pub use show::{PaperView, Place, show};
