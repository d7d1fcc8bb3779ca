use super::rules_input::{RulesInput, rules};
use crate::account::callable;
use crate::decision_number::{self, Numbered};
use crate::{Cx, Error, Invalid, write_once};
use ocop_domain::account::{Act, Facts, Role, Scope};
use ocop_domain::council::Level;
use ocop_store::council::{Candidate, CouncilRow, RulesRow, councils};
use serde::Deserialize;
use serde_json::json;

#[derive(Debug, Clone, Default)]
pub struct NewMember {
    pub account: String,
    pub department: String,
    /// chair, deputy, secretary or member
    pub duty: String,
}

/// Điều 7(3)b and 7(4)b, 26/2026: the council as the Chairman's (the Minister's) decision sets it up.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct FormCouncil {
    pub name: String,
    pub decision_number: String,
    pub decided_on: String,
    #[serde(skip)]
    pub rules: RulesInput,
    #[serde(skip)]
    pub members: Vec<NewMember>,
}

/// Whose council the actor forms: that of the actor's province, or the national one for the ministry's office.
pub fn seat_of_form(cx: &Cx) -> Option<(Level, Option<String>)> {
    cx.actor.posts().iter().find_map(|post| match (&post.scope, post.role) {
        (Scope::Province(code), Role::ProvinceOffice) => Some((Level::Province, Some(code.clone()))),
        (_, Role::MinistryOffice) => Some((Level::National, None)),
        _ => None,
    })
}

fn facts(cx: &Cx) -> (Level, Facts) {
    let (level, province) = seat_of_form(cx).unwrap_or((Level::Province, None));
    (level, Facts { province, national: level == Level::National, ..Facts::default() })
}

pub fn may_form(cx: &Cx) -> bool {
    cx.allow(Act::CouncilForm, &facts(cx).1).is_ok()
}

/// People who may be called to the council, by name.
pub async fn candidates(cx: &Cx) -> Result<Vec<Candidate>, Error> {
    let (_, facts) = facts(cx);
    cx.allow(Act::CouncilForm, &facts)?;
    callable(cx, cx.db(), Role::CouncilMember, facts.province.as_deref()).await
}

pub async fn form_council(cx: &Cx, cmd: FormCouncil) -> Result<String, Error> {
    let (level, facts) = facts(cx);
    cx.allow(Act::CouncilForm, &facts)?;
    let mut invalid = Invalid::default();
    let name = invalid.text("name", &cmd.name, 200);
    // Điều 7(3)b, 7(4)b: the Chairman of the province, or the Minister, decides.
    let number = decision_number::read(
        &mut invalid,
        "decision_number",
        &cmd.decision_number,
        facts.province.as_deref(),
    );
    let decided_on = invalid.day("decided_on", &cmd.decided_on);
    if decided_on.is_some_and(|d| d > cx.today()) {
        invalid.add("decided_on", "date_in_future");
    }
    let rules = rules(&mut invalid, &cmd.rules);
    let known = callable(cx, cx.db(), Role::CouncilMember, facts.province.as_deref()).await?;
    check_members(&mut invalid, &cmd.members, &known);
    let (Some(number), Some(decided_on)) = (number, decided_on) else { return Err(Error::Invalid(invalid)) };
    invalid.ok()?;

    let row = CouncilRow {
        id: cx.id(),
        level: level.as_str().into(),
        province_code: facts.province,
        name,
        decision_number: number.to_string(),
        decided_on: decided_on.to_string(),
        rules: serde_json::to_string(&rules).map_err(Error::internal)?,
        version: 1,
    };
    write_once!(cx, row.id, |tx| {
        let province = row.province_code.as_deref();
        if !decision_number::enter(&tx, province, &number, decided_on, Numbered::Council, &row.id).await? {
            return Err(Error::field("decision_number", "number_taken"));
        }
        councils::insert(&tx, &row, cx.now_ms()).await?;
        let first = RulesRow {
            number: 1,
            decision_number: row.decision_number.clone(),
            decided_on: row.decided_on.clone(),
            rules: row.rules.clone(),
            created_by: cx.actor.id().into(),
            created_at: cx.now_ms(),
        };
        councils::insert_rules(&tx, &row.id, &first).await?;
        for m in &cmd.members {
            let department = ocop_domain::text::clean(&m.department);
            councils::insert_member(&tx, &row.id, &m.account, &department, &m.duty).await?;
        }
        let members: Vec<_> =
            cmd.members.iter().map(|m| json!({"account": m.account, "duty": m.duty})).collect();
        let diff = json!({"decision": row.decision_number, "decided_on": row.decided_on, "rules": rules,
                          "members": members});
        let chain = format!("council:{}", row.id);
        cx.journal(&tx, &chain, Act::CouncilForm.as_str(), &row.id, diff).await?;
        Ok(row.id.clone())
    })
}

fn check_members(invalid: &mut Invalid, members: &[NewMember], known: &[Candidate]) {
    let with = |duty: &str| members.iter().filter(|m| m.duty == duty).count();
    for (at, m) in members.iter().enumerate() {
        let field = format!("department.{}", m.account);
        invalid.text(&field, &m.department, 200);
        if !known.iter().any(|k| k.account_id == m.account)
            || members.iter().take(at).any(|other| other.account == m.account)
            || !matches!(m.duty.as_str(), "chair" | "deputy" | "secretary" | "member")
        {
            invalid.add(format!("duty.{}", m.account), "council_member");
        }
    }
    if members.len() < 3 {
        invalid.add("members", "council_members_few");
    } else if with("chair") != 1 {
        invalid.add("members", "council_one_chair");
    } else if with("secretary") == 0 {
        invalid.add("members", "council_secretary");
    }
}
