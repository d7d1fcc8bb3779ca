use super::{set_name, stage_word, tone};
use crate::prelude::*;
use ocop_app::survey::{self, FindView, Stage, Step};

typed!(Step => "survey/show.html");
#[derive(Template)]
#[template(path = "survey/show.html")]
struct Show {
    page: Page,
    form: Form,
    view: FindView,
    facts: Vec<Answer>,
    next: Vec<Choice>,
}

/// `/survey/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(filled(&visit, &id, Form::new()).await?).into_response())
}

pub async fn step(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Step { id: id.clone(), ..fields.read()? };
    match survey::step(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/survey/{id}"), "survey.moved")),
        Err(e) => again(filled(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

async fn filled(visit: &Visit, id: &str, form: Form) -> Result<Show, Failure> {
    let view = survey::show(&visit.cx, id).await?;
    let page = visit.page_titled(view.find.name.clone()).under("/survey", "survey.title");
    let next = Stage::ALL.into_iter().filter(|s| view.find.stage.may_become(*s));
    let next = next.map(|s| Choice::new(s.as_str(), stage_word(&page, s))).collect();
    let facts = facts(&page, &view);
    Ok(Show { page, form, view, facts, next })
}

fn facts(page: &Page, v: &FindView) -> Vec<Answer> {
    let f = &v.find;
    let line = |key: &str, value: Option<String>, href: String| Answer {
        label: page.say(&format!("survey.{key}")),
        value: value.unwrap_or_default(),
        href,
    };
    let place = v.place.as_ref().map(|p| format!("{}, {}", p.commune_name, p.province_name));
    let plain = String::new;
    vec![
        line("commune", place, plain()),
        line("maker", v.producer_name.clone().or_else(|| f.maker.clone()), plain()),
        line("set", Some(set_name(f.set_id.as_ref())), plain()),
        line("feature", f.feature.clone(), plain()),
        line("next_step", f.next_step.clone(), plain()),
        line("next_by", f.next_by.clone(), plain()),
        line("next_on", f.next_on.map(|d| page.date(d)), plain()),
        line("notes", f.notes.clone(), plain()),
        line("product", v.product_name.clone(), plain()),
    ]
}
