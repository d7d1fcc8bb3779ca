use crate::pages::national::words::mean;
use crate::prelude::*;
use ocop_app::objection::{FileForm, FileObjection, file, file_form};

typed!(FileObjection => "objection/file.html");
#[derive(Template)]
#[template(path = "objection/file.html")]
struct Show {
    page: Page,
    form: Form,
    dossier: String,
    product: String,
    result: String,
    against: Vec<Choice>,
    criteria: Vec<Choice>,
    papers: Vec<Choice>,
    terms: String,
    /// The term of something has passed, so the reason for coming late is asked for.
    late: bool,
    /// One that waits already.
    open: String,
}

/// `/dossiers/{id}/objection`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(body(&visit, &id, None).await?).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = FileObjection { dossier: id.clone(), ..fields.read()? };
    match file(&visit.sending(&fields), cmd).await {
        Ok(objection) => Ok(redirect_with(&format!("/objections/{objection}"), "objection.file.flash")),
        Err(e) => again(body(&visit, &id, Some(visit.refused(&fields, e)?)).await?),
    }
}

async fn body(visit: &Visit, id: &str, form: Option<Form>) -> Result<Show, Failure> {
    let f: FileForm = file_form(&visit.cx, id).await?;
    let page = visit.page("objection.file.title");
    let page =
        page.under("/dossiers", "dossier.title").crumb(format!("/dossiers/{id}"), f.product_name.clone());
    let against: Vec<Choice> = f
        .against
        .iter()
        .map(|a| {
            let mut label = page.say(&format!("objection.about.{}", a.about.as_str()));
            if let Some(number) = &a.decision_number {
                label = format!("{label} {number}");
            }
            let last = page.date(f.reckoning.due(f.terms.file_by(a.known)).shown);
            let values = [("known", page.date(a.known)), ("last", last)];
            let values = values.each_ref().map(|(k, v)| (*k, v.as_str()));
            Choice::new(a.about.as_str(), label).hint(page.tf("objection.file.known", &values))
        })
        .collect();
    let form = form.unwrap_or_else(|| {
        let mut form = Form::new();
        if let [only] = against.as_slice() {
            form.set("about", only.value.clone());
        }
        form
    });
    let criteria = f.set.scorable().map(|leaf| {
        let c = leaf.criterion;
        Choice::new(c.code.to_string(), format!("{}. {}", c.code, c.name))
    });
    let terms = [("file", f.terms.file), ("receive", f.terms.receive), ("answer", f.terms.answer)];
    let terms = terms.map(|(k, n)| (k, n.to_string()));
    let terms = page.tf("objection.file.terms", &terms.each_ref().map(|(k, n)| (*k, n.as_str())));
    Ok(Show {
        dossier: f.dossier_id.clone(),
        product: f.product_name.clone(),
        result: f.result.as_ref().map_or_else(String::new, |r| mean(&page, r.hundredths())),
        criteria: criteria.collect(),
        papers: f.papers.iter().map(|p| Choice::new(p.id.clone(), p.title.clone())).collect(),
        terms: terms.into_owned(),
        late: form.invalid("late_reason")
            || f.against.iter().any(|a| f.reckoning.due(f.terms.file_by(a.known)).late(visit.cx.today())),
        open: f.open.unwrap_or_default(),
        against,
        form,
        page,
    })
}
