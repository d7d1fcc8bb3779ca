//! The pages, one folder per capability.

use crate::prelude::*;

pub mod account;
pub mod advisory;
pub mod area;
pub mod assist;
pub mod council;
pub mod dossier;
pub mod evidence;
pub mod guide;
pub mod import;
pub mod job;
pub mod national;
pub mod notice;
pub mod objection;
pub mod portal;
pub mod practice;
pub mod producer;
pub mod product;
pub mod recognition;
pub mod register;
pub mod style;
pub mod survey;
pub mod upload;

/// The routes of a capability, and where the navigation leads to of them.
pub type Capability = (fn() -> Router<AppState>, &'static [Place]);

pub const CAPABILITIES: &[Capability] = &[
    (account::router, account::PLACES),
    (advisory::router, advisory::PLACES),
    (area::router, area::PLACES),
    (assist::router, &[]),
    (council::router, council::PLACES),
    (dossier::router, dossier::PLACES),
    (guide::router, guide::PLACES),
    (evidence::router, &[]),
    (import::router, import::PLACES),
    (job::router, job::PLACES),
    (national::router, national::PLACES),
    (notice::router, notice::PLACES),
    (objection::router, objection::PLACES),
    (portal::router, portal::PLACES),
    (practice::router, &[]),
    (producer::router, producer::PLACES),
    (product::router, &[]),
    (recognition::router, recognition::PLACES),
    (register::router, register::PLACES),
    (survey::router, survey::PLACES),
    (upload::router, &[]),
];

/// Every page of the program; the demo has one more, on which every part of a page stands.
pub fn router(demo: bool) -> Router<AppState> {
    let style = if demo { Router::new().route("/style", get(style::show)) } else { Router::new() };
    CAPABILITIES.iter().fold(style, |all, (router, _)| all.merge(router()))
}
