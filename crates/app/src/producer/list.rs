use crate::prelude::*;
use ocop_domain::text::fold;
use ocop_store::producer::{self as rows, Commune, ProducerLine};

/// Communes a form offers.
pub type Communes = Vec<Commune>;

/// One page (from 1) of the producers the actor may see, and how many there are.
pub async fn list(cx: &Cx, q: &str, page: i64) -> Result<(Vec<ProducerLine>, i64), Error> {
    let visible = cx.reach(Act::ProducerView, &Facts::default())?;
    let offset = (page.max(1) - 1) * super::PAGE;
    Ok(rows::list(cx.db(), &visible, &fold(q), super::PAGE, offset).await?)
}

/// Refuses an actor who may enter no producer anywhere.
pub fn may_register(cx: &Cx) -> Result<(), Error> {
    cx.reach(Act::ProducerRegister, &Facts::default()).map(drop)
}

/// The communes standing today in which the actor may enter a producer or workshop: those where a post allows it, for a
/// producer all of the province.
pub async fn communes(cx: &Cx) -> Result<Communes, Error> {
    let mut visible = cx.reach(Act::ProducerEdit, &Facts::default())?;
    let own = std::mem::take(&mut visible.producers);
    visible.provinces.extend(rows::provinces_of(cx.db(), &own).await?);
    Ok(rows::standing_communes(cx.db(), &visible, &cx.today().to_string()).await?)
}
