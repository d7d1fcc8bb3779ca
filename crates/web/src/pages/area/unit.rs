//! `/areas/{code}` and `/areas/unit/{id}`: one unit with its history, its map and what lies in it.

use super::{asked_day, map};
use crate::cli::area::{note_words, place, span};
use crate::prelude::*;
use ocop_app::Cx;
use ocop_app::area::{self, Brief, Resolution, Shown, Step};
use ocop_domain::account::Role;
use ocop_domain::area::Level;

#[derive(Template)]
#[template(path = "area/unit.html")]
struct UnitPage {
    page: Page,
    name: String,
    stands: bool,
    lead: String,
    facts: Vec<Answer>,
    notes: Vec<String>,
    from: Vec<Line>,
    into: Vec<Line>,
    same_code: Vec<Line>,
    below: Vec<area::Below>,
    maps: Vec<Drawing>,
    products: String,
    correct: String,
}

/// One entry of the history.
struct Line {
    when: String,
    words: String,
    tone: &'static str,
    place: String,
    href: String,
    note: String,
}

/// A drawing with its line of text.
struct Drawing {
    svg: String,
    caption: String,
}

pub async fn by_code(visit: Visit, Path(code): Path<String>, query: Query) -> Reply {
    let found = area::resolve(&visit.cx, &code, asked_day(&query)?).await?;
    let id = found.unit.brief.id.clone();
    let shown = area::show(&visit.cx, &id).await?;
    page(&visit, Shown { history: found, ..shown }).await
}

pub async fn by_id(visit: Visit, Path(id): Path<String>) -> Reply {
    let shown = area::show(&visit.cx, &id).await?;
    page(&visit, shown).await
}

async fn page(visit: &Visit, shown: Shown) -> Reply {
    let unit = &shown.history.unit.brief;
    let mut page = visit.page_titled(unit.full_name.clone()).under("/areas", "area.title");
    if let Some(p) = &unit.province {
        page = page.crumb(format!("/areas/unit/{}", p.id), p.full_name.clone());
    }
    let administrator = visit.cx.actor.has_role(Role::Administrator);
    let body = UnitPage {
        name: unit.full_name.clone(),
        stands: shown.stands_today,
        lead: if shown.level == Level::Province { String::new() } else { place(unit) },
        facts: facts(&page, &shown.history),
        notes: shown.history.notes.iter().map(|n| note_words(*n, page.lang)).collect(),
        from: lines(&page, &shown.history.predecessors, "from"),
        into: lines(&page, &shown.history.successors, "into"),
        same_code: shown.history.same_code.iter().map(|u| other(&page, u)).collect(),
        maps: drawings(&visit.cx, &page, &shown).await?,
        products: if shown.stands_today && shown.level != Level::District {
            format!("/products?area={}", unit.code)
        } else {
            String::new()
        },
        correct: if administrator { format!("/areas/unit/{}/correct", unit.id) } else { String::new() },
        below: shown.below,
        page,
    };
    Ok(Html(body).into_response())
}

fn facts(page: &Page, found: &Resolution) -> Vec<Answer> {
    let unit = &found.unit;
    let brief = &unit.brief;
    let mut rows = vec![
        ("code", brief.code.clone()),
        ("kind", page.say(&format!("area.kind.{}", brief.kind))),
        ("dates", span(brief, page.lang)),
    ];
    if let Some(d) = &brief.decree {
        rows.push(("decree", d.clone()));
    }
    if let Some(ha) = unit.area_ha {
        rows.push(("area", format!("{} km²", page.hundredths(ha))));
    }
    if let Some(n) = unit.population {
        rows.push(("population", say!(page, "area.population_note", n = page.number(n))));
    }
    for (key, value) in
        [("name_en", &unit.name_en), ("alt_spelling", &unit.alt_spelling), ("alt_code", &unit.alt_code)]
    {
        if let Some(v) = value {
            rows.push((key, v.clone()));
        }
    }
    let answer = |(key, value)| Answer::fact(page.say(&format!("area.fact.{key}")), value);
    rows.into_iter().map(answer).collect()
}

fn lines(page: &Page, steps: &[Step], way: &str) -> Vec<Line> {
    let line = |s: &Step| {
        let law = match (&s.succession_decree, &s.clause) {
            (Some(d), Some(c)) => format!("{d}, {}", page.tf("area.clause", &[("n", c)])),
            (Some(d), None) => d.clone(),
            _ => String::new(),
        };
        Line {
            when: s
                .effective_on
                .parse()
                .map_or_else(|_| s.effective_on.clone(), |d: jiff::civil::Date| page.date(d)),
            words: page.say(&format!("area.{way}.{}", s.extent.as_str())),
            tone: if s.extent.is_whole() { "good" } else { "wait" },
            place: place(&s.unit),
            href: format!("/areas/unit/{}", s.unit.id),
            note: law,
        }
    };
    steps.iter().map(line).collect()
}

fn other(page: &Page, unit: &Brief) -> Line {
    Line {
        when: span(unit, page.lang),
        words: String::new(),
        tone: "quiet",
        place: place(unit),
        href: format!("/areas/unit/{}", unit.id),
        note: String::new(),
    }
}

/// The unit among its neighbours; for one that ended, those that follow it. A standing province shows its communes too.
async fn drawings(cx: &Cx, page: &Page, shown: &Shown) -> Result<Vec<Drawing>, Error> {
    let here: Vec<&Brief> = shown.history.today.units.iter().collect();
    let Some(first) = here.first() else { return Ok(vec![]) };
    let marked = |code: &str| here.iter().any(|b| b.code == code);
    let spots = |list: Vec<area::NamedCode>, mark: bool| -> Vec<map::Spot> {
        let spot = |p: area::NamedCode| map::Spot {
            here: mark && marked(&p.code),
            href: format!("/areas/{}", p.code),
            name: p.full_name,
            code: p.code,
            tone: 0,
        };
        list.into_iter().map(spot).collect()
    };
    let names = || here.iter().map(|b| b.full_name.as_str()).collect::<Vec<_>>().join(", ");
    let key = if shown.stands_today { "area.map.here" } else { "area.map.after" };
    let caption = say!(page, key, names = names());
    let today = cx.today();
    let mut out = vec![];
    if shown.level == Level::Province {
        if shown.stands_today {
            let communes = spots(area::communes_of(cx, &first.code, today).await?, false);
            out.push(Drawing {
                svg: map::province_map_svg(&communes),
                caption: say!(page, "area.map.communes", name = first.full_name),
            });
        }
        out.push(Drawing {
            svg: map::country_map_svg(&spots(area::provinces(cx, today).await?, true)),
            caption,
        });
    } else if let Some(province) = &first.province {
        let communes = spots(area::communes_of(cx, &province.code, today).await?, true);
        out.push(Drawing { svg: map::neighbourhood_svg(&communes), caption });
    }
    out.retain(|d| !d.svg.is_empty());
    Ok(out)
}
