use super::{kind_choices, kind_word, standing};
use crate::prelude::*;
use ocop_app::evidence::{self, Filter, Library, Standing};
use ocop_domain::dossier::EvidenceKind;

const SIZE: i64 = 50;

struct Row {
    id: String,
    title: String,
    kind: String,
    from: String,
    until: String,
    standing: (String, &'static str),
}

#[derive(Template)]
#[template(path = "evidence/list.html")]
struct List {
    page: Page,
    form: Form,
    producer_id: String,
    library: Library,
    rows: Vec<Row>,
    kinds: Vec<Choice>,
    standings: Vec<Choice>,
    filtered: bool,
    pager: Pager,
}

/// `/producers/{id}/evidence`.
pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let filter =
        Filter { kind: query.get("kind").parse().ok(), standing: query.get("standing").parse().ok() };
    let library = evidence::list(&visit.cx, &id, &filter, query.page(), SIZE).await?;
    let page = visit.page("evidence.title").crumb(format!("/producers/{id}"), library.producer_name.clone());
    let today = visit.cx.today();
    let rows = library.papers.iter().map(|p| Row {
        id: p.id.clone(),
        title: p.title.clone(),
        kind: kind_word(&page, p.kind),
        from: [p.number.clone(), p.issuer.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        until: page.date(p.expires_on),
        standing: standing(&page, p.expires_on, today),
    });
    let base = format!("/producers/{id}/evidence?kind={}&standing={}", kind(&filter), stands(&filter));
    Ok(Html(List {
        rows: rows.collect(),
        kinds: kind_choices(&page),
        standings: Standing::ALL
            .iter()
            .map(|s| Choice::new(s.as_str(), page.t(&format!("evidence.filter.{}", s.as_str()))))
            .collect(),
        filtered: filter.kind.is_some() || filter.standing.is_some(),
        pager: Pager { page: query.page(), size: SIZE, total: library.total, base },
        form: query.form(),
        producer_id: id,
        library,
        page,
    })
    .into_response())
}

fn kind(filter: &Filter) -> &'static str {
    filter.kind.map_or("", EvidenceKind::as_str)
}

fn stands(filter: &Filter) -> &'static str {
    filter.standing.map_or("", Standing::as_str)
}
