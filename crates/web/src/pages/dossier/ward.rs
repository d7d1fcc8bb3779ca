//! `/ward/{id}`: Mẫu số 03, each judgement beside what the producer wrote about it.

use super::sheet::{self, PaperLink};
use super::words::{days_tag, due_notes};
use super::{exchanges, items};
use crate::pages::assist::{Help, help};
use crate::prelude::*;
use ocop_app::dossier::{self, Check, Dossier, Judgements, Propose, Return, SaveCheck};
use ocop_domain::area::within_sentence;
use ocop_domain::dossier::State;
use ocop_domain::term::Standing;

/// One of the four judgements with the producer's own words.
struct Judgement {
    field: &'static str,
    label: String,
    hint: String,
    /// Criterion with its name; empty where the set has none for it.
    criterion: String,
    picked: String,
    /// The producer picked nothing, which is not “none of these”.
    open: bool,
    note: String,
    papers: Vec<PaperLink>,
    /// The part of the report that speaks of it.
    report: String,
}

#[derive(Template)]
#[template(path = "dossier/ward.html")]
struct WardPage {
    page: Page,
    form: Form,
    d: Dossier,
    judgements: Vec<Judgement>,
    days: Option<(String, &'static str)>,
    due_notes: Vec<String>,
    late: bool,
    open: bool,
    /// Something is written that a letter can be drafted from.
    letter: bool,
    /// The request this submission answers.
    asked: Option<items::Asked>,
    sides: exchanges::Sides,
    /// The day of the meeting whose notes are kept; empty: none.
    meeting: String,
    help: Help,
}

/// Điều 7(2)a and the criteria that speak of the same. The tourism set numbers other things 1.1 and 5.3.
fn judgements(page: &Page, d: &Dossier) -> Vec<Judgement> {
    let tourism = d.set.sector.as_ref().is_some_and(|s| s.code == "VI");
    let (material, identity) = if tourism { ("", "5.1") } else { ("1.1", "5.3") };
    let parts = sheet::parts(page, d);
    let one = |field: &'static str, code: &str, report: String| {
        let found = parts
            .iter()
            .flat_map(|p| &p.groups)
            .flat_map(|g| &g.criteria)
            .find(|c| !code.is_empty() && c.code == code);
        let points = |p: &u32| format!("{p} {}", page.t("common.score.points"));
        Judgement {
            field,
            label: page.say(&format!("dossier.ward.{field}")),
            hint: page.say(&format!("dossier.ward.{field}_hint")),
            criterion: found.map(|c| format!("{} {}", c.code, c.name)).unwrap_or_default(),
            picked: found
                .and_then(|c| c.picked.as_ref())
                .map(|(text, p)| format!("{text} ({})", points(p)))
                .unwrap_or_default(),
            open: found.is_none_or(|c| c.open),
            note: found.map(|c| c.note.clone()).unwrap_or_default(),
            papers: sheet::papers(page, d, if code.is_empty() { "-" } else { code }),
            report,
        }
    };
    vec![
        one("local_material", material, d.form02.production.clone()),
        one("local_labour", "3.3", d.form02.organisation.clone()),
        one("idea_origin", "2.1", d.form02.history.clone()),
        one("local_identity", identity, d.subject.story.clone().unwrap_or_default()),
    ]
}

/// The sentence that ends Mẫu số 03, offered until the officer writes another.
fn usual_conclusion(d: &Dossier) -> String {
    let s = &d.subject;
    format!(
        "Ủy ban nhân dân {} đề nghị Ủy ban nhân dân {} đánh giá, phân hạng sản phẩm OCOP cho sản phẩm {} của {}.",
        within_sentence(&d.place.commune_name),
        within_sentence(&d.place.province_name),
        s.product_name,
        s.producer_name
    )
}

fn render(visit: &Visit, check: Check, form: Form) -> WardPage {
    let d = check.dossier;
    let page = visit
        .page("dossier.ward.title")
        .under("/ward", "dossier.desk.title")
        .crumb(format!("/dossiers/{}", d.id), d.subject.product_name.clone());
    WardPage {
        letter: check.draft.is_some() || !d.checks.is_empty(),
        judgements: judgements(&page, &d),
        help: help(&page, &d, visit.cx.actor.id()),
        days: check.term.map(|term| days_tag(&page, term)),
        late: check.term.is_some_and(Standing::is_late),
        due_notes: due_notes(&page, &d.due_changes),
        asked: check.answered.as_ref().map(|r| items::asked(&page, &d, r)),
        sides: exchanges::sides(&page, &check.waiting),
        meeting: check.meeting.map(|m| page.date(m.held_on)).unwrap_or_default(),
        open: d.state == State::AtWard,
        page,
        form,
        d,
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let check = dossier::ward_check(&visit.cx, &id).await?;
    let mut form = Form::new();
    form.set("version", check.dossier.version.to_string());
    form.set("conclusion", usual_conclusion(&check.dossier));
    // What was judged before the dossier went back is offered again, so that it is not written twice.
    if let Some(c) = check.draft.as_ref().or(check.dossier.checks.first()) {
        let mut put = |name: &str, value: &Option<String>| {
            form.set(name, value.clone().unwrap_or_default());
        };
        put("local_material", &c.local_material);
        put("local_labour", &c.local_labour);
        put("idea_origin", &c.idea_origin);
        put("local_identity", &c.local_identity);
        if c.draft {
            put("conclusion", &c.conclusion);
            put("reasons", &c.reasons);
        }
    }
    Ok(Html(render(&visit, check, form)).into_response())
}

/// The buttons: `act` = save, propose or return; request and meeting keep what is typed and go on to their pages.
pub async fn act(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let text = |name: &str| fields.get(name).to_owned();
    let judgements = Judgements {
        local_material: text("local_material"),
        local_labour: text("local_labour"),
        idea_origin: text("idea_origin"),
        local_identity: text("local_identity"),
        conclusion: text("conclusion"),
        reasons: text("reasons"),
    };
    let version = fields.get("version").parse().unwrap_or(0);
    let (dossier_id, cx) = (id.clone(), &visit.cx);
    let done = match fields.get("act") {
        "propose" => dossier::propose(cx, Propose { dossier_id, version, judgements })
            .await
            .map(|_| ("/ward".to_owned(), "dossier.ward.proposed")),
        "return" => dossier::return_to_producer(cx, Return { dossier_id, version, judgements })
            .await
            .map(|_| ("/ward".to_owned(), "dossier.ward.returned")),
        act => {
            let to = match act {
                "request" => format!("/ward/{id}/request"),
                "meeting" => format!("/ward/{id}/meeting"),
                _ => format!("/ward/{id}"),
            };
            let cmd = SaveCheck { dossier_id, version, judgements };
            dossier::save_check(&visit.cx, cmd).await.map(|()| (to, "dossier.saved"))
        }
    };
    let page = async |form| Ok(render(&visit, dossier::ward_check(&visit.cx, &id).await?, form));
    match done {
        Ok((to, flash)) => Ok(redirect_with(&to, flash)),
        // Only the button that saves wants no more than that the words stand there.
        Err(e) if fields.get("act") == "save" => {
            saved(&visit, &fields, Err::<(), _>(e), (format!("/ward/{id}"), "dossier.saved"), page).await
        }
        Err(e) => again(page(visit.refused(&fields, e)?).await?),
    }
}
