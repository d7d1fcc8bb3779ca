//! Rows of the texts with which the offices explain a criteria set.

pub mod text;
