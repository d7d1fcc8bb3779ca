//! Tests of the acts, on SQLite and, where `OCOP_TEST_POSTGRES` names a server, on PostgreSQL too.

mod account;
mod area;
mod council;
mod demo;
mod calendar;
mod dossier;
mod foundation;
mod import;
mod portal;
mod product;
mod recognition;
mod stars;
mod support;
