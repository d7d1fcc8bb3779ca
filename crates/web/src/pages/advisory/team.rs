//! `/councils/{id}/team`: the team beside the council, set up by the same decision or put anew by another.

use crate::prelude::*;
use ocop_app::advisory::{SetTeam, TeamMember, TeamView, set_team, show_team};

typed!(SetTeam => "advisory/team.html");
#[derive(Template)]
#[template(path = "advisory/team.html")]
struct Show {
    page: Page,
    form: Form,
    v: TeamView,
    decision: String,
    duties: Vec<Choice>,
}

fn render(visit: &Visit, v: TeamView, form: Form) -> Show {
    let page = visit
        .page("advisory.team.title")
        .under("/councils", "council.title")
        .crumb(format!("/councils/{}", v.council.id), v.council.name.clone());
    let decision = v.team.as_ref().map_or_else(String::new, |t| {
        let on = page.date(&t.decided_on);
        say!(page, "council.decision", n = t.decision_number, day = on)
    });
    let duties = ["lead", "secretary", "member"];
    let duties = duties.map(|d| Choice::new(d, page.t(&format!("advisory.duty.{d}"))));
    Show { duties: duties.to_vec(), decision, form, v, page }
}

fn form_of(v: &TeamView) -> Form {
    let mut form = Form::new();
    form.set("version", v.team.as_ref().map_or(0, |t| t.version).to_string());
    for m in &v.members {
        form.set(&format!("duty.{}", m.account_id), m.duty.clone())
            .set(&format!("department.{}", m.account_id), m.department.clone());
    }
    form
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_team(&visit.cx, &id).await?;
    let form = form_of(&v);
    Ok(Html(render(&visit, v, form)).into_response())
}

pub async fn set(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let text = |name: &str| fields.get(name).to_owned();
    let called =
        fields.names().filter_map(|n| n.strip_prefix("duty.")).filter(|a| fields.has(&format!("duty.{a}")));
    let members = called.map(|account| TeamMember {
        account: account.to_owned(),
        department: text(&format!("department.{account}")),
        duty: text(&format!("duty.{account}")),
    });
    let cmd = SetTeam { council: id.clone(), members: members.collect(), ..fields.read()? };
    let done = set_team(&visit.cx, cmd).await;
    let page = async |form| Ok(render(&visit, show_team(&visit.cx, &id).await?, form));
    answered(&visit, &fields, done, (format!("/councils/{id}/team"), "advisory.team.saved"), page).await
}
