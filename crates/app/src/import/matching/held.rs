//! One recognition of a product of the register, as lists are compared with it.

use jiff::civil::Date;
use ocop_domain::import::Recognised;
use ocop_store::import::KnownRecognition;

/// One of a product's recognitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: String,
    pub said: Recognised,
    pub expires_on: Option<Date>,
    pub withdrawn: bool,
    pub superseded_on: Option<Date>,
    /// Read from a list; the others were signed in this system.
    pub listed: bool,
}

/// As the store keeps it.
pub fn held(r: KnownRecognition) -> Held {
    let year = r.issued_text.as_deref().and_then(|t| t.get(..4)).and_then(|y| y.parse().ok());
    Held {
        said: Recognised { stars: u8::try_from(r.stars).ok(), number: r.number, day: r.issued_on, year },
        expires_on: r.expires_on,
        withdrawn: r.withdrawn_on.is_some(),
        superseded_on: r.superseded_on,
        listed: r.listed,
        id: r.id,
    }
}
