use crate::failure::{Failure, redirect_with};
use crate::fields::Fields;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::Choice;
use crate::visit::Visit;
use askama::Template;
use axum::response::{IntoResponse, Response};
use ocop_app::notice;
use ocop_domain::notice::NoticeKind;

#[derive(Template)]
#[template(path = "notice/choices.html")]
struct Choices {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let chosen = notice::choices(&visit.cx).await?;
    let page = visit.page("notice.choices.title");
    let all = page.t("notice.title").into_owned();
    let page = page.crumb("/notices", all);
    let mut form = Form::new();
    form.set_all("kind", chosen.iter().filter(|(_, on)| *on).map(|(kind, _)| kind.as_str().to_owned()));
    let word = |kind: &NoticeKind| page.t(&format!("notice.kind.{}", kind.as_str())).into_owned();
    let kinds = chosen.iter().map(|(kind, _)| Choice::new(kind.as_str(), word(kind))).collect();
    Ok(Html(Choices { form, kinds, page }).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let by_mail: Vec<NoticeKind> = fields.all("kind").filter_map(|k| k.parse().ok()).collect();
    notice::choose(&visit.cx, &by_mail).await?;
    Ok(redirect_with("/notices/choices", "notice.choices.saved"))
}
