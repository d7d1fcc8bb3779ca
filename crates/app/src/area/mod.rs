//! Areas in time: the register as the State publishes it, loaded on first start; what a code meant on a day; where an
//! old unit went and whether wholly; an administrator's corrections. Names, never codes, are what people look for.

mod correct;
mod find;
mod load;
mod old_address;
pub(crate) mod proof;
mod resolve;
mod search;
pub mod shape;
mod show;
mod source;
mod today;
mod unit;

pub use correct::{Correct, correct};
pub use find::{communes_of, provinces};
pub use load::{Loaded, load_if_empty};
pub use ocop_store::area::Child as Below;
pub use old_address::{OldAddress, old_address};
pub use resolve::{Note, Resolution, Step, Today, resolve};
pub use search::{Hit, Hits, Query, search};
pub use show::{Shown, show};
pub use today::{Current, current};
pub use unit::{Brief, NamedCode, Unit};

use jiff::civil::{Date, date};

/// The first day of the present map: QĐ 19/2025/QĐ-TTg, NQ 202/2025/QH15, NQ 1654–1687/NQ-UBTVQH15.
pub const NEW_MAP: Date = date(2025, 7, 1);
/// The last day of the map with districts.
pub const OLD_MAP: Date = date(2025, 6, 30);
