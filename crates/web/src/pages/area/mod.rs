//! Areas: a search over any map, the look-up of old addresses, and a page for each unit with its history and its own
//! boundaries.

mod api;
mod correct;
mod list;
pub mod map;
#[cfg(test)]
mod tests;
mod unit;

use crate::prelude::*;
use jiff::civil::Date;
use ocop_app::area;
use ocop_domain::area::Extent;
use ocop_domain::calendar::day_written;

pub(super) const CAPABILITY: Capability = Capability {
    api: api::router,
    places: &[place(20, "/areas", "common.nav.areas", &[])],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/areas", get(list::show))
        .route("/areas/{code}", get(unit::by_code))
        .route("/areas/unit/{id}", get(unit::by_id))
        .route("/areas/unit/{id}/correct", get(correct::show).post(correct::send))
}

/// The day asked for with `?on=`.
pub fn asked_day(query: &Query) -> Result<Option<Date>, Failure> {
    match query.get("on") {
        "" => Ok(None),
        text => Ok(Some(day_written(text).map_err(|why| Error::field("on", ocop_app::no_day(why)))?)),
    }
}

/// What is looked for, from `q`, `level`, `province`, `page`.
pub fn wanted(query: &Query, on: Option<Date>) -> area::Query {
    area::Query {
        text: query.get("q").to_owned(),
        level: query.get("level").parse().ok(),
        province: Some(query.get("province").to_owned()),
        on,
        page: query.page(),
        size: 30,
    }
}

/// The catalogue's word for how much went over.
pub fn extent_key(extent: &Extent) -> &'static str {
    match extent {
        Extent::Full => "area.extent.full",
        Extent::Partial => "area.extent.partial",
        Extent::Rest => "area.extent.rest",
        Extent::Unchanged => "area.extent.unchanged",
    }
}
