use crate::pages::producer::communes;
use crate::prelude::*;
use ocop_app::product::tree;
use ocop_app::survey::{self, Edit, Find};

typed!(survey::FindForm => "survey/form.html", "version");
#[derive(Template)]
#[template(path = "survey/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    communes: Vec<Choice>,
    sets: Vec<Choice>,
    is_new: bool,
}

/// `/survey/new`.
pub async fn new(visit: Visit) -> Reply {
    let mut form = Form::new();
    if let [only] = communes(&visit.cx).await?.as_slice() {
        form.set("commune_id", only.value.clone());
    }
    Ok(Html(filled(&visit, None, form).await?).into_response())
}

pub async fn record(visit: Visit, fields: Fields) -> Reply {
    match survey::record(&visit.sending(&fields), fields.read()?).await {
        Ok(id) => Ok(redirect_with(&format!("/survey/{id}"), "survey.recorded")),
        Err(e) => again(filled(&visit, None, visit.refused(&fields, e)?).await?),
    }
}

/// `/survey/{id}/edit`.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = survey::show(&visit.cx, &id).await?;
    if !view.can_edit {
        return Err(Error::Forbidden.into());
    }
    let form = prefilled(&visit, view.find);
    Ok(Html(filled(&visit, Some(&id), form).await?).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let version = fields.get("version").parse().unwrap_or_default();
    let done = survey::edit(&visit.cx, Edit { id: id.clone(), version, form: fields.read()? }).await;
    let page = async |form| filled(&visit, Some(&id), form).await;
    saved(&visit, &fields, done, (format!("/survey/{id}"), "survey.saved"), page).await
}

async fn filled(visit: &Visit, id: Option<&str>, form: Form) -> Result<FormPage, Failure> {
    let page =
        visit.page(if id.is_some() { "survey.edit" } else { "survey.new" }).under("/survey", "survey.title");
    let back = id.map_or("/survey".to_owned(), |id| format!("/survey/{id}"));
    let sets = tree().into_iter().flat_map(|s| s.groups).flat_map(|g| g.sets);
    Ok(FormPage {
        action: id.map_or("/survey/new".to_owned(), |id| format!("/survey/{id}/edit")),
        back,
        communes: communes(&visit.cx).await?,
        sets: sets.map(|s| Choice::new(s.id, format!("{}. {}", s.number, s.name))).collect(),
        is_new: id.is_none(),
        page,
        form,
    })
}

fn prefilled(visit: &Visit, f: Find) -> Form {
    let page = visit.page("survey.edit");
    let mut form = Form::new();
    form.set("version", f.version.to_string()).set("name", f.name).set("commune_id", f.commune_id);
    form.set("next_on", page.date(f.next_on));
    let optional = [
        ("maker", f.maker),
        ("producer_id", f.producer_id),
        ("set_id", f.set_id.map(|id| id.to_string())),
        ("feature", f.feature),
        ("next_step", f.next_step),
        ("next_by", f.next_by),
        ("notes", f.notes),
    ];
    for (name, value) in optional {
        form.set(name, value.unwrap_or_default());
    }
    form
}
