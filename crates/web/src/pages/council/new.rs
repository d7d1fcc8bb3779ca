use super::choices;
use crate::prelude::*;
use ocop_app::council::{
    Candidate, FormCouncil, NewMember, RulesInput, WrittenInput, candidates, form_council,
};
use ocop_domain::council::Rules;
use ocop_domain::points::Points;

typed!(FormCouncil => "council/new.html", "council/rules_fields.html");
#[derive(Template)]
#[template(path = "council/new.html")]
struct New {
    page: Page,
    form: Form,
    people: Vec<Candidate>,
    duties: Vec<Choice>,
    gate_rules: Vec<Choice>,
}

async fn page(visit: &Visit, form: Form) -> Result<New, Failure> {
    let people = candidates(&visit.cx).await?;
    let page = visit.page("council.new.title").under("/councils", "council.title");
    Ok(New {
        duties: choices(&page, "council.duty", &["chair", "deputy", "secretary", "member"]),
        gate_rules: choices(&page, "council.gate_rule", &["settled", "mean", "majority"]),
        people,
        form,
        page,
    })
}

/// A council's settings as a form shows them.
pub(super) fn filled(rules: &Rules) -> Form {
    let mut form = Form::new();
    form.set("quorum_part", rules.quorum.0.to_string())
        .set("quorum_whole", rules.quorum.1.to_string())
        .set("spread_limit", rules.spread_limit.to_string())
        .set("gate_rule", rules.gate_rule.as_str())
        .set("decimals", rules.decimals.to_string())
        .set("ballots", rules.ballots.to_string())
        .set("reason_beyond", rules.reason_beyond.map_or_else(String::new, |p| p.to_string()));
    if rules.chair_required {
        form.set("chair_required", "yes");
    }
    if rules.drop_extremes {
        form.set("drop_extremes", "yes");
    }
    form.set("written_days", rules.written.days.to_string())
        .set("written_spread", rules.written.spread.to_string())
        .set("written_asked", rules.written.asked.to_string());
    if rules.written.ranks_differ {
        form.set("written_ranks", "yes");
    }
    form
}

pub(super) fn typed(fields: &Fields) -> RulesInput {
    let text = |name: &str| fields.get(name).to_owned();
    RulesInput {
        quorum_part: text("quorum_part"),
        quorum_whole: text("quorum_whole"),
        chair_required: fields.has("chair_required"),
        spread_limit: text("spread_limit"),
        gate_rule: text("gate_rule"),
        drop_extremes: fields.has("drop_extremes"),
        decimals: text("decimals"),
        ballots: text("ballots"),
        reason_beyond: text("reason_beyond"),
        written: WrittenInput {
            days: text("written_days"),
            spread: text("written_spread"),
            asked: text("written_asked"),
            ranks_differ: if fields.has("written_ranks") { "yes" } else { "no" }.into(),
        },
    }
}

pub async fn show(visit: Visit) -> Reply {
    let usual = Rules { reason_beyond: Some(Points(2)), ..Rules::default() };
    let form = filled(&usual);
    Ok(Html(page(&visit, form).await?).into_response())
}

pub async fn form(visit: Visit, fields: Fields) -> Reply {
    let text = |name: &str| fields.get(name).to_owned();
    let called =
        fields.names().filter_map(|n| n.strip_prefix("duty.")).filter(|a| fields.has(&format!("duty.{a}")));
    let members = called.map(|account| NewMember {
        account: account.to_owned(),
        department: text(&format!("department.{account}")),
        duty: text(&format!("duty.{account}")),
    });
    let cmd = FormCouncil { rules: typed(&fields), members: members.collect(), ..fields.read()? };
    match form_council(&visit.sending(&fields), cmd).await {
        Ok(id) => Ok(redirect_with(&format!("/councils/{id}"), "council.formed")),
        Err(e) => again(page(&visit, visit.refused(&fields, e)?).await?),
    }
}
