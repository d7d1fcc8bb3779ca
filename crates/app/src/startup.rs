//! What a start makes sure of before the first request: areas, holidays and, for a demo, its sample data. After it,
//! the tasks that run beside the requests.

use crate::{
    Cx, Error, account, area, council, demo, dossier, import, journal, mail, notice, once, portal, product,
    register, settings, upload,
};
use std::time::Duration;

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

/// Sends queued mail, seals the journal, announces papers that run out, reminds of additions awaited, follows
/// councils asked in writing, clears abandoned uploads and what ran out of sessions, links and tries, and puts the
/// papers of rounds together, until the program ends.
pub async fn run_tasks(cx: Cx) {
    tokio::join!(
        mail::run_outbox(cx.clone()),
        council::run_bundles(cx.clone()),
        pictures(cx.clone()),
        hourly(cx)
    );
}

/// Pictures of before are made plain beside the requests; until then they are stripped on their way out.
async fn pictures(cx: Cx) {
    if let Err(error) = product::plain_pictures(&cx).await {
        tracing::error!(%error, "pictures of before were not written anew");
    }
}

/// What has to be done once a day is tried once an hour: what is done already is left as it is.
async fn hourly(cx: Cx) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        if let Err(error) = journal::seal_hour(&cx).await {
            tracing::error!(%error, "the journal was not sealed");
        }
        if let Err(error) = notice::announce_ending_papers(&cx).await {
            tracing::error!(%error, "papers that run out were not announced");
        }
        if let Err(error) = dossier::remind_awaited_additions(&cx).await {
            tracing::error!(%error, "producers were not reminded of additions awaited");
        }
        if let Err(error) = council::follow_written(&cx).await {
            tracing::error!(%error, "councils asked in writing were not followed");
        }
        if let Err(error) = account::sweep(&cx).await {
            tracing::error!(%error, "sessions, links and tries whose time is over were not cleared");
        }
        if let Err(error) = upload::clear(&cx).await {
            tracing::error!(%error, "uploads whose time is over were not cleared");
        }
        if let Err(error) = mail::sweep(&cx).await {
            tracing::error!(%error, "letters that went out long ago were not forgotten");
        }
        if let Err(error) = once::sweep(&cx).await {
            tracing::error!(%error, "sendings of forms whose time is over were not forgotten");
        }
    }
}
