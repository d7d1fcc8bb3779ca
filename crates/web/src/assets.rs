//! The bundled files of `assets/dist`, served from inside the binary under an address that changes with their content.

use std::fmt::Write as _;
use std::sync::OnceLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

/// Fonts for printing stay out: `ocop-print` carries its own.
#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
#[exclude = "print-fonts/*"]
struct Dist;

/// One hash over all files: stylesheets point at fonts beside them, so they must move together.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut names: Vec<_> = Dist::iter().collect();
        names.sort();
        let mut mixed = [0u8; 32];
        for name in names {
            let Some(file) = Dist::get(&name) else { continue };
            // Each file's hash is already strong; folding them in order only has to notice a change.
            for (i, byte) in file.metadata.sha256_hash().iter().chain(name.as_bytes()).enumerate() {
                let slot = &mut mixed[i % 32];
                *slot = slot.rotate_left(3) ^ byte;
            }
        }
        mixed.iter().take(6).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    })
}

/// `url("app.css")` → `/static/1f0c…/app.css`
pub fn url(name: &str) -> String {
    format!("/static/{}/{name}", version())
}

/// A bundled file that is served under an address of its own.
pub fn bytes(name: &str) -> Option<Vec<u8>> {
    Dist::get(name).map(|file| file.data.into_owned())
}

pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/static/{hash}/{*path}", get(serve))
}

async fn serve(Path((hash, path)): Path<(String, String)>) -> Response {
    let Some(file) = Dist::get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    // During a rolling update a node may be asked for its neighbour's version: it answers, but no cache may keep that.
    let keep = if hash == version() { "public, max-age=31536000, immutable" } else { "no-store" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type(&path))),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (headers, file.data).into_response()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("json" | "geojson" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn ask(uri: &str) -> Response {
        router::<()>().oneshot(Request::get(uri).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn the_current_address_may_be_kept_for_ever() {
        let answer = ask(&url("app.css")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    }

    #[tokio::test]
    async fn another_version_is_answered_but_not_kept() {
        let answer = ask("/static/000000000000/app.css").await;
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    }

    #[tokio::test]
    async fn nothing_outside_the_bundle_is_served() {
        assert_eq!(ask("/static/x/../../Cargo.toml").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(ask("/static/x/nothing.css").await.status(), StatusCode::NOT_FOUND);
    }
}
