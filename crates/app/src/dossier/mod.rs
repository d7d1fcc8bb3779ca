//! Dossiers: the producer's forms, answers and papers from draft to sealed submission, and the commune's check within
//! its fifteen working days (Điều 6(1), 7(1), 7(2), 26/2026). One verb a file.

// Loading for an act, and small things that all rooms share.
mod access;
mod history;
pub mod kind;
mod list;
pub(crate) mod recount;
mod samples;
mod stamp;
mod tell;

mod additions;
mod archive;
mod draft;
mod hand_in;
mod papers;
mod read;
mod seal;
mod ward;

pub(crate) use access::facts_of;
pub use history::{Step, history};
pub use list::{Line, List, Listed, counted, list};
pub use recount::Moved;
pub(crate) use samples::samples_at_hand;
pub use samples::{HandleSamples, Sample, SampleStepRow, Samples, handle_samples, sample_labels, samples};
pub use stamp::{answers_stamp, forms_stamp, questions_stamp};
pub(crate) use tell::not_recognised as tell_not_recognised;

// A dossier as it is read.
pub use read::basis::{Basis, Carried};
pub use read::sealed_facts::keep_sealed_words;
pub use read::show::show;
pub use read::whole::{Cited, Dossier, DueChange};

// Its package.
pub(crate) use seal::as_sealed;
pub use seal::changes::{Changes, changes, changes_json};

// Filling in.
pub use draft::answers::{SaveAnswers, SheetAnswer, save_answers};
pub use draft::evidence::{Cite, Removed, Upload, cite, library, remove, uncite, upload};
pub use draft::form01::{SaveForm01, save_form01};
pub use draft::form02::{SaveForm02, save_form02};
pub use draft::missing::{Missing, missing, readiness};
pub use draft::questions::{QuestionAnswer, SaveQuestions, save_questions};
pub use draft::start::{Begin, Start, Startable, begin, start, startable};
pub use draft::undrawn::{Undrawn, undrawn};
pub use draft::updates::{SaveUpdates, save_updates};

// Handing in.
pub use hand_in::helped::{
    HandIn, HandInBySheet, ask_hand_in_code, hand_in, hand_in_by_code, hand_in_by_sheet,
};
pub use hand_in::sheet::{confirmation_sheet, hand_in_sheet};
pub use hand_in::submit::{Receipt, Submit, submit};

// The commune's check, and what it asks for.
pub use additions::answer::{Additions, AnswerAdditions, additions, answer_additions};
pub use additions::awaited::remind_awaited_additions;
pub use additions::requests::{Item, Mended, Request, mended, open_request};
pub use ward::check::{Check, SaveCheck, save_check, ward_check};
pub(crate) use ward::exchanges::exchanges_json;
pub use ward::exchanges::{Exchange, Exchanges, Sent, exchanges, exchanges_of};
pub use ward::judgements::Judgements;
pub(crate) use ward::meeting::meeting_of;
pub use ward::meeting::{Meeting, SaveMeeting, meeting_docx, meeting_pdf, remove_meeting, save_meeting};
pub use ward::propose::{Propose, propose};
pub use ward::request_additions::{RequestAdditions, Wanted, offered_day, request_additions};
pub use ward::return_to_producer::{Return, return_to_producer};

// Papers, and packages that were sealed.
pub use archive::known::{KnownSeal, seal_known};
pub use archive::open::{MAX_ENTRIES, MAX_ENTRY, MAX_TOTAL, Unreadable, open_package};
pub use archive::sealed::{FileCheck, Sealed, sealed, verify};
pub use archive::sealed_package::{Archive, sealed_package};
pub use papers::forms::{form01_docx, form01_pdf, form02_docx, form02_pdf, form03_docx, form03_pdf};
pub use papers::letter::{letter_docx, letter_pdf};
pub use papers::open_paper::{file, paper_bytes, paper_view};
