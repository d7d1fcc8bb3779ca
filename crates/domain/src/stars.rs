//! The three ranks a product can be recognised at. One and two stars exist only as bands of a total
//! (Điều 4(1)a, 26/2026: no decision, no certificate), so they cannot be held in [`Stars`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// A recognised rank: 3, 4 or 5 stars (Điều 3(3)a–c, 26/2026).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a rank that can be recognised: it must be 3, 4 or 5 stars")]
pub struct NotARank(pub u8);

impl Stars {
    pub const THREE: Stars = Stars(3);
    pub const FOUR: Stars = Stars(4);
    pub const FIVE: Stars = Stars(5);
    /// The ranks from the lowest up.
    pub const ALL: [Stars; 3] = [Stars::THREE, Stars::FOUR, Stars::FIVE];

    pub const fn new(stars: u8) -> Option<Stars> {
        match stars {
            3..=5 => Some(Stars(stars)),
            _ => None,
        }
    }

    pub const fn get(self) -> u8 {
        self.0
    }

    /// The rank above, none above five stars.
    pub const fn above(self) -> Option<Stars> {
        Stars::new(self.0 + 1)
    }

    /// The number as papers write it out: "ba", "bốn", "năm" (to be followed by "sao").
    pub const fn word(self) -> &'static str {
        match self.0 {
            3 => "ba",
            4 => "bốn",
            _ => "năm",
        }
    }
}

impl fmt::Display for Stars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<u8> for Stars {
    type Error = NotARank;
    fn try_from(stars: u8) -> Result<Self, NotARank> {
        Stars::new(stars).ok_or(NotARank(stars))
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> u8 {
        stars.0
    }
}
