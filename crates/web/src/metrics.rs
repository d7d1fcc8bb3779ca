//! Counts for those who watch the service, at `/metrics` in the Prometheus text format: answers by class of status,
//! how long each route took, and the jobs. Nothing of who asked for what is kept. They are for the machine itself, or
//! stand at an address of their own.

use crate::state::AppState;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ocop_app::job;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Answers with status 1xx … 5xx since the start.
static ANSWERS: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];

/// Upper edges of the classes of duration, in milliseconds.
const EDGES: [u64; 8] = [5, 15, 50, 150, 500, 1_500, 5_000, 15_000];

/// How long the answers of one route took: by class, together, and how many.
#[derive(Default)]
struct Durations {
    by_class: [u64; EDGES.len()],
    micros: u64,
    number: u64,
}

/// By route as it is written in the router: there are only so many.
static DURATIONS: Mutex<BTreeMap<String, Durations>> = Mutex::new(BTreeMap::new());

/// Notes how long a route took to answer.
pub fn took(route: &str, time: Duration) {
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    let mut all = DURATIONS.lock().unwrap_or_else(PoisonError::into_inner);
    if !all.contains_key(route) {
        all.insert(route.to_owned(), Durations::default());
    }
    let Some(of) = all.get_mut(route) else { return };
    for (count, edge) in of.by_class.iter_mut().zip(EDGES) {
        *count += u64::from(micros <= edge * 1_000);
    }
    of.micros = of.micros.saturating_add(micros);
    of.number += 1;
}

/// The durations in the text format's histogram.
fn durations(text: &mut String) {
    const NAME: &str = "ocop_http_request_duration_seconds";
    let _ = writeln!(text, "# HELP {NAME} Time to the head of an answer by route.\n# TYPE {NAME} histogram");
    let all = DURATIONS.lock().unwrap_or_else(PoisonError::into_inner);
    for (route, of) in &*all {
        let seconds = |micros: u64| format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
        for (count, edge) in of.by_class.iter().zip(EDGES) {
            let edge = seconds(edge * 1_000);
            let _ = writeln!(text, "{NAME}_bucket{{route=\"{route}\",le=\"{edge}\"}} {count}");
        }
        let _ = writeln!(text, "{NAME}_bucket{{route=\"{route}\",le=\"+Inf\"}} {}", of.number);
        let _ = writeln!(text, "{NAME}_sum{{route=\"{route}\"}} {}", seconds(of.micros));
        let _ = writeln!(text, "{NAME}_count{{route=\"{route}\"}} {}", of.number);
    }
}

pub async fn count(req: Request, next: Next) -> Response {
    let response = next.run(req).await;
    let class = usize::from(response.status().as_u16() / 100).clamp(1, 5) - 1;
    ANSWERS[class].fetch_add(1, Ordering::Relaxed);
    response
}

/// What a proxy adds: the question came from elsewhere, whatever the line says.
const FORWARDED: [HeaderName; 4] = [
    header::FORWARDED,
    header::VIA,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-real-ip"),
];

/// The counts beside the pages: for a question from this machine alone.
pub async fn show_near(State(state): State<AppState>, req: Request) -> Response {
    let peer = req.extensions().get::<ConnectInfo<SocketAddr>>();
    let near = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && !FORWARDED.iter().any(|name| req.headers().contains_key(name));
    if near { show(State(state)).await } else { StatusCode::NOT_FOUND.into_response() }
}

/// The counts at an address of their own.
pub fn router(state: AppState) -> Router {
    Router::new().route("/metrics", get(show)).with_state(state)
}

/// What the jobs of this node came to, and how much work there is for all nodes; of the latter nothing where the database
/// gives no answer.
async fn jobs(state: &AppState, text: &mut String) {
    let told = job::told();
    text.push_str(
        "# HELP ocop_job_runs_total Runs of jobs by kind and outcome.\n# TYPE ocop_job_runs_total counter\n",
    );
    for ((kind, outcome), (runs, _)) in &told {
        let _ = writeln!(text, "ocop_job_runs_total{{kind=\"{kind}\",outcome=\"{outcome}\"}} {runs}");
    }
    text.push_str("# HELP ocop_job_run_seconds_total Time runs of jobs took together.\n");
    text.push_str("# TYPE ocop_job_run_seconds_total counter\n");
    for ((kind, outcome), (_, ms)) in &told {
        let seconds = format!("{}.{:03}", ms / 1_000, ms % 1_000);
        let _ =
            writeln!(text, "ocop_job_run_seconds_total{{kind=\"{kind}\",outcome=\"{outcome}\"}} {seconds}");
    }
    let Ok(counts) = job::counts(&state.cx).await else { return };
    let age = counts.oldest.map_or(0, |since| (state.cx.now_ms() - since).max(0) / 1_000);
    for (name, help, n) in [
        ("ocop_jobs_waiting", "Work entered by acts that waits.", counts.waiting),
        ("ocop_jobs_running", "Jobs under way.", counts.running),
        ("ocop_jobs_dead", "Jobs given up after many failures.", counts.dead),
        ("ocop_jobs_oldest_seconds", "Age of the oldest work that waits.", age),
    ] {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {n}");
    }
}

pub async fn show(State(state): State<AppState>) -> Response {
    let mut text = String::from("# HELP ocop_http_responses_total Answers by class of status.\n");
    text.push_str("# TYPE ocop_http_responses_total counter\n");
    for (i, n) in ANSWERS.iter().enumerate() {
        let _ = writeln!(
            text,
            "ocop_http_responses_total{{class=\"{}xx\"}} {}",
            i + 1,
            n.load(Ordering::Relaxed)
        );
    }
    durations(&mut text);
    jobs(&state, &mut text).await;
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
