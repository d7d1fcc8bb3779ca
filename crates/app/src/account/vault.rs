//! The key that lies outside the database, and what it seals: secrets of second factors (ChaCha20-Poly1305, RFC 8439),
//! bound to the account they belong to. The database alone gives none of them away.

use crate::{Cx, Error, write_tx};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ocop_domain::journal::{hex, sha256};
use ocop_store::{Db, account as store, setting};
use std::fmt;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// What a sealed secret begins with.
const SEALED: &str = "v1:";
/// The setting that names which key this database was sealed with.
const FINGERPRINT: &str = "account.key";

/// 256 bits kept in a file that only the program's user may read.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey([u8; 32]);

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey")
    }
}

impl SealKey {
    pub fn new(bytes: [u8; 32]) -> SealKey {
        SealKey(bytes)
    }

    /// Reads the key of a file, or makes both where there is none. The file holds 64 hexadecimal digits.
    pub fn open(path: &Path, fresh: &str) -> Result<SealKey, Error> {
        let told = |e: std::io::Error| Error::internal(format!("the key file {}: {e}", path.display()));
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir).map_err(told)?;
        }
        if !path.exists() {
            // Written beside and linked to its name: two starts at once, or one cut off, leave no half key.
            let half = path.with_extension(format!("{}.part", std::process::id()));
            let mut file = std::fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&half)
                .map_err(told)?;
            file.write_all(fresh.as_bytes()).map_err(told)?;
            file.sync_all().map_err(told)?;
            let linked = std::fs::hard_link(&half, path);
            std::fs::remove_file(&half).map_err(told)?;
            match linked {
                Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => return Err(told(e)),
                _ => {}
            }
        }
        let mut text = String::new();
        std::fs::File::open(path).map_err(told)?.read_to_string(&mut text).map_err(told)?;
        let bytes = unhex(text.trim()).and_then(|b| <[u8; 32]>::try_from(b).ok());
        bytes.map(SealKey).ok_or_else(|| {
            Error::internal(format!("the key file {} does not hold 64 hexadecimal digits", path.display()))
        })
    }

    /// Tells one text from another without telling what it is.
    pub fn tag(&self, text: &str) -> String {
        // Both hashes are keyed and the outer one is of fixed length: nothing can be added behind.
        let inner = sha256(format!("tag:{}:{text}", hex(&self.0)).as_bytes());
        sha256(format!("{}:{inner}", hex(&self.0)).as_bytes()).chars().take(24).collect()
    }

    fn fingerprint(&self) -> String {
        sha256(format!("which key:{}", hex(&self.0)).as_bytes()).chars().take(16).collect()
    }

    /// `random` is fresh hexadecimal chance; a nonce is never used twice.
    fn seal(&self, secret: &str, account: &str, random: &str) -> Result<String, Error> {
        let nonce: [u8; 12] = random
            .get(..24)
            .and_then(unhex)
            .and_then(|b| b.try_into().ok())
            .ok_or_else(|| Error::internal("a nonce of wrong length"))?;
        let sealed = ChaCha20Poly1305::new(&Key::from(self.0))
            .encrypt(&Nonce::from(nonce), Payload { msg: secret.as_bytes(), aad: account.as_bytes() })
            .map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok(format!("{SEALED}{}:{}", hex(&nonce), hex(&sealed)))
    }

    fn open_sealed(&self, kept: &str, account: &str) -> Result<String, Error> {
        let broken = || Error::internal("a second factor's secret does not fit the key file");
        let (nonce, sealed) =
            kept.strip_prefix(SEALED).and_then(|rest| rest.split_once(':')).ok_or_else(broken)?;
        let nonce: [u8; 12] = unhex(nonce).and_then(|b| b.try_into().ok()).ok_or_else(broken)?;
        let sealed = unhex(sealed).ok_or_else(broken)?;
        let secret = ChaCha20Poly1305::new(&Key::from(self.0))
            .decrypt(&Nonce::from(nonce), Payload { msg: &sealed, aad: account.as_bytes() })
            .map_err(|_| broken())?;
        String::from_utf8(secret).map_err(|_| broken())
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).ok().and_then(|p| u8::from_str_radix(p, 16).ok()))
        .collect()
}

