//! What a reader sees when an act was not done: a page in his language with the right status, or problem details
//! (RFC 9457) for a program. Details of inner failures go to the log only.

use crate::i18n::{t, tf};
use crate::page::{Html, Page};
use crate::state::AppState;
use crate::visit::{FLASH_COOKIE, Visit};
use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocop_app::account::access;
use ocop_app::{Error, FieldError};
use std::net::SocketAddr;
use std::sync::Arc;

/// An error of an act on its way out of a handler.
#[derive(Debug)]
pub struct Failure(pub Error);

impl From<Error> for Failure {
    fn from(e: Error) -> Failure {
        Failure(e)
    }
}

#[derive(Clone)]
struct Why(Arc<Error>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Why(Arc::new(self.0)));
        response
    }
}

pub fn status(e: &Error) -> StatusCode {
    match e {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Forbidden | Error::Conflict("foreign_form") => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict("too_large") => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Conflict("broken_upload") => StatusCode::BAD_REQUEST,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    page: Page,
    title: String,
    text: String,
    list: Vec<String>,
    code: u16,
}

/// Turns bare failures into pages or problem details. Sits around all routes.
pub async fn render(State(state): State<AppState>, req: Request, next: Next) -> Response {
    let (mut parts, body) = req.into_parts();
    let mut head = {
        let mut copy = axum::http::Request::new(()).into_parts().0;
        copy.method = parts.method.clone();
        copy.uri = parts.uri.clone();
        copy.headers = parts.headers.clone();
        if let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
            copy.extensions.insert(*peer);
        }
        copy
    };
    parts.extensions.remove::<Visit>();
    let response = next.run(Request::from_parts(parts, body)).await;
    let code = response.status();
    let why = response.extensions().get::<Why>().map(|w| w.0.clone());
    // A page's script asks for what it can read, too.
    let asked = head.headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let api = head.uri.path().starts_with("/api/") || asked == "application/json";
    // Routes that do not exist and methods that do not fit come from the router itself, with an empty body.
    let bare = matches!(code, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED)
        && !response.headers().contains_key(header::CONTENT_TYPE);
    let error = match why {
        Some(e) => e,
        None if bare => Arc::new(Error::NotFound),
        None => return response,
    };
    if let Error::Internal(details) = &*error {
        tracing::error!(path = head.uri.path(), details, "an act failed inside");
    }
    let Ok(visit) = Visit::from_request_parts(&mut head, &state).await;
    // A sign-in may lead back to the address of a form's post: show the page one step up instead of an error.
    let get = head.method == axum::http::Method::GET;
    if get && !api && code == StatusCode::METHOD_NOT_ALLOWED {
        return redirect(parent(head.uri.path()));
    }
    if matches!(*error, Error::Forbidden)
        && visit.session.as_ref().is_some_and(|s| s.may_act())
        && let Err(error) = access::refused(&visit.cx, head.method.as_str(), head.uri.path()).await
    {
        tracing::error!(%error, "a refusal was not noted");
    }
    if api { problem(&visit, code, &error) } else { page(&visit, code, &error) }
}

fn page(visit: &Visit, code: StatusCode, error: &Error) -> Response {
    if matches!(error, Error::SignIn) {
        // Signed in, but not wholly: the step that is missing, not the first one again.
        if visit.session.as_ref().is_some_and(|s| s.needs_totp_setup && !s.needs_second_factor) {
            return redirect("/account/second-factor");
        }
        let code = if visit.session.as_ref().is_some_and(|s| s.needs_second_factor) { "/code" } else { "" };
        let next: String = form_urlencoded::byte_serialize(visit.path.as_bytes()).collect();
        return redirect(&format!("/sign-in{code}?next={next}"));
    }
    let (title, text, list) = words(visit, error);
    let body = FailurePage { page: visit.page_titled(title.clone()), title, text, list, code: code.as_u16() };
    (code, Html(body)).into_response()
}

/// The address one step up.
fn parent(path: &str) -> &str {
    match path.trim_end_matches('/').rsplit_once('/') {
        Some((up, _)) if up.starts_with('/') && !up.starts_with("//") => up,
        _ => "/",
    }
}

/// (title, sentence, one sentence per field) in the reader's language.
fn words(visit: &Visit, error: &Error) -> (String, String, Vec<String>) {
    let lang = visit.cx.lang;
    let key = match error {
        Error::NotFound => "not_found".to_owned(),
        Error::SignIn => "sign_in".to_owned(),
        Error::Forbidden => "forbidden".to_owned(),
        Error::Invalid(_) => "invalid".to_owned(),
        Error::Conflict(code) => format!("conflict.{code}"),
        Error::Busy => "conflict.busy".to_owned(),
        Error::Internal(_) => "internal".to_owned(),
    };
    let title = match error {
        Error::Conflict(_) | Error::Busy => t(lang, "errors.conflict_title"),
        _ => t(lang, &format!("errors.{key}_title")),
    };
    let list = match error {
        Error::Invalid(i) => {
            i.0.iter().map(|e| format!("{}: {}", e.field, field_sentence(visit, e))).collect()
        }
        _ => vec![],
    };
    (title.into_owned(), t(lang, &format!("errors.{key}")).into_owned(), list)
}

fn field_sentence(visit: &Visit, e: &FieldError) -> String {
    let args: Vec<(&str, &str)> = e.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
    tf(visit.cx.lang, &format!("errors.{}", e.code), &args).into_owned()
}

/// The same in one line of plain text.
pub fn sentence(visit: &Visit, error: &Error) -> String {
    let (_, text, list) = words(visit, error);
    if list.is_empty() { text } else { list.join(" ") }
}

fn problem(visit: &Visit, code: StatusCode, error: &Error) -> Response {
    let (title, detail, _) = words(visit, error);
    let mut body = serde_json::json!({
        "type": "about:blank", "title": title, "status": code.as_u16(), "detail": detail,
    });
    if let Error::Invalid(i) = error {
        let fields = i.0.iter().map(|e| {
            let detail = field_sentence(visit, e);
            serde_json::json!({"field": e.field, "code": e.code, "detail": detail})
        });
        body["errors"] = fields.collect();
    }
    let headers = [(header::CONTENT_TYPE, "application/problem+json")];
    (code, headers, body.to_string()).into_response()
}

/// 303: after a write, the reader's browser asks for the next page.
pub fn redirect(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    // Only paths of our own and percent-encoded text get here; anything else would not be a header value.
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, to);
    response
}

/// Like [`redirect`], showing the catalogue's sentence `flash_key` once on the next page.
pub fn redirect_with(to: &str, flash_key: &str) -> Response {
    let mut response = redirect(to);
    let cookie = format!("{FLASH_COOKIE}={flash_key}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
