//! The life of a star: how long it is valid, what it is called on a given day, on which grounds it ends.

mod decision;
mod ground;
mod status;

pub use decision::DecisionKind;
pub use ground::WithdrawalGround;
pub use status::{
    EXTENSION_DAYS, Extension, Standing, Status, WINDOW_CLOSES_DAYS, WINDOW_OPENS_DAYS, status_on,
    valid_until,
};
