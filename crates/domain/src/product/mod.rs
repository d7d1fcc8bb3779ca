//! Product codes and registration numbers: how the programme numbers what it ranks.

mod code;

pub use code::{CodeError, ProductCode, RegistrationNumber};
