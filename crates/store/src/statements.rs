//! Counts what is sent to the database: for the whole store, and for the task at work, so that a request can say how many
//! statements it took and how long they were.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How many statements were sent, and the time they took together.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Statements {
    pub number: u64,
    pub time: Duration,
}

#[derive(Default)]
struct Sum {
    number: AtomicU64,
    micros: AtomicU64,
}

tokio::task_local! {
    static OF_TASK: Arc<Sum>;
}

/// Runs a future and says what it sent to the database. What it spawns on other tasks is not counted.
pub async fn counting<F: Future>(future: F) -> (F::Output, Statements) {
    let sum = Arc::new(Sum::default());
    let output = OF_TASK.scope(sum.clone(), future).await;
    let time = Duration::from_micros(sum.micros.load(Ordering::Relaxed));
    (output, Statements { number: sum.number.load(Ordering::Relaxed), time })
}

/// Adds a statement to the task's sum, where one is kept.
pub(crate) fn add(took: Duration) {
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let _ = OF_TASK.try_with(|sum| {
        sum.number.fetch_add(1, Ordering::Relaxed);
        sum.micros.fetch_add(micros, Ordering::Relaxed);
    });
}
