//! A producer entered a second time: a number that is given once only is refused, what merely looks alike is said.

use crate::facts;
use crate::prelude::*;
use ocop_domain::producer::registration_key;
use ocop_store::producer::{self as rows, Producer};
use ocop_store::register::duplicates::{claim, holder, reserved, sharing};

/// Takes a business registration number for a producer, within the transaction that writes it down, or says who else
/// holds it, however it is written. The reservation's key decides between two that enter it at once.
pub(crate) async fn take_registration(
    db: &Db,
    number: &str,
    producer_id: &str,
) -> Result<Option<Producer>, Error> {
    if let Some(holder) = holder_of_registration(db, number, producer_id).await? {
        return Ok(Some(holder));
    }
    match reserved(number) {
        Some(key) if !claim(db, &key, producer_id).await? => Ok(holder(db, &key).await?),
        _ => Ok(None),
    }
}

/// Who else holds this business registration number, however it is written.
async fn holder_of_registration(db: &Db, number: &str, except: &str) -> Result<Option<Producer>, Error> {
    Ok(holders_of_registration(db, number, except).await?.into_iter().next())
}

/// All others that hold it: numbers held twice from before are pairs to be reviewed.
pub(crate) async fn holders_of_registration(
    db: &Db,
    number: &str,
    except: &str,
) -> Result<Vec<Producer>, Error> {
    let Some(key) = registration_key(number) else { return Ok(Vec::new()) };
    let mut held = sharing(db, "reg", &key.0, except).await?;
    held.retain(|p| p.registration_number.as_deref().and_then(registration_key).as_ref() == Some(&key));
    Ok(held)
}

/// Refuses a number that another producer holds; names it to those who may see it.
pub(super) async fn refuse_taken(
    cx: &Cx,
    db: &Db,
    number: &str,
    producer_id: &str,
    bad: &mut Invalid,
) -> Result<(), Error> {
    let Some(holder) = take_registration(db, number, producer_id).await? else { return Ok(()) };
    let there = facts::of_place(db, holder.commune_id.as_deref(), Some(&holder.id)).await?;
    if can(&cx.actor, Act::ProducerView, &there).allowed() {
        bad.add_with("registration_number", "registration_number_of", vec![("name", holder.name)]);
    } else {
        bad.add("registration_number", "registration_number_taken");
    }
    Ok(())
}

/// Is there another producer of this name (without accents) and telephone in the same commune? It may be one maker
/// entered twice; an officer decides that, not the form.
pub async fn has_twin(cx: &Cx, id: &str) -> Result<bool, Error> {
    let own = rows::find(cx.db(), id).await?.ok_or(Error::NotFound)?;
    let keys = ocop_domain::producer::duplicates::keys(&own.name, None, None, own.phone.as_deref());
    let Some(tel) = keys.into_iter().find(|k| k.kind == "tel") else { return Ok(false) };
    let others = sharing(cx.db(), "tel", &tel.key, &own.id).await?;
    Ok(others.iter().any(|p| p.folded == own.folded && p.commune_id == own.commune_id))
}
