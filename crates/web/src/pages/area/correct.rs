//! `/areas/unit/{id}/correct`: an administrator mends a name or a kind, with the reason.

use crate::prelude::*;
use ocop_app::area::{self, Correct, Unit};
use ocop_domain::account::{Act, Facts};
use ocop_domain::area::Kind;

typed!(Correct => "area/correct.html", "seen");
#[derive(Template)]
#[template(path = "area/correct.html")]
struct CorrectPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
    seen: String,
    action: String,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    visit.cx.allow(Act::AreaCorrect, &Facts::default())?;
    let unit = area::show(&visit.cx, &id).await?.history.unit;
    let mut form = Form::new();
    form.set("name", unit.brief.name.as_str()).set("kind", unit.brief.kind.as_str());
    form.set("alt_spelling", unit.alt_spelling.as_deref().unwrap_or_default());
    Ok(Html(page(&visit, &unit, form)).into_response())
}

pub async fn send(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Correct { id: id.clone(), seen_full_name: fields.get("seen").into(), ..fields.read()? };
    match area::correct(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/areas/unit/{id}"), "area.correct.done")),
        Err(e) => {
            let unit = area::show(&visit.cx, &id).await?.history.unit;
            let mut body = page(&visit, &unit, visit.refused(&fields, e)?);
            body.seen = fields.get("seen").into();
            again(body)
        }
    }
}

fn page(visit: &Visit, unit: &Unit, form: Form) -> CorrectPage {
    let brief = &unit.brief;
    let page = visit
        .page("area.correct.title")
        .under("/areas", "area.title")
        .crumb(format!("/areas/unit/{}", brief.id), brief.full_name.clone());
    let kinds = Kind::of_level(brief.level).iter().map(|k| Choice::new(k.as_str(), k.word())).collect();
    let action = format!("/areas/unit/{}/correct", brief.id);
    CorrectPage { page, form, kinds, seen: brief.full_name.clone(), action }
}
