//! The second factor: a code of six digits from the person's phone (TOTP, RFC 6238, SHA-1, 30 seconds, one step of
//! slack either way). A code works once.

use super::session::{self, NewSession, SessionInfo};
use super::tries::Tries;
use super::{access, base32, sign_in, vault};
use crate::{Cx, Error, write_tx};
use ocop_store::account as store;
use ocop_store::{Db, Error as StoreError};
use serde_json::json;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds a code is right for.
const STEP: i64 = 30;

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

/// Begins setting up the second factor, or shows again what this session began. Every session has a secret of its own:
/// another holder of the password learns nothing of it. It counts only once [`confirm`] has seen a first code.
pub async fn set_up(cx: &Cx, who: &SessionInfo) -> Result<SetUp, Error> {
    if who.has_totp {
        return Err(Error::Conflict("totp_there"));
    }
    let account = load(cx.db(), &who.account_id).await?;
    let waiting = match store::totp_waiting(cx.db(), &who.token_hash).await? {
        Some(waiting) => waiting,
        None => {
            let fresh = vault::seal(cx, &fresh_secret(cx), &who.account_id)?;
            write_tx!(cx, |tx| {
                store::wait_totp(&tx, &who.token_hash, &fresh).await?;
                store::totp_waiting(&tx, &who.token_hash).await?.ok_or(Error::SignIn)
            })?
        }
    };
    let secret = vault::unseal(cx, &waiting, &who.account_id)?;
    let uri = uri(&secret, &account.email);
    let qr = ocop_print::qr_svg(&uri).map_err(Error::internal)?;
    Ok(SetUp { secret, uri, qr })
}

/// The first code proves that the phone has the secret; this session has then passed the second factor, under a new
/// token, and sessions opened with the password alone end.
pub async fn confirm(cx: &Cx, who: &SessionInfo, code: &str) -> Result<NewSession, Error> {
    if who.has_totp {
        return Err(Error::Conflict("totp_there"));
    }
    let tries = Tries::of_code(cx, &who.account_id);
    let Some(slot) = tries.take(cx).await? else { return Err(Error::field("code", "sign_in_locked")) };
    let waiting = store::totp_waiting(cx.db(), &who.token_hash).await?.ok_or(Error::Conflict("totp_none"))?;
    let Some(step) = step_of(cx, &vault::unseal(cx, &waiting, &who.account_id)?, code)? else {
        sign_in::failed(cx, &who.account_id, "code", slot.last).await?;
        return Err(Error::field("code", "code_wrong"));
    };
    let cx = cx.as_actor(session::person(&who.account_id));
    write_tx!(cx, |tx| {
        // Two sessions that confirm at once: the first one's secret holds.
        if load(&tx, &who.account_id).await?.totp_secret.is_some() {
            return Err(Error::Conflict("totp_there"));
        }
        store::set_totp(&tx, &who.account_id, Some(&waiting), Some(step)).await?;
        tries.passed(&cx, &tx, true).await?;
        store::close_all(&tx, &who.account_id, &who.token_hash).await?;
        let diff = json!({"second_factor": "set"});
        access::of_account(&cx, &tx, &who.account_id, "account.second_factor", diff).await?;
        session::rotate(&cx, &tx, who, None, true).await
    })
}

/// The code that is asked for after the password; the session goes on under a new token. None where no code is asked
/// for.
pub async fn pass(cx: &Cx, who: &SessionInfo, code: &str) -> Result<Option<NewSession>, Error> {
    if !who.needs_second_factor {
        return Ok(None);
    }
    let account = load(cx.db(), &who.account_id).await?;
    let tries = Tries::of_code(cx, &who.account_id);
    let slot = match tries.take(cx).await? {
        Some(slot) if !slot.strange => slot,
        _ => return Err(Error::field("code", "sign_in_locked")),
    };
    let kept = account.totp_secret.as_deref().ok_or(Error::NotFound)?;
    let Some(step) = step_of(cx, &vault::unseal(cx, kept, &who.account_id)?, code)? else {
        sign_in::failed(cx, &who.account_id, "code", slot.last).await?;
        return Err(Error::field("code", "code_wrong"));
    };
    // The latest step that can be right now, one of slack included, and one more for the clocks of two machines.
    let most = cx.now().as_second() / STEP + 2;
    let cx = cx.as_actor(session::person(&who.account_id));
    let done = write_tx!(cx, |tx| {
        match store::step_used(&tx, &who.account_id, step, most).await {
            Err(StoreError::Stale) => return Ok(None),
            other => other?,
        }
        // Password and code are proved: failed tries by strangers no longer count.
        tries.passed(&cx, &tx, true).await?;
        Tries::of_password(&cx, &account.email).passed(&cx, &tx, true).await?;
        access::of_account(&cx, &tx, &who.account_id, "account.sign_in", json!({"by": "code"})).await?;
        Ok(Some(session::rotate(&cx, &tx, who, None, true).await?))
    })?;
    match done {
        Some(session) => Ok(Some(session)),
        None => {
            sign_in::failed(&cx, &who.account_id, "code", slot.last).await?;
            Err(Error::field("code", "code_used"))
        }
    }
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
    let secret = Secret::new_stack(base32::read(secret).ok_or_else(|| Error::internal("a broken secret"))?);
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret)
        .build()
        .map_err(|e| Error::internal(format!("{e:?}")))
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
