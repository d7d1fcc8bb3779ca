use super::form::standing;
use crate::prelude::*;
use crate::{facts, write_once};
use ocop_domain::text::clean;
use ocop_store::producer as rows;
use serde::Deserialize;

/// A workshop outside the producer's seat.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct AddEstablishment {
    #[serde(skip)]
    pub producer_id: String,
    pub name: String,
    pub address: String,
    pub commune_id: String,
}

/// Adds a workshop, which may lie in another commune: products made there belong to that commune. Returns its id. A form sent
/// twice adds one.
pub async fn add_establishment(cx: &Cx, cmd: AddEstablishment) -> Result<String, Error> {
    let id = cx.id();
    write_once!(cx, id, |tx| {
        let producer = rows::find(&tx, &cmd.producer_id).await?.ok_or(Error::NotFound)?;
        let here = facts::of_place(&tx, producer.commune_id.as_deref(), Some(&producer.id)).await?;
        cx.allow_known(Act::ProducerView, Act::ProducerEdit, &here)?;
        let mut bad = Invalid::default();
        let name = bad.name("name", &cmd.name, 300);
        let address = clean(&bad.text("address", &cmd.address, 300));
        let commune = standing(cx, &tx, &mut bad, "commune_id", &cmd.commune_id).await?;
        bad.ok()?;
        rows::insert_establishment(&tx, &id, &producer.id, &name, &address, &commune, cx.now_ms()).await?;
        let diff = json!({"establishment": id, "commune": commune});
        let chain = format!("producer:{}", producer.id);
        cx.journal(&tx, &chain, Act::ProducerEdit.as_str(), &producer.id, diff).await?;
        Ok(id.clone())
    })
}
