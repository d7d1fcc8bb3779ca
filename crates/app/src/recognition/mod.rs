//! Recognitions of products and the papers that prove them.

mod number;

pub use number::certificate_number;
