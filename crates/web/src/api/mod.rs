//! The API under `/api/v1`, described by `/api/openapi.json`: the same verbs as the pages, answered as JSON. Errors are
//! problem details (RFC 9457) in the caller's language.

mod area;
mod council;

use crate::state::AppState;
use axum::routing::get;
use axum::{Json, Router};
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

fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi()).merge(area::router()).merge(council::router())
}
