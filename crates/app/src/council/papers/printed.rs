//! A paper as its data, ready to be set in either format.

use crate::Error;
use ocop_print as print;

/// How a paper comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    Docx,
}

impl Format {
    pub fn ending(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// A paper's data.
pub(super) enum Printed {
    Minutes(Box<print::Minutes>),
    Form(Box<print::ScoreForm>),
    Summary(Box<print::ScoreSummary>),
    Report(Box<print::RoundReport>),
    Notice(Box<print::ResultNotice>),
    Invitation(Box<print::Invitation>),
}

impl Printed {
    /// Sets the paper. It takes a processor for a while: call it beside the server's other work. The minutes come as PDF
    /// alone.
    pub fn set(&self, format: Format) -> Result<Vec<u8>, Error> {
        let made = match (self, format) {
            (Printed::Minutes(p), Format::Pdf) => print::minutes(p),
            (Printed::Minutes(_), Format::Docx) => return Err(Error::NotFound),
            (Printed::Form(p), Format::Pdf) => print::score_form(p),
            (Printed::Form(p), Format::Docx) => print::score_form_docx(p),
            (Printed::Summary(p), Format::Pdf) => print::score_summary(p),
            (Printed::Summary(p), Format::Docx) => print::score_summary_docx(p),
            (Printed::Report(p), Format::Pdf) => print::round_report(p),
            (Printed::Report(p), Format::Docx) => print::round_report_docx(p),
            (Printed::Notice(p), Format::Pdf) => print::result_notice(p),
            (Printed::Notice(p), Format::Docx) => print::result_notice_docx(p),
            (Printed::Invitation(p), Format::Pdf) => print::invitation(p),
            (Printed::Invitation(p), Format::Docx) => print::invitation_docx(p),
        };
        made.map_err(Error::internal)
    }
}
