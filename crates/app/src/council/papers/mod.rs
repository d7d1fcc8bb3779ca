//! The papers of a round: forms, summary, report, notices and invitations, printed from what was handed in and closed;
//! numbers of the registry, signed copies, and all of it as one archive. Nothing of a sheet is printed before the round
//! is closed, but for its own member once it is handed in.

mod archive;
mod attach;
mod bundle;
mod fingerprint;
mod form;
mod invite;
mod job;
mod leave;
mod list;
pub(in crate::council) mod minutes;
mod notice;
mod number;
mod one;
mod plan;
mod printed;
mod report;
mod seat;
mod session;
mod summary;
mod whole;
mod words;

pub use attach::{AttachSigned, attach_signed, signed_file};
pub use bundle::{BundleFile, BundleState, BundleView, ReadyBundle, ask_bundle, bundle_file, show_bundle};
pub use job::{make_bundle, take_up_bundles};
pub use list::{FormLine, InviteeLine, PaperLine, PapersView, ProductPapers, SignedNote, show_papers};
pub use number::{NumberPaper, number_paper};
pub(crate) use one::report_for_package;
pub use one::{PaperView, paper_file, show_paper};
pub use printed::Format;
pub use session::{SessionView, SetSession, set_session, show_session};
