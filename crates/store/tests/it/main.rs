//! The tests of the store alone: each on a fresh SQLite file and, where a server is named, on a fresh PostgreSQL
//! database. What the acts make of it is tested in `app`.

mod area;
mod concurrency;
mod journal;
mod parts;
mod schema;
mod support;
