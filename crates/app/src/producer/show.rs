use super::private::Private as _;
use crate::product::Listed;
use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, can};
use ocop_store::producer::{self as rows, Establishment, Producer};
use ocop_store::scope::{Place, place};

/// A producer as its reader may see it.
#[derive(Debug, Clone)]
pub struct ProducerView {
    /// Personal fields masked or left out when `masked`.
    pub producer: Producer,
    pub place: Option<Place>,
    pub establishments: Vec<Establishment>,
    pub products: Vec<Listed>,
    pub products_total: i64,
    pub masked: bool,
    pub can_edit: bool,
    pub can_register_product: bool,
    pub can_view_evidence: bool,
    /// The reader sees who helps this producer, and may ask to.
    pub can_see_help: bool,
}

/// A producer's entry with its workshops and products.
pub async fn show(cx: &Cx, id: &str) -> Result<ProducerView, Error> {
    let db = cx.db();
    let mut producer = rows::find(db, id).await?.ok_or(Error::NotFound)?;
    // The id of a record merged away leads to the one it was merged into.
    let id = &producer.id.clone();
    let mut here = facts::of_place(db, producer.commune_id.as_deref(), Some(id)).await?;
    crate::assist::fill(cx, db, &mut here).await?;
    cx.know(Act::ProducerView, &here)?;
    let can_edit = can(&cx.actor, Act::ProducerEdit, &here).allowed();
    let masked = producer.hide_from(cx, &here);
    let commune = match &producer.commune_id {
        Some(commune) => place(db, commune).await?,
        None => None,
    };
    let everything = ocop_store::scope::Visible::everything();
    let days = crate::recognition::days(cx.today());
    let (products, products_total) =
        ocop_store::product::list(db, &everything, Some(id), "", &days, (super::PAGE, 0)).await?;
    Ok(ProducerView {
        establishments: rows::establishments(db, id).await?,
        place: commune,
        producer,
        products: crate::product::with_past(db, products, &days).await?,
        products_total,
        masked,
        can_edit,
        can_register_product: can(&cx.actor, Act::ProductRegister, &here).allowed(),
        can_view_evidence: can(&cx.actor, Act::EvidenceView, &here).allowed(),
        can_see_help: can(&cx.actor, Act::AssistView, &here).allowed(),
    })
}
