//! Help at the ward: consents, one-time codes, and the marks of what an officer typed.

pub mod code;
pub mod consent;
pub mod mark;
