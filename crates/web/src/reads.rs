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
    "/dossiers/{id}/form01.pdf",
    "/dossiers/{id}/form01.docx",
    "/dossiers/{id}/form02.pdf",
    "/dossiers/{id}/form02.docx",
    "/dossiers/{id}/form03.pdf",
    "/dossiers/{id}/form03.docx",
    "/packages/{dossier}",
    "/objections/{id}/papers/{evidence}",
    "/advisory/{dossier}/report.pdf",
    "/advisory/{dossier}/report.docx",
    "/advisory/{dossier}/visits/{visit}/files/{number}",
    "/advisory/{dossier}/requests/{request}/file",
    "/api/v1/rounds/{id}/dossiers/{dossier}/sheets/{account}",
    "/rounds/{id}/dossiers/{dossier}/tally",
    "/rounds/{id}/minutes.pdf",
    "/rounds/{id}/papers/all/zip",
    "/rounds/{id}/papers/{paper}/pdf",
    "/rounds/{id}/papers/{paper}/docx",
    "/rounds/{id}/papers/{paper}/signed/{copy}",
];

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
    use super::PAPERS;
    use std::path::Path;

    fn sources(at: &Path, out: &mut String) {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if !path.ends_with("reads.rs") {
                out.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_route_named_here_is_one() {
        let mut text = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
        for route in PAPERS {
            assert!(text.contains(&format!("\"{route}\"")), "{route}");
        }
    }
}
