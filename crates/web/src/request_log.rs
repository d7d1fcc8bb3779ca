//! One line a request, at the level `info` of the target `request`: method, route, status, duration, the request's id, the
//! statements it took, and the person as a hash. No address as typed, no query, no id of a thing or person. The id is
//! also a header of the answer, so that a report of a fault leads to its line. What is logged by default and how to ask
//! for more: `docs/LOGGING.md`.

use crate::metrics;
use crate::state::AppState;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use ocop_app::statements::counting;
use ocop_domain::journal::sha256;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// The header of an answer that names its line in the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static ACTOR: Arc<OnceLock<String>>;
}

/// Notes who is asking. The log gets twelve digits of a hash: the same for one person, and no id.
pub fn actor(account: &str) {
    let _ = ACTOR.try_with(|actor| actor.get_or_init(|| pseudonym(account)).len());
}

fn pseudonym(account: &str) -> String {
    sha256(format!("request log {account}").as_bytes()).chars().take(12).collect()
}

pub async fn note(State(state): State<AppState>, req: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = req.method().clone();
    let path = req.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = path.unwrap_or_else(|| "none".to_owned());
    // Ours alone: one that came with the request could carry anything into the log.
    let id = state.cx.ids.id();
    let actor = Arc::new(OnceLock::new());
    let (mut response, sent) = ACTOR.scope(actor.clone(), counting(next.run(req))).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    metrics::took(&path, took);
    tracing::info!(
        target: "request",
        %method,
        path,
        status,
        ms = took.as_millis(),
        id,
        actor = actor.get().map_or("-", String::as_str),
        statements = sent.number,
        statements_ms = sent.time.as_millis(),
    );
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::pseudonym;

    #[test]
    fn a_person_is_told_apart_and_not_named() {
        let id = "01a22b12-ffe2-708c-aa6d-052bcdb3d533";
        assert_eq!(pseudonym(id), pseudonym(id));
        assert_ne!(pseudonym(id), pseudonym("01a22b12-ffe2-708c-aa6d-052bcdb3d534"));
        assert!(pseudonym(id).len() == 12 && !id.contains(&pseudonym(id)));
    }
}
