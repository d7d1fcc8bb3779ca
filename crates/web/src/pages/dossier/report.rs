//! `/dossiers/{id}/report`: Mẫu số 02, Phần I, II and IV.

use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, SaveForm02};
use ocop_domain::dossier::{Form02, Held};

typed!(Form02 => "dossier/report.html", "held_other", "stamp");
#[derive(Template)]
#[template(path = "dossier/report.html")]
struct ReportPage {
    page: Page,
    form: Form,
    d: Dossier,
    held: Vec<Choice>,
    /// The boxes still as they were carried over from the last sealed dossier.
    carried: Vec<String>,
}

/// The ticks of Phần I mục 7, in the form's order.
pub fn held_choices(page: &Page) -> Vec<Choice> {
    Held::NAMES.iter().map(|k| Choice::new(*k, page.t(&format!("dossier.held.{k}")))).collect()
}

/// Which ticks are set.
pub fn held_names(h: &Held) -> Vec<String> {
    h.names().into_iter().map(str::to_owned).collect()
}

fn read(fields: &Fields) -> Result<Form02, Failure> {
    let on = |name: &str| fields.all("held").any(|h| h == name);
    Ok(Form02 {
        held: Held {
            business_registration: on("business_registration"),
            quality_declared: on("quality_declared"),
            food_safety: on("food_safety"),
            mandatory_conditions: on("mandatory_conditions"),
            trademark: on("trademark"),
            collective_mark: on("collective_mark"),
            patent: on("patent"),
            design: on("design"),
            copyright: on("copyright"),
            other: fields.get("held_other").to_owned(),
        },
        ..fields.read()?
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let f = &d.form02;
    let mut form = Form::of(f);
    form.set_all("held", held_names(&f.held))
        .set("held_other", f.held.other.clone())
        .set("stamp", d.forms_stamp.clone());
    Ok(Html(render(&visit, d, form)).into_response())
}

fn render(visit: &Visit, d: Dossier, form: Form) -> ReportPage {
    let page = page_below(visit, &d, "dossier.report.title");
    ReportPage { held: held_choices(&page), carried: super::carried::texts(&page, &d), page, form, d }
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let stamp = Some(fields.get("stamp").to_owned());
    let cmd = SaveForm02 { dossier_id: id.clone(), stamp, form: read(&fields)? };
    let done = dossier::save_form02(&visit.cx, cmd).await;
    let page = async |form| Ok(render(&visit, dossier::show(&visit.cx, &id).await?, form));
    saved(&visit, &fields, done, (format!("/dossiers/{id}"), "dossier.saved"), page).await
}
