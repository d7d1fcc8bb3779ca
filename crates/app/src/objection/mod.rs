//! Objections of producers to a result or a decision of the province: filed with reasons, criteria and papers of the
//! library, taken up, answered with reasons; found right, the dossier goes back to a new evaluation.

mod access;
mod answer;
mod file;
mod list;
mod receive;
mod show;
mod tell;
mod terms;
mod withdraw;

pub use access::Objectionable;
pub use answer::{Answered, KeepAnswer, answer, keep_answer};
pub use file::{FileForm, FileObjection, file, file_form};
pub use list::{Line, list};
pub use ocop_store::objection::{ObjectionRow, PaperRow};
pub use receive::{Receive, receive};
pub use show::{ObjectionView, paper, show};
use terms::terms;
pub use terms::{PutTerms, put_terms, show_terms, stamp_of};
pub use withdraw::{Withdraw, withdraw};
