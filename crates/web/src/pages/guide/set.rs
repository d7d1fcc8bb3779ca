//! `/guide/{set}`: what a set demands, for anyone, before a dossier is begun.

use super::demand::{self, Part};
use crate::failure::Failure;
use crate::fields::Query;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::Choice;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
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

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Result<Response, Failure> {
    // A person who writes for a province sees its texts, and is led to them, unless he asks for others.
    let scopes = guide::scopes(&visit.cx);
    let mut form = query.form();
    if query.all("province").next().is_none()
        && let Some(own) = scopes.first()
    {
        form.set("province", own.code());
    }
    let province = Some(form.value("province").to_owned()).filter(|code| !code.is_empty());
    let (set, texts) = guide::demands(&visit.cx, &id, province.as_deref()).await?;
    let page = visit.page_titled(set.name.clone());
    let all = page.t("guide.index.title").into_owned();
    let page = page.crumb("/guide", all);
    let parts = demand::parts(&page, set, &texts, |_, demand| {
        if let Some(scope) = scopes.first() {
            demand.edit_href = format!("/guide/{}/{}/edit?scope={}", set.id, demand.code, scope.code());
        }
    });
    let provinces = area::provinces(&visit.cx, visit.cx.today()).await?;
    let provinces = provinces.into_iter().map(|p| Choice::new(p.code, p.full_name)).collect();
    Ok(Html(SetPage { page, form, criteria: set, provinces, parts }).into_response())
}
