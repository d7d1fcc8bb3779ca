//! What a notice is about: named places and their values, stored as JSON. The texts in `notices/` say how a place is
//! written.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// The places of a notice. Days are `YYYY-MM-DD`, codes stand as they are stored elsewhere; only what is not empty is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Data {
    values: BTreeMap<String, Value>,
    /// The places that the sender left empty on purpose.
    #[serde(skip)]
    left_empty: BTreeSet<&'static str>,
    /// Read from the database: each absent place is empty there.
    #[serde(skip, default = "yes")]
    stored: bool,
}

fn yes() -> bool {
    true
}

impl Data {
    /// A notice about to be sent: what its text names has to be given.
    pub fn new() -> Data {
        Data::default()
    }

    /// A text, a day or a code; an empty one counts as not given.
    pub fn text(self, place: &'static str, value: impl Display) -> Data {
        self.put(place, value.to_string().into())
    }

    /// A number; 0 counts as not given.
    pub fn number(self, place: &'static str, value: i64) -> Data {
        self.put(place, value.into())
    }

    /// What may be empty, such as the number that a decision lacks: the text has to read well without it.
    pub fn maybe(mut self, place: &'static str, value: impl Into<Value>) -> Data {
        self.left_empty.insert(place);
        self.put(place, value.into())
    }

    fn put(mut self, place: &'static str, value: Value) -> Data {
        let empty = match &value {
            Value::String(text) => text.is_empty(),
            Value::Number(number) => number.as_i64() == Some(0),
            Value::Bool(yes) => !yes,
            _ => true,
        };
        if empty {
            self.values.remove(place);
        } else {
            self.values.insert(place.to_owned(), value);
        }
        self
    }

    /// What stands at a place; none where the sender was to give it and did not.
    pub(super) fn get(&self, place: &str) -> Option<String> {
        match self.values.get(place) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(value) => Some(value.to_string()),
            None => (self.stored || self.left_empty.contains(place)).then(String::new),
        }
    }
}
