//! The token that every form of a signed-in person carries. It proves that the form comes from a page of ours, and since
//! each form gets the session's token behind a mask of its own, it also says which form was sent: so a form sent twice
//! is known as one, and a compressed page never shows the same secret twice (BREACH).

use ocop_domain::journal::sha256;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How long a token or a mask is, written in hexadecimal.
const LENGTH: usize = 64;

/// What a page writes into its forms: every time it is written, the session's token behind another mask.
#[derive(Debug, Clone, Default)]
pub struct Csrf {
    token: String,
    seed: String,
    written: Arc<AtomicU64>,
}

impl Csrf {
    /// `seed` is random and of this page alone.
    pub fn new(token: &str, seed: String) -> Csrf {
        Csrf { token: token.to_owned(), seed, written: Arc::default() }
    }

    pub fn is_empty(&self) -> bool {
        self.token.is_empty()
    }
}

impl fmt::Display for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.written.fetch_add(1, Ordering::Relaxed);
        let mask = sha256(format!("{}:{n}", self.seed).as_bytes());
        match apart(&mask, &self.token) {
            Some(masked) => write!(f, "{mask}{masked}"),
            None => f.write_str(&self.token),
        }
    }
}

/// What a form sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The session's token as it is, from a script that reads it once.
    Plain,
    /// The token of one form on one page, by its mask.
    Form(String),
}

/// Compares what was sent with the session's token in a time that does not depend on where they differ.
pub fn proof(sent: &str, token: &str) -> Option<Proof> {
    if token.is_empty() {
        return None;
    }
    if same(sent, token) {
        return Some(Proof::Plain);
    }
    let (mask, masked) = (sent.get(..LENGTH)?, sent.get(LENGTH..)?);
    let found = apart(mask, masked)?;
    same(&found, token).then(|| Proof::Form(mask.to_owned()))
}

/// Two values of 32 bytes laid over each other; laid over again, each gives the other.
fn apart(one: &str, other: &str) -> Option<String> {
    if one.len() != LENGTH || other.len() != LENGTH {
        return None;
    }
    let digits = one.chars().zip(other.chars());
    digits.map(|(a, b)| char::from_digit(a.to_digit(16)? ^ b.to_digit(16)?, 16)).collect()
}

fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_its_own_token_and_each_proves_the_session() {
        let token = sha256(b"token");
        let page = Csrf::new(&token, "seed".into());
        let (one, two) = (page.to_string(), page.to_string());
        assert_ne!(one, two);
        assert!(!one.contains(&token) && !two.contains(&token));
        let (Some(Proof::Form(a)), Some(Proof::Form(b))) = (proof(&one, &token), proof(&two, &token)) else {
            panic!("both are forms")
        };
        assert_ne!(a, b);
        assert_eq!(proof(&one, &token), proof(&one, &token), "the same form sent again is the same form");
    }

    #[test]
    fn a_plain_token_passes_and_anything_else_does_not() {
        let token = sha256(b"token");
        assert_eq!(proof(&token, &token), Some(Proof::Plain));
        let masked = Csrf::new(&token, "seed".into()).to_string();
        let other = sha256(b"other");
        for wrong in ["", "guessed", &other, &masked[1..], &format!("{masked}0"), &masked.replace('a', "z")] {
            assert_eq!(proof(wrong, &token), None, "{wrong}");
        }
        assert_eq!(proof(&masked, &other), None);
        assert_eq!(proof("", ""), None);
        assert_eq!(proof(&masked, ""), None);
    }
}
