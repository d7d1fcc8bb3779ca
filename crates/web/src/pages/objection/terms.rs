use crate::prelude::*;
use ocop_app::objection::{PutTerms, put_terms, show_terms, stamp_of};
use ocop_domain::objection::TERMS;

/// One term with what the program comes with and where that stands.
#[derive(Clone)]
struct Field {
    name: String,
    label: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "objection/terms.html")]
struct Show {
    page: Page,
    form: Form,
    fields: Vec<Field>,
}

/// `/admin/objections`
pub async fn show(visit: Visit) -> Reply {
    let now = show_terms(&visit.cx).await?;
    let mut form = Form::new();
    form.set("seen", stamp_of(&now));
    for (term, days) in TERMS.iter().zip([now.file, now.receive, now.answer]) {
        form.set(&format!("term_{}", term.key), days.to_string());
    }
    Ok(Html(body(&visit, form)).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let typed = |name: &str| fields.get(name).to_owned();
    let cmd = PutTerms {
        seen: typed("seen"),
        file: typed("term_file"),
        receive: typed("term_receive"),
        answer: typed("term_answer"),
    };
    let done = put_terms(&visit.cx, cmd).await;
    let next = ("/admin/objections".to_owned(), "objection.terms.saved");
    saved(&visit, &fields, done, next, async |form| Ok(body(&visit, form))).await
}

fn body(visit: &Visit, form: Form) -> Show {
    let page = visit.page("objection.terms.title").under("/admin/settings", "account.settings.title");
    let fields = TERMS.map(|term| Field {
        name: format!("term_{}", term.key),
        label: page.say(&format!("objection.terms.{}", term.key)),
        hint: say!(page, "objection.terms.source", days = term.days, source = term.source),
    });
    Show { fields: fields.to_vec(), form, page }
}
