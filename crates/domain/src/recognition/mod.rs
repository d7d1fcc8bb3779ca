//! The life of a star: how long it is valid, what it is called on a given day, on which grounds it ends, by which numbers
//! it and its decision are known, and on whose word it stands.

mod asked;
mod decision;
mod decision_number;
mod ground;
mod number;
mod status;
mod trust;

pub use decision::{DecisionKind, Origin};
pub use decision_number::{DecisionNumber, Level, MINISTRY_SYMBOLS, PROVINCE_SYMBOLS, WrongNumber};
pub use ground::WithdrawalGround;
pub use number::{AskedNumber, CertificateNumber, LookupCode, NATIONAL_SERIES, Shape, listed_key};
pub use status::{
    EXTENSION_DAYS, Extension, Filing, NoTerm, Standing, Status, WINDOW_CLOSES_DAYS, WINDOW_OPENS_DAYS,
    no_term, status_on, valid_until,
};
pub use trust::Trust;
