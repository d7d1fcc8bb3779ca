use crate::failure::Failure;
use crate::page::{Html, Page};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use ocop_app::council::{CouncilView, show_council};

struct Round {
    href: String,
    name: String,
    dates: String,
    state: String,
}

#[derive(Template)]
#[template(path = "council/show.html")]
struct Show {
    page: Page,
    v: CouncilView,
    decision: String,
    rules: Vec<String>,
    missing: Vec<String>,
    rounds: Vec<Round>,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let v = show_council(&visit.cx, &id).await?;
    let page = visit.page_titled(v.council.name.clone());
    let all = page.t("council.title").into_owned();
    let page = page.crumb("/councils", all);
    let decided = super::day(&page, &v.council.decided_on);
    let decision =
        page.tf("council.decision", &[("n", &v.council.decision_number), ("day", &decided)]).into_owned();
    let missing = v.missing.iter().map(|d| match d.if_any {
        true => page.tf("council.if_any", &[("name", d.name)]).into_owned(),
        false => d.name.to_owned(),
    });
    let rounds = v.rounds.iter().map(|r| Round {
        href: format!("/rounds/{}", r.id),
        name: r.name.clone(),
        dates: super::round::dates(&page, r),
        state: r.state.clone(),
    });
    let (missing, rounds) = (missing.collect(), rounds.collect());
    let rules = super::round::rules(&page, &v.rules);
    Ok(Html(Show { decision, rules, missing, rounds, v, page }).into_response())
}
