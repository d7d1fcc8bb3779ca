//! Tests of the acts, on SQLite and, where `OCOP_TEST_POSTGRES` names a server, on PostgreSQL too.

mod account;
mod calendar;
mod foundation;
mod support;
