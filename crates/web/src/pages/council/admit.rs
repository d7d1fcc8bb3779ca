use crate::prelude::*;
use ocop_app::council::{Admit, CaseRow, admissible, admit as admit_verb};

const SIZE: i64 = 50;

#[derive(Template)]
#[template(path = "council/admit.html")]
struct Show {
    page: Page,
    form: Form,
    round: String,
    dates: String,
    in_time: Vec<Choice>,
    late: Vec<Choice>,
    pager: Pager,
}

fn choice(page: &Page, c: CaseRow) -> Choice {
    let on = page.date(&c.proposed_on);
    let hint = page.tf("council.admit.proposed_on", &[("day", &on), ("commune", &c.commune_name)]);
    Choice::new(c.id, format!("{} – {}", c.product_name, c.producer_name)).hint(hint)
}

async fn page(visit: &Visit, id: &str, number: i64, form: Option<Form>) -> Result<Show, Failure> {
    let waiting = admissible(&visit.cx, id, number, SIZE).await?;
    let page = visit.page("council.admit.title").crumb(format!("/rounds/{id}"), waiting.round.name.clone());
    let form = form.unwrap_or_else(|| {
        let mut form = Form::new();
        form.set_all("dossier", waiting.in_time.iter().map(|c| c.id.clone()));
        form
    });
    let pager = Pager { page: number, size: SIZE, total: waiting.total, base: format!("/rounds/{id}/admit") };
    Ok(Show {
        round: id.to_owned(),
        dates: super::round::dates(&page, &waiting.round),
        in_time: waiting.in_time.into_iter().map(|c| choice(&page, c)).collect(),
        late: waiting.late.into_iter().map(|c| choice(&page, c)).collect(),
        form,
        pager,
        page,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    Ok(Html(page(&visit, &id, query.page(), None).await?).into_response())
}

pub async fn admit(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let chosen = fields.all("dossier").chain(fields.all("late"));
    let cmd = Admit {
        round: id.clone(),
        dossiers: chosen.map(str::to_owned).collect(),
        reason: fields.get("reason").to_owned(),
    };
    let done = admit_verb(&visit.cx, cmd).await.map(drop);
    let next = format!("/rounds/{id}");
    answered(&visit, &fields, done, (next, "council.admit.done"), async |form| {
        page(&visit, &id, 1, Some(form)).await
    })
    .await
}
