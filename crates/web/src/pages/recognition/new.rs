use crate::prelude::*;
use ocop_app::recognition::{DraftDecision, draft_decision, round_candidates};

#[derive(Template)]
#[template(path = "recognition/new.html")]
struct NewPage {
    page: Page,
    round: String,
    /// One form for each kind of decision that has something waiting.
    forms: Vec<KindForm>,
    may_draft: bool,
}

struct KindForm {
    kind: &'static str,
    form: Form,
    choices: Vec<Choice>,
}

/// `/decisions/new?round=`: all that waits is ticked; the office takes out what does not belong.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let page = visit.page("recognition.new.title");
    Ok(Html(new_page(&visit, page, query.get("round"), None).await?).into_response())
}

pub async fn draft(visit: Visit, fields: Fields) -> Reply {
    let cmd = DraftDecision {
        round_id: fields.get("round").to_owned(),
        kind: fields.get("kind").to_owned(),
        dossiers: fields.all("dossiers").map(str::to_owned).collect(),
    };
    match draft_decision(&visit.sending(&fields), cmd).await {
        Ok(id) => Ok(redirect_with(&format!("/decisions/{id}"), "recognition.drafted")),
        Err(e) => {
            let page = visit.page("recognition.new.title");
            again(
                new_page(
                    &visit,
                    page,
                    fields.get("round"),
                    Some((fields.get("kind"), visit.refused(&fields, e)?)),
                )
                .await?,
            )
        }
    }
}

async fn new_page(
    visit: &Visit,
    page: Page,
    round: &str,
    mut typed: Option<(&str, Form)>,
) -> Result<NewPage, Failure> {
    let found = round_candidates(&visit.cx, round).await?;
    let mut forms = Vec::new();
    let kinds = [
        ("recognise", found.to_recognise),
        ("approve_result", found.to_approve),
        ("recognise_five", found.to_recognise_five),
    ];
    for (kind, waiting) in kinds {
        if waiting.is_empty() {
            continue;
        }
        let choices: Vec<Choice> = waiting
            .iter()
            .map(|c| {
                let place = format!("{}, {}", c.producer_name, c.commune_name);
                let label = format!("{} ({})", c.product_name, page.star_word(c.stars));
                Choice::new(c.dossier_id.clone(), label).hint(place)
            })
            .collect();
        let form = match typed.take_if(|(k, _)| *k == kind) {
            Some((_, form)) => form,
            None => {
                let mut form = Form::new();
                form.set_all("dossiers", choices.iter().map(|c| c.value.clone()));
                form
            }
        };
        forms.push(KindForm { kind, form, choices });
    }
    let page = page.under("/decisions", "recognition.title");
    Ok(NewPage { page, round: round.to_owned(), forms, may_draft: found.may_draft })
}
