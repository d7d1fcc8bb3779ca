use crate::prelude::*;
use ocop_app::objection::{PutTerms, put_terms, show_terms};
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
    for (term, days) in TERMS.iter().zip([now.file, now.receive, now.answer]) {
        form.set(&format!("term_{}", term.key), days.to_string());
    }
    Ok(Html(body(&visit, form)).into_response())
}

pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let cmd = PutTerms {
        file: fields.get("term_file").to_owned(),
        receive: fields.get("term_receive").to_owned(),
        answer: fields.get("term_answer").to_owned(),
    };
    match put_terms(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with("/admin/objections", "objection.terms.saved")),
        Err(e) => again(body(&visit, visit.refused(&fields, e)?)),
    }
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
