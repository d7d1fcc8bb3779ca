//! Texts of the offices, the checklist and the way to the next star, on both engines.

mod checklist;
mod text;
mod way;
