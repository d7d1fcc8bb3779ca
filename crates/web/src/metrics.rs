//! Counts for those who watch the service, at `/metrics` in the Prometheus text format: answers by class of status.
//! Nothing of who asked for what is kept. They are for the machine itself, or stand at an address of their own.

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};

/// Answers with status 1xx … 5xx since the start.
static ANSWERS: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];

pub async fn count(req: Request, next: Next) -> Response {
    let response = next.run(req).await;
    let class = usize::from(response.status().as_u16() / 100).clamp(1, 5) - 1;
    ANSWERS[class].fetch_add(1, Ordering::Relaxed);
    response
}

/// What a proxy adds: the question came from elsewhere, whatever the line says.
const FORWARDED: [HeaderName; 4] = [
    header::FORWARDED,
    header::VIA,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-real-ip"),
];

/// The counts beside the pages: for a question from this machine alone.
pub async fn show_near(req: Request) -> Response {
    let peer = req.extensions().get::<ConnectInfo<SocketAddr>>();
    let near = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && !FORWARDED.iter().any(|name| req.headers().contains_key(name));
    if near { show().await } else { StatusCode::NOT_FOUND.into_response() }
}

/// The counts at an address of their own.
pub fn router() -> Router {
    Router::new().route("/metrics", get(show))
}

pub async fn show() -> Response {
    let mut text = String::from("# HELP ocop_http_responses_total Answers by class of status.\n");
    text.push_str("# TYPE ocop_http_responses_total counter\n");
    for (i, n) in ANSWERS.iter().enumerate() {
        let _ = writeln!(
            text,
            "ocop_http_responses_total{{class=\"{}xx\"}} {}",
            i + 1,
            n.load(Ordering::Relaxed)
        );
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
