//! `/guide/{set}`: what a set demands, for anyone, before a dossier is begun.

use super::demand::{self, Part};
use crate::prelude::*;
use ocop_app::{area, guide};
use ocop_domain::criteria::CriteriaSet;

#[derive(Template)]
#[template(path = "guide/set.html")]
struct SetPage {
    page: Page,
    form: Form,
    criteria: &'static CriteriaSet,
    provinces: Vec<Choice>,
    parts: Vec<Part>,
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    // A person who writes for a province sees its texts, and is led to them, unless others are asked for.
    let scopes = guide::scopes(&visit.cx);
    let mut form = query.form();
    if query.all("province").next().is_none()
        && let Some(own) = scopes.first()
    {
        form.set("province", own.code());
    }
    let province = Some(form.value("province").to_owned()).filter(|code| !code.is_empty());
    let (set, texts) = guide::demands(&visit.cx, &id, province.as_deref()).await?;
    let page = visit.page_titled(set.name.clone()).under("/guide", "guide.index.title");
    let parts = demand::parts(&page, set, &texts, |_, demand| {
        if let Some(scope) = scopes.first() {
            demand.edit_href = format!("/guide/{}/{}/edit?scope={}", set.id, demand.code, scope.code());
        }
    });
    let provinces = area::provinces(&visit.cx, visit.cx.today()).await?;
    let provinces = provinces.into_iter().map(|p| Choice::new(p.code, p.full_name)).collect();
    Ok(Html(SetPage { page, form, criteria: set, provinces, parts }).into_response())
}
