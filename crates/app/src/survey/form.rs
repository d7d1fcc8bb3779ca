use crate::facts;
use crate::prelude::*;
use ocop_domain::criteria::{Law, SetId, set};
use ocop_domain::likeness::core_key;
use ocop_domain::text::{clean, fold};
use ocop_store::producer::Producer;
use ocop_store::survey::Find;
use serde::Deserialize;

/// What a form says of a potential product, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct FindForm {
    pub commune_id: String,
    pub name: String,
    /// Who makes it: a name, or the id of a producer of the register.
    pub maker: String,
    pub producer_id: String,
    pub set_id: String,
    /// What makes it characteristic of the place.
    pub feature: String,
    pub next_step: String,
    pub next_by: String,
    pub next_on: String,
    pub notes: String,
}

/// Reads a form into `into`, or says everything that is wrong with it.
pub(super) async fn read(cx: &Cx, db: &Db, form: &FindForm, into: &mut Find) -> Result<(), Error> {
    let mut bad = Invalid::default();
    into.name = bad.name("name", &form.name, 300);
    into.folded = fold(&into.name);
    into.likeness = core_key(&into.name);
    into.commune_id = crate::producer::standing(cx, db, &mut bad, "commune_id", &form.commune_id).await?;
    into.maker = bad.optional("maker", &form.maker, 300).map(|m| clean(&m));
    let before = into.producer_id.take();
    if !form.producer_id.trim().is_empty() {
        let found = ocop_store::producer::find(db, form.producer_id.trim()).await?;
        match found {
            Some(p) if before.as_ref() == Some(&p.id) || seen(cx, db, &p).await? => {
                into.producer_id = Some(p.id);
            }
            _ => bad.add("producer_id", "unknown_choice"),
        }
    }
    into.set_id = None;
    if !form.set_id.trim().is_empty() {
        let found = form.set_id.parse::<SetId>().ok().and_then(|id| set(&id));
        match found.filter(|s| s.law == Law::Qd26_2026) {
            Some(s) => into.set_id = Some(s.id.clone()),
            None => bad.add("set_id", "unknown_choice"),
        }
    }
    into.feature = bad.optional("feature", &form.feature, 2000);
    into.next_step = bad.optional("next_step", &form.next_step, 500);
    into.next_by = bad.optional("next_by", &form.next_by, 120).map(|m| clean(&m));
    into.next_on = bad.optional_day("next_on", &form.next_on);
    into.notes = bad.optional("notes", &form.notes, 4000);
    bad.ok()
}

/// A producer the actor may see: a find gives its name away.
async fn seen(cx: &Cx, db: &Db, producer: &Producer) -> Result<bool, Error> {
    let here = facts::of_place(db, producer.commune_id.as_deref(), Some(&producer.id)).await?;
    Ok(can(&cx.actor, Act::ProducerView, &here).allowed())
}