/// A secret as it is kept. Without a key (the command line, tests) it stays as it is until the next start seals it.
pub(super) fn seal(cx: &Cx, secret: &str, account: &str) -> Result<String, Error> {
    match &cx.config.key {
        Some(key) => key.seal(secret, account, &cx.ids.secret()),
        None => Ok(secret.to_owned()),
    }
}

/// The secret itself.
pub(super) fn unseal(cx: &Cx, kept: &str, account: &str) -> Result<String, Error> {
    if !kept.starts_with(SEALED) {
        return Ok(kept.to_owned());
    }
    let key = cx.config.key.as_ref().ok_or_else(|| Error::internal("there is no key file"))?;
    key.open_sealed(kept, account)
}

/// At the start: the key is the one this database knows, and secrets kept in clear until now are sealed. Nothing is
/// written where nothing is to be: a start needs no room on the disk.
pub(crate) async fn prepare(cx: &Cx) -> Result<(), Error> {
    let Some(key) = &cx.config.key else { return Ok(()) };
    let own = key.fingerprint();
    if known(cx, cx.db(), &own).await? && store::totp_secrets(cx.db(), SEALED).await?.is_empty() {
        return Ok(());
    }
    write_tx!(cx, |tx| {
        if !known(cx, &tx, &own).await? {
            store::forget_waiting_totp(&tx).await?;
            setting::set(&tx, FINGERPRINT, &own).await?;
        }
        for row in store::totp_secrets(&tx, SEALED).await? {
            let sealed = key.seal(&row.totp_secret, &row.id, &cx.ids.secret())?;
            store::set_totp(&tx, &row.id, Some(&sealed), row.totp_last_step).await?;
        }
        Ok(())
    })
}

/// Whether the database knows this key already. Another one is refused even where nothing is sealed yet: of two nodes each
/// with a key of its own, one would seal what the other cannot open. It takes the place of the old one where the
/// operator says so and nothing is sealed.
async fn known(cx: &Cx, db: &Db, own: &str) -> Result<bool, Error> {
    match setting::get(db, FINGERPRINT).await? {
        Some(known) if known == own => Ok(true),
        Some(_) if !cx.config.new_key => Err(Error::internal(
            "the key file is not the one this database was first started with: name the right one with --key-file",
        )),
        Some(_) if !store::none_sealed(db, SEALED).await? => Err(Error::internal(
            "second factors are still sealed with the old key: name it with --key-file and take them away first",
        )),
        Some(_) | None => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    #[test]
    fn a_sealed_secret_opens_for_its_account_and_key_alone() {
        let (one, other) = (SealKey::new([1; 32]), SealKey::new([2; 32]));
        let sealed = one.seal("GEZDGNBVGY3TQOJQ", "a1", FRESH).unwrap();
        assert!(sealed.starts_with("v1:") && !sealed.contains("GEZDGNBVGY3TQOJQ"));
        assert_eq!(one.open_sealed(&sealed, "a1").unwrap(), "GEZDGNBVGY3TQOJQ");
        assert!(one.open_sealed(&sealed, "a2").is_err(), "moved to another account");
        assert!(other.open_sealed(&sealed, "a1").is_err());
        let mut cut = sealed.clone();
        cut.pop();
        assert!(one.open_sealed(&cut, "a1").is_err());
        assert_ne!(one.tag("a@b.vn"), other.tag("a@b.vn"));
        assert_eq!(format!("{one:?}"), "SealKey");
    }

    #[test]
    fn the_file_is_made_once_and_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("new").join("ocop.key");
        let made = SealKey::open(&path, FRESH).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(SealKey::open(&path, &FRESH.replace('0', "1")).unwrap(), made, "read, not made anew");
        std::fs::write(&path, "short").unwrap();
        assert!(SealKey::open(&path, FRESH).is_err());
    }
}
