use crate::prelude::*;
use ocop_app::national::{Receive, ReceiveView, receive, receive_view, wanted};
use ocop_app::recognition::view_package;
use ocop_domain::dossier::State;
use ocop_domain::national::{Paper, Standing};

typed!(Receive => "national/receive.html");
#[derive(Template)]
#[template(path = "national/receive.html")]
struct Show {
    page: Page,
    form: Form,
    view: ReceiveView,
    state: (String, &'static str),
    facts: Vec<Answer>,
    papers: Vec<(String, &'static str, String)>,
    missing: Vec<Choice>,
    conclusions: Vec<Choice>,
    checks: Vec<Answer>,
}

/// `/ministry/packages/{dossier}`
pub async fn show(visit: Visit, Path(dossier): Path<String>) -> Reply {
    Ok(Html(body(&visit, &dossier, None).await?).into_response())
}

pub async fn save(visit: Visit, Path(dossier): Path<String>, fields: Fields) -> Reply {
    let cmd = Receive { dossier: dossier.clone(), ..fields.read()? };
    match receive(&visit.cx, cmd).await {
        Ok(State::AtMinistry) => Ok(redirect_with("/ministry", "national.receive.taken_flash")),
        Ok(_) => Ok(redirect_with("/ministry", "national.receive.returned_flash")),
        Err(e) => again(body(&visit, &dossier, Some(visit.refused(&fields, e)?)).await?),
    }
}

/// The word and tone of a place of a paper.
pub(in crate::pages) fn standing(page: &Page, at: Option<Standing>) -> (&'static str, String) {
    let tone = match at {
        Some(Standing::Inside) => "good",
        Some(Standing::Beside) => "info",
        Some(Standing::Missing) => "bad",
        _ => "quiet",
    };
    let key = at.map_or("asked", Standing::as_str);
    (tone, page.say(&format!("national.standing.{key}")))
}

async fn body(visit: &Visit, dossier: &str, form: Option<Form>) -> Result<Show, Failure> {
    let view = receive_view(&visit.cx, dossier).await?;
    let package = view_package(&visit.cx, dossier).await?;
    let page = visit.page_titled(view.sent.product_name.clone()).under("/ministry", "national.title");
    let name = |paper: Paper| page.say(&format!("national.paper.{}", paper.as_str()));
    let papers = package.papers.iter().map(|(paper, at)| {
        let (tone, word) = standing(&page, *at);
        (name(*paper), tone, word)
    });
    let form = form.unwrap_or_else(|| {
        let mut form = Form::new();
        let lacking = package.papers.iter().filter(|(_, at)| *at == Some(Standing::Missing));
        form.set_all("missing", lacking.map(|(paper, _)| paper.as_str().to_owned()));
        form
    });
    let fact = |key: &str, value: String| Answer::fact(page.say(key), value);
    let facts = vec![
        fact("recognition.show.producer", view.sent.producer_name.clone()),
        fact("recognition.show.place", view.sent.commune_name.clone()),
        fact("national.receive.letter", view.sent.letter_number.clone().unwrap_or_default()),
        fact("national.desk.sent_on", page.date(&view.sent.sent_on)),
    ];
    let checks = view.checks.iter().map(|c| {
        let key = if c.taken { "national.receive.was_taken" } else { "national.receive.was_returned" };
        let said = [page.say(key), wanted(c)];
        let value = said.into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n");
        Answer::fact(page.date(&c.checked_on), value)
    });
    let state: Option<State> = view.sent.state.parse().ok();
    let (papers, checks) = (papers.collect(), checks.collect());
    Ok(Show {
        state: state
            .map_or_else(|| (String::new(), "quiet"), |s| crate::pages::dossier::words::state_tag(&page, s)),
        missing: package.papers.iter().map(|(p, _)| Choice::new(p.as_str(), name(*p))).collect(),
        conclusions: ["taken", "returned"]
            .map(|c| Choice::new(c, page.t(&format!("national.receive.{c}"))))
            .to_vec(),
        facts,
        papers,
        checks,
        form,
        view,
        page,
    })
}
