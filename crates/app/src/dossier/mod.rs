//! Dossiers: the producer's forms, answers and papers from draft to sealed submission, and the commune's check within
//! its fifteen working days (Điều 6(1), 7(1), 7(2), 26/2026). One verb a file.

mod access;
mod answers;

mod check;
mod evidence;
mod file;
mod form01;
mod form02;
mod history;
mod image;
mod intake;
mod list;
mod papers;
mod pdf;
mod pdf_names;
mod pdf_pages;
mod photos;
mod propose;
mod questions;
mod return_to_producer;
mod sealed;
mod sealed_facts;
mod show;
mod start;
mod submit;
mod ward_check;

pub use answers::{SaveAnswers, SheetAnswer, answers_stamp, save_answers};

pub use check::{Missing, readiness};
pub use evidence::{Cite, Paper, Removed, Upload, cite, library, remove, uncite, upload};
pub use file::{Download, file};
pub(crate) use file::{cited_paper, read_paper};
pub use form01::{SaveForm01, save_form01};
pub use form02::{SaveForm02, save_form02};
pub use history::{Step, history};
pub use intake::{Intake, MAX_FILE, MAX_PIXELS, MediaType, SentFile, intake};
pub(crate) use intake::{TakenIn, take_in};
pub use list::{Line, List, Listed, list};
pub use papers::{form01_pdf, form02_pdf, form03_pdf};
pub use propose::{Propose, propose};
pub use questions::{QuestionAnswer, SaveQuestions, questions_stamp, save_questions};
pub use return_to_producer::{Return, return_to_producer};
pub use sealed::{FileCheck, Sealed, sealed, verify};
pub use show::{Cited, Dossier, forms_stamp, show};
pub use start::{Start, Startable, start, startable};
pub use submit::{Receipt, Submit, submit};
pub use ward_check::{Check, Judgements, SaveCheck, save_check, ward_check};
