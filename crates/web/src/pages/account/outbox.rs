//! `/admin/outbox`: letters sent and waiting, without their bodies.

use crate::prelude::*;
use ocop_app::mail;

const SIZE: i64 = 50;

struct LetterView {
    id: String,
    to: String,
    subject: String,
    queued: String,
    sent: String,
    problem: String,
}

#[derive(Template)]
#[template(path = "account/outbox.html")]
struct OutboxPage {
    page: Page,
    letters: Vec<LetterView>,
    pager: Pager,
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let (lines, total) = mail::outbox(&visit.cx, query.page(), SIZE).await?;
    let letters = lines
        .into_iter()
        .map(|l| LetterView {
            id: l.id,
            to: l.to_address,
            subject: l.subject,
            queued: moment(l.created_at),
            sent: moment(l.sent_at),
            problem: l.problem.unwrap_or_default(),
        })
        .collect();
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/admin/outbox".into() };
    Ok(Html(OutboxPage { page: visit.page("account.outbox.title"), letters, pager }).into_response())
}

pub async fn retry(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    mail::retry(&visit.cx, &id).await?;
    Ok(redirect_with("/admin/outbox", "account.outbox.again"))
}
