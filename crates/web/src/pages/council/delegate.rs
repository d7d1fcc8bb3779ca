//! Who sits in a member's place for a round, and by which letter.

use crate::prelude::*;
use ocop_app::council::{self, SendDelegate, show_round};

struct Sent {
    member_id: String,
    member: String,
    delegate: String,
    letter: String,
}

typed!(SendDelegate => "council/delegates.html");
#[derive(Template)]
#[template(path = "council/delegates.html")]
struct Show {
    page: Page,
    form: Form,
    round: String,
    version: i64,
    sent: Vec<Sent>,
    members: Vec<Choice>,
    candidates: Vec<Choice>,
}

async fn render(visit: &Visit, id: &str, form: Form) -> Result<Show, Failure> {
    let v = show_round(&visit.cx, id).await?;
    let candidates = council::delegate_candidates(&visit.cx, id).await?;
    let page = visit.page("council.delegate.title").crumb(format!("/rounds/{id}"), v.round.name.clone());
    let sent = v.delegates.iter().map(|d| Sent {
        member_id: d.member_id.clone(),
        member: d.member_name.clone(),
        delegate: d.delegate_name.clone(),
        letter: letter(&page, &d.letter_number, &d.letter_on),
    });
    let sends =
        |account: &str| v.delegates.iter().any(|d| d.delegate_id == account || d.member_id == account);
    let members = v.members.iter().filter(|m| !sends(&m.account_id)).map(|m| {
        let duty = page.t(&format!("council.duty.{}", m.duty));
        Choice::new(m.account_id.clone(), format!("{}, {} ({duty})", m.name, m.department))
    });
    Ok(Show {
        sent: sent.collect(),
        members: members.collect(),
        candidates: candidates.into_iter().map(|c| Choice::new(c.account_id, c.name)).collect(),
        round: id.to_owned(),
        version: v.round.version,
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(render(&visit, &id, Form::new()).await?).into_response())
}

pub async fn send(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = SendDelegate { round: id.clone(), ..fields.read()? };
    let done = council::send_delegate(&visit.cx, cmd).await;
    let next = format!("/rounds/{id}/delegates");
    answered(&visit, &fields, done, (next, "council.delegate.done"), async |form| {
        render(&visit, &id, form).await
    })
    .await
}

pub async fn recall(visit: Visit, Path((id, member)): Path<(String, String)>, _: Fields) -> Reply {
    council::recall_delegate(&visit.cx, &id, &member).await?;
    Ok(redirect_with(&format!("/rounds/{id}/delegates"), "council.delegate.recalled"))
}

/// "số 12/GUQ, ngày 05/10/2026"
pub(super) fn letter(page: &Page, number: &str, on: &str) -> String {
    say!(page, "council.delegate.letter", number, day = page.date(on))
}
