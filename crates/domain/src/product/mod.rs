//! Product codes and registration numbers: how the programme numbers what it ranks.

mod code;
mod gtin;

pub use code::{CodeError, ProductCode, RegistrationNumber};
pub use gtin::{GtinError, check_gtin};
