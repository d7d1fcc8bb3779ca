//! The worker that keeps the visit's page for places without a line. It stands below `/advisory/`, so that it reaches no
//! other page.

use crate::assets;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

pub async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, assets::bytes("visit-worker.js").unwrap_or_default()).into_response()
}
