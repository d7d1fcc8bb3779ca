//! `/admin/accounts`: who may sign in, and in which posts.

use crate::nav::post_word;
use crate::prelude::*;
use ocop_app::account::list::{self, AccountLine};
use ocop_app::account::{PostForm, invite, manage};
use ocop_domain::account::Role;

typed!(PostForm => "account/post_fields.html");

const SIZE: i64 = 50;

#[derive(Template)]
#[template(path = "account/accounts.html")]
struct ListPage {
    page: Page,
    form: Form,
    lines: Vec<AccountLine>,
    roles: Vec<Choice>,
    pager: Pager,
}

struct PostView {
    id: String,
    role: String,
    place: String,
    from: String,
    until: String,
    decision: String,
    /// Held today or to come: it can be ended.
    runs: bool,
}

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    page: Page,
    form: Form,
    line: AccountLine,
    phone: String,
    version: i64,
    posts: Vec<PostView>,
    manages: bool,
    roles: Vec<Choice>,
}

/// The roles this visitor may give.
pub(super) fn roles(visit: &Visit) -> Vec<Choice> {
    let posts = visit.cx.actor.posts();
    Role::ALL
        .iter()
        .filter(|r| posts.iter().any(|p| p.role.may_give().contains(r)))
        .map(|r| Choice::new(r.as_str(), post_word(visit.cx.lang, *r, false)))
        .collect()
}

pub async fn list(visit: Visit, query: Query) -> Reply {
    let (q, role) = (query.get("q"), query.get("role"));
    let found = list::list(&visit.cx, q, role, query.page(), SIZE).await?;
    let base = form_urlencoded::Serializer::new(String::new())
        .append_pair("q", q)
        .append_pair("role", role)
        .finish();
    let pager =
        Pager { page: query.page(), size: SIZE, total: found.total, base: format!("/admin/accounts?{base}") };
    let body = ListPage {
        page: visit.page("account.list.title"),
        form: query.form(),
        lines: found.lines,
        roles: roles(&visit),
        pager,
    };
    Ok(Html(body).into_response())
}

async fn page(visit: &Visit, id: &str, mut form: Form) -> Result<AccountPage, Failure> {
    let view = list::view(&visit.cx, id).await?;
    if form.values("name").is_empty() {
        form.set("name", view.line.name.as_str());
    }
    let mut page = visit.page_titled(view.line.name.clone());
    page = page.under("/admin/accounts", "account.list.title");
    let today = visit.cx.today();
    let posts = view
        .posts
        .into_iter()
        .map(|(held, decision)| PostView {
            role: post_word(page.lang, held.post.role, held.place.is_empty()),
            place: if held.place.is_empty() { page.say("account.post.nation") } else { held.place },
            from: page.date(held.post.from),
            until: page.date(held.post.until),
            decision: decision.unwrap_or_default(),
            runs: held.post.until.is_none_or(|u| today <= u),
            id: held.id,
        })
        .collect();
    let phone = view.phone.unwrap_or_default();
    let (version, manages, roles) = (view.version, view.manages, roles(visit));
    Ok(AccountPage { page, form, line: view.line, phone, version, posts, manages, roles })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(page(&visit, &id, Form::new()).await?).into_response())
}

pub async fn appoint(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    match manage::appoint(&visit.sending(&fields), &id, fields.read()?).await {
        Ok(()) => Ok(redirect_with(&format!("/admin/accounts/{id}"), "account.post.given")),
        Err(e) => again(page(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

pub async fn rename(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    match manage::rename(&visit.cx, &id, fields.get("name")).await {
        Ok(()) => Ok(redirect_with(&format!("/admin/accounts/{id}"), "account.one.changed")),
        Err(e) => again(page(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

pub async fn end_post(visit: Visit, Path(post): Path<String>, _: Fields) -> Reply {
    let account = manage::end_post(&visit.cx, &post).await?;
    Ok(redirect_with(&format!("/admin/accounts/{account}"), "account.post.ended"))
}

pub async fn invite_again(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    invite::again(&visit.cx, &id).await?;
    Ok(redirect_with(&format!("/admin/accounts/{id}"), "account.new.sent"))
}

pub async fn enable(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let version = fields.get("version").parse().map_err(|_| Failure(Error::Conflict("stale")))?;
    manage::enable(&visit.cx, &id, version, fields.get("enabled") == "yes").await?;
    Ok(redirect_with(&format!("/admin/accounts/{id}"), "account.one.changed"))
}

pub async fn forget_second_factor(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    manage::forget_second_factor(&visit.cx, &id).await?;
    Ok(redirect_with(&format!("/admin/accounts/{id}"), "account.one.changed"))
}
