//! The protocol's headers, read and written, and its refusals: a status and one sentence in plain text.

use crate::failure::{OwnWords, sentence, status};
use crate::prelude::*;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::fmt::rfc2822::DateTimePrinter;
use ocop_app::upload::Upload;
use std::collections::BTreeMap;

pub const VERSION: &str = "1.0.0";
pub const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
pub const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub const OFFSET: HeaderName = HeaderName::from_static("upload-offset");

/// A header as text.
pub fn said(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|v| v.to_str().ok()).map(str::trim)
}

/// Every request but OPTIONS says which version it speaks; every answer says which we do.
pub async fn resumable(req: Request, next: Next) -> Response {
    let speaks = req.method() == Method::OPTIONS || said(req.headers(), TUS_RESUMABLE) == Some(VERSION);
    let mut response = if speaks {
        next.run(req).await
    } else {
        let mut refused = Refusal::plain(StatusCode::PRECONDITION_FAILED).into_response();
        refused.headers_mut().insert(TUS_VERSION, HeaderValue::from_static(VERSION));
        refused
    };
    response.headers_mut().insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    response
}

/// `filename d29ybGQucGRm,producer MDE5…`: keys with values in base64; none if that is not what it is.
pub fn metadata(text: &str) -> Option<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    for pair in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
        if value.contains('\0') || out.insert(key.to_owned(), value).is_some() {
            return None;
        }
    }
    Some(out)
}

pub fn filename(name: &str) -> String {
    format!("filename {}", STANDARD.encode(name))
}

/// Until when an upload can be gone on with.
pub fn expires(response: &mut Response, upload: &Upload) {
    let at = jiff::Timestamp::from_millisecond(upload.expires_at).unwrap_or_default();
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&at).unwrap_or_default();
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().insert("upload-expires", value);
    }
}

/// An answer that refuses. It has a body of its own, so no page is put in its place.
#[derive(Debug)]
pub struct Refusal(StatusCode, String);

impl Refusal {
    pub fn plain(status: StatusCode) -> Refusal {
        Refusal(status, status.canonical_reason().unwrap_or_default().to_owned())
    }

    pub fn of(visit: &Visit, error: Error) -> Refusal {
        let code = match &error {
            Error::Conflict("upload_too_many") => StatusCode::TOO_MANY_REQUESTS,
            Error::Invalid(i) if i.0.iter().any(|e| e.code == "file_too_large") => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            other => status(other),
        };
        if let Error::Internal(fault) = &error {
            let (causes, place) = error.beneath();
            tracing::error!(path = visit.path, details = %fault, causes, place, "an upload failed inside");
        }
        Refusal(code, sentence(visit, &error))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let headers =
            [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
        let mut response = (self.0, headers, format!("{}\n", self.1)).into_response();
        response.extensions_mut().insert(OwnWords);
        response
    }
}
