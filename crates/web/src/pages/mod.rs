//! The pages, one folder per capability.

pub mod message;
pub mod style;
