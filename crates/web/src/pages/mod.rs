//! The pages, one folder per capability.

pub mod style;
