//! A round of the council: opening it, the dossiers it takes, who is there.

pub(in crate::council) mod admit;
pub(in crate::council) mod attendance;
pub(in crate::council) mod open;
pub(in crate::council) mod order;
