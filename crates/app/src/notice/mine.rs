use super::data::Data;
use super::texts::{Words, words};
use crate::prelude::*;
use ocop_store::notice::{self as store, NoticeRow};

/// A notice as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub id: String,
    pub words: Words,
    pub at: i64,
    pub unread: bool,
}

/// The account that reads: notices are one's own, whatever posts one holds.
pub(super) fn reader(cx: &Cx) -> Result<&str, Error> {
    match &cx.actor {
        Actor::Person { account, .. } => Ok(account),
        _ => Err(Error::SignIn),
    }
}

fn told(cx: &Cx, row: NoticeRow) -> Result<Told, Error> {
    let kind = row.kind.parse().map_err(Error::internal)?;
    let data: Data = serde_json::from_str(&row.data).map_err(Error::internal)?;
    Ok(Told {
        words: words(kind, &data, cx.lang),
        id: row.id,
        at: row.created_at,
        unread: row.read_at.is_none(),
    })
}

/// The actor's own notices, newest first: a page (from 1), and how many there are.
pub async fn mine(cx: &Cx, page: i64, size: i64) -> Result<(Vec<Told>, i64), Error> {
    let me = reader(cx)?;
    let rows = store::list(cx.db(), me, size, (page.max(1) - 1) * size).await?;
    let all = rows.into_iter().map(|r| told(cx, r)).collect::<Result<_, _>>()?;
    Ok((all, store::count(cx.db(), me).await?))
}

/// How many the actor has not read; an actor who is not signed in has none.
pub async fn unread(cx: &Cx) -> Result<i64, Error> {
    match reader(cx) {
        Ok(me) => Ok(store::unread(cx.db(), me).await?),
        Err(_) => Ok(0),
    }
}

/// Marks one of the actor's notices as read and says where it leads.
pub async fn open(cx: &Cx, id: &str) -> Result<String, Error> {
    let me = reader(cx)?;
    write_tx!(cx, |tx| {
        let row = store::find(&tx, me, id).await?.ok_or(Error::NotFound)?;
        store::mark_read(&tx, me, id, cx.now_ms()).await?;
        Ok(row.href)
    })
}

pub async fn mark_all_read(cx: &Cx) -> Result<(), Error> {
    let me = reader(cx)?;
    write_tx!(cx, |tx| { Ok(store::mark_all_read(&tx, me, cx.now_ms()).await?) })
}
