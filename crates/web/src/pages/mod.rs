//! The pages, one folder per capability.

use crate::nav::Place;
use crate::prelude::*;
use utoipa_axum::router::OpenApiRouter;

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

/// What a capability brings: one constant in its folder, from which all of `web` reads.
pub struct Capability {
    /// The routes of its pages.
    pub router: fn() -> Router<AppState>,
    /// The operations of its API.
    pub api: fn() -> OpenApiRouter<AppState>,
    /// Where the navigation leads to of them.
    pub places: &'static [Place],
    /// Kinds of things in the journal that have a page, each with what stands before the id in its address.
    pub things: &'static [(&'static str, &'static str)],
}

impl Capability {
    /// Pages alone; what else there is goes above `..Capability::of(router)`.
    pub const fn of(router: fn() -> Router<AppState>) -> Capability {
        Capability { router, api: OpenApiRouter::new, places: &[], things: &[] }
    }
}

/// Every capability with pages.
pub const CAPABILITIES: &[Capability] = &[
    account::CAPABILITY,
    advisory::CAPABILITY,
    area::CAPABILITY,
    assist::CAPABILITY,
    council::CAPABILITY,
    dossier::CAPABILITY,
    evidence::CAPABILITY,
    guide::CAPABILITY,
    import::CAPABILITY,
    job::CAPABILITY,
    national::CAPABILITY,
    notice::CAPABILITY,
    objection::CAPABILITY,
    portal::CAPABILITY,
    practice::CAPABILITY,
    producer::CAPABILITY,
    product::CAPABILITY,
    recognition::CAPABILITY,
    register::CAPABILITY,
    survey::CAPABILITY,
    upload::CAPABILITY,
];

/// Every page of the program; the demo has one more, on which every part of a page stands.
pub fn router(demo: bool) -> Router<AppState> {
    let style = if demo { Router::new().route("/style", get(style::show)) } else { Router::new() };
    CAPABILITIES.iter().fold(style, |all, capability| all.merge((capability.router)()))
}
