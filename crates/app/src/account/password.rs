//! Hashing of passwords and one-time codes.

use crate::{Cx, Error};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Argon2id with 19 MiB, 2 passes, 1 lane: the least the OWASP cheat sheet asks for, about 30 ms on a small server.
/// The parameters stand in each hash, so raising them later leaves old hashes readable.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Was this hash made with the parameters above?
pub(super) fn is_newest(kept: &str) -> bool {
    kept.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$"))
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
