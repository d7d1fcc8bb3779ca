//! The session's cookie: unreadable for scripts, sent along with links but not with foreign forms.

use crate::visit::session_cookie;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use ocop_app::Cx;
use ocop_app::account::session::NewSession;

/// Gives the browser the token, for as long as the session can run at most.
pub fn set(cx: &Cx, response: Response, session: &NewSession) -> Response {
    put(cx, response, session_cookie(cx.config.https()), &session.token, session.seconds)
}

/// Takes the token away, and with it what the browser kept of this person's pages; what scripts stored only where
/// they said that nothing unsent is among it.
pub fn clear(cx: &Cx, response: Response, storage_too: bool) -> Response {
    let mut response = put(cx, response, session_cookie(cx.config.https()), "", 0);
    if cx.config.https() {
        response = put(cx, response, session_cookie(false), "", 0);
    }
    let what = if storage_too { "\"cache\", \"storage\"" } else { "\"cache\"" };
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static(what));
    response
}

fn put(cx: &Cx, mut response: Response, name: &str, token: &str, age: i64) -> Response {
    let secure = if cx.config.https() { "; Secure" } else { "" };
    let cookie = format!("{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
