use super::form::{ProducerForm, read};
use crate::prelude::*;
use crate::{facts, once};
use ocop_store::Error as StoreError;
use ocop_store::producer::{self as rows, Producer};

/// Điều 2(3), 26/2026: enters a producer into the register of its commune. Returns its id. A form sent twice
/// makes one producer.
pub async fn register(cx: &Cx, form: ProducerForm) -> Result<String, Error> {
    once::once(cx, entered(cx, form)).await
}

async fn entered(cx: &Cx, form: ProducerForm) -> Result<String, Error> {
    let commune = Some(form.commune_id.trim()).filter(|c| !c.is_empty());
    // Without a commune there is no place to refuse anyone by: the form is then read first and says what is missing.
    if commune.is_some() {
        cx.allow(Act::ProducerRegister, &facts::of_place(cx.db(), commune, None).await?)?;
    } else if cx.actor == ocop_domain::account::Actor::Public {
        return Err(Error::SignIn);
    }
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let mut producer = Producer { id: id.clone(), created_at: cx.now_ms(), ..Producer::default() };
        read(cx, &tx, &form, &mut producer).await?;
        cx.allow(Act::ProducerRegister, &facts::of_place(&tx, producer.commune_id.as_deref(), None).await?)?;
        match rows::insert(&tx, &producer).await {
            // Two with one tax number at once: the next attempt finds it taken and says so at the field.
            Err(StoreError::Duplicate(_)) => return Err(Error::Busy),
            other => other?,
        }
        let diff = json!({"legal_form": producer.legal_form, "commune": producer.commune_id});
        cx.journal(&tx, &format!("producer:{id}"), Act::ProducerRegister.as_str(), &id, diff).await?;
        Ok(id.clone())
    })
}
