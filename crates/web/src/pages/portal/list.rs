use super::words::card;
use crate::cache::{Cache, rendered};
use crate::i18n;
use crate::prelude::*;
use crate::view::Card;
use axum::Extension;
use axum::http::HeaderMap;
use ocop_app::Invalid;
use ocop_app::portal::{Found, Search, UNKNOWN, area_choices, search, sectors_of_law, set_choices};

#[derive(Template)]
#[template(path = "portal/products.html")]
struct ListPage {
    page: Page,
    form: Form,
    cards: Vec<Card>,
    pager: Pager,
    heading: String,
    /// Says where an old code led.
    old_area: String,
    areas: Vec<Choice>,
    sectors: Vec<Choice>,
    sets: Vec<Choice>,
    stars: Vec<Choice>,
    statuses: Vec<Choice>,
}

const FILTERS: [&str; 7] = ["q", "area", "stars", "set", "sector", "status", "on"];

/// `/products`: search and filters, all in the address.
pub async fn show(
    visit: Visit,
    query: Query,
    headers: HeaderMap,
    Extension(cache): Extension<Cache>,
) -> Reply {
    let page = visit.page("portal.list.title");
    let key = page.clone();
    let answer = cache
        .answer(&visit, &key, &headers, async {
            let found = search(&visit.cx, &asked(&query)).await?;
            rendered(&list_page(&visit, page.clone(), &query, Some(found), None).await?)
        })
        .await;
    match answer {
        Err(Failure(Error::Invalid(wrong))) => {
            again(list_page(&visit, page, &query, None, Some(&wrong)).await?)
        }
        other => other,
    }
}

/// The question in an address.
pub fn asked(query: &Query) -> Search {
    let get = |name: &str| query.get(name).to_owned();
    Search {
        q: get("q"),
        area: get("area"),
        stars: get("stars"),
        set: get("set"),
        sector: get("sector"),
        status: get("status"),
        on: get("on"),
        page: query.page(),
        size: query.get("size").parse().unwrap_or(0),
        newest_first: false,
    }
}

async fn list_page(
    visit: &Visit,
    page: Page,
    query: &Query,
    found: Option<Found>,
    wrong: Option<&Invalid>,
) -> Result<ListPage, Failure> {
    let mut form = query.form();
    for e in wrong.iter().flat_map(|w| &w.0) {
        form.fail(&e.field, i18n::t(page.lang, &format!("errors.{}", e.code)));
    }
    let (provinces, communes) = area_choices(&visit.cx, query.get("area")).await?;
    let mut areas: Vec<Choice> = Vec::new();
    for p in provinces {
        let own = !communes.is_empty() && query.get("area").get(..2) == Some(&p.code);
        areas.push(Choice::new(p.code, p.name));
        if own {
            areas.extend(communes.iter().map(|c| Choice::new(c.code.clone(), format!("– {}", c.name))));
        }
    }
    if !["", UNKNOWN].contains(&query.get("area")) && !areas.iter().any(|a| a.value == query.get("area")) {
        if areas.iter().all(|a| !a.label.starts_with('–')) {
            areas.extend(communes.iter().map(|c| Choice::new(c.code.clone(), format!("– {}", c.name))));
        }
        if let Some((name, _)) = found.as_ref().and_then(|f| f.area.as_ref())
            && !areas.iter().any(|a| a.value == query.get("area"))
        {
            areas.push(Choice::new(query.get("area"), name.clone()));
        }
    }
    if query.get("area") == UNKNOWN {
        areas.push(Choice::new(UNKNOWN, page.t("portal.home.no_province")));
    }
    let mut sectors: Vec<Choice> =
        sectors_of_law().iter().map(|(code, name)| Choice::new(*code, format!("{code}. {name}"))).collect();
    sectors.push(Choice::new(UNKNOWN, page.t("portal.home.no_sector")));
    let sets = set_choices(&visit.cx).await?;
    let sets = sets.iter().map(|s| Choice::new(s.id.as_str(), s.name.clone())).collect();
    let stars = [5, 4, 3].map(|n| Choice::new(n.to_string(), page.star_word(n))).to_vec();
    let statuses = ["in_force", "valid", "renewal_window", "extended", "expired", "withdrawn", "unknown"]
        .map(|s| Choice::new(s, page.t(&format!("portal.status_filter.{s}"))))
        .to_vec();
    let (total, number, size) = found.as_ref().map_or((0, 1, 24), |f| (f.total, f.page, f.size));
    let heading = say!(page, "portal.list.count", n = page.number(total));
    let old_area = match found.as_ref().and_then(|f| f.area.as_ref()) {
        Some((name, true)) => say!(page, "portal.list.old_area", name),
        _ => String::new(),
    };
    let cards = found.map_or_else(Vec::new, |f| f.items.iter().map(|i| card(&page, i)).collect());
    let pager = Pager { page: number, size, total, base: base(query) };
    Ok(ListPage { page, form, cards, pager, heading, old_area, areas, sectors, sets, stars, statuses })
}

/// The list's address with its filters, without the page.
fn base(query: &Query) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for name in FILTERS.iter().chain(&["size"]) {
        if !query.get(name).is_empty() {
            pairs.append_pair(name, query.get(name));
        }
    }
    let pairs = pairs.finish();
    if pairs.is_empty() { "/products".into() } else { format!("/products?{pairs}") }
}
