//! Posts that wait for a second person: the list at `/admin/waiting`, the producer's own people, and what is offered to
//! oneself.

use super::accounts::roles;
use super::signed_in;
use crate::nav::post_word;
use crate::prelude::*;
use ocop_app::account::waiting::{self, People, Waiting};

/// One post that waits, in words.
pub struct Line {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub place: String,
    pub asked_by: String,
    pub asked: String,
    pub answers: bool,
    pub own: bool,
}

/// Who acts for a producer, for the producer's page.
pub struct PeopleView {
    pub acting: Vec<Acting>,
    pub waiting: Vec<Line>,
    pub own: bool,
    /// For those who keep or give these posts: the producer's own people and its offices.
    pub shown: bool,
}

pub struct Acting {
    pub post: String,
    pub name: String,
    pub from: String,
    /// The reader may end it: one of the producer's own people, and not the reader's own post.
    pub ends: bool,
}

#[derive(Template)]
#[template(path = "account/waiting.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
}

fn line(page: &Page, w: Waiting) -> Line {
    Line {
        role: post_word(page.lang, w.role, w.place.is_empty()),
        place: if w.place.is_empty() { page.say("account.post.nation") } else { w.place },
        asked_by: w.row.asked_by_name.unwrap_or_else(|| page.say("account.journal.by_system")),
        asked: moment(w.row.asked_at),
        name: w.row.account_name,
        email: w.row.email,
        id: w.row.id,
        answers: w.answers,
        own: w.own,
    }
}

pub async fn list(visit: Visit) -> Reply {
    let found = waiting::list(&visit.cx).await?;
    let mut page = visit.page("account.waiting.title");
    page = page.under("/admin/accounts", "account.list.title");
    let lines = found.into_iter().map(|w| line(&page, w)).collect();
    Ok(Html(ListPage { page, lines }).into_response())
}

/// For the producer's page; the page has made sure that its reader may see the producer.
pub async fn of_producer(visit: &Visit, page: &Page, producer: &str) -> Result<PeopleView, Failure> {
    let People { acting, waiting, own } = waiting::people(&visit.cx, producer).await?;
    let me = visit.cx.actor.id();
    let acting = acting
        .into_iter()
        .map(|a| Acting {
            ends: own && a.account_id != me,
            from: page.date(&a.valid_from),
            name: a.name,
            post: a.post_id,
        })
        .collect();
    let waiting = waiting.into_iter().map(|w| line(page, w));
    // The address is for those who have to know whom they confirm.
    let waiting =
        waiting.map(|l| if l.answers || l.own { l } else { Line { email: String::new(), ..l } }).collect();
    Ok(PeopleView { acting, waiting, own, shown: own || !roles(visit).is_empty() })
}

pub async fn confirm(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    waiting::confirm(&visit.cx, &id).await?;
    Ok(redirect_with("/admin/waiting", "account.waiting.confirmed"))
}

pub async fn refuse(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    waiting::refuse(&visit.cx, &id).await?;
    Ok(redirect_with("/admin/waiting", "account.waiting.refused"))
}

pub async fn confirm_person(visit: Visit, Path((producer, id)): Path<(String, String)>, _: Fields) -> Reply {
    waiting::confirm(&visit.cx, &id).await?;
    Ok(redirect_with(&format!("/producers/{producer}"), "account.waiting.confirmed"))
}

pub async fn refuse_person(visit: Visit, Path((producer, id)): Path<(String, String)>, _: Fields) -> Reply {
    waiting::refuse(&visit.cx, &id).await?;
    Ok(redirect_with(&format!("/producers/{producer}"), "account.waiting.refused"))
}

pub async fn end_person(visit: Visit, Path((producer, post)): Path<(String, String)>, _: Fields) -> Reply {
    waiting::end_for_producer(&visit.cx, &producer, &post).await?;
    Ok(redirect_with(&format!("/producers/{producer}"), "account.post.ended"))
}

pub async fn take(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    waiting::answer_offer(&visit.cx, signed_in(&visit)?, &id, true).await?;
    Ok(redirect_with("/account", "account.waiting.taken"))
}

pub async fn leave(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    waiting::answer_offer(&visit.cx, signed_in(&visit)?, &id, false).await?;
    Ok(redirect_with("/account", "account.waiting.refused"))
}
