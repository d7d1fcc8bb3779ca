use crate::prelude::*;
use ocop_app::council::{list_councils, may_form};
use ocop_domain::account::Role;

const SIZE: i64 = 25;

struct Line {
    href: String,
    name: String,
    decision: String,
    members: i64,
    open_rounds: i64,
}

#[derive(Template)]
#[template(path = "council/list.html")]
struct List {
    page: Page,
    lines: Vec<Line>,
    pager: Pager,
    may_form: bool,
    /// The reader looks after the 45 days of re-rankings.
    reranks: bool,
    /// The reader may be called to a council, and practises.
    practises: bool,
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let (rows, total) = list_councils(&visit.cx, query.page(), SIZE).await?;
    let page = visit.page("council.title");
    let lines = rows.into_iter().map(|r| Line {
        href: format!("/councils/{}", r.id),
        decision: say!(page, "council.decision", n = r.decision_number, day = page.date(&r.decided_on)),
        name: r.name,
        members: r.members,
        open_rounds: r.open_rounds,
    });
    let lines = lines.collect();
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/councils".into() };
    let offices = [Role::ProvinceOffice, Role::Leader, Role::MinistryOffice, Role::Auditor];
    let reranks = offices.into_iter().any(|r| visit.cx.actor.has_role(r));
    let practises = visit.cx.actor.has_role(Role::CouncilMember);
    Ok(Html(List { lines, pager, may_form: may_form(&visit.cx), reranks, practises, page }).into_response())
}
