//! The practice room: cases and one's own tries, a case to be scored on the same sheet as a real one, and a try beside the
//! reference.

use crate::pages::council::sheet::{Paper, Part, parts_of, scored_row};
use crate::prelude::*;
use ocop_app::practice::{self, Case, Comparison, Picks, SaveTry, open_case, room, show_try};
use ocop_domain::criteria::Scored;

const SIZE: i64 = 20;

struct Line {
    href: String,
    product: String,
    at: String,
    /// Points; empty of a draft.
    total: String,
    remove: String,
}

struct CaseLine {
    href: String,
    product: String,
    producer: String,
    set: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "practice/list.html")]
struct List {
    page: Page,
    cases: Vec<CaseLine>,
    lines: Vec<Line>,
    pager: Pager,
}

pub async fn list(visit: Visit, query: Query) -> Reply {
    let room = room(&visit.cx, query.page(), SIZE).await?;
    let page = visit.page("practice.title").under("/councils", "council.title");
    let cases = room.cases.iter().map(|c| CaseLine {
        href: format!("/practice/{}", c.id),
        product: c.product.clone(),
        producer: c.producer.clone(),
        set: c.set.name.clone(),
        summary: c.summary.clone(),
    });
    let lines = room.tries.into_iter().map(|t| Line {
        href: format!("/practice/tries/{}", t.id),
        remove: format!("/practice/tries/{}/remove", t.id),
        product: t.product,
        at: page.moment(t.submitted_at.unwrap_or(t.created_at)),
        total: t.total.map_or_else(String::new, |n| n.to_string()),
    });
    let pager = Pager { page: query.page(), size: SIZE, total: room.total, base: "/practice".into() };
    Ok(Html(List { cases: cases.collect(), lines: lines.collect(), pager, page }).into_response())
}

#[derive(Template)]
#[template(path = "practice/sheet.html")]
struct Sheet {
    page: Page,
    form: Form,
    action: String,
    case: &'static Case,
    parts: Vec<Part>,
}

fn sheet(visit: &Visit, case: &'static Case, form: Form, action: String) -> Sheet {
    let page = visit.page_titled(case.product.clone()).under("/practice", "practice.title");
    let parts = parts_of(case.set, |leaf| {
        let reference = case.criteria.get(&leaf.criterion.code);
        let claimed = reference.and_then(|r| i64::try_from(r.claim).ok()).unwrap_or(0);
        let mut row = scored_row(&page, &form, leaf, claimed);
        let cited = reference.map_or(&[][..], |r| r.papers.as_slice());
        let paper = |id: &String| {
            let paper = case.papers.iter().find(|p| p.id == *id)?;
            Some(Paper { href: format!("#paper-{id}"), label: paper.title.clone() })
        };
        row.papers = cited.iter().filter_map(paper).collect();
        row
    });
    Sheet { action, case, parts, form, page }
}

fn form_of(picks: &Picks, version: i64) -> Form {
    let mut form = Form::new();
    form.set("version", version.to_string());
    for (code, option) in &picks.options {
        form.set(&format!("c.{code}"), option.to_string());
    }
    for (code, reason) in &picks.reasons {
        form.set(&format!("r.{code}"), reason.clone());
    }
    form
}

fn picks(fields: &Fields) -> Picks {
    let mut out = Picks::default();
    for name in fields.names() {
        let value = fields.get(name);
        if let Some(code) = name.strip_prefix("c.") {
            out.options.insert(code.to_owned(), value.parse().unwrap_or(-9));
        } else if let Some(code) = name.strip_prefix("r.").filter(|_| !value.is_empty()) {
            out.reasons.insert(code.to_owned(), value.to_owned());
        }
    }
    out
}

pub async fn begin(visit: Visit, Path(id): Path<String>) -> Reply {
    let case = open_case(&visit.cx, &id)?;
    Ok(Html(sheet(&visit, case, form_of(&Picks::default(), 0), format!("/practice/{id}"))).into_response())
}

pub async fn save_new(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let case = open_case(&visit.cx, &id)?;
    keep(&visit, case, String::new(), fields, format!("/practice/{id}")).await
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let case = show_try(&visit.cx, &id).await?.case;
    let action = format!("/practice/tries/{id}");
    keep(&visit, case, id, fields, action).await
}

