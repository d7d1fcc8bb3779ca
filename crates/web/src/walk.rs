//! Every route of the program, asked in seconds without a browser: a new route is walked by being there. What answers
//! hang on (a sheet not handed in, an address that cannot be read) is tested in `secrecy` and `stress`.
//!
//! The first tests walk a house without a row, the others ([`seeded`]) one in which every kind of thing is there.

mod crawl;
mod page;
mod pressed;
mod seeded;
mod table;
mod world;

pub(crate) use table::routes;

use crate::stress::{Someone, house, text};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

/// An id of the right form that no thing has.
const NONE: &str = "01999999-9999-7999-8999-999999999999";

/// Routes that change something and are there for people without an account.
const FOR_ALL: [&str; 5] = ["/sign-in", "/sign-out", "/reset", "/invite/", "/uploads"];

fn with(path: &str, id: &str) -> String {
    let parts = path.split('/').map(|part| match (part.find('{'), part.find('}')) {
        (Some(from), Some(to)) => format!("{}{id}{}", &part[..from], &part[to + 1..]),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn for_all(path: &str) -> bool {
    FOR_ALL.iter().any(|p| path.starts_with(p))
}

/// A thing that is not there is not there for the administrator either; nothing fails inside.
#[tokio::test]
async fn a_thing_that_is_not_there_is_refused_by_every_route() {
    let house = house("http://127.0.0.1:8080", true).await;
    let people = [house.someone("administrator").await, house.someone("ministry_office").await];
    let mut wrong = Vec::new();
    for who in &people {
        for (method, path) in routes() {
            if !path.contains('{') {
                continue;
            }
            let uri = with(&path, NONE);
            let answer = house.ask(who, &method, &uri, &[("csrf", &who.csrf)]).await;
            // A form that lacks its fields may be refused before the thing is looked for.
            let refused = answer.status().is_client_error();
            if !refused {
                wrong.push(format!("{method} {path}: {}", answer.status()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Without a session nothing is changed: sent to the door, or refused.
#[tokio::test]
async fn nothing_is_changed_for_a_stranger() {
    let house = house("http://127.0.0.1:8080", true).await;
    let mut wrong = Vec::new();
    let mut walked = 0;
    for (method, path) in routes() {
        if method == "GET" || for_all(&path) {
            continue;
        }
        walked += 1;
        let answer = house.ask(&Someone::default(), &method, &with(&path, NONE), &[]).await;
        let to_the_door = answer.status() == StatusCode::SEE_OTHER
            && answer.headers().get("location").is_some_and(|to| to.as_bytes().starts_with(b"/sign-in"));
        if !to_the_door && !answer.status().is_client_error() {
            wrong.push(format!("{method} {path}: {}", answer.status()));
        }
    }
    assert!(walked > 100, "only {walked} routes");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A form without the token of its page changes nothing, not even for an administrator who is signed in.
#[tokio::test]
async fn a_form_without_its_token_is_refused_by_every_route() {
    let house = house("http://127.0.0.1:8080", true).await;
    let who = house.someone("administrator").await;
    let mut wrong = Vec::new();
    for (method, path) in routes() {
        if method == "GET" || for_all(&path) {
            continue;
        }
        let request = Request::builder()
            .method(method.as_str())
            .uri(with(&path, NONE))
            .header("host", "ocop.example")
            .header("cookie", &who.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::empty())
            .unwrap();
        let answer = house.router.clone().oneshot(request).await.unwrap();
        if !answer.status().is_client_error() {
            wrong.push(format!("{method} {path}: {}", answer.status()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// An empty form comes back with its page, or is refused; it is no fault of the program.
#[tokio::test]
async fn an_empty_form_comes_back_as_a_page() {
    let house = house("http://127.0.0.1:8080", true).await;
    let mut came_back = 0;
    for role in ["administrator", "ministry_office"] {
        let who = house.someone(role).await;
        for (method, path) in routes() {
            if method != "POST" || path.contains('{') || path.starts_with("/sign-out") {
                continue;
            }
            let answer = house.ask(&who, "POST", &path, &[("csrf", &who.csrf)]).await;
            let status = answer.status();
            assert!(!status.is_server_error(), "{role} {path}: {status}");
            if status == StatusCode::UNPROCESSABLE_ENTITY {
                came_back += 1;
                let page = text(answer).await;
                assert!(page.contains("<form") || page.contains("<h1"), "{role} {path}: {page}");
            }
        }
    }
    assert!(came_back > 0, "no form came back");
}

/// Every answer names its line in the log.
#[tokio::test]
async fn every_answer_has_an_id_of_its_own() {
    let house = house("http://127.0.0.1:8080", true).await;
    let mut seen = std::collections::BTreeSet::new();
    for path in ["/", "/products", "/nowhere", "/healthz", "/static/x/y"] {
        let answer = house.ask(&Someone::default(), "GET", path, &[]).await;
        let id = answer.headers().get("x-request-id").unwrap_or_else(|| panic!("{path}")).to_owned();
        assert!(seen.insert(id), "{path}");
    }
}

/// The description of the interface is held still: a change of it is a changed file. To take one over, run with
/// `OCOP_TAKE_OPENAPI=1`.
#[test]
fn the_interface_is_as_it_is_written_down() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
    let now = serde_json::to_string_pretty(&crate::api::described()).unwrap() + "\n";
    #[expect(clippy::disallowed_methods, reason = "the person at the keyboard says that a change is meant")]
    if std::env::var("OCOP_TAKE_OPENAPI").is_ok() {
        std::fs::write(file, &now).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), now, "docs/openapi.json is not what the program says");
}
