//! What a form sends: urlencoded fields (files come by [`Upload`]), read into plain values after the request has proven
//! that it comes from our own page.

use crate::csrf::{Proof, proof};
use crate::failure::Failure;
use crate::form::Form;
use crate::presses::Press;
use crate::state::AppState;
use crate::visit::Visit;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header, request::Parts};
use ocop_app::Error;
use ocop_domain::journal::sha256;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub use crate::upload::Upload;

/// Urlencoded forms are small; files go by [`Upload`].
const MOST_FORM_BYTES: usize = 1024 * 1024;
/// Forms for those who are not signed in hold a name and a password.
const MOST_STRANGERS_BYTES: usize = 64 * 1024;

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

    /// Every name with every value, as sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().flat_map(|(n, vs)| vs.iter().map(move |v| (n.as_str(), v.as_str())))
    }

    /// No field is taken with the letter NUL in it, which no database of ours keeps in a text, nor with the sign that
    /// stands for bytes that were no letters: what was meant cannot be kept.
    pub(crate) fn readable(&self) -> Result<(), Failure> {
        let lost = |text: &str| text.contains(['\0', char::REPLACEMENT_CHARACTER]);
        let unread = self.pairs().any(|(name, value)| lost(name) || lost(value));
        if unread { Err(Failure(Error::Conflict("unreadable"))) } else { Ok(()) }
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
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let most = if visit.session.is_some() { MOST_FORM_BYTES } else { MOST_STRANGERS_BYTES };
        let mut fields = read(body, most).await?;
        if let Some(typed) = parts.extensions.get::<Typed>() {
            typed.keep(&fields);
        }
        fields.readable()?;
        let proof = own_page(&visit, &parts.headers, fields.get("csrf"))?;
        fields.sent_as(&proof, parts.uri.path(), &[]);
        // A script sends what is typed every second, each time with other words.
        let script = parts.headers.get(header::ACCEPT).is_some_and(|a| a == "application/json");
        if let Some(typed) = parts.extensions.get::<Typed>().filter(|_| !script) {
            typed.begin(state, &visit, &fields).await?;
        }
        Ok(fields)
    }
}

async fn read(body: Body, most: usize) -> Result<Fields, Failure> {
    let body = axum::body::to_bytes(body, most).await.map_err(|e| {
        // The bound, or a line that broke or fell silent.
        let bound = e.into_inner().is::<http_body_util::LengthLimitError>();
        Failure(Error::Conflict(if bound { "too_large" } else { "broken_upload" }))
    })?;
    Ok(Fields::from_pairs(form_urlencoded::parse(&body).into_owned()))
}

/// What was typed into the form of a request, kept beside it: when the act cannot be done for the moment, the answer
/// gives every word back.
#[derive(Debug, Clone, Default)]
pub struct Typed(Arc<Mutex<Sent>>);

#[derive(Debug, Default)]
struct Sent {
    fields: Option<Fields>,
    press: Option<Press>,
}

impl Typed {
    pub fn keep(&self, fields: &Fields) {
        if let Ok(mut sent) = self.0.lock() {
            sent.fields = Some(fields.clone());
        }
    }

    pub fn take(&self) -> Option<Fields> {
        self.0.lock().ok()?.fields.take()
    }

    /// Begins the press of a form: it waits for an earlier press of the same form with the same words.
    pub(crate) async fn begin(
        &self,
        state: &AppState,
        visit: &Visit,
        fields: &Fields,
    ) -> Result<(), Failure> {
        let (Some(session), Some(form)) = (&visit.session, &fields.sending) else { return Ok(()) };
        let press = state.presses.begin(format!("{} {form}", session.account_id)).await;
        let done = press.as_ref().is_some_and(Press::is_done);
        if let Ok(mut sent) = self.0.lock() {
            sent.press = press;
        }
        if done { Err(Failure(Error::Conflict("repeated"))) } else { Ok(()) }
    }

    pub fn press(&self) -> Option<Press> {
        self.0.lock().ok()?.press.take()
    }

    /// Reads the form of a request that gets no further.
    pub(crate) async fn keep_body(&self, headers: &HeaderMap, body: Body) {
        let form = headers.get(header::CONTENT_TYPE).is_some_and(|t| {
            t.as_bytes().to_ascii_lowercase().starts_with(b"application/x-www-form-urlencoded")
        });
        if form && let Ok(fields) = read(body, MOST_FORM_BYTES).await {
            self.keep(&fields);
        }
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

/// A write must come from one of our pages: the browser says so itself, and a person signed in also sends the token of
/// the session. (A browser that sends neither header has no cookies of ours to abuse but the session's, which is
/// SameSite=Lax and guarded by the token.)
pub(crate) fn own_page(visit: &Visit, headers: &HeaderMap, token: &str) -> Result<Proof, Failure> {
    own_site(headers)?;
    let proof = match &visit.session {
        Some(s) => proof(token, &s.csrf),
        None => Some(Proof::Plain),
    };
    // The browser itself says that the form came from a page of ours: its session is another one by now.
    let ours = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    let code = if ours && !token.is_empty() { "old_session" } else { "foreign_form" };
    proof.ok_or(Failure(Error::Conflict(code)))
}

/// The half of [`own_page`] that the headers tell, before a byte of the body is read.
pub(crate) fn own_site(headers: &HeaderMap) -> Result<(), Failure> {
    let text = |name| headers.get(name).and_then(|v: &header::HeaderValue| v.to_str().ok());
    let site_ok = text(header::HeaderName::from_static("sec-fetch-site"))
        .is_none_or(|s| matches!(s, "same-origin" | "none"));
    let origin_ok = match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
        _ => true,
    };
    if site_ok && origin_ok { Ok(()) } else { Err(Failure(Error::Conflict("foreign_form"))) }
}
