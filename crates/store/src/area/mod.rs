//! The register of areas in time: units with their dates and the successions between them. Everything here is asked
//! on a date, because a code alone names no unit.

mod query;
mod row;
mod search;
mod succession;

pub use query::{
    after, by_code, by_codes, by_id, by_ids, children, communes_of_district, correct, count, list, standing,
};
pub use row::{AreaRow, Child, insert};
pub use search::{Hit, Search, search, search_count};
pub use succession::{Link, all_links, insert_links, links_from, links_to, successions};
