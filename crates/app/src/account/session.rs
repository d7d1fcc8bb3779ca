//! Sessions, kept on the server: the browser holds a random token, the database only its hash. They run out when they
//! are not used, and at the latest 12 hours after signing in for officials, 30 days for those who act for producers alone.

use super::access;
use super::posts::{self, HeldPost};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::session::Lifetime;
use ocop_domain::account::{Actor, Post};
use ocop_domain::journal::sha256;
use ocop_store::account as store;
use ocop_store::{Db, Error as StoreError};
use serde_json::json;

const MINUTE: i64 = 60_000;

/// What the browser is given; the token is nowhere else.
#[derive(Clone)]
pub struct NewSession {
    pub token: String,
    pub csrf: String,
    /// For how many seconds it can run at most.
    pub seconds: i64,
}

/// Who is behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionInfo {
    pub token_hash: String,
    pub account_id: String,
    /// When the person signed in.
    pub opened_at: i64,
    /// Opened before the cookie had its prefix: the only kind that may come without it under https.
    pub unprefixed: bool,
    pub name: String,
    /// Language the account chose: `vi` or `en`.
    pub lang: String,
    /// Must come back with every form.
    pub csrf: String,
    /// The code was given in this session.
    pub second_factor: bool,
    /// A second factor is set up but its code was not given yet in this session.
    pub needs_second_factor: bool,
    /// An official who has not set up a second factor; the demo asks for none.
    pub needs_totp_setup: bool,
    pub has_totp: bool,
    /// Notices not yet read.
    pub unread: i64,
    /// Posts held today.
    pub posts: Vec<Post>,
    /// The same posts with the name of their place or producer, for the page's head.
    pub held: Vec<HeldPost>,
}

impl SessionInfo {
    /// The session may act for its person: whatever second factor is asked for has been given.
    pub fn may_act(&self) -> bool {
        !self.needs_second_factor && !self.needs_totp_setup
    }

    /// In what quality this session acts: as no known person until every factor has passed.
    pub fn actor(&self) -> Actor {
        if self.may_act() {
            Actor::Person { account: self.account_id.clone(), posts: self.posts.clone() }
        } else {
            Actor::Public
        }
    }
}

/// Opens a session for an account that has proved itself; `second_factor` says whether with a code as well.
pub async fn open(cx: &Cx, account_id: &str, second_factor: bool) -> Result<NewSession, Error> {
    open_in(cx, cx.db(), account_id, second_factor).await
}

pub(super) async fn open_in(
    cx: &Cx,
    db: &Db,
    account_id: &str,
    second_factor: bool,
) -> Result<NewSession, Error> {
    let held = posts::held(cx, db, account_id).await?;
    let life = lifetime(&held);
    let new = NewSession { token: cx.ids.secret(), csrf: cx.ids.secret(), seconds: life.most / 1000 };
    let at = cx.now_ms();
    let row = store::NewSession {
        token_hash: &sha256(new.token.as_bytes()),
        account_id,
        csrf: &new.csrf,
        second_factor,
        at,
        expires_at: life.end(at, at),
    };
    store::insert_session(db, &row).await?;
    Ok(new)
}

/// The session behind a token, if it still runs. Using it moves its end, written down at most once a minute.
pub async fn find(cx: &Cx, token: &str) -> Result<Option<SessionInfo>, Error> {
    if token.len() != 64 {
        return Ok(None);
    }
    let now = cx.now_ms();
    let Some((row, posts)) = store::find_session(cx.db(), &sha256(token.as_bytes()), now).await? else {
        return Ok(None);
    };
    let held = posts::held_of(cx, cx.db(), posts).await?;
    let life = lifetime(&held);
    if !life.runs(row.created_at, row.seen_at, now) {
        return Ok(None);
    }
    if row.seen_at + MINUTE <= now {
        match slide(cx, &row.token_hash, life.end(row.created_at, now)).await {
            // The next request slides it: no reason to refuse this one, which may only read.
            Ok(())
            | Err(
                StoreError::Busy(_) | StoreError::NoTurn(_) | StoreError::Full(_) | StoreError::Unsure(_),
            ) => {}
            Err(e) => return Err(e.into()),
        }
    }
    let official = held.iter().any(|h| h.post.role.is_official());
    Ok(Some(SessionInfo {
        token_hash: row.token_hash,
        account_id: row.account_id,
        opened_at: row.created_at,
        unprefixed: row.unprefixed,
        name: row.name,
        lang: row.lang,
        csrf: row.csrf,
        second_factor: row.second_factor,
        needs_second_factor: row.has_totp && !row.second_factor,
        needs_totp_setup: official && !row.has_totp && !cx.config.demo,
        has_totp: row.has_totp,
        unread: row.unread,
        posts: held.iter().map(|h| h.post.clone()).collect(),
        held,
    }))
}

/// In a transaction of its own, so that on SQLite it waits for its turn: two writers that meet there poll for each other.
async fn slide(cx: &Cx, token_hash: &str, until: i64) -> Result<(), StoreError> {
    let tx = cx.store.begin().await?;
    store::slide(&tx, token_hash, cx.now_ms(), until).await?;
    tx.commit().await
}

/// Ends one session: signing out.
pub async fn close(cx: &Cx, who: &SessionInfo) -> Result<(), Error> {
    let cx = cx.as_actor(person(&who.account_id));
    write_tx!(cx, |tx| {
        if store::close_session(&tx, &who.token_hash).await? > 0 {
            access::of_account(&cx, &tx, &who.account_id, "account.sign_out", json!({})).await?;
        }
        Ok(())
    })
}

/// Gives the session a new token and ends the old one, so that a token from before a proof is worth nothing after it.
/// `csrf` stays where forms already open are to go on being taken.
pub(super) async fn rotate(
    cx: &Cx,
    tx: &Db,
    who: &SessionInfo,
    csrf: Option<&str>,
    second_factor: bool,
) -> Result<NewSession, Error> {
    let csrf = csrf.map_or_else(|| cx.ids.secret(), str::to_owned);
    let held: Vec<&Post> = who.posts.iter().collect();
    let end = who.opened_at + Lifetime::of(held).most;
    let new = NewSession { token: cx.ids.secret(), csrf, seconds: ((end - cx.now_ms()) / 1000).max(0) };
    match store::rotate(tx, &who.token_hash, &sha256(new.token.as_bytes()), &new.csrf, second_factor).await {
        Err(StoreError::Stale) => Err(Error::SignIn),
        other => other.map(|()| new).map_err(Error::from),
    }
}

/// The person of an account in no post: who acts where nothing but the account itself is concerned.
pub(super) fn person(account_id: &str) -> Actor {
    Actor::Person { account: account_id.to_owned(), posts: vec![] }
}

fn lifetime(held: &[HeldPost]) -> Lifetime {
    Lifetime::of(held.iter().map(|h| &h.post))
}
