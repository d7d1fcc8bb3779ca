//! The life of a star: how long it is valid, what it is called on a given day, on which grounds it ends.

mod ground;
mod status;

pub use ground::WithdrawalGround;
pub use status::{Standing, Status, status_on, valid_until};
