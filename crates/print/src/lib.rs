//! Papers: plain structs in, bytes out. Each paper of the programme has one file here and one template beside it in
//! `templates/`; the typesetter (typst) runs inside the process and can reach neither files nor the network.
//! The crate knows no rules and no database, so that its long compile is paid once.

mod advisory_report;
mod certificate;
mod clean;
mod common;
mod decision;
mod docx;
mod error;
mod fonts;
mod foot;
mod form01;
mod form02;
mod form03;
mod help_sheet;
mod invitation;
mod labels;
mod letter;
mod minutes;
mod paper;
mod qr;
mod result_notice;
mod round_report;
mod score_form;
mod score_summary;
pub mod vi;
mod ward_meeting;
mod world;

pub use advisory_report::{AdvisoryReport, ReportLine, ReportPart, ReportVisit, advisory_report};
pub use certificate::{Certificate, certificate};
pub use clean::undrawn;
pub use common::{Heading, Imprint, Reference, Signature};
pub use decision::{Annex, AnnexRow, Article, Decision, decision};
pub use docx::{
    advisory_report_docx, form01_docx, form02_docx, form03_docx, invitation_docx, letter_docx,
    result_notice_docx, round_report_docx, score_form_docx, score_summary_docx, ward_meeting_docx,
};
pub use error::Error;
pub use foot::{Foot, SealMark};
pub use form01::{Form01, Receipt, Registration, form01};
pub use form02::{
    Attachment, Form02, Held, Representative, Results, SelfCriterion, SelfGroup, SelfPart, SelfScore, form02,
};
pub use form03::{Findings, Form03, form03};
pub use help_sheet::{ContentMark, HelpSheet, SheetFact, help_sheet};
pub use invitation::{Invitation, InvitedDossier, invitation};
pub use labels::{Label, Labels, labels};
pub use letter::{Letter, letter};
pub use minutes::{
    Assessment, Attendee, Ballot, Elimination, MemberTotals, Minutes, Outcome, Recusal, SettledGate,
    UnmetGate, minutes,
};
pub use paper::{Paper, text};
pub use qr::{qr_png, qr_svg};
pub use result_notice::{LowerCriterion, ResultNotice, result_notice};
pub use round_report::{ReportList, ReportRow, RoundReport, round_report};
pub use score_form::{
    ScoreForm, ScoreOption, ScorePart, ScoreQuestion, ScoreRow, ScoredCriterion, score_form,
};
pub use score_summary::{ScoreSummary, SummaryMember, SummaryRow, score_summary};
pub use ward_meeting::{WardMeeting, ward_meeting};
