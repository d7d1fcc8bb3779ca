//! What a reader sees when an act was not done: a page in the reader's language with the right status, or problem
//! details (RFC 9457) for a program. Details of inner failures go to the log only.

use crate::answer::{Html, ShowsStored};
use crate::fields::{Fields, Typed};
use crate::i18n::{t, tf};
use crate::page::Page;
use crate::presses::Press;
use crate::refusal::{self, Refusal, Said};
use crate::state::AppState;
use crate::visit::{FLASH_COOKIE, Visit};
use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocop_app::account::access;
use ocop_app::{Error, FieldError, Outage};
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
        Error::NotFound | Error::Hidden => StatusCode::NOT_FOUND,
        Error::SignIn => StatusCode::UNAUTHORIZED,
        Error::Forbidden | Error::Conflict("foreign_form" | "old_session") => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict("too_large") => StatusCode::PAYLOAD_TOO_LARGE,
        Error::Conflict("broken_upload" | "unreadable") => StatusCode::BAD_REQUEST,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Unavailable(Outage::Full(_)) => StatusCode::INSUFFICIENT_STORAGE,
        Error::Unavailable(Outage::Lost(_)) => StatusCode::NOT_FOUND,
        Error::Busy | Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
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
    again: Option<Again>,
    /// What was written into a form whose page is gone.
    written: Vec<String>,
}

/// A form that could not be dealt with for the moment, ready to be sent once more with every word in it.
struct Again {
    to: String,
    fields: Vec<(String, String)>,
}

impl Again {
    /// None where a password was typed: a page does not give it back.
    fn of(to: &str, typed: &Fields) -> Option<Again> {
        if typed.names().any(|n| n.contains("password")) {
            return None;
        }
        let fields = typed.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        Some(Again { to: to.to_owned(), fields })
    }
}

/// A plain text that a handler of ours put there itself: it stays as it is.
#[derive(Clone, Copy)]
pub struct OwnWords;

/// Turns bare failures into pages or problem details. Sits around all routes.
pub async fn render(
    State((state, pages)): State<(AppState, refusal::Pages)>,
    req: Request,
    next: Next,
) -> Response {
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
    let typed = Typed::default();
    parts.extensions.insert(typed.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    let press = typed.press();
    let earlier = press.as_ref().and_then(Press::earlier);
    if let Some(mut press) = press {
        press.answered(&response);
    }
    let shows_stored = response.extensions().get::<ShowsStored>().is_some();
    // A page's script asks for what it can read, too.
    let asked = head.headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let api = head.uri.path().starts_with("/api/") || asked == "application/json";
    let (code, error) = match why(response).await {
        Ok(found) => found,
        Err(response) => {
            return match earlier.filter(|_| response.status().is_client_error()) {
                Some(earlier) => earlier,
                None => refusal::with_state_sent(response, &head.uri, &typed).await,
            };
        }
    };
    log(&error, head.uri.path());
    // Who asks is not looked up where the database does not answer: the page would wait for it once more.
    let visit = match &*error {
        Error::Unavailable(Outage::Down(_)) => Visit::unknown(&head, &state),
        _ => Visit::from_request_parts(&mut head, &state)
            .await
            .unwrap_or_else(|_| Visit::unknown(&head, &state)),
    };
    // A sign-in may lead back to the address of a form's post: show the page one step up instead of an error.
    let get = head.method == axum::http::Method::GET;
    if get && !api && code == StatusCode::METHOD_NOT_ALLOWED {
        return redirect(&refusal::page_above(&head, &pages).await);
    }
    // What is hidden is answered as if it were not there, and is a refusal all the same.
    if matches!(*error, Error::Forbidden | Error::Hidden)
        && visit.session.as_ref().is_some_and(|s| s.may_act())
        && let Err(error) = access::refused(&visit.cx, head.method.as_str(), head.uri.path()).await
    {
        tracing::error!(%error, "a refusal was not noted");
    }
    let earlier = match earlier.filter(|_| code.is_client_error()) {
        Some(earlier) if !shows_stored => return earlier,
        earlier => earlier,
    };
    let mut written = Vec::new();
    if !api
        && !head.method.is_safe()
        && let Some(said) = said_on_page(&visit, &error, shows_stored)
        && let Some(typed) = typed.take()
    {
        // Of a thing that may not be there for the reader, only the page in hand is shown again.
        let look_up = matches!(*error, Error::Conflict(_) | Error::Invalid(_));
        let refusal = Refusal { code, said, earlier, look_up };
        if let Some(answer) = Box::pin(refusal::answer(&visit, &head, &typed, refusal, &pages)).await {
            return answer;
        }
        written = refusal::written(&typed);
    }
    let mut response = if api {
        problem(&visit, code, &error)
    } else {
        let typed =
            matches!(*error, Error::Busy | Error::Unavailable(_) | Error::Internal(_)).then(|| typed.take());
        let again = typed.flatten().and_then(|t| Again::of(&visit.path, &t));
        page(&visit, &head, code, &error, (again, written))
    };
    let comes_back = !matches!(&*error, Error::Unavailable(Outage::Lost(_)));
    if comes_back && let Error::Unavailable(_) | Error::Busy = &*error {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("30"));
    }
    response
}

