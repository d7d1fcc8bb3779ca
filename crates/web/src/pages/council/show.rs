use crate::prelude::*;
use ocop_app::council::{CouncilView, MemberRow, show_council};

struct Round {
    href: String,
    name: String,
    dates: String,
    state: String,
}

#[derive(Template)]
#[template(path = "council/show.html")]
struct Show {
    page: Page,
    v: CouncilView,
    decision: String,
    rules: Vec<String>,
    missing: Vec<String>,
    rounds: Vec<Round>,
    members: Vec<MemberRow>,
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_council(&visit.cx, &id).await?;
    let page = visit.page_titled(v.council.name.clone()).under("/councils", "council.title");
    let decided = page.date(&v.council.decided_on);
    let decision = say!(page, "council.decision", n = v.council.decision_number, day = decided);
    let missing = v.missing.iter().map(|d| match d.if_any {
        true => say!(page, "council.if_any", name = d.name),
        false => d.name.to_owned(),
    });
    let rounds = v.rounds.iter().map(|r| Round {
        href: format!("/rounds/{}", r.id),
        name: r.name.clone(),
        dates: super::round::dates(&page, r),
        state: r.state.clone(),
    });
    let members = v.members.iter().cloned().map(|m| {
        let duty = page.say(&format!("council.duty.{}", m.duty));
        MemberRow { duty, ..m }
    });
    let (missing, rounds, members) = (missing.collect(), rounds.collect(), members.collect());
    let rules = super::round::rules(&page, &v.rules);
    Ok(Html(Show { decision, rules, missing, rounds, members, v, page }).into_response())
}
