//! Answers a form that was refused outside its own handler, on the page that it was filled in on: as the page stands now,
//! with the reason above and every typed word in the form. A button with nothing to fill in comes back on its page in the
//! same way. A signature over a text that changed (`conflict.unread`) is refused on a page of its own: what was not read is not
//! signed.
//!
//! One rule holds for every form that bears the state it was filled in on ([`filled::STATE`]):
//!
//! - A form that comes back refused for other reasons bears the state that it was sent with, not a newer one.
//! - A form that is refused as stale comes back with the new state, and above all what is stored wherever that differs. Sent
//!   again it counts, after its sender has seen what it replaces. Only a form that says how a thing is to stand
//!   ([`crate::answer::saved`]) shows what is stored; another act is told that its page now shows the present state.
//! - Pressed twice, with the thing still as the first press left it, such a form is answered as saved.

pub mod filled;

use crate::fields::{Fields, Typed};
use crate::form::name_refusal_in_title;
use crate::page::Page;
use crate::reads;
use crate::view::Answer;
use crate::visit::{FLASH_COOKIE, Visit};
use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use filled::{Filled, Place};
use std::net::SocketAddr;
use tower::ServiceExt;

/// No page of ours is longer.
const MOST_PAGE: usize = 16 * 1024 * 1024;

/// What is said above a form that comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Stale, and the form says how a thing is to stand: what is stored is shown.
    Stored,
    /// Stale, and the form does not show what is stored.
    Act,
    /// Refused for another reason: a sentence, and one more for each wrong field.
    Refused { title: String, text: String, list: Vec<String> },
}

/// A refusal on its way to the page that its form was filled in on.
pub struct Refusal {
    pub code: StatusCode,
    pub said: Said,
    /// Where an earlier press of the same form led.
    pub earlier: Option<Response>,
    /// Other pages than the one it was sent from are looked at, too.
    pub look_up: bool,
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct Told {
    page: Page,
    said: Said,
    /// What is stored and differs.
    stored: Vec<Answer>,
    /// There is something to fill in.
    form: bool,
    /// What was written into a form that is not there any more.
    written: Vec<String>,
    files: bool,
}

/// The pages as a reader gets them, for looking into and for answering with.
#[derive(Clone)]
pub struct Pages {
    /// Notes no opening of a paper: what it gives goes to no reader.
    pub probe: Router,
    pub shown: Router,
}

/// The page of the refused form as it stands now. None where there is no such page any more.
pub async fn answer(
    visit: &Visit,
    sent: &Parts,
    typed: &Fields,
    refusal: Refusal,
    pages: &Pages,
) -> Option<Response> {
    let to = sent.uri.path_and_query()?.as_str();
    let looked_at =
        if refusal.look_up { addresses(sent, typed) } else { page_before(sent).into_iter().collect() };
    let mut without_form = None;
    for address in looked_at.into_iter().filter(|address| !reads::named_like_a_file(address)) {
        let Some(looked) = read(&address, sent, pages.probe.clone()).await else { continue };
        if filled::form_to(&looked, &address, to, typed).is_some() {
            let html = read(&address, sent, pages.shown.clone()).await?;
            let place = filled::form_to(&html, &address, to, typed)?;
            return told(visit, typed, refusal, &html, place);
        }
        without_form = without_form.or(Some(address));
    }
    let html = read(&without_form?, sent, pages.shown.clone()).await?;
    told(visit, typed, refusal, &html, Place { from: html.len(), to: html.len() })
}

/// A page with the refusal above, and what was typed in its form.
fn told(visit: &Visit, typed: &Fields, refusal: Refusal, html: &str, place: Place) -> Option<Response> {
    let page = visit.page_titled(String::new());
    let (yes, no) = (page.t("common.meanwhile.ticked"), page.t("common.meanwhile.not_ticked"));
    let Filled { mut form, differs, any, whole, files } = filled::fill(html, place, typed, [&yes, &no]);
    let stored = if refusal.said == Said::Stored { differs } else { vec![] };
    if refusal.said == Said::Stored && stored.is_empty() && whole && refusal.earlier.is_some() {
        return refusal.earlier;
    }
    if matches!(refusal.said, Said::Refused { .. }) {
        form = filled::with_state_sent(&form, typed);
    }
    // Scripts of other forms on the page are not to take the refusal for theirs.
    if any {
        form = form.replacen("<form", "<form data-refused", 1);
    }
    let written = if any { vec![] } else { written(typed) };
    let told = Told { page, said: refusal.said, stored, form: any, written, files }.render().ok()?;
    let before = unfolded(&html[..place.from]);
    let (above, before) = before.split_at(main_of(&before));
    let body = name_refusal_in_title([above, &told, before, &form, &html[place.to..]].concat());
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    Some((refusal.code, kind, body).into_response())
}

/// The sentences among what was typed; no page gives a password back.
pub fn written(typed: &Fields) -> Vec<String> {
    let by_hand = |name: &str| !name.contains("password") && !filled::STATE.contains(&name);
    let sentences = typed.pairs().filter(|(name, value)| by_hand(name) && value.trim().contains(' '));
    sentences.map(|(_, value)| value.trim().to_owned()).collect()
}

/// Where the form may stand: on the page it was sent from, at the address it was sent to, or one step up, and so on.
fn addresses(sent: &Parts, typed: &Fields) -> Vec<String> {
    let mut out: Vec<String> = page_before(sent).into_iter().collect();
    out.extend(sent.uri.query().map(|_| sent.uri.to_string()));
    let mut path = sent.uri.path();
    while path != "/" {
        out.push(path.to_owned());
        path = parent(path);
    }
    // A form that grows by rows comes with as many as were filled in.
    if typed.has("rows") {
        let rows: String = form_urlencoded::byte_serialize(typed.get("rows").as_bytes()).collect();
        out.insert(0, format!("{}?rows={rows}", sent.uri.path()));
    }
    out
}

/// The page of ours that a request was made from, as the browser names it.
pub fn page_before(sent: &Parts) -> Option<String> {
    let text = |name| sent.headers.get(name).and_then(|v: &header::HeaderValue| v.to_str().ok());
    let from = text(header::REFERER)?.parse::<Uri>().ok()?;
    let ours = from.authority().is_some_and(|a| Some(a.as_str()) == text(header::HOST));
    from.path_and_query().filter(|_| ours).map(|p| p.as_str().to_owned())
}

/// The nearest page above an address that only forms are sent to.
pub async fn page_above(asked: &Parts, pages: &Pages) -> String {
    let mut up = parent(asked.uri.path());
    while up != "/" {
        let answer = ask(up, asked, pages.probe.clone()).await.map(|r| r.status());
        if !matches!(answer, None | Some(StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED)) {
            break;
        }
        up = parent(up);
    }
    up.to_owned()
}

/// The address one step up.
fn parent(path: &str) -> &str {
    match path.trim_end_matches('/').rsplit_once('/') {
        Some((up, _)) if up.starts_with('/') && !up.starts_with("//") => up,
        _ => "/",
    }
}

/// What a GET from the same browser is answered.
async fn ask(address: &str, sent: &Parts, pages: Router) -> Option<Response> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = address.parse().ok()?;
    *request.headers_mut() = sent.headers.clone();
    for of_the_form in [header::CONTENT_TYPE, header::CONTENT_LENGTH] {
        request.headers_mut().remove(of_the_form);
    }
    // The word of the last act stands on the page it led to, not on a refusal.
    let cookies = sent.headers.get(header::COOKIE).and_then(|c| c.to_str().ok()).unwrap_or_default();
    let kept = cookies.split(';').map(str::trim).filter(|c| !c.starts_with(&format!("{FLASH_COOKIE}=")));
    let kept = kept.collect::<Vec<_>>().join("; ");
    request.headers_mut().insert(header::COOKIE, kept.parse().ok()?);
    if let Some(peer) = sent.extensions.get::<ConnectInfo<SocketAddr>>() {
        request.extensions_mut().insert(*peer);
    }
    pages.oneshot(request).await.ok()
}

