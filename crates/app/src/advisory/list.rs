use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Actor, Role};
use ocop_store::advisory::{self as rows, AdvisoryLine};
use ocop_store::scope::Visible;

/// One page (from 1) of the dossiers a team has to do with, and how many there are: for a team's member those of his
/// teams, for an office those it reaches.
pub async fn list(cx: &Cx, page: i64, size: i64) -> Result<(Vec<AdvisoryLine>, i64), Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let offices = [Role::ProvinceOffice, Role::MinistryOffice, Role::Leader, Role::Auditor];
    let office = offices.iter().any(|r| cx.actor.has_role(*r)) || cx.actor == Actor::System;
    if !office && !cx.actor.has_role(Role::AdvisoryMember) {
        return Err(Error::Forbidden);
    }
    let visible = match &cx.actor {
        Actor::Person { account, posts } if office => {
            let posts = posts.iter().filter(|p| offices.contains(&p.role)).cloned().collect();
            facts::visible(&Actor::Person { account: account.clone(), posts }, Act::AdvisoryView)
        }
        Actor::System => Visible::everything(),
        _ => Visible::default(),
    };
    let size = size.clamp(1, 200);
    Ok(rows::advisory_lines(cx.db(), &visible, cx.actor.id(), size, (page.max(1) - 1) * size).await?)
}
