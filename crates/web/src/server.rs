//! Puts the parts together into one service, with the headers and limits every answer carries.

use crate::failure;
use crate::metrics;
use crate::outward;
use crate::reads;
use crate::state::AppState;
use crate::visit::{FLASH_COOKIE, LANG_COOKIE, asked_lang};
use crate::{api, assets, pages};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use std::future::Future;
use std::net::SocketAddr;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// Scripts, styles, fonts and pictures only from here; nothing may frame us; forms go only to us.
const CSP: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                   form-action 'self'; frame-ancestors 'none'";

/// The whole service.
pub fn router(state: AppState) -> Router {
    Router::new()
        .merge(pages::router())
        .merge(api::router())
        .merge(assets::router())
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics::show))
        .layer(middleware::from_fn_with_state(state.clone(), reads::note))
        .layer(middleware::from_fn_with_state(state.clone(), failure::render))
        .layer(middleware::from_fn(remember))
        .layer(middleware::from_fn(metrics::count))
        .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(CompressionLayer::new())
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CSP))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(self), microphone=()",
        ))
        .layer(middleware::from_fn_with_state(state.clone(), outward::pass))
        .with_state(state)
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

async fn ready(State(state): State<AppState>) -> Response {
    if state.cx.store.ready().await {
        Json(serde_json::json!({"database": "ok"})).into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, Json(serde_json::json!({"database": "no answer"}))).into_response()
    }
}

/// Keeps a chosen language, forgets a sentence once it was shown, and keeps signed-in pages out of shared caches.
async fn remember(req: Request, next: Next) -> Response {
    let lang = asked_lang(req.uri().query());
    let cookies =
        req.headers().get(header::COOKIE).and_then(|c| c.to_str().ok()).unwrap_or_default().to_owned();
    let mut response = next.run(req).await;
    let html =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    let mut set = |cookie: String| {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    };
    if let Some(lang) = lang {
        set(format!("{LANG_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.code()));
    }
    if html && cookies.contains(&format!("{FLASH_COOKIE}=")) {
        set(format!("{FLASH_COOKIE}=; Path=/; Max-Age=0"));
    }
    if html && !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    response
}

/// Serves until `stop` completes; `bound` is told the address actually taken (port 0 takes a free one).
pub async fn serve(
    state: AppState,
    addr: SocketAddr,
    bound: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(addr).await?;
    bound(listener.local_addr()?);
    axum::serve(listener, router(state).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop)
        .await
}
