//! What an administrator sets while the program runs.

pub mod extension;
pub mod limits;
pub mod office_hours;
pub mod term_end;
