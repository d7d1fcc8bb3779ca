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

/// Every page of the program; the demo has one more, on which every part of a page stands.
pub fn router(demo: bool) -> Router<AppState> {
    let style = if demo { Router::new().route("/style", get(style::show)) } else { Router::new() };
    style
        .merge(account::router())
        .merge(advisory::router())
        .merge(area::router())
        .merge(assist::router())
        .merge(council::router())
        .merge(dossier::router())
        .merge(guide::router())
        .merge(evidence::router())
        .merge(import::router())
        .merge(job::router())
        .merge(national::router())
        .merge(notice::router())
        .merge(objection::router())
        .merge(portal::router())
        .merge(practice::router())
        .merge(producer::router())
        .merge(product::router())
        .merge(recognition::router())
        .merge(register::router())
        .merge(survey::router())
        .merge(upload::router())
}
