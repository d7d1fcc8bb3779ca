use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Actor};
use ocop_domain::text::fold;
use ocop_store::producer::{self as rows, Commune, ProducerLine};
use ocop_store::scope::Visible;

/// Communes a form offers.
pub type Communes = Vec<Commune>;

/// One page (from 1) of the producers the actor may see, and how many there are.
pub async fn list(cx: &Cx, q: &str, page: i64) -> Result<(Vec<ProducerLine>, i64), Error> {
    let visible = reach(cx, Act::ProducerView)?;
    let offset = (page.max(1) - 1) * super::PAGE;
    Ok(rows::list(cx.db(), &visible, &fold(q), super::PAGE, offset).await?)
}

/// What the actor may see of a list; [`Error::SignIn`] for the public, [`Error::Forbidden`] for those who see nothing.
pub(crate) fn reach(cx: &Cx, act: Act) -> Result<Visible, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let visible = facts::visible(&cx.actor, act);
    if visible == Visible::default() { Err(Error::Forbidden) } else { Ok(visible) }
}

/// The communes standing today the actor may enter a producer or workshop in: those his posts reach, for a producer
/// all of his province.
pub async fn communes(cx: &Cx) -> Result<Communes, Error> {
    let mut visible = reach(cx, Act::ProducerView)?;
    let own = std::mem::take(&mut visible.producers);
    visible.provinces.extend(rows::provinces_of(cx.db(), &own).await?);
    Ok(rows::standing_communes(cx.db(), &visible, &cx.today().to_string()).await?)
}
