//! One-time codes: made, sent, tried. A code is bound to what it agrees to; a try is counted before it is looked at,
//! in a transaction of its own, so that a refusal cannot take the count back.

use crate::account::password;
use crate::prelude::*;
use ocop_domain::assist::{CODE_LIVES_MS, CODE_TRIES, CODES_A_DAY, Channel, code_from, typed_code};
use ocop_store::assist::code::{self as store, CodeRow};
use ocop_store::notice::forget_calls;

/// What a code is for.
pub(crate) struct About {
    /// `consent` or `dossier`.
    pub kind: &'static str,
    pub id: String,
    /// Hash of what the producer agrees to.
    pub content: String,
}

impl About {
    /// Begins the keys of the calls that carry its codes.
    fn calls(&self) -> String {
        format!("{}:{}:", self.kind, self.id)
    }

    pub fn call(&self, code_id: &str) -> String {
        format!("{}{code_id}", self.calls())
    }
}

/// A code in the clear with the hash that is kept of it.
#[derive(Clone)]
pub(crate) struct Fresh {
    pub code: String,
    hash: String,
}

/// Made outside of any transaction: hashing takes its time on purpose.
pub(crate) async fn fresh(cx: &Cx) -> Result<Fresh, Error> {
    let code = code_from(&cx.ids.secret());
    let hash = password::hash(cx, &code).await?;
    Ok(Fresh { code, hash })
}

/// Writes a code down; earlier ones for the same thing, and the calls that carry them, are worth nothing from now on.
pub(crate) async fn keep(
    cx: &Cx,
    tx: &Db,
    about: &About,
    fresh: &Fresh,
    channel: Channel,
) -> Result<CodeRow, Error> {
    let now = cx.now_ms();
    if store::sent_since(tx, about.kind, &about.id, now - CODE_LIVES_MS).await? >= CODES_A_DAY {
        return Err(Error::Conflict("assist_codes_today"));
    }
    drop_all(cx, tx, about).await?;
    let row = CodeRow {
        id: cx.id(),
        about: about.kind.into(),
        about_id: about.id.clone(),
        content: about.content.clone(),
        code_hash: fresh.hash.clone(),
        channel: channel.as_str().into(),
        asked_by: cx.actor.id().into(),
        asked_at: now,
        expires_at: now + CODE_LIVES_MS,
        tries: 0,
    };
    store::insert(tx, &row).await?;
    Ok(row)
}

/// Makes every code for a thing worthless.
pub(crate) async fn drop_all(cx: &Cx, tx: &Db, about: &About) -> Result<(), Error> {
    store::void(tx, about.kind, &about.id, cx.now_ms()).await?;
    forget_calls(tx, "assist_code", &about.calls()).await?;
    Ok(())
}

/// A code that was tried and fitted; to be spent in the transaction of the act it allows.
pub(crate) struct Fitting(CodeRow);

impl Fitting {
    pub fn content(&self) -> &str {
        &self.0.content
    }

    pub async fn spend(&self, cx: &Cx, tx: &Db, about: &About) -> Result<(), Error> {
        store::spend(tx, &self.0.id, cx.now_ms()).await?;
        drop_all(cx, tx, about).await
    }
}

/// Tries a code as typed, field `code`. Says what is wrong with it: none was sent, its day has passed, five tries are
/// used up, or what it was sent for has changed since.
pub(crate) async fn tried(cx: &Cx, about: &About, typed: &str) -> Result<Fitting, Error> {
    if typed.trim().is_empty() {
        return Err(Error::field("code", "required"));
    }
    let row = store::last(cx.db(), about.kind, &about.id).await?;
    let Some(row) = row else { return Err(Error::field("code", "assist_code_none")) };
    let dead = match () {
        () if row.expires_at < cx.now_ms() => Some("assist_code_expired"),
        () if row.tries >= CODE_TRIES => Some("assist_code_spent"),
        () if row.content != about.content => Some("assist_code_void"),
        () => None,
    };
    if let Some(code) = dead {
        return Err(Error::field("code", code));
    }
    let Some(digits) = typed_code(typed) else { return Err(Error::field("code", "assist_code_digits")) };
    write_tx!(cx, |tx| {
        match store::count_try(&tx, &row.id, row.tries).await {
            Err(ocop_store::Error::Stale) => Err(Error::Conflict("stale")),
            other => Ok(other?),
        }
    })?;
    if password::fits(&digits, Some(&row.code_hash)).await? {
        return Ok(Fitting(row));
    }
    let left = CODE_TRIES - row.tries - 1;
    let mut invalid = Invalid::default();
    invalid.add_with("code", "assist_code_wrong", vec![("left", left.to_string())]);
    Err(Error::Invalid(invalid))
}

/// How the last code stands, for the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeStanding {
    pub channel: Channel,
    pub asked_at: i64,
    pub expires_at: i64,
    pub tries_left: i64,
    /// Sent for what stands there today.
    pub fits: bool,
    pub expired: bool,
}

impl CodeStanding {
    pub fn usable(&self) -> bool {
        self.fits && !self.expired && self.tries_left > 0
    }
}

pub(crate) async fn standing(cx: &Cx, about: &About) -> Result<Option<CodeStanding>, Error> {
    let Some(row) = store::last(cx.db(), about.kind, &about.id).await? else { return Ok(None) };
    Ok(Some(CodeStanding {
        channel: row.channel.parse().map_err(Error::internal)?,
        asked_at: row.asked_at,
        expires_at: row.expires_at,
        tries_left: CODE_TRIES - row.tries,
        fits: row.content == about.content,
        expired: row.expires_at < cx.now_ms(),
    }))
}
