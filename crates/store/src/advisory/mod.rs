//! Rows of advisory teams: seats, reviews with their findings, requests, visits. No query here touches a score sheet.

pub mod dossiers;
pub mod requests;
pub mod reviews;
pub mod teams;
pub mod visits;

pub use dossiers::AdvisoryLine;
pub use requests::AdvisoryRequestRow;
pub use reviews::{AdvisoryFindingRow, ReviewRow};
pub use teams::{TeamMemberRow, TeamRow};
pub use visits::{VisitCheckRow, VisitFileRow, VisitPersonRow, VisitRow};
