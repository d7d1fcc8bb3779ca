//! The program's own context, and what a start makes sure of before the first request: areas, holidays and, for a demo, its sample data. After it,
//! the jobs that run beside the requests.

use crate::clock::WallClock;
use crate::config::Config;
use crate::ids::RandomIds;
use crate::prelude::*;
use crate::{
    account, after_effects, area, catalogue, council, demo, dossier, holiday, import, job, jobs, journal,
    register,
};
use ocop_domain::lang::Lang;
use ocop_store::Store;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

impl Cx {
    /// The program's own context: real clock, random ids, acting as the system.
    pub fn system(store: Store, config: Config) -> Cx {
        Cx {
            store,
            clock: Arc::new(WallClock),
            ids: Arc::new(RandomIds),
            actor: Actor::System,
            lang: Lang::Vi,
            config: Arc::new(config),
            sending: None,
            from: None,
            after_effects: after_effects::ALL,
        }
    }

    /// Opens the database and the files (making and migrating what is not there) and acts as the system.
    pub async fn open(database: &str, files: &str, config: Config) -> Result<Cx, Error> {
        let store = Store::open(database, files).await?;
        if let Some(bytes) = config.keep_free {
            store.space.keep_free(bytes);
        }
        Ok(Cx::system(store, config))
    }
}

/// Loads what is missing; quick on an installation that has it all.
pub async fn prepare(cx: &Cx) -> Result<(), Error> {
    journal::take_up_rows(cx).await?;
    account::prepare_key(cx).await?;
    area::load_if_empty(cx).await?;
    holiday::load(cx).await?;
    holiday::bring_up_to_date(cx).await?;
    register::write_missing_keys(cx).await?;
    dossier::keep_sealed_words(cx).await?;
    catalogue::take_names_of_recognitions(cx).await?;
    import::let_go_of_left(cx).await?;
    council::take_up_bundles(cx).await?;
    if cx.config.demo {
        Box::pin(demo::seed(cx)).await?;
    }
    Ok(())
}

/// Runs the jobs of the program until told to stop, and again should their runner itself fail.
pub async fn run_jobs(cx: Cx, stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let ended = match job::Runner::new(cx.clone(), jobs::all()) {
            Ok(runner) => tokio::spawn(runner.run(stop.clone())).await.map_err(Error::internal),
            Err(error) => Err(error),
        };
        if let Err(error) = ended {
            tracing::error!(%error, "the runner of the jobs failed and is started again");
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    }
}
