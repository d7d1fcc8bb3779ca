//! Product codes and registration numbers: how the programme numbers what it ranks.

mod code;
pub mod duplicates;
mod gtin;
mod sector;

pub use code::{CodeError, ProductCode, RegistrationNumber};
pub use gtin::{GtinError, check_gtin};
pub use sector::sector_of_category;
