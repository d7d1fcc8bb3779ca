//! A producer's library of papers: every paper once, with its facts, its renewals and the places that cite it. The
//! bytes of a paper never change; a renewal is a new paper in its place. One verb a file.

mod access;
mod add;
mod begin_upload;
mod edit;
mod keep_upload;
mod list;
mod paper;
mod particulars;
mod remove;
mod renew;
pub(crate) mod room;
mod show;

pub(crate) use access::own;
pub use add::{Add, add};
pub use begin_upload::{BeginUpload, begin_upload};
pub use edit::{Edit, edit};
pub use keep_upload::keep_upload;
pub use list::{Filter, Library, Standing, list};
pub use paper::Paper;
pub(crate) use paper::read_paper;
pub use particulars::Particulars;
pub use remove::remove;
pub use renew::{Renew, Renewed, renew};
pub use show::{PaperView, Place, show};
