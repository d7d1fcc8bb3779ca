//! Statuses as they are shown: every word has one tone, and every tone its own shape, so that colour is never alone.

/// The tones a tag can have; `templates/components.html` draws the shape, `tag.css` the colour.
///
/// - `good`: in force, done (full disc with a tick)
/// - `wait`: a clock runs or a person must act (half disc)
/// - `info`: on its way (ring with a dot)
/// - `bad`: refused, broken off (disc with a bar)
/// - `quiet`: past or not begun (empty ring)
pub fn tone(key: &str) -> &'static str {
    KEYS.iter().find(|(name, _)| *name == key).map_or("quiet", |(_, tone)| tone)
}

/// Statuses under which a star no longer holds.
pub const PAST: &[&str] = &["expired", "withdrawn", "superseded"];

/// Every status with a word in `locales/common.yml`; the style page shows them all.
pub const KEYS: &[(&str, &str)] = &[
    ("valid", "good"),
    ("renewal", "wait"),
    ("extended", "wait"),
    ("expired", "quiet"),
    ("withdrawn", "bad"),
    ("superseded", "quiet"),
    ("unknown", "wait"),
    ("not_yet", "quiet"),
    ("draft", "quiet"),
    ("submitted", "info"),
    ("checking", "info"),
    ("supplement", "wait"),
    ("proposed", "info"),
    ("scheduled", "info"),
    ("scoring", "info"),
    ("scored", "info"),
    ("recognised", "good"),
    ("not_recognised", "bad"),
    ("returned", "bad"),
    ("refused", "bad"),
    ("open", "info"),
    ("closed", "quiet"),
    ("done", "good"),
    ("todo", "quiet"),
    ("doing", "info"),
    ("blocked", "quiet"),
    ("overdue", "bad"),
    ("due_soon", "wait"),
    ("missing", "bad"),
];
