use super::choices;
use crate::prelude::*;
use ocop_app::council::{OpenRound, open_round, show_council};

typed!(OpenRound => "council/round_new.html");
#[derive(Template)]
#[template(path = "council/round_new.html")]
struct New {
    page: Page,
    form: Form,
    ordinals: Vec<Choice>,
}

async fn page(visit: &Visit, id: &str, form: Form) -> Result<New, Failure> {
    let council = show_council(&visit.cx, id).await?;
    if !council.may_open {
        return Err(Failure(Error::Forbidden));
    }
    let page = visit.page("council.round.new");
    let page =
        page.under("/councils", "council.title").crumb(format!("/councils/{id}"), council.council.name);
    let set =
        if council.council.level == "national" { "council.ordinal_national" } else { "council.ordinal" };
    let mut ordinals = choices(&page, set, &["1", "2"]);
    ordinals.extend(choices(&page, "council.ordinal", &["3", "4", "5"]));
    Ok(New { ordinals, form, page })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let mut form = Form::new();
    form.set("year", visit.cx.today().year().to_string());
    Ok(Html(page(&visit, &id, form).await?).into_response())
}

pub async fn open(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = OpenRound { council: id.clone(), ..fields.read()? };
    match open_round(&visit.sending(&fields), cmd).await {
        Ok(round) => Ok(redirect_with(&format!("/rounds/{round}"), "council.round.opened")),
        Err(e) => again(page(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}
