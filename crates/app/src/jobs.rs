//! Everything the program does by itself, and when.

use crate::job::{Job, sweep};
use crate::{account, council, dossier, journal, mail, notice, once, product, upload};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// Everything the program does by itself, a line each. What has to be done once a day is tried once an hour: what is
/// done already is left as it is.
pub fn all() -> Vec<Job> {
    vec![
        Job::every(HOUR, "journal.seal", |cx| async move { journal::seal_hour(&cx).await }),
        Job::every(HOUR, "notice.papers", |cx| async move { notice::announce_ending_papers(&cx).await }),
        Job::every(HOUR, "dossier.awaited", |cx| async move { dossier::remind_awaited_additions(&cx).await }),
        Job::every(HOUR, "council.written", |cx| async move { council::follow_written(&cx).await }),
        Job::every(HOUR, "account.sweep", |cx| async move { account::sweep(&cx).await }),
        Job::every(HOUR, "upload.clear", |cx| async move { upload::clear(&cx).await.map(|(n, _)| n) }),
        Job::every(HOUR, "mail.sweep", |cx| async move { mail::sweep(&cx).await }),
        Job::every(HOUR, "once.sweep", |cx| async move { once::sweep(&cx).await }),
        Job::every(HOUR, "job.sweep", |cx| async move { sweep(&cx).await }),
        Job::rows("account.reset", |cx| async move { account::reset::answer(&cx).await }),
        Job::rows("mail.send", |cx| async move { mail::deliver(&cx).await }),
        Job::on_demand("council.papers", |cx, work| async move {
            Box::pin(council::make_bundle(&cx, &work.payload, work.attempt)).await
        }),
        Job::once("product.pictures", |cx| async move { product::plain_pictures(&cx).await }),
    ]
}
