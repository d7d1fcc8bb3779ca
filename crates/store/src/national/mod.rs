//! Rows of the ministry's side: receipts of packages, results put aside, what waits there, demands to the provinces.

mod demand;
mod past;
mod receipt;
mod waiting;

pub(crate) use demand::OPEN_DEMANDS;
pub use demand::{
    DemandItemRow, DemandRow, DemandableRow, NewDemand, answer, demand, demandable, demandable_one, demands,
    insert as insert_demand, insert_item, items, mark_redone, number_taken, open_for, touch as touch_demand,
};
pub use past::{Aside, PastResult, past_results, put_aside};
pub use receipt::{ReceiptRow, insert as insert_receipt, receipts};
pub use waiting::{SentRow, at_ministry, returned, sent};
