use super::words::{mean, past_line};
use crate::answer;
use crate::prelude::*;
use ocop_app::national::{
    EvaluateAgain, ReturnedView, UseNational, choose_again, returned_view, use_national,
};
use ocop_domain::dossier::{State, WayAfterReturn};

#[derive(Template)]
#[template(path = "national/returned.html")]
struct Show {
    page: Page,
    form: Form,
    view: ReturnedView,
    state: (String, &'static str),
    /// "88,4 điểm"; empty once a person has chosen.
    points: String,
    /// Stars open on the national result; 0: none.
    stars: i64,
    past: Vec<Answer>,
}

/// `/ministry/returned/{dossier}`
pub async fn show(visit: Visit, Path(dossier): Path<String>) -> Reply {
    Ok(Html(body(&visit, &dossier, Form::new()).await?).into_response())
}

/// The first way of Điều 7(4)g.
pub async fn use_result(visit: Visit, Path(dossier): Path<String>, fields: Fields) -> Reply {
    let version = fields.get("version").parse().unwrap_or_default();
    use_national(&visit.cx, UseNational { dossier, version }).await?;
    Ok(redirect_with("/decisions", "national.returned.used_flash"))
}

/// The second way.
pub async fn again(visit: Visit, Path(dossier): Path<String>, fields: Fields) -> Reply {
    let cmd = EvaluateAgain {
        dossier: dossier.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
        reason: fields.get("reason").to_owned(),
    };
    match choose_again(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with("/ministry", "national.returned.again_flash")),
        Err(e) => answer::again(body(&visit, &dossier, visit.refused(&fields, e)?).await?),
    }
}

async fn body(visit: &Visit, dossier: &str, form: Form) -> Result<Show, Failure> {
    let view = returned_view(&visit.cx, dossier).await?;
    let page = visit.page_titled(view.sent.product_name.clone()).under("/ministry", "national.title");
    let stars = view.ways.iter().find_map(|way| match way {
        WayAfterReturn::Recognise(stars) => Some(i64::from(stars.get())),
        WayAfterReturn::EvaluateAgain => None,
    });
    let state: Option<State> = view.sent.state.parse().ok();
    Ok(Show {
        state: state
            .map_or_else(|| (String::new(), "quiet"), |s| crate::pages::dossier::words::state_tag(&page, s)),
        points: view.national.as_ref().map_or_else(String::new, |r| mean(&page, r.hundredths())),
        stars: stars.unwrap_or_default(),
        past: view.past.iter().map(|p| past_line(&page, p)).collect(),
        form,
        view,
        page,
    })
}
