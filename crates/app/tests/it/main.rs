//! Tests of the acts, on SQLite and, where `OCOP_TEST_POSTGRES` names a server, on PostgreSQL too.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]
#![allow(
    clippy::large_futures,
    reason = "a test holds what its acts return; each act's own future is bounded in app"
)]

mod account;
mod account_bounds;
mod account_made;
mod area;
mod arrows;
mod arrows_of_files;
mod assist;
mod calendar;
mod correct_listed;
mod council;
mod decision_numbers;
mod demo;
mod dossier;
mod evidence;
mod foundation;
mod guide;
mod import;
mod import_at_once;
mod import_cells;
mod import_columns;
mod import_matching;
mod import_places;
mod import_provinces;
mod import_questions;
mod import_reading;
mod import_register;
mod import_statements;
mod import_withdrawn;
mod job;
mod job_supervision;
mod journal_rows;
mod journal_seals;
mod listed_stars;
mod mail_server;
mod notice;
mod outage;
mod portal;
mod practice;
mod product;
mod reach;
mod recognition;
mod recognition_package;
mod register;
mod second_person;
mod sign_in;
mod star_status;
mod stars;
mod support;
mod survey;
mod sweeping;
mod upload;
