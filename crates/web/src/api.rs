//! The API under `/api/v1`, described by `/api/openapi.json`: the same verbs as the pages, answered as JSON, each capability's
//! in `api.rs` of its folder of `pages`. Errors are problem details (RFC 9457) in the caller's language.

use crate::failure::Failure;
use crate::fields::Query;
use crate::pages::CAPABILITIES;
use crate::state::AppState;
use axum::routing::get;
use axum::{Json, Router};
use ocop_app::{Error, Invalid};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "OCOP",
        description = "Sản phẩm OCOP, giấy chứng nhận và địa bàn. OCOP products, certificates and areas.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/"))
)]
struct Document;

/// Every operation of the API, with its description at `/api/openapi.json`.
pub fn router() -> Router<AppState> {
    let (router, document) = operations().split_for_parts();
    router.route("/api/openapi.json", get(move || async move { Json(document) }))
}

/// The description alone.
#[cfg(test)]
pub(crate) fn described() -> serde_json::Value {
    serde_json::to_value(operations().split_for_parts().1).unwrap_or_default()
}

fn operations() -> OpenApiRouter<AppState> {
    let begun = OpenApiRouter::with_openapi(Document::openapi());
    CAPABILITIES.iter().fold(begun, |all, capability| all.merge((capability.api)()))
}

/// A whole number of a query, as described: none where it was left out, 422 where it is none or out of its bounds.
pub fn number(query: &Query, name: &str, most: i64) -> Result<Option<i64>, Failure> {
    let said = query.get(name);
    if said.is_empty() {
        return Ok(None);
    }
    match said.parse() {
        Ok(n) if (1..=most).contains(&n) => Ok(Some(n)),
        _ => {
            let mut wrong = Invalid::default();
            let bounds = vec![("least", "1".to_owned()), ("most", most.to_string())];
            wrong.add_with(name, "number_between", bounds);
            Err(Failure(Error::Invalid(wrong)))
        }
    }
}

/// The last page a list is asked for.
pub const LAST_PAGE: i64 = 1_000_000;
