//! `/ward/{id}/request`: the commune asks for named additions, each with its reason, and says until when it waits.

use super::items;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, RequestAdditions, Wanted};
use ocop_domain::dossier::State;
use ocop_domain::dossier::additions::{MOST_ITEMS, Place};

/// Rows a fresh form has, and how many more each press brings.
const ROWS: usize = 3;

typed!(RequestAdditions => "dossier/request.html", "act", "rows");
#[derive(Template)]
#[template(path = "dossier/request.html")]
struct RequestPage {
    page: Page,
    form: Form,
    d: Dossier,
    /// (heading, places)
    places: Vec<(String, Vec<Choice>)>,
    /// Number and heading of each item.
    rows: Vec<(usize, String)>,
    more: bool,
}

fn places(page: &Page, d: &Dossier) -> Vec<(String, Vec<Choice>)> {
    let choice = |place: Place, subject: &str| {
        let label = items::title(page, d, &place, subject);
        Choice::new(place.to_string(), label)
    };
    let sections = Place::sections(d.kind).into_iter().map(|p| choice(p, ""));
    let criteria = d.set.scorable().map(|s| choice(Place::Criterion(s.criterion.code.to_string()), ""));
    let papers = d.papers.iter().map(|p| choice(Place::Paper(p.id.clone()), &p.title));
    let mut out = vec![
        (page.say("desk.request.sections"), sections.collect::<Vec<_>>()),
        (page.say("desk.request.criteria"), criteria.collect()),
        (page.say("desk.request.papers"), papers.collect()),
    ];
    out.retain(|(_, choices)| !choices.is_empty());
    out
}

fn render(visit: &Visit, d: Dossier, form: Form, rows: usize) -> RequestPage {
    let page = visit.page("desk.request.title");
    let (desk, check) = (page.say("dossier.desk.title"), page.say("dossier.ward.title"));
    let page = page.crumb("/ward", desk).crumb(format!("/ward/{}", d.id), check);
    let rows = rows.clamp(ROWS, MOST_ITEMS);
    RequestPage {
        places: places(&page, &d),
        rows: (1..=rows).map(|n| (n, say!(page, "desk.request.nth", n))).collect(),
        more: rows < MOST_ITEMS,
        page,
        form,
        d,
    }
}

async fn loaded(visit: &Visit, id: &str) -> Result<Dossier, Failure> {
    let d = dossier::ward_check(&visit.cx, id).await?.dossier;
    if d.state == State::AtWard { Ok(d) } else { Err(Failure(Error::Conflict("not_at_ward"))) }
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let d = loaded(&visit, &id).await?;
    let mut form = Form::new();
    let until = dossier::offered_day(&visit.cx).await?;
    form.set("answer_by", visit.page("desk.request.title").date(until));
    form.set("version", d.version.to_string());
    let rows = query.get("rows").parse().unwrap_or(ROWS);
    Ok(Html(render(&visit, d, form, rows)).into_response())
}

pub async fn ask(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let rows = fields.get("rows").parse().unwrap_or(ROWS).clamp(ROWS, MOST_ITEMS);
    if fields.get("act") == "more" {
        let d = loaded(&visit, &id).await?;
        return Ok(Html(render(&visit, d, fields.form(), rows + ROWS)).into_response());
    }
    let wanted = |n: usize| Wanted {
        place: fields.get(&format!("place.{n}")).to_owned(),
        reason: fields.get(&format!("reason.{n}")).to_owned(),
    };
    let cmd = RequestAdditions {
        dossier_id: id.clone(),
        items: (1..=rows).map(wanted).collect(),
        ..fields.read()?
    };
    match dossier::request_additions(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with("/ward", "desk.request.sent")),
        Err(e) => {
            let form = visit.refused(&fields, e)?;
            again(render(&visit, loaded(&visit, &id).await?, form, rows))
        }
    }
}
