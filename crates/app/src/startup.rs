//! What a start makes sure of before the first request: areas, holidays and, for a demo, its sample data. After it,
//! the jobs that run beside the requests.

use crate::{Cx, Error, account, area, demo, dossier, import, job, journal, portal, register, settings};
use std::time::Duration;
use tokio::sync::watch;

/// Loads what is missing; quick on an installation that has it all.
pub async fn prepare(cx: &Cx) -> Result<(), Error> {
    journal::take_up_rows(cx).await?;
    account::prepare_key(cx).await?;
    area::load_if_empty(cx).await?;
    settings::calendar::load(cx).await?;
    settings::calendar::bring_up_to_date(cx).await?;
    register::write_missing_keys(cx).await?;
    dossier::keep_sealed_words(cx).await?;
    portal::take_names_of_recognitions(cx).await?;
    import::let_go_of_left(cx).await?;
    if cx.config.demo {
        demo::seed(cx).await?;
    }
    Ok(())
}

/// Runs the jobs of the program until told to stop, and again should their runner itself fail.
pub async fn run_jobs(cx: Cx, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let ended = match job::Runner::new(cx.clone(), job::all()) {
            Ok(runner) => tokio::spawn(runner.run(stop.clone())).await.map_err(Error::internal),
            Err(error) => Err(error),
        };
        if let Err(error) = ended {
            tracing::error!(%error, "the runner of the jobs failed and is started again");
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    }
}
