//! Administrative areas in time. A code alone names nothing (1,842 codes were given to units of other names on
//! 1/7/2025): a unit is a code together with the day from which it stood. Successions say which unit went into which,
//! wholly or in part.

mod fit;
mod id;
mod kind;
mod name;
mod spelling;
mod succession;
mod written;

pub use fit::{Fit, fit, without_kinds};
pub use id::{AreaCode, AreaError, AreaId, Level};
pub use kind::{Kind, bare_name};
pub use name::{name_key, same_name, search_words};
pub use spelling::{bare_key, kind_of_key, place_key, place_parts, province_key, spelling_key};
pub use succession::Extent;
pub use written::{before_date, within_sentence};
