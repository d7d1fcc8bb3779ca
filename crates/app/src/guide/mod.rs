//! Help with the dossier (Điều 7(2), 10(4), 26/2026: the offices guide their producers): what a set demands, what a
//! dossier still lacks, the cheapest way to the next star, and the offices' own words on each of it.

mod checklist;
mod place;
mod text;
mod versions;
mod way;
mod write;

pub use checklist::{Asked, Checklist, Gaps, checklist, demands, gaps};
pub use place::{Place, Scope, place, scopes};
pub use text::{GuideText, Texts, texts};
pub use versions::{Version, Versions, versions};
pub use way::{Ways, ways};
pub use write::{Write, write};
