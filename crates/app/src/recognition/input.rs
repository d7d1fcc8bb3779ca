//! Days as they are stored.

use jiff::civil::Date;

/// A stored day; damage to the database is not a person's mistake.
pub fn stored(text: &str) -> Result<Date, crate::Error> {
    text.parse().map_err(|_| crate::Error::internal(format!("“{text}” is stored as a day")))
}
