//! Rows of advisory teams: seats, reviews with their findings, requests, visits. No query here touches a score sheet.

mod cases;
mod requests;
mod reviews;
mod teams;
mod visits;

pub use cases::*;
pub use requests::*;
pub use reviews::*;
pub use teams::*;
pub use visits::*;
