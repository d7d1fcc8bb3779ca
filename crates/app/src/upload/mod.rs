//! Files that come in piece by piece over a line that breaks (the tus protocol, version 1.0.0). An upload belongs to no
//! account but the one that began it, and nothing of the programme until a paper takes it in: so the journal speaks of
//! the paper, with its hash, and not of the pieces. One verb a file.

mod append;
mod begin;
mod clear;
mod find;
mod join;
mod room;
mod stop;
mod unnamed;

use crate::paper::MAX_FILE;
use crate::prelude::*;
use ocop_store::upload::{self as store, UploadRow};

pub use append::append;
pub(crate) use begin::begin;
pub use clear::clear;
pub use find::{find, finished};
pub(crate) use join::{Joined, forget, join, used};
pub(crate) use room::{room, take_room};
pub use stop::stop;
pub use unnamed::{UNNAMED_MS, Unnamed, unnamed};

/// How long an upload is kept that no paper takes in.
pub const KEPT_MS: i64 = 24 * 60 * 60 * 1000;
/// How many uploads an account may have open, with the pictures it set of late: a paper of photos takes forty.
pub const MOST_OPEN: i64 = 50;
/// How many bytes they may claim together.
pub const MOST_BYTES: i64 = 2 * MOST_OF_A_PAPER;
/// How many bytes the files of one paper may have together, as in a form without scripts.
pub const MOST_OF_A_PAPER: i64 = 64 * 1024 * 1024;
/// How many pieces a file may come in. Only a client that means harm sends single bytes.
const MOST_PARTS: usize = 4_000;

/// The largest file.
pub fn max_size() -> i64 {
    i64::try_from(MAX_FILE).unwrap_or(i64::MAX)
}

/// An upload as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub id: String,
    pub name: String,
    pub size: i64,
    /// How many bytes are confirmed: where the next piece begins.
    pub offset: i64,
    /// From this instant on it is gone, in milliseconds.
    pub expires_at: i64,
}

impl Upload {
    pub fn is_finished(&self) -> bool {
        self.offset == self.size
    }

    fn of(row: UploadRow) -> Upload {
        Upload {
            id: row.id,
            name: row.name,
            size: row.size,
            offset: row.received,
            expires_at: row.expires_at,
        }
    }
}

/// The actor's own upload; another's is not there.
async fn own(cx: &Cx, db: &Db, id: &str) -> Result<Upload, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let row = store::find(db, id, cx.actor.id(), cx.now_ms()).await?;
    row.map(Upload::of).ok_or(Error::NotFound)
}
