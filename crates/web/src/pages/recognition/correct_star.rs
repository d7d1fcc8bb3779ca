//! The form that corrects what a list said of a star.

use crate::pages::portal::words::{decision_name, star_label};
use crate::prelude::*;
use ocop_app::recognition::{CorrectListed, CorrectListedView, correct_listed, correct_listed_view};

typed!(CorrectListed => "recognition/correct_star.html", "five_by_ministry");
#[derive(Template)]
#[template(path = "recognition/correct_star.html")]
struct CorrectStarPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    seen: String,
    facts: Vec<Answer>,
    stars: Vec<Choice>,
}

/// `/decisions/{id}/stars/{recognition}/correct`
pub async fn show(visit: Visit, Path((id, star)): Path<(String, String)>) -> Reply {
    let view = correct_listed_view(&visit.cx, &id, &star).await?;
    let mut form = Form::new();
    form.set("stars", view.star.stars.to_string());
    form.set("issued", view.issued.clone());
    form.set("expires", view.expires.clone());
    form.set("certificate_no", view.certificate_no.clone());
    Ok(Html(page_of(&visit, view, form)).into_response())
}

pub async fn correct(visit: Visit, Path((id, star)): Path<(String, String)>, fields: Fields) -> Reply {
    let cmd = CorrectListed {
        decision_id: id.clone(),
        recognition_id: star.clone(),
        five_by_ministry: fields.get("five_by_ministry") == "yes",
        ..fields.read()?
    };
    let done = correct_listed(&visit.cx, cmd).await;
    let page = async |form| Ok(page_of(&visit, correct_listed_view(&visit.cx, &id, &star).await?, form));
    saved(&visit, &fields, done, (format!("/decisions/{id}"), "recognition.corrected_flash"), page).await
}

fn page_of(visit: &Visit, view: CorrectListedView, form: Form) -> CorrectStarPage {
    let page = visit.page("recognition.correct.title");
    let d = &view.decision;
    let day = d.decided_on;
    let back = format!("/decisions/{}", d.id);
    let name = decision_name(&page, d.number.as_deref(), day);
    let page = page.under("/decisions", "recognition.title").crumb(back.clone(), name.clone());
    let stars = ["3", "4", "5"].map(|n| Choice::new(n, page.star_word(n.parse::<i64>().unwrap_or_default())));
    let action = format!("/decisions/{}/stars/{}/correct", d.id, view.star.recognition_id);
    CorrectStarPage {
        action,
        back,
        facts: facts(&page, &view, name),
        stars: stars.into(),
        seen: view.seen,
        form,
        page,
    }
}

/// What stands now.
fn facts(page: &Page, view: &CorrectListedView, decision: String) -> Vec<Answer> {
    let star = &view.star;
    let until = page.date(star.expires_on);
    [
        ("recognition.show.product", star.product_name.clone()),
        ("recognition.show.producer", star.producer_name.clone()),
        ("recognition.correct.decision", decision),
        ("recognition.correct.stars", page.star_word(star.stars)),
        ("recognition.correct.issued_on", view.issued.clone()),
        ("recognition.correct.expires_on", until),
        ("recognition.show.look_up", star_label(page, star)),
    ]
    .into_iter()
    .map(|(key, value)| Answer::fact(page.say(key), value))
    .collect()
}
