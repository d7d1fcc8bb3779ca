//! What an administrator sets while the program runs.

pub mod calendar;
