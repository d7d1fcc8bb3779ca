//! `/dossiers/{id}/form`: Mẫu số 01, with what the register knows shown and not asked.

use super::words::page_below;
use crate::pages::producer::legal_form;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, SaveForm01};
use ocop_domain::dossier::Form01;

typed!(SaveForm01 => "dossier/form.html", "stamp");
#[derive(Template)]
#[template(path = "dossier/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    d: Dossier,
    known: Vec<Answer>,
}

/// What the register knows of the producer and the product, for the reader to compare with.
pub fn known(page: &Page, d: &Dossier) -> Vec<Answer> {
    let s = &d.subject;
    let legal = legal_form(page, s.legal_form.as_str());
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let place = format!("{}, {}", d.place.commune_name, d.place.province_name);
    let group: Vec<String> =
        [d.set.sector.as_ref().map(|x| x.name.clone()), d.set.group.clone(), Some(d.set.name.clone())]
            .into_iter()
            .flatten()
            .collect();
    [
        (page.t("dossier.known.producer"), s.producer_name.clone(), true),
        (page.t("dossier.known.legal_form"), legal, true),
        (page.t("dossier.known.representative"), text(&s.representative), true),
        (page.t("dossier.known.title"), text(&s.representative_title), true),
        (page.t("dossier.known.address"), s.address.clone(), true),
        (page.t("dossier.known.phone"), text(&s.phone), true),
        (page.t("dossier.known.email"), text(&s.email), true),
        (page.t("dossier.known.product"), s.product_name.clone(), false),
        (page.t("dossier.known.place"), place, false),
        (page.t("dossier.known.group"), group.join(" / "), false),
    ]
    .into_iter()
    .map(|(label, value, of_producer)| Answer {
        label: label.into_owned(),
        value,
        href: match (d.may_edit, of_producer) {
            (false, _) => String::new(),
            (true, true) => format!("/producers/{}/edit", s.producer_id),
            (true, false) => format!("/register/products/{}/edit", s.product_id),
        },
    })
    .collect()
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let mut form = Form::new();
    // What most write stands in the fields of a form that was never saved; it counts once it is saved.
    let (year, samples) = match (&d.form01, d.may_edit) {
        (Form01 { year: None, samples: None, .. }, true) => {
            (Some(visit.cx.today().year()), Some(d.set.samples_required))
        }
        (kept, _) => (kept.year, kept.samples),
    };
    form.set("year", year.map(|y| y.to_string()).unwrap_or_default())
        .set("samples", samples.map(|n| n.to_string()).unwrap_or_default())
        .set("attachments", d.form01.attachments.clone())
        .set("stamp", d.forms_stamp.clone());
    Ok(Html(render(&visit, d, form)).into_response())
}

fn render(visit: &Visit, d: Dossier, form: Form) -> FormPage {
    let page = page_below(visit, &d, "dossier.form.title");
    FormPage { known: known(&page, &d), page, form, d }
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd =
        SaveForm01 { dossier_id: id.clone(), stamp: Some(fields.get("stamp").to_owned()), ..fields.read()? };
    let done = dossier::save_form01(&visit.cx, cmd).await;
    let page = async |form| Ok(render(&visit, dossier::show(&visit.cx, &id).await?, form));
    saved(&visit, &fields, done, (format!("/dossiers/{id}"), "dossier.saved"), page).await
}
