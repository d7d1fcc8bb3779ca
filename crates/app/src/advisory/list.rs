use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Role};
use ocop_store::advisory::{AdvisoryLine, dossiers};
use ocop_store::scope::Visible;

/// One page (from 1) of the dossiers a team has to do with, and how many there are: for a member those of the member's
/// teams, for an office those it reaches.
pub async fn list(cx: &Cx, page: i64, size: i64) -> Result<(Vec<AdvisoryLine>, i64), Error> {
    let visible = match cx.reach(Act::AdvisoryView, &facts::handed_in()) {
        Err(Error::Forbidden) if cx.actor.has_role(Role::AdvisoryMember) => Visible::default(),
        reach => reach?,
    };
    let size = size.clamp(1, 200);
    Ok(dossiers::list(cx.db(), &visible, cx.actor.id(), size, (page.max(1) - 1) * size).await?)
}
