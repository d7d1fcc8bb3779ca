//! The advisory team (Điều 7(3)c, 7(4)c, 26/2026): set up by decision beside its council, it reviews each dossier that is
//! proposed or admitted, asks for what is missing, visits the place, and reports to the council's chair. Nothing in here
//! reads a score sheet; the council reads what the team handed in, never a draft.

mod access;
mod advice;
mod answer;
mod ask;
mod begin_upload;
mod files;
mod list;
mod report;
mod review;
mod set_team;
mod show;
mod visit;

pub use advice::{Advice, Advised, Seen};
pub(crate) use advice::{advice, advised_points};
pub use answer::{Answer, answer, answered_paper, requests_to_me};
pub use ask::{Ask, ask};
pub use begin_upload::begin_upload;
pub use files::visit_file;
pub use list::list;
pub(crate) use report::report_for_package;
pub use report::{report_docx, report_pdf};
pub use review::{Desk, Finding, SaveReview, hand_in_review, open_review, save_review};
pub use set_team::{SetTeam, TeamMember, TeamView, set_team, show_team};
pub use show::{Overview, Visit, show};
pub use visit::{RecordVisit, Recorded, VisitFile, VisitForm, VisitUpload, record_visit, visit_form};

pub use ocop_store::advisory::{
    AdvisoryFindingRow, AdvisoryLine, AdvisoryRequestRow, ReviewRow, TeamMemberRow, TeamRow, VisitCheckRow,
    VisitFileRow, VisitPersonRow, VisitRow,
};
