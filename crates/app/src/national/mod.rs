//! The ministry's side of the programme: its office checks and takes what a province sends for five stars, and what its
//! council does not bring to five stars goes back for the Chairman to decide. Also what makes an evaluation be done
//! again: the Chairman's choice, the ministry's demand (Điều 10(1)b), an objection found right.

mod access;
mod after;
mod answer_demand;
mod desk;
mod evaluate_again;
mod receive;
mod record_demand;
mod redo;
mod returned;
mod show_demand;
mod tell;

pub(crate) use after::after;
pub use answer_demand::{AnswerDemand, answer_demand};
pub use desk::{Desk, desk};
pub use evaluate_again::ResultLine;
pub(crate) use evaluate_again::{Ground, evaluate_again, present, result_lines};
pub use ocop_store::national::{DemandItemRow, DemandRow, DemandableRow, PastResult, ReceiptRow, SentRow};
pub use receive::{Receive, ReceiveView, receive, receive_view, wanted};
pub use record_demand::{Demandable, RecordDemand, demandable, record_demand};
pub use redo::{Redo, redo};
pub use returned::{EvaluateAgain, ReturnedView, UseNational, choose_again, returned_view, use_national};
pub use show_demand::{DemandView, Item, show_demand};
