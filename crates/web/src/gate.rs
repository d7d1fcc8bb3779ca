//! What every request passes before its handler: an address that can be read, and, for a write, who asks and from which
//! page, before a byte of its body is taken in.

use crate::failure::Failure;
use crate::fields::{Typed, own_site};
use crate::state::AppState;
use crate::visit::Visit;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocop_app::Error;

pub async fn pass(State(state): State<AppState>, req: Request, next: Next) -> Response {
    if let Err(error) = readable(req.uri()) {
        return Failure(error).into_response();
    }
    if declared(req.headers()).is_some_and(|length| length > MOST_BODY) {
        return Failure(Error::Conflict("too_large")).into_response();
    }
    if req.method().is_safe() {
        return next.run(req).await;
    }
    // The protocol for uploads refuses in its own way, before it reads as well.
    let resumable = req.uri().path() == "/uploads" || req.uri().path().starts_with("/uploads/");
    if !resumable && let Err(foreign) = own_site(req.headers()) {
        return foreign.into_response();
    }
    let (mut parts, body) = req.into_parts();
    match Visit::from_request_parts(&mut parts, &state).await {
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(failure) => {
            if let Some(typed) = parts.extensions.get::<Typed>() {
                typed.keep_body(&parts.headers, body).await;
            }
            failure.into_response()
        }
    }
}

/// More than the largest form with files that is read at all: refused by what the head says, before a byte has come.
const MOST_BODY: u64 = 160 * 1024 * 1024;

fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}

/// Nothing of ours has NUL in its name, or letters that are no UTF-8; a question with NUL cannot be put.
fn readable(uri: &axum::http::Uri) -> Result<(), Error> {
    let path = percent_decoded(uri.path());
    if path.contains(&0) || std::str::from_utf8(&path).is_err() {
        return Err(Error::NotFound);
    }
    let query = uri.query().unwrap_or_default();
    if query.contains("%00") || query.contains('\0') {
        return Err(Error::Conflict("unreadable"));
    }
    Ok(())
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let two = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match two.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_nul_or_broken_letters_leads_nowhere() {
        let outcome = |uri: &str| readable(&uri.parse().unwrap());
        for lost in ["/products/%00", "/v/a%00b", "/products/%ff", "/products/%E1%BB", "/%C3%28"] {
            assert!(matches!(outcome(lost), Err(Error::NotFound)), "{lost}");
        }
        for wrong in ["/products?q=%00", "/products?a=1&%00=2"] {
            assert!(matches!(outcome(wrong), Err(Error::Conflict("unreadable"))), "{wrong}");
        }
        for sound in
            ["/", "/products/m%E1%BA%AFm", "/products?q=100%25", "/products/100%", "/products/%zz", "/%2500"]
        {
            assert!(outcome(sound).is_ok(), "{sound}");
        }
    }
}
