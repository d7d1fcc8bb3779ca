//! What a form sends: urlencoded fields (files come by [`Upload`]), read into plain values after the request has proven
//! that it comes from our own page.

use crate::csrf::{Proof, proof};
use crate::failure::Failure;
use crate::form::Form;
use crate::state::AppState;
use crate::visit::Visit;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header, request::Parts};
use ocop_app::Error;
use ocop_domain::journal::sha256;
use std::collections::BTreeMap;

pub use crate::upload::Upload;

/// Urlencoded forms are small; files go by [`Upload`].
const MOST_FORM_BYTES: usize = 1024 * 1024;

/// The fields of a form, each with the values sent under its name.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    values: BTreeMap<String, Vec<String>>,
    /// Which form this is and all it says, where the form has a token of its own: the same sending again is the same.
    pub sending: Option<String>,
}

impl Fields {
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.values.entry(name).or_default().push(value);
        }
        fields
    }

    pub(crate) fn push(&mut self, name: String, value: String) {
        self.values.entry(name).or_default().push(value);
    }

    /// The first value of a field, without surrounding white space; empty if it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).and_then(|v| v.first()).map_or("", |v| v.trim())
    }

    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.get(name).into_iter().flatten().map(String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Names the sending: the form's own token, its address, every value, and the hashes of its files.
    pub(crate) fn sent_as(&mut self, proof: &Proof, path: &str, files: &[String]) {
        let Proof::Form(mask) = proof else { return };
        let mut said = format!("{mask}\n{path}\n");
        for (name, values) in self.values.iter().filter(|(name, _)| *name != "csrf") {
            said.push_str(&format!("{name:?}={values:?}\n"));
        }
        said.push_str(&files.join("\n"));
        self.sending = Some(sha256(said.as_bytes()));
    }

    /// The typed values as a form to show again. Passwords and tokens do not come back.
    pub fn form(&self) -> Form {
        let kept = self.values.iter().filter(|(name, _)| !name.contains("password") && *name != "csrf");
        Form::from_pairs(kept.flat_map(|(n, vs)| vs.iter().map(|v| (n.clone(), v.clone()))))
    }
}

impl FromRequest<AppState> for Fields {
    type Rejection = Failure;

    async fn from_request(req: Request, state: &AppState) -> Result<Fields, Failure> {
        let (mut parts, body) = req.into_parts();
        let visit = visit(&mut parts, state).await;
        let body = axum::body::to_bytes(body, MOST_FORM_BYTES)
            .await
            .map_err(|_| Failure(Error::Conflict("too_large")))?;
        let mut fields = Fields::from_pairs(form_urlencoded::parse(&body).into_owned());
        let proof = own_page(&visit, &parts.headers, fields.get("csrf"))?;
        fields.sent_as(&proof, parts.uri.path(), &[]);
        Ok(fields)
    }
}

/// The query string, with the page number lists use.
#[derive(Debug, Clone, Default)]
pub struct Query(Fields);

impl Query {
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name)
    }

    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.all(name)
    }

    /// The page asked for, from 1.
    pub fn page(&self) -> i64 {
        self.get("page").parse().ok().filter(|p| (1..=1_000_000).contains(p)).unwrap_or(1)
    }

    pub fn form(&self) -> Form {
        self.0.form()
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query, Self::Rejection> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Query(Fields::from_pairs(form_urlencoded::parse(query.as_bytes()).into_owned())))
    }
}

pub(crate) async fn visit(parts: &mut Parts, state: &AppState) -> Visit {
    let Ok(visit) = Visit::from_request_parts(parts, state).await;
    visit
}

/// A write must come from one of our pages: the browser says so itself, and somebody signed in also sends the token of
/// his session. (A browser that sends neither header has no cookies of ours to abuse but the session's, which is
/// SameSite=Lax and guarded by the token.)
pub(crate) fn own_page(visit: &Visit, headers: &HeaderMap, token: &str) -> Result<Proof, Failure> {
    let text = |name| headers.get(name).and_then(|v: &header::HeaderValue| v.to_str().ok());
    let site_ok = text(header::HeaderName::from_static("sec-fetch-site"))
        .is_none_or(|s| matches!(s, "same-origin" | "none"));
    let origin_ok = match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
        _ => true,
    };
    let proof = match &visit.session {
        Some(s) => proof(token, &s.csrf),
        None => Some(Proof::Plain),
    };
    let foreign = || Failure(Error::Conflict("foreign_form"));
    if site_ok && origin_ok { proof.ok_or_else(foreign) } else { Err(foreign()) }
}
