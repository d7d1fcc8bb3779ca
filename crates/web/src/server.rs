//! Puts the parts together into one service, with the headers and limits every answer carries.

use crate::failure::{self, Failure};
use crate::listen::{self, Bounds};
use crate::reads;
use crate::refusal::Pages;
use crate::state::AppState;
use crate::visit::{FLASH_COOKIE, LANG_COOKIE, asked_lang};
use crate::{api, assets, gate, metrics, outward, pace, pages, request_log};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use ocop_app::Writes;
use std::any::Any;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// Scripts, styles, fonts and pictures only from here; nothing may frame us; forms go only to us.
const CSP: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
                   form-action 'self'; frame-ancestors 'none'";

/// A body that brings nothing for so long is given up.
const BODY_SILENCE: Duration = Duration::from_secs(60);

/// Every route of the program, without what stands around them.
pub(crate) fn routes(demo: bool) -> Router<AppState> {
    Router::new()
        .merge(pages::router(demo))
        .merge(api::router())
        .merge(assets::router())
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics::show_near))
}

/// The routes, each opening of a paper noted, each panic told as a failure.
fn noted(state: &AppState) -> Router<AppState> {
    routes(state.cx.config.demo)
        .layer(middleware::from_fn_with_state(state.clone(), reads::note))
        .layer(told_panic())
}

fn told_panic() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(|_| Failure(ocop_app::Error::internal("a handler panicked")).into_response())
}

/// The whole service.
pub fn router(state: AppState) -> Router {
    // The page that a refused form was filled in on is read by a router of its own: the layers below run after routing.
    let pages = Pages {
        probe: routes(state.cx.config.demo).layer(told_panic()).with_state(state.clone()),
        shown: noted(&state).with_state(state.clone()),
    };
    noted(&state)
        .layer(middleware::from_fn_with_state(state.clone(), gate::pass))
        .layer(middleware::from_fn_with_state((state.clone(), pages), failure::render))
        .layer(middleware::from_fn(remember))
        .layer(middleware::from_fn(metrics::count))
        .layer(middleware::from_fn_with_state(state.clone(), request_log::note))
        .layer(middleware::from_fn(finish))
        .layer(DefaultBodyLimit::max(64 * 1024 * 1024))
        .layer(middleware::from_fn(pace::hold))
        .layer(RequestBodyTimeoutLayer::new(BODY_SILENCE))
        .layer(CatchPanicLayer::custom(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
        .layer(CompressionLayer::new())
        .layer(fixed(header::CONTENT_SECURITY_POLICY, CSP))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(fixed(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(fixed(
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(self), microphone=()",
        ))
        .layer(middleware::from_fn_with_state(state.clone(), outward::pass))
        .with_state(state)
}

/// Carries a write to its end although its line drops, as a browser drops it when a form is pressed again: the second press
/// finds how the first was answered.
async fn finish(req: Request, next: Next) -> Response {
    if req.method().is_safe() {
        return next.run(req).await;
    }
    let stopped = |_| StatusCode::INTERNAL_SERVER_ERROR.into_response();
    tokio::spawn(next.run(req)).await.unwrap_or_else(stopped)
}

fn fixed(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// Ready is what can be read and written, with room to write and the files in their place.
async fn ready(State(state): State<AppState>) -> Response {
    let store = state.cx.store.ready().await;
    let database = match (store.reads, store.writes) {
        (false, _) => "no answer",
        (true, Writes::No) => "takes no writes",
        (true, _) if !store.has_room() => "no room",
        (true, Writes::Busy) => "busy",
        (true, Writes::Yes) => "ok",
    };
    let files = if state.cx.store.files.are_there() { "ok" } else { "gone" };
    // Busy is at work: another node would not be quicker, and a restart would throw the work away.
    let ready = matches!(database, "ok" | "busy") && files == "ok";
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = serde_json::json!({
        "database": database, "files": files, "bytes_free": store.left, "bytes_kept_free": store.floor,
    });
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
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
    bounds: Bounds,
    bound: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind(addr).await?;
    bound(listener.local_addr()?);
    listen::run(listener, router(state), bounds, stop).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::post;
    use std::sync::{Arc, Mutex};
    use tokio::sync::oneshot;
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_write_goes_on_when_its_line_drops() {
        let (go, told) = oneshot::channel::<()>();
        let (done, carried_out) = oneshot::channel::<()>();
        let ends = Arc::new(Mutex::new(Some((told, done))));
        let act = move || async move {
            let ends = ends.lock().unwrap().take();
            if let Some((told, done)) = ends {
                told.await.unwrap();
                done.send(()).unwrap();
            }
        };
        let router = Router::new().route("/", post(act)).layer(middleware::from_fn(finish));
        let request = Request::post("/").body(Body::empty()).unwrap();
        let line = tokio::spawn(router.oneshot(request));
        tokio::task::yield_now().await;
        line.abort();
        assert!(line.await.unwrap_err().is_cancelled());
        go.send(()).unwrap();
        carried_out.await.unwrap();
    }
}
