use super::{set_name, stage_word, tone};
use crate::prelude::*;
use crate::view::Stat;
use ocop_app::survey::{self, Filter, FindLine, Overlap, PAGE, Stage};
use ocop_domain::account::Role;

#[derive(Template)]
#[template(path = "survey/list.html")]
struct List {
    page: Page,
    form: Form,
    stages: Vec<Choice>,
    stats: Vec<Stat>,
    items: Vec<FindLine>,
    pager: Pager,
    may_record: bool,
}

/// `/survey`: what wards found, with counts per stage.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let filter = Filter {
        q: query.get("q").into(),
        stage: query.get("stage").parse().ok(),
        commune_code: query.get("commune").into(),
    };
    let found = survey::list(&visit.cx, &filter, query.page()).await?;
    let page = visit.page("survey.title");
    let address = |stage: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("q", filter.q.as_str()), ("commune", &filter.commune_code), ("stage", stage)] {
            query.append_pair(name, value);
        }
        format!("/survey?{}", query.finish())
    };
    let stat = |(stage, n): &(Stage, i64)| Stat {
        value: page.number(n),
        label: stage_word(&page, *stage),
        href: address(stage.as_str()),
        note: String::new(),
    };
    let stats = found.stages.iter().map(stat).collect();
    let stages = Stage::ALL.map(|s| Choice::new(s.as_str(), stage_word(&page, s))).to_vec();
    let pager = Pager {
        page: query.page(),
        size: PAGE,
        total: found.total,
        base: address(filter.stage.map_or("", Stage::as_str)),
    };
    let may_record = visit.cx.actor.has_role(Role::WardOfficer);
    Ok(Html(List { stages, stats, form: query.form(), items: found.items, pager, may_record, page })
        .into_response())
}

#[derive(Template)]
#[template(path = "survey/overlaps.html")]
struct Overlaps {
    page: Page,
    groups: Vec<Vec<Overlap>>,
    pager: Pager,
}

/// `/survey/overlaps`: the same find in several communes of a province.
pub async fn overlaps(visit: Visit, query: Query) -> Reply {
    let (groups, total) = survey::overlaps(&visit.cx, query.page()).await?;
    let pager = Pager { page: query.page(), size: PAGE, total, base: "/survey/overlaps".into() };
    let page = visit.page("survey.overlaps.title").under("/survey", "survey.title");
    Ok(Html(Overlaps { page, groups, pager }).into_response())
}
