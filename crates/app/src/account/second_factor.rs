//! The second factor: a code of six digits from the person's phone (TOTP, RFC 6238, SHA-1, 30 seconds, one step of
//! slack either way). A code works once.

use super::session::SessionInfo;
use super::{base32, chain, sign_in};
use crate::{Cx, Error, write_tx};
use ocop_store::account as store;
use ocop_store::{Db, Error as StoreError};
use serde_json::json;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// What the person puts into the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetUp {
    /// Base 32, to be typed where no picture can be taken.
    pub secret: String,
    /// `otpauth://…`, the text of the picture.
    pub uri: String,
    /// The picture as SVG.
    pub qr: String,
}

/// Begins, or shows again, setting up the second factor. It counts only once [`confirm`] has seen a first code.
pub async fn set_up(cx: &Cx, who: &SessionInfo) -> Result<SetUp, Error> {
    if who.has_totp {
        return Err(Error::Conflict("totp_there"));
    }
    let account = load(cx.db(), &who.account_id).await?;
    let secret = match account.totp_secret {
        Some(waiting) => waiting,
        None => {
            let fresh = fresh_secret(cx);
            write_tx!(cx, |tx| { Ok(store::set_totp(&tx, &who.account_id, Some(&fresh), None).await?) })?;
            fresh
        }
    };
    let uri = uri(&secret, &account.email);
    let qr = ocop_print::qr_svg(&uri).map_err(Error::internal)?;
    Ok(SetUp { secret, uri, qr })
}

/// The first code proves that the phone has the secret; this session has then passed the second factor.
pub async fn confirm(cx: &Cx, who: &SessionInfo, code: &str) -> Result<(), Error> {
    if who.has_totp {
        return Err(Error::Conflict("totp_there"));
    }
    let secret = load(cx.db(), &who.account_id).await?.totp_secret.ok_or(Error::Conflict("totp_none"))?;
    let step = step_of(cx, &secret, code)?.ok_or_else(|| Error::field("code", "code_wrong"))?;
    let cx =
        cx.as_actor(ocop_domain::account::Actor::Person { account: who.account_id.clone(), posts: vec![] });
    write_tx!(cx, |tx| {
        store::set_totp(&tx, &who.account_id, Some(&secret), Some(step)).await?;
        store::pass_second_factor(&tx, &who.token_hash).await?;
        // Sessions opened with the password alone end here.
        store::close_all(&tx, &who.account_id, &who.token_hash).await?;
        let diff = json!({"second_factor": "set"});
        cx.journal(&tx, &chain(&who.account_id), "account.second_factor", &who.account_id, diff).await
    })
}

/// The code that is asked for after the password. Failures count like those of the password.
pub async fn pass(cx: &Cx, who: &SessionInfo, code: &str) -> Result<(), Error> {
    if !who.needs_second_factor {
        return Ok(());
    }
    let account = load(cx.db(), &who.account_id).await?;
    if account.locked_until.is_some_and(|until| cx.now_ms() < until) {
        return Err(Error::field("code", "sign_in_locked"));
    }
    let secret = account.totp_secret.ok_or(Error::NotFound)?;
    let Some(step) = step_of(cx, &secret, code)? else {
        sign_in::count_failure(cx, &who.account_id).await?;
        return Err(Error::field("code", "code_wrong"));
    };
    let done = write_tx!(cx, |tx| {
        match store::step_used(&tx, &who.account_id, step).await {
            Err(StoreError::Stale) => return Ok(false),
            other => other?,
        }
        store::signed_in(&tx, &who.account_id).await?;
        store::pass_second_factor(&tx, &who.token_hash).await?;
        Ok(true)
    })?;
    if done { Ok(()) } else { Err(Error::field("code", "code_used")) }
}

/// The step a code belongs to, if it is right now.
fn step_of(cx: &Cx, secret: &str, code: &str) -> Result<Option<i64>, Error> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(cx.now().as_second()).map_err(Error::internal)?;
    let step = totp(secret)?.check(&code, seconds);
    step.map(|s| i64::try_from(s).map_err(Error::internal)).transpose()
}

fn totp(secret: &str) -> Result<Totp, Error> {
    let secret = Secret::new_stack(base32::read(secret).ok_or(Error::Internal("a broken secret".into()))?);
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret)
        .build()
        .map_err(|e| Error::Internal(format!("{e:?}")))
}

/// 160 bits, as RFC 4226 recommends.
fn fresh_secret(cx: &Cx) -> String {
    let hex = cx.ids.secret();
    let mut bytes = [0_u8; 20];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        let digit = |c: u8| (c as char).to_digit(16).unwrap_or(0) as u8;
        *byte = pair.iter().fold(0, |acc, c| acc << 4 | digit(*c));
    }
    base32::write(&bytes)
}

/// The form authenticator apps read.
fn uri(secret: &str, email: &str) -> String {
    let label: String = email
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => (b as char).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("otpauth://totp/OCOP:{label}?secret={secret}&issuer=OCOP&algorithm=SHA1&digits=6&period=30")
}

async fn load(db: &Db, id: &str) -> Result<store::AccountRow, Error> {
    store::by_id(db, id).await?.ok_or(Error::NotFound)
}
