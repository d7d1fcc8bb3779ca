//! `/councils/{id}/rules`: every version of a council's regulation with its decision, and the form for the next.

use super::new::{filled, typed};
use super::{choices, round};
use crate::prelude::*;
use ocop_app::council::{ChangeRules, change_rules, rules_versions};

struct Version {
    number: i64,
    title: String,
    decision: String,
    rules: Vec<String>,
}

typed!(ChangeRules => "council/rules.html", "council/rules_fields.html");
#[derive(Template)]
#[template(path = "council/rules.html")]
struct Show {
    page: Page,
    form: Form,
    council: String,
    versions: Vec<Version>,
    gate_rules: Vec<Choice>,
    may_change: bool,
}

async fn render(visit: &Visit, id: &str, form: Option<Form>) -> Result<Show, Failure> {
    let v = rules_versions(&visit.cx, id).await?;
    let page = visit.page("council.rules").crumb(format!("/councils/{id}"), v.council.name.clone());
    let form = form.unwrap_or_else(|| {
        let mut form = v.versions.first().map_or_else(Form::new, |now| filled(&now.rules));
        form.set("version", v.council.version.to_string());
        form
    });
    let versions = v.versions.iter().map(|r| {
        let (n, on) = (r.number.to_string(), page.date(&r.decided_on));
        Version {
            number: r.number,
            title: say!(page, "council.rules_page.version", n),
            decision: say!(page, "council.decision", n = r.decision_number, day = on),
            rules: round::rules(&page, &r.rules),
        }
    });
    Ok(Show {
        versions: versions.collect(),
        gate_rules: choices(&page, "council.gate_rule", &["settled", "mean", "majority"]),
        may_change: v.may_change,
        council: id.to_owned(),
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(render(&visit, &id, None).await?).into_response())
}

pub async fn change(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = ChangeRules { council: id.clone(), rules: typed(&fields), ..fields.read()? };
    let done = change_rules(&visit.cx, cmd).await.map(drop);
    let next = format!("/councils/{id}/rules");
    answered(&visit, &fields, done, (next, "council.rules_page.done"), async |form| {
        render(&visit, &id, Some(form)).await
    })
    .await
}
