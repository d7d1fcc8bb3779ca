//! The session's cookie: unreadable for scripts, sent along with links but not with foreign forms.

use crate::visit::SESSION_COOKIE;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use ocop_app::Cx;

/// Gives the browser the token; an empty one takes the cookie away. A browser session's cookie lives as long as the
/// server's session at most: 30 days.
pub fn set(cx: &Cx, response: Response, token: &str) -> Response {
    let secure = if cx.config.base_url.starts_with("https://") { "; Secure" } else { "" };
    let age = if token.is_empty() { 0 } else { 30 * 24 * 3600 };
    let cookie = format!("{SESSION_COOKIE}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    let mut response = response;
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