async fn keep(visit: &Visit, case: &'static Case, id: String, fields: Fields, action: String) -> Reply {
    let submit = fields.get("then") == "submit";
    let cmd = SaveTry {
        case: case.id.clone(),
        id,
        version: fields.get("version").parse().unwrap_or(0),
        picks: picks(&fields),
        submit,
    };
    let tried = cmd.id.clone();
    let done = practice::save_try(&visit.sending(&fields), cmd).await;
    let next = format!("/practice/tries/{}", done.as_ref().unwrap_or(&tried));
    let page = async |form| Ok(sheet(visit, case, form, action));
    if submit {
        return answered(visit, &fields, done, (next, "practice.handed_in"), page).await;
    }
    saved(visit, &fields, done, (next, "practice.saved"), page).await
}

struct Row {
    code: String,
    name: String,
    own: String,
    own_points: u32,
    reference: String,
    reference_points: u32,
    reason: String,
    mine: String,
    same: bool,
    /// A star mark lies between the two.
    gate: bool,
}

#[derive(Template)]
#[template(path = "practice/try.html")]
struct Compared {
    page: Page,
    case: &'static Case,
    id: String,
    rows: Vec<Row>,
    own: (u32, u8),
    reference: (u32, u8),
    differing: String,
    own_unmet: Vec<String>,
    reference_unmet: Vec<String>,
}

fn rank(scored: &Scored) -> (u32, u8) {
    (scored.total.get(), scored.rank.map_or(0, |r| r.get()))
}

/// What keeps a score from the rank of its band.
fn unmet(page: &Page, case: &Case, scored: &Scored) -> Vec<String> {
    let below = scored.unmet.iter().filter(|u| u.stars.get() <= scored.band);
    let line = |u: &ocop_domain::criteria::Unmet| {
        let name = case.set.criterion(&u.criterion).map_or("", |c| c.name.as_str());
        format!("{}. {name}: {}", u.criterion, page.gate_sentence(u.stars.get(), u.required.get()))
    };
    if scored.stopped.is_empty() {
        return below.map(line).collect();
    }
    vec![crate::pages::dossier::stopped(page, &scored.stopped)]
}

fn rows(page: &Page, case: &Case, picks: &Picks, found: &Comparison) -> Vec<Row> {
    let none = || page.say("council.sheet.none");
    found
        .lines
        .iter()
        .map(|l| {
            let criterion = case.set.criterion(&l.criterion);
            let text = |n: usize| criterion.and_then(|c| c.option(n)).map_or_else(none, |o| o.text.clone());
            Row {
                code: l.criterion.to_string(),
                name: criterion.map_or_else(String::new, |c| c.name.clone()),
                own: text(l.own),
                own_points: l.own_points.get(),
                reference: text(l.reference),
                reference_points: l.reference_points.get(),
                reason: l.reason.clone(),
                mine: picks.reasons.get(l.criterion.as_str()).cloned().unwrap_or_default(),
                same: l.same(),
                gate: l.gate,
            }
        })
        .collect()
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_try(&visit.cx, &id).await?;
    let Some(found) = &v.comparison else {
        let form = form_of(&v.picks, v.row.version);
        return Ok(Html(sheet(&visit, v.case, form, format!("/practice/tries/{id}"))).into_response());
    };
    let page = visit.page_titled(v.case.product.clone()).under("/practice", "practice.title");
    let (n, of) = (found.differing().to_string(), found.lines.len().to_string());
    Ok(Html(Compared {
        rows: rows(&page, v.case, &v.picks, found),
        own: rank(&found.own),
        reference: rank(&found.reference),
        differing: say!(page, "practice.differing", n, of),
        own_unmet: unmet(&page, v.case, &found.own),
        reference_unmet: unmet(&page, v.case, &found.reference),
        case: v.case,
        id,
        page,
    })
    .into_response())
}

pub async fn remove(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    practice::remove_try(&visit.cx, &id).await?;
    Ok(redirect_with("/practice", "practice.removed"))
}
