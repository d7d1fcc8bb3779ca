//! `/dossiers/{id}/way`: for each rank above the present one, the fewest steps that lead there, or why none do.

use super::demand::Said;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier};
use ocop_app::guide::{self, Ways};
use ocop_domain::criteria::{Criterion, CriterionCode};
use ocop_domain::guide::{Barrier, Change, Plan, Way};
use ocop_domain::stars::Stars;
use std::collections::BTreeSet;

struct Row {
    code: String,
    name: String,
    href: String,
    from: String,
    to: String,
    gain: String,
    gates: String,
    said: Said,
}

struct Road {
    stars: u8,
    title: String,
    /// Empty where the rank is out of reach.
    sum: String,
    rows: Vec<Row>,
    barriers: Vec<String>,
}

#[derive(Template)]
#[template(path = "guide/way.html")]
struct WayPage {
    page: Page,
    form: Form,
    d: Dossier,
    /// Where the assessment would stop, in words; empty where it goes on.
    stopped: String,
    rank: u8,
    total: String,
    roads: Vec<Road>,
    choices: Vec<Choice>,
}

fn criterion<'a>(d: &'a Dossier, code: &CriterionCode) -> Option<&'a Criterion> {
    d.set.criterion(code)
}

fn row(page: &Page, d: &Dossier, ways: &Ways, change: &Change) -> Row {
    let found = criterion(d, &change.criterion);
    let text =
        |option: usize| found.and_then(|c| c.option(option)).map(|o| o.text.clone()).unwrap_or_default();
    let gates: Vec<String> = change.gates.iter().map(|stars| page.star_word(stars.get())).collect();
    let mut mandatory = Vec::new();
    if !gates.is_empty() {
        mandatory.push(say!(page, "guide.way.opens", stars = gates.join(", ")));
    }
    if change.goes_on {
        mandatory.push(page.say("guide.way.goes_on"));
    }
    let own = ways.texts.on(&change.criterion, change.to).or_else(|| ways.texts.on(&change.criterion, 0));
    Row {
        code: change.criterion.to_string(),
        name: found.map(|c| c.name.clone()).unwrap_or_default(),
        href: if d.may_edit {
            format!("/dossiers/{}/score#c.{}", d.id, change.criterion)
        } else {
            format!("/dossiers/{}/checklist#k-{}", d.id, change.criterion)
        },
        from: change.from.map_or_else(|| page.say("guide.way.nothing_picked"), text),
        to: text(change.to),
        gain: say!(page, "guide.way.gain", n = change.gain),
        gates: mandatory.join("; "),
        said: Said::of(page, own),
    }
}

fn barrier(page: &Page, d: &Dossier, barrier: &Barrier) -> String {
    match barrier {
        Barrier::NotInForce => page.say("guide.way.not_in_force"),
        Barrier::KnockedOut { question } => {
            let text = d.set.question(question).map(|q| q.text.clone()).unwrap_or_default();
            say!(page, "guide.way.knocked_out", text)
        }
        Barrier::Gate { criterion: code, required, best } => {
            let name = criterion(d, code).map(|c| c.name.clone()).unwrap_or_default();
            let (required, best) = (required.to_string(), best.to_string());
            say!(page, "guide.way.gate", code = code.as_str(), name, required, best)
        }
        Barrier::Points { required, best } => {
            say!(page, "guide.way.points", required, best)
        }
    }
}

fn sum(page: &Page, plan: &Plan) -> String {
    let values = [
        ("n", plan.changes.len().to_string()),
        ("effort", plan.effort.to_string()),
        ("before", plan.before.to_string()),
        ("after", plan.after.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    page.tf("guide.way.sum", &values).into_owned()
}

fn road(page: &Page, d: &Dossier, ways: &Ways, stars: Stars, way: &Way) -> Road {
    let word = page.star_word(stars.get());
    let title = say!(page, "guide.way.to", stars = word);
    let mut road = Road { stars: stars.get(), title, sum: String::new(), rows: vec![], barriers: vec![] };
    match way {
        Way::There => {}
        Way::Plan(plan) => {
            road.sum = sum(page, plan);
            road.rows = plan.changes.iter().map(|change| row(page, d, ways, change)).collect();
        }
        Way::OutOfReach(why) => road.barriers = why.iter().map(|why| barrier(page, d, why)).collect(),
    }
    road
}

/// What the reader may hold fast: everything in a plan, and what is held fast already.
fn choices(d: &Dossier, ways: &Ways) -> Vec<Choice> {
    let mut codes: BTreeSet<&CriterionCode> = ways.fixed.iter().collect();
    for (_, way) in &ways.ways {
        if let Way::Plan(plan) = way {
            codes.extend(plan.changes.iter().map(|change| &change.criterion));
        }
    }
    let in_print = d.set.scorable().map(|leaf| leaf.criterion).filter(|c| codes.contains(&c.code));
    in_print.map(|c| Choice::new(c.code.to_string(), format!("{} {}", c.code, c.name))).collect()
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let ways = guide::ways(&visit.cx, &d, query.all("fixed")).await?;
    let page = visit
        .page("guide.way.title")
        .under("/dossiers", "dossier.title")
        .crumb(format!("/dossiers/{id}"), d.subject.product_name.clone());
    let body = WayPage {
        stopped: crate::pages::dossier::stopped(&page, &d.scored.stopped),
        rank: d.scored.rank.map_or(0, Stars::get),
        total: say!(page, "guide.way.total", n = d.scored.total),
        roads: ways.ways.iter().map(|(stars, way)| road(&page, &d, &ways, *stars, way)).collect(),
        choices: choices(&d, &ways),
        form: query.form(),
        page,
        d,
    };
    Ok(Html(body).into_response())
}
