//! The journal's chain. Each entry carries the hash of the one before it in the same chain (one chain per thing that
//! is written about), so that a changed, dropped or inserted entry breaks every later one.

use sha2::{Digest, Sha256};

/// What is hashed of an entry. Times are milliseconds since 1970; `diff` is the stored JSON text, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    pub chain: &'a str,
    pub seq: i64,
    pub at: i64,
    pub actor: &'a str,
    pub act: &'a str,
    pub subject: &'a str,
    pub diff: &'a str,
}

/// The `prev` of a chain's first entry.
pub const GENESIS: &str = "";

/// SHA-256 over the hash before and every field, each preceded by its length: no two entries write the same bytes.
pub fn hash(prev: &str, e: &Entry<'_>) -> String {
    let mut h = Sha256::new();
    let (seq, at) = (e.seq.to_string(), e.at.to_string());
    for part in [prev, e.chain, &seq, &at, e.actor, e.act, e.subject, e.diff] {
        h.update((part.len() as u64).to_be_bytes());
        h.update(part.as_bytes());
    }
    hex(&h.finalize())
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[(b >> 4) as usize] as char, DIGITS[(b & 15) as usize] as char])
        .collect()
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of a text that comes bit by bit.
#[derive(Debug, Default)]
pub struct Running(Sha256);

impl Running {
    pub fn add(&mut self, text: &str) {
        self.0.update(text.as_bytes());
    }

    pub fn end(self) -> String {
        hex(&self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_changed_field_changes_the_hash() {
        let e = Entry { chain: "c", seq: 1, at: 2, actor: "a", act: "x", subject: "s", diff: "{}" };
        let base = hash(GENESIS, &e);
        assert_eq!(base.len(), 64);
        assert_ne!(base, hash("00", &e));
        assert_ne!(base, hash(GENESIS, &Entry { seq: 2, ..e.clone() }));
        assert_ne!(base, hash(GENESIS, &Entry { actor: "ax", act: "", ..e.clone() }));
        assert_ne!(base, hash(GENESIS, &Entry { diff: "{ }", ..e }));
    }
}
