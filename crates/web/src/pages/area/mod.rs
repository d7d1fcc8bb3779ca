//! Areas: a search over any map, the look-up of old addresses, and a page for each unit with its history and its own
//! boundaries.

mod correct;
mod list;
pub mod map;
#[cfg(test)]
mod tests;
mod unit;

use crate::failure::Failure;
use crate::fields::Query;
use crate::state::AppState;
use axum::Router;
use axum::routing::get;
use jiff::civil::Date;
use ocop_app::Error;
use ocop_app::area;
use ocop_domain::area::Extent;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/areas", get(list::show))
        .route("/areas/{code}", get(unit::by_code))
        .route("/areas/unit/{id}", get(unit::by_id))
        .route("/areas/unit/{id}/correct", get(correct::show).post(correct::send))
}

/// A day as people write it, `30/06/2025`, or as computers do, `2025-06-30`.
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split('/');
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

/// The day asked for with `?on=`.
pub fn asked_day(query: &Query) -> Result<Option<Date>, Failure> {
    match query.get("on") {
        "" => Ok(None),
        text => Ok(Some(day(text).ok_or_else(|| Error::field("on", "not_a_date"))?)),
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
