//! The tests of the store alone: each on a fresh SQLite file and, where a server is named, on a fresh PostgreSQL
//! database. What the acts make of it is tested in `app`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod area;
mod columns;
mod concurrency;
mod journal;
mod lookup;
mod outage;
mod parts;
mod schema;
mod support;
mod upgrade;