/// A page as the sender of the form would see it.
async fn read(address: &str, sent: &Parts, pages: Router) -> Option<String> {
    let response = ask(address, sent, pages).await?;
    if response.status() != StatusCode::OK || !is_page(&response) {
        return None;
    }
    let body = to_bytes(response.into_body(), MOST_PAGE).await.ok()?;
    String::from_utf8(body.to_vec()).ok()
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"))
}

/// Where what a page is for begins: refusals are told there.
fn main_of(html: &str) -> usize {
    html.find("<main").and_then(|main| Some(main + html[main..].find('>')? + 1)).unwrap_or(html.len())
}

/// Opens what the form is folded away in.
fn unfolded(before: &str) -> String {
    let mut out = before.to_owned();
    if let Some(fold) = before.rfind("<details").filter(|fold| !before[*fold..].contains("</details>")) {
        out.insert_str(fold + "<details".len(), " open");
    }
    out
}

/// A refused form keeps the state that it was sent with, so that a newer one is not taken for read.
pub async fn with_state_sent(response: Response, sent_to: &Uri, typed: &Typed) -> Response {
    if response.status() != StatusCode::UNPROCESSABLE_ENTITY || !is_page(&response) {
        return response;
    }
    let Some(typed) = typed.take().filter(filled::bears_state) else { return response };
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MOST_PAGE).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = String::from_utf8_lossy(&body);
    let to = sent_to.path_and_query().map_or("/", |p| p.as_str());
    let html = match filled::form_to(&html, to, to, &typed) {
        Some(place) => {
            let form = filled::with_state_sent(&html[place.from..place.to], &typed);
            [&html[..place.from], &form, &html[place.to..]].concat()
        }
        None => html.into_owned(),
    };
    Response::from_parts(parts, Body::from(html))
}
