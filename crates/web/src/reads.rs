//! Who opened which paper: each opening by a signed-in person leaves an entry in the journal before the paper goes out.
//! One that cannot be noted is not given.

use crate::failure::Failure;
use crate::state::AppState;
use crate::visit::Visit;
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ocop_app::account::access;

/// Routes that give out what people are to answer for having seen: papers of producers, sealed packages, score sheets,
/// minutes. What is made anew for its reader alone (the public's pages, forms to fill in) is not among them.
const PAPERS: &[&str] = &[
    "/evidence/{id}/file",
    "/files/{dossier}/{evidence}",
    "/dossiers/{id}/sealed/{attempt}/package.zip",
    "/dossiers/{id}/sealed/{attempt}/confirmation",
    "/dossiers/{id}/letter.pdf",
    "/dossiers/{id}/letter.docx",
    "/dossiers/{id}/meeting.pdf",
    "/dossiers/{id}/meeting.docx",
    "/dossiers/{id}/labels.pdf",
    "/dossiers/{id}/form01.pdf",
    "/dossiers/{id}/form01.docx",
    "/dossiers/{id}/form02.pdf",
    "/dossiers/{id}/form02.docx",
    "/dossiers/{id}/form03.pdf",
    "/dossiers/{id}/form03.docx",
    "/packages/{dossier}",
    "/objections/{id}/papers/{evidence}",
    "/assist/{id}/signed",
    "/decisions/{id}/decision.pdf",
    "/imports/{id}/findings.csv",
    "/advisory/{dossier}/report.pdf",
    "/advisory/{dossier}/report.docx",
    "/advisory/{dossier}/visits/{visit}/files/{number}",
    "/advisory/{dossier}/requests/{request}/file",
    "/api/v1/rounds/{id}/dossiers/{dossier}/sheets/{account}",
    "/rounds/{id}/dossiers/{dossier}",
    "/rounds/{id}/dossiers/{dossier}/tally",
    "/rounds/{id}/severity",
    "/api/v1/rounds/{id}/severity",
    "/rounds/{id}/minutes.pdf",
    "/rounds/{id}/papers/all/zip",
    "/rounds/{id}/papers/{paper}/pdf",
    "/rounds/{id}/papers/{paper}/docx",
    "/rounds/{id}/papers/{paper}/signed/{copy}",
];

/// Is the last part of an address named like a file? It has an ending, or is called after one.
pub fn named_like_a_file(address: &str) -> bool {
    let last = address.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let words = ["file", "{file}", "pdf", "docx", "zip", "picture", "signed", "confirmation", "{*path}"];
    last.contains('.') || words.contains(&last)
}

pub async fn note(State(state): State<AppState>, req: Request, next: Next) -> Response {
    let paper = req.method() == Method::GET
        && req.extensions().get::<MatchedPath>().is_some_and(|route| PAPERS.contains(&route.as_str()));
    if !paper {
        return next.run(req).await;
    }
    let path = req.uri().path().to_owned();
    let (mut parts, body) = req.into_parts();
    // Left in the request, so that its handler asks for the session no second time.
    let visit = match Visit::from_request_parts(&mut parts, &state).await {
        Ok(visit) => visit,
        Err(failure) => return failure.into_response(),
    };
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.status().is_success()
        && visit.session.as_ref().is_some_and(|s| s.may_act())
        && let Err(error) = access::read(&visit.cx, &path).await
    {
        return Failure(error).into_response();
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{PAPERS, named_like_a_file};

    /// Routes that answer with a file but give out nothing that is any person's: the public's, blank forms, the program's
    /// own parts.
    const FREE: &[&str] = &[
        "/certificates/{file}",
        "/products/{code}/picture",
        "/static/{hash}/{*path}",
        "/advisory/worker.js",
        "/api/openapi.json",
        "/api/v1/certificates/{number}",
        "/api/v1/areas",
        "/api/v1/areas/{code}",
        "/api/v1/products",
        "/api/v1/products/{id}",
        // To be filled in or signed by its reader, made anew for that.
        "/dossiers/{id}/confirm/sheet.pdf",
        "/assist/{id}/sheet.pdf",
    ];

    /// By its address: a route that is named like a file, and every route of the API.
    fn gives_a_file(route: &str) -> bool {
        let under = ["/files/{", "/papers/{evidence}", "/signed/{", "/packages/{", "/sheets/{", "/api/"];
        let under = under.iter().any(|u| route.contains(u)) && !route.starts_with("/ministry/");
        named_like_a_file(route) || under
    }

    #[test]
    fn every_route_named_here_is_one() {
        let all = gets();
        for route in PAPERS.iter().chain(FREE) {
            assert!(all.contains(*route), "{route}");
        }
    }

    fn gets() -> std::collections::BTreeSet<String> {
        let all = crate::walk::routes().into_iter();
        all.filter(|(method, _)| method == "GET").map(|(_, path)| path).collect()
    }

    /// ASVS 16.2.1: a person who opens a paper is on record. A new route that gives out a file is put into one of the lists.
    #[test]
    fn every_route_that_gives_out_a_file_is_noted_or_said_to_be_free() {
        let open: Vec<String> = gets()
            .into_iter()
            .filter(|route| gives_a_file(route))
            .filter(|route| !PAPERS.contains(&route.as_str()) && !FREE.contains(&route.as_str()))
            .collect();
        assert!(open.is_empty(), "neither noted nor free: {open:?}");
        // Pages that show a sheet and the evidence beside it, though they end like pages.
        for page in ["/rounds/{id}/dossiers/{dossier}", "/rounds/{id}/dossiers/{dossier}/tally"] {
            assert!(PAPERS.contains(&page), "{page}");
        }
        for both in FREE {
            assert!(!PAPERS.contains(both), "{both} is in both lists");
        }
    }
}
