use super::words::{field_word, home_of, trail, value_word, word};
use crate::prelude::*;
use ocop_app::register::{self, Compared, Merge, Say};

#[derive(Template)]
#[template(path = "register/compare.html")]
struct Show {
    page: Page,
    form: Form,
    view: Compared,
    thing: &'static str,
}

/// `/register/duplicates/{a}/{b}`: two records side by side; the first is the one that would stay.
pub async fn show(visit: Visit, Path((a, b)): Path<(String, String)>) -> Reply {
    match filled(&visit, &a, &b, Form::new()).await {
        // One of them went into the other meanwhile: an old link leads to what is there now.
        Err(Failure(Error::Conflict("merged_away"))) => Ok(redirect("/register/merges")),
        other => Ok(Html(other?).into_response()),
    }
}

async fn filled(visit: &Visit, a: &str, b: &str, mut form: Form) -> Result<Show, Failure> {
    let view = register::compare(&visit.cx, a, b).await?;
    for f in view.fields.iter().filter(|f| f.differs()) {
        let name = format!("f.{}", f.name);
        if form.value(&name).is_empty() {
            form.set(&name, if f.proposes_second() { "second" } else { "first" });
        }
    }
    let page = trail(visit.page("register.compare.title"));
    Ok(Show { page, form, thing: view.thing.as_str(), view })
}

pub async fn merge(visit: Visit, Path((a, b)): Path<(String, String)>, fields: Fields) -> Reply {
    let version = |name: &str| fields.get(name).parse().unwrap_or_default();
    let taken = fields.names().filter(|n| fields.get(n) == "second");
    let cmd = Merge {
        survivor_id: a.clone(),
        merged_id: b.clone(),
        survivor_version: version("first_version"),
        merged_version: version("second_version"),
        take: taken.filter_map(|n| n.strip_prefix("f.")).map(str::to_owned).collect(),
        reason: fields.get("reason").into(),
    };
    match register::merge(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with("/register/merges", "register.merged")),
        Err(e) => again(filled(&visit, &a, &b, visit.refused(&fields, e)?).await?),
    }
}

pub async fn say(visit: Visit, Path((a, b)): Path<(String, String)>, fields: Fields) -> Reply {
    let say = Say { first_id: a, second_id: b, reason: fields.get("why_two").into() };
    register::say_distinct(&visit.cx, say).await?;
    Ok(redirect_with("/register/duplicates", "register.said_distinct"))
}

pub async fn unsay(visit: Visit, Path((a, b)): Path<(String, String)>, _: Fields) -> Reply {
    register::unsay_distinct(&visit.cx, &a, &b).await?;
    Ok(redirect_with(&format!("/register/duplicates/{a}/{b}"), "register.unsaid_distinct"))
}
