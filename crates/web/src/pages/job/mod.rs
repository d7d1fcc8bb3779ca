//! `/admin/jobs`: what the program does by itself, when it last did it, and what failed.

use crate::prelude::*;
use ocop_app::job::{self, Line, State};

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(220, "/admin/jobs", "job.title", &[Role::Administrator])],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/admin/jobs", get(show))
        .route("/admin/jobs/{id}/again", post(again))
        .route("/admin/jobs/{id}/drop", post(drop_dead))
}

struct JobView {
    id: String,
    name: String,
    key: String,
    state: String,
    dead: bool,
    began: String,
    took: String,
    result: String,
    next: String,
    tries: String,
    problem: String,
    may_run: bool,
    may_drop: bool,
}

#[derive(Template)]
#[template(path = "job/list.html")]
struct JobsPage {
    page: Page,
    jobs: Vec<JobView>,
    waiting: i64,
    running: i64,
    dead: i64,
    oldest: String,
}

async fn show(visit: Visit) -> Reply {
    let view = job::overview(&visit.cx).await?;
    let page = visit.page("job.title");
    let jobs = view.lines.into_iter().map(|line| job_view(&page, line)).collect();
    let counts = view.counts;
    let oldest = moment(counts.oldest);
    let (waiting, running, dead) = (counts.waiting, counts.running, counts.dead);
    Ok(Html(JobsPage { page, jobs, waiting, running, dead, oldest }).into_response())
}

fn job_view(page: &Page, Line { row, state, next, may_run }: Line) -> JobView {
    let word = match state {
        State::Waiting => "waiting",
        State::Scheduled => "scheduled",
        State::Running => "running",
        State::Done => "done",
        State::Dead => "dead",
    };
    let took = row.took_ms.map(|ms| format!("{},{:03}", ms / 1_000, ms % 1_000));
    let result = row.done.zip(row.failed).map(|(done, failed)| match failed {
        0 => say!(page, "job.counted_done", n = done),
        _ => say!(page, "job.counted", done, failed),
    });
    let next = match (next, state) {
        (None, State::Scheduled) => page.say("job.when_rows"),
        (at, _) => moment(at),
    };
    JobView {
        name: page.say(&format!("job.kinds.{}", row.kind.replace('.', "_"))),
        key: row.key,
        state: page.say(&format!("job.states.{word}")),
        dead: state == State::Dead,
        began: moment(row.began_at),
        took: took.map(|n| say!(page, "job.seconds", n)).unwrap_or_default(),
        result: result.unwrap_or_default(),
        next,
        tries: if row.attempts > 0 && state != State::Running {
            say!(page, "job.tries", n = row.attempts)
        } else {
            String::new()
        },
        problem: row.problem.unwrap_or_default(),
        may_run,
        may_drop: state == State::Dead && !row.standing,
        id: row.id,
    }
}

async fn again(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    job::again(&visit.cx, &id).await?;
    Ok(redirect_with("/admin/jobs", "job.again_done"))
}

async fn drop_dead(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    job::drop_dead(&visit.cx, &id).await?;
    Ok(redirect_with("/admin/jobs", "job.drop_done"))
}

#[cfg(test)]
mod tests;
