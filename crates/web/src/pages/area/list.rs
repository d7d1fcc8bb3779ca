//! `/areas`: every unit of today's map or of the one that ended on 30/6/2025, and where an old address lies now.

use super::{map, wanted};
use crate::cli::area::place;
use crate::prelude::*;
use jiff::civil::Date;
use ocop_app::Cx;
use ocop_app::area::{self, Hit, OLD_MAP, Step};
use ocop_domain::area::Level;

#[derive(Template)]
#[template(path = "area/list.html")]
struct List {
    page: Page,
    form: Form,
    items: Vec<Hit>,
    pager: Pager,
    levels: Vec<Choice>,
    maps: Vec<Choice>,
    provinces: Vec<Choice>,
    moved: Option<Answer>,
    country: String,
}

/// What an old address names.
struct Answer {
    units: Vec<Moved>,
    /// How many more fit the words.
    more: usize,
    /// No unit bears these words: what is listed is a question.
    doubtful: bool,
    /// Words that belong to no unit.
    unfitting: String,
}

/// An old unit and where it went.
struct Moved {
    place: String,
    href: String,
    into: Vec<Step>,
    split: bool,
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let cx = &visit.cx;
    let on = (query.get("map") == "old").then_some(OLD_MAP);
    let found = area::search(cx, &wanted(&query, on)).await?;
    let day = on.unwrap_or_else(|| cx.today());
    let page = visit.page("area.title");
    let moved = match query.get("old") {
        "" => None,
        text => Some(moved(cx, text).await?),
    };
    let pager = Pager { page: found.page, size: found.size, total: found.total, base: base(&query) };
    let body = List {
        form: query.form(),
        items: found.items,
        pager,
        levels: levels(&page, on.is_some()),
        maps: vec![Choice::new("old", page.t("area.map_old"))],
        provinces: provinces(cx, day).await?,
        moved,
        country: country(cx).await?,
        page,
    };
    Ok(Html(body).into_response())
}

fn levels(page: &Page, old_map: bool) -> Vec<Choice> {
    let shown = |l: &&Level| old_map || **l != Level::District;
    let levels = Level::ALL.iter().filter(shown);
    levels.map(|l| Choice::new(l.as_str(), page.t(&format!("area.level.{}", l.as_str())))).collect()
}

async fn provinces(cx: &Cx, day: Date) -> Result<Vec<Choice>, Error> {
    Ok(area::provinces(cx, day).await?.into_iter().map(|p| Choice::new(p.code, p.full_name)).collect())
}

async fn country(cx: &Cx) -> Result<String, Error> {
    let spots: Vec<map::Spot> = area::provinces(cx, cx.today())
        .await?
        .into_iter()
        .map(|p| map::Spot {
            href: format!("/areas/{}", p.code),
            code: p.code,
            name: p.full_name,
            ..map::Spot::default()
        })
        .collect();
    Ok(map::country_map_svg(&spots))
}

/// The units of the old map that what was typed may name, each with where it went.
async fn moved(cx: &Cx, text: &str) -> Result<Answer, Error> {
    let found = area::old_address(cx, text).await?;
    let mut units = vec![];
    for hit in found.hits {
        let found = area::show(cx, &hit.id).await?.history;
        units.push(Moved {
            place: place(&found.unit.brief),
            href: format!("/areas/unit/{}", hit.id),
            split: found.today.status == "split",
            into: found.successors.into_iter().filter(|s| s.step == 1).collect(),
        });
    }
    Ok(Answer { units, more: found.more, doubtful: found.doubtful, unfitting: found.unfitting })
}

/// The list's address with its filters.
fn base(query: &Query) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "level", "province", "map"] {
        if !query.get(name).is_empty() {
            out.append_pair(name, query.get(name));
        }
    }
    format!("/areas?{}", out.finish())
}
