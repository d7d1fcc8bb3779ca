//! `/dossiers`: each role's list with what comes next; `/ward`: the commune's desk.

use super::{days_tag, state_tag};
use crate::failure::Failure;
use crate::fields::Query;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::{Choice, Pager};
use crate::visit::Visit;
use askama::Template;
use axum::response::{IntoResponse, Response};
use ocop_app::Error;
use ocop_app::dossier::{self, Line, List, Listed};
use ocop_domain::account::Role;
use ocop_domain::assist::Standing;
use ocop_domain::dossier::State;

/// One row, ready to be shown.
struct Row {
    href: String,
    product: String,
    producer: String,
    commune: String,
    set: String,
    number: String,
    submitted: String,
    due: String,
    state: (String, &'static str),
    days: Option<(String, &'static str)>,
    /// What the reader does next.
    next: String,
    invented: bool,
}

fn row(page: &Page, line: Line, desk: bool) -> Row {
    let next = match line.state {
        State::Draft => "dossier.next.fill",
        State::Returned if line.own => "dossier.next.mend",
        State::AtWard if desk => "dossier.next.check",
        _ => "dossier.next.look",
    };
    let href = match line.state {
        State::AtWard if desk => format!("/ward/{}", line.id),
        _ => format!("/dossiers/{}", line.id),
    };
    Row {
        href,
        submitted: line.submitted_at.map(|ms| super::moment(page, ms)).unwrap_or_default(),
        due: line.due_on.map(|d| page.date(d)).unwrap_or_default(),
        state: state_tag(page, line.state),
        days: line.days_left.map(|n| days_tag(page, n)),
        next: page.t(next).into_owned(),
        number: line.registration_number.unwrap_or_default(),
        product: line.product,
        producer: line.producer,
        commune: line.commune,
        set: line.set,
        invented: line.invented,
    }
}

#[derive(Template)]
#[template(path = "dossier/list.html")]
struct ListPage {
    page: Page,
    form: Form,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    /// The reader is a producer: he may begin a dossier.
    producer: bool,
    filtered: bool,
}

pub async fn show(visit: Visit, query: Query) -> Result<Response, Failure> {
    let page = visit.page("dossier.title");
    let state: Option<State> = query.get("state").parse().ok();
    let asked = List {
        states: state.into_iter().collect(),
        query: query.get("q").to_owned(),
        by_due: false,
        page: query.page(),
    };
    let found = dossier::list(&visit.cx, asked).await?;
    let helps = desk_helps(&visit).await?;
    let base = format!("/dossiers?state={}&q={}", query.get("state"), encoded(query.get("q")));
    let desk = visit.cx.actor.has_role(Role::WardOfficer);
    let states =
        State::ALL.iter().map(|s| Choice::new(s.as_str(), state_tag(&page, *s).0)).collect::<Vec<_>>();
    Ok(Html(ListPage {
        pager: pager(&found, base),
        rows: found.lines.into_iter().map(|l| row(&page, l, desk)).collect(),
        form: query.form(),
        filtered: state.is_some() || !query.get("q").is_empty(),
        producer: visit.cx.actor.has_role(Role::Producer) || helps,
        states,
        page,
    })
    .into_response())
}

/// A ward officer who fills in for somebody may begin a dossier, too.
async fn desk_helps(visit: &Visit) -> Result<bool, Failure> {
    if !visit.cx.actor.has_role(Role::WardOfficer) {
        return Ok(false);
    }
    let mine = ocop_app::assist::mine(&visit.cx).await?;
    Ok(mine.iter().any(|c| c.standing == Standing::Running))
}

#[derive(Template)]
#[template(path = "dossier/ward_desk.html")]
struct Desk {
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    /// Every dossier of the commune instead of those that wait.
    all: bool,
}

pub async fn ward(visit: Visit, query: Query) -> Result<Response, Failure> {
    if visit.session.is_some() && !visit.cx.actor.has_role(Role::WardOfficer) {
        return Err(Failure(Error::Forbidden));
    }
    let all = query.get("all") == "yes";
    let states = if all { vec![] } else { vec![State::AtWard] };
    let asked = List { states, query: String::new(), by_due: true, page: query.page() };
    let found = dossier::list(&visit.cx, asked).await?;
    let page = visit.page("dossier.desk.title");
    let base = if all { "/ward?all=yes" } else { "/ward" };
    Ok(Html(Desk {
        pager: pager(&found, base.to_owned()),
        rows: found.lines.into_iter().map(|l| row(&page, l, true)).collect(),
        all,
        page,
    })
    .into_response())
}

fn pager(found: &Listed, base: String) -> Pager {
    Pager { page: found.page, size: found.size, total: found.total, base }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
