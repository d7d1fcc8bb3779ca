//! Rows held against the register and against each other: which product and producer a row means, and what of it is new.

pub(in crate::import) mod compare;
pub(in crate::import) mod earlier;
pub(in crate::import) mod held;
pub(in crate::import) mod known;
pub(in crate::import) mod names;
pub(in crate::import) mod number_key;
pub(in crate::import) mod numbers;
pub(crate) mod order;
pub(in crate::import) mod which;
