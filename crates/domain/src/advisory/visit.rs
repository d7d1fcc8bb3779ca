use crate::codes;
use std::fmt;

/// The most pictures, signatures and scans of one visit.
pub const MOST_FILES: usize = 40;
/// The most people named as present.
pub const MOST_PEOPLE: usize = 6;

codes! {
    /// What was seen on the spot of what a criterion asks for and the producer claims.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Verdict ("verdict") {
        /// As the dossier says.
        Fits = "fits",
        /// Other than the dossier says.
        Differs = "differs",
        /// Could not be seen.
        NotSeen = "not_seen",
    }
}

impl Verdict {
    /// A departure from the dossier, or that something could not be seen, is said with a reason.
    pub fn wants_note(self) -> bool {
        self != Verdict::Fits
    }
}

/// A place on the earth in millionths of a degree (about 11 cm), as a device told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub latitude: i64,
    pub longitude: i64,
}

impl Spot {
    /// From two decimal texts, with point or comma. None where they are no place on the earth.
    pub fn read(latitude: &str, longitude: &str) -> Option<Spot> {
        let spot = Spot { latitude: millionths(latitude)?, longitude: millionths(longitude)? };
        let sound = spot.latitude.abs() <= 90_000_000 && spot.longitude.abs() <= 180_000_000;
        sound.then_some(spot)
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |n: i64| {
            let sign = if n < 0 { "-" } else { "" };
            format!("{sign}{}.{:06}", n.abs() / 1_000_000, n.abs() % 1_000_000)
        };
        write!(f, "{}, {}", part(self.latitude), part(self.longitude))
    }
}

fn millionths(text: &str) -> Option<i64> {
    let text = text.trim().replace(',', ".");
    let (sign, text) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: String = part.chars().chain("000000".chars()).take(6).collect();
    Some(sign * (whole.parse::<i64>().ok()? * 1_000_000 + part.parse::<i64>().ok()?))
}

/// A visit's own name, made on the phone before any line is there, so that sending it again is no second visit: a UUID
/// in small letters.
pub fn visit_id(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let parts: Vec<&str> = text.split('-').collect();
    let sound = parts.iter().map(|p| p.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|p| p.chars().all(|c| c.is_ascii_hexdigit()));
    sound.then_some(text)
}

codes! {
    /// What a file of a visit is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum FileRole ("file of a visit") {
        Photo = "photo",
        /// A signature drawn on the screen.
        Sign = "sign",
        /// The sheet signed on paper, scanned.
        Sheet = "sheet",
    }
}

impl FileRole {
    /// Only the scanned sheet may be a document; the others are pictures.
    pub fn pictures_only(self) -> bool {
        self != FileRole::Sheet
    }
}
