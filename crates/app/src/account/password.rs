//! Passwords: what makes a good one, and how it is kept.

use crate::{Cx, Error, Invalid};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Argon2id with 19 MiB, 2 passes, 1 lane: the least the OWASP cheat sheet asks for, about 30 ms on a small server.
/// The parameters stand in each hash, so raising them later leaves old hashes readable.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

pub const LEAST: usize = 12;
const MOST: usize = 200;

/// Words that make a long password easy all the same.
const EASY: &[&str] = &["password", "matkhau", "mat khau", "123456", "qwerty", "ocopocop"];

/// The rules, each answered with a sentence at the field: at least 12 characters, not the person's own address, no
/// easy sequence, more than four different characters. No other demands: length is what counts.
pub(super) fn check(invalid: &mut Invalid, field: &str, password: &str, email: &str) {
    let folded = ocop_domain::text::fold(password);
    let name = email.split('@').next().unwrap_or_default();
    let mut letters: Vec<char> = password.chars().collect();
    let length = letters.len();
    letters.sort_unstable();
    letters.dedup();
    if password.is_empty() {
        invalid.add(field, "required");
    } else if length < LEAST {
        invalid.add_with(field, "password_short", vec![("least", LEAST.to_string())]);
    } else if length > MOST {
        invalid.add_with(field, "too_long", vec![("most", MOST.to_string())]);
    } else if password.to_lowercase().contains(&email.to_lowercase())
        || (name.len() >= 6 && password.to_lowercase().contains(&name.to_lowercase()))
    {
        invalid.add(field, "password_is_email");
    } else if letters.len() < 5 || EASY.iter().any(|e| folded.contains(e)) {
        invalid.add(field, "password_easy");
    }
}

/// Typed twice, to be sure.
pub(super) fn check_twice(invalid: &mut Invalid, field: &str, first: &str, second: &str) {
    if first != second {
        invalid.add(field, "password_differs");
    }
}

fn hasher() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash to keep, in the PHC form that names its parameters. Runs beside the requests, not among them.
pub(crate) async fn hash(cx: &Cx, password: &str) -> Result<String, Error> {
    let (password, salt) = (password.to_owned(), cx.ids.secret());
    tokio::task::spawn_blocking(move || {
        let salt = &salt.as_bytes()[..salt.len().min(32)];
        Ok(hasher()?.hash_password_with_salt(password.as_bytes(), salt).map_err(Error::internal)?.to_string())
    })
    .await
    .map_err(Error::internal)?
}

/// Does the password fit the kept hash? Without one, the same work is done for nothing, so that the time an answer
/// takes does not tell whether an address is known.
pub(crate) async fn fits(password: &str, kept: Option<&str>) -> Result<bool, Error> {
    let (password, kept) = (password.to_owned(), kept.map(str::to_owned));
    tokio::task::spawn_blocking(move || match kept.as_deref().map(PasswordHash::new) {
        Some(Ok(hash)) => Ok(hasher()?.verify_password(password.as_bytes(), &hash).is_ok()),
        _ => {
            hasher()?
                .hash_password_with_salt(password.as_bytes(), b"nobody-has-this-")
                .map_err(Error::internal)?;
            Ok(false)
        }
    })
    .await
    .map_err(Error::internal)?
}
