//! The criteria sets of three decisions and what a filled-in sheet comes to: points, band, gates, rank.
//! The tables are data (`data/criteria`), embedded in the binary and proven sound by `build.rs`; the rules
//! around them are Điều 3 and Điều 4 of Decision 26/2026/QĐ-TTg. Everything here is a pure function.

mod answers;
mod code;
mod compiled;
mod gate;
mod law;
mod load;
mod question;
mod rank;
#[expect(dead_code, reason = "what only the checks of build.rs read")]
mod raw;
mod report;
mod score;
mod set;

pub use answers::{Answers, ParseError, parse_answers};
pub use code::{BadCode, BadSetId, CriterionCode, SetId};
pub use compiled::{CompiledSet, QuickScore, score_indexed};
pub use gate::{Gate, Gates};
pub use law::{Law, UnknownLaw};
pub use load::{set, sets, sets_of};
pub use question::{Findings, Question, QuestionKind, UnknownQuestion};
pub use rank::{
    Mean, Next, Outcome, Unmet, band, mean_hundredths, mean_shown, points_from, rank, rank_from_mean,
};
pub use raw::NoteKind;
pub use report::ScoreReport;
pub use score::{AnswerError, Scored, score};
pub use set::{Correction, CriteriaSet, Criterion, Note, OptionRow, Part, PartCode, Scorable, Sector};
