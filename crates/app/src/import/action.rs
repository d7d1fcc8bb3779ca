//! What is to become of a row of a list, or became of it, as it is kept and as the programming interface says it.

use crate::Error;
use ocop_domain::codes;
use ocop_store::import::Row;
use serde::Serialize;
use std::fmt;

codes! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Action ("action of a row") {
        New = "new",
        Unchanged = "unchanged",
        /// Known under its key, but the list now says otherwise: the register is corrected by hand, never overwritten.
        Changed = "changed",
        Duplicate = "duplicate",
        Waiting = "waiting",
        Error = "error",
        Applied = "applied",
        Undone = "undone",
    }
}

impl Action {
    /// As a row keeps it.
    pub(super) fn of(row: &Row) -> Result<Action, Error> {
        row.action.parse().map_err(Error::internal)
    }

    /// The row comes in, or will once it is answered.
    pub fn is_open(self) -> bool {
        matches!(self, Action::New | Action::Waiting)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Action> for String {
    fn from(action: Action) -> String {
        action.as_str().into()
    }
}
