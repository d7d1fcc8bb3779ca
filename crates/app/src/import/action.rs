//! What is to become of a row of a list, or became of it, as it is kept and as the programming interface says it.

use crate::Error;
use ocop_store::import::Row;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    New,
    Unchanged,
    /// Known under its key, but the list now says otherwise: the register is corrected by hand, never overwritten.
    Changed,
    Duplicate,
    Waiting,
    Error,
    Applied,
    Undone,
}

impl Action {
    pub const ALL: [Action; 8] = [
        Action::New,
        Action::Unchanged,
        Action::Changed,
        Action::Duplicate,
        Action::Waiting,
        Action::Error,
        Action::Applied,
        Action::Undone,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Action::New => "new",
            Action::Unchanged => "unchanged",
            Action::Changed => "changed",
            Action::Duplicate => "duplicate",
            Action::Waiting => "waiting",
            Action::Error => "error",
            Action::Applied => "applied",
            Action::Undone => "undone",
        }
    }

    /// As a row keeps it.
    pub(super) fn of(row: &Row) -> Result<Action, Error> {
        row.action.parse().map_err(Error::Internal)
    }

    /// The row comes in, or will once it is answered.
    pub fn is_open(self) -> bool {
        matches!(self, Action::New | Action::Waiting)
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(text: &str) -> Result<Action, String> {
        Action::ALL
            .into_iter()
            .find(|a| a.as_str() == text)
            .ok_or_else(|| format!("“{text}” is no action of a row"))
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