/// Details of what failed inside go to the log alone.
fn log(error: &Error, path: &str) {
    match error {
        Error::Internal(fault) => {
            let (causes, place) = error.beneath();
            tracing::error!(path, details = %fault, causes, place, "an act failed inside");
        }
        // Every stranger can bring this about, as often as a log has room.
        Error::Unavailable(Outage::Crowded) => {}
        Error::Unavailable(outage) => {
            tracing::error!(path, code = outage.code(), details = outage.details(), "an act has to wait");
        }
        _ => {}
    }
}

/// What is said of a refusal on the page that its form was filled in on; none of what is told on a page of its own.
fn said_on_page(visit: &Visit, error: &Error, shows_stored: bool) -> Option<Said> {
    match error {
        Error::Conflict("stale") => Some(if shows_stored { Said::Stored } else { Said::Act }),
        Error::Conflict("unread" | "foreign_form" | "too_large" | "broken_upload" | "unreadable") => None,
        Error::Conflict(_) | Error::Invalid(_) | Error::Forbidden | Error::NotFound | Error::Hidden => {
            let (title, text, list) = words(visit, error);
            Some(Said::Refused { title, text, list })
        }
        _ => None,
    }
}

/// What a response failed of; one that did not fail, or says so in words of its own, comes back.
async fn why(response: Response) -> Result<(StatusCode, Arc<Error>), Response> {
    let code = response.status();
    if let Some(Why(error)) = response.extensions().get::<Why>() {
        return Ok((code, error.clone()));
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map(|k| k.as_bytes().to_owned());
    match kind {
        // Routes that do not exist and methods that do not fit come from the router itself, with an empty body.
        None if matches!(code, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED) => {
            Ok((code, Arc::new(Error::NotFound)))
        }
        // What the library says of a path, a query or a body it could not read is English, for programmers.
        Some(kind)
            if kind.starts_with(b"text/plain")
                && (code.is_client_error() || code.is_server_error())
                && response.extensions().get::<OwnWords>().is_none() =>
        {
            let said = axum::body::to_bytes(response.into_body(), 16 * 1024).await.unwrap_or_default();
            if said.starts_with(b"Invalid URL") {
                return Ok((StatusCode::NOT_FOUND, Arc::new(Error::NotFound)));
            }
            let error = match code {
                StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Error::NotFound,
                StatusCode::PAYLOAD_TOO_LARGE => Error::Conflict("too_large"),
                _ if code.is_server_error() => Error::internal(String::from_utf8_lossy(&said)),
                _ => Error::Conflict("unreadable"),
            };
            Ok((code, Arc::new(error)))
        }
        _ => Err(response),
    }
}

fn page(
    visit: &Visit,
    head: &Parts,
    code: StatusCode,
    error: &Error,
    (again, written): (Option<Again>, Vec<String>),
) -> Response {
    if matches!(error, Error::SignIn) {
        // Signed in, but not wholly: the step that is missing, not the first one again.
        if visit.session.as_ref().is_some_and(|s| s.needs_totp_setup && !s.needs_second_factor) {
            return redirect("/account/second-factor");
        }
        let code = if visit.session.as_ref().is_some_and(|s| s.needs_second_factor) { "/code" } else { "" };
        // A form that found its session over leads back to its page, and its sender hears that it was not taken.
        let sent = !head.method.is_safe();
        let next = if sent { refusal::page_before(head) } else { None };
        let next = next.unwrap_or_else(|| visit.path.clone());
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let lost = if sent { "&lost=yes" } else { "" };
        return redirect(&format!("/sign-in{code}?next={next}{lost}"));
    }
    let (title, text, list) = words(visit, error);
    let page = visit.page_titled(title.clone());
    let body = FailurePage { page, title, text, list, code: code.as_u16(), again, written };
    (code, Html(body)).into_response()
}

/// (title, sentence, one sentence per field) in the reader's language.
fn words(visit: &Visit, error: &Error) -> (String, String, Vec<String>) {
    let lang = visit.cx.lang;
    let key = match error {
        Error::NotFound | Error::Hidden => "not_found".to_owned(),
        Error::SignIn => "sign_in".to_owned(),
        Error::Forbidden => "forbidden".to_owned(),
        Error::Invalid(_) => "invalid".to_owned(),
        Error::Conflict(code) => format!("conflict.{code}"),
        Error::Busy => "conflict.busy".to_owned(),
        Error::Internal(_) => "internal".to_owned(),
        Error::Unavailable(outage) => format!("unavailable.{}", outage.code()),
    };
    let title = match error {
        Error::Unavailable(Outage::Files(_) | Outage::Lost(_)) => t(lang, "errors.files_title"),
        Error::Unavailable(_) => t(lang, "errors.unavailable_title"),
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
