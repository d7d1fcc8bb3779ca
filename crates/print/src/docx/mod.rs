//! The forms as DOCX, for offices that must add to them: from the same structs as the PDF, in the same words and order.
//! Written by hand as WordprocessingML; the handful of elements a form needs is smaller than any library that writes
//! them.

mod advisory_report;
mod archive;
mod form01;
mod form02;
mod form03;
mod invitation;
mod letter;
mod nd30;
mod result_notice;
mod round_report;
mod score_form;
mod score_summary;
mod table;
mod text;
mod ward_meeting;

pub use advisory_report::advisory_report_docx;
pub use form01::form01_docx;
pub use form02::form02_docx;
pub use form03::form03_docx;
pub use invitation::invitation_docx;
pub use letter::letter_docx;
pub use result_notice::result_notice_docx;
pub use round_report::round_report_docx;
pub use score_form::score_form_docx;
pub use score_summary::score_summary_docx;
pub use ward_meeting::ward_meeting_docx;

/// The document's title: what it is, and whose.
fn named(kind: &str, whose: &str) -> String {
    if whose.is_empty() { kind.to_owned() } else { format!("{kind}: {whose}") }
}
