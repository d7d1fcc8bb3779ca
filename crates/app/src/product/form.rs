use crate::prelude::*;
use ocop_domain::criteria::{CriteriaSet, Law, SetId, set};
use ocop_domain::producer::LegalForm;
use ocop_domain::product::{GtinError, check_gtin};
use ocop_domain::text::{clean, fold};
use ocop_store::producer::{self, Producer};
use ocop_store::product::Product;
use serde::Deserialize;

/// What a form says of a product, as typed. `establishment_id` empty: made at the producer's seat.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ProductForm {
    pub name: String,
    pub set_id: String,
    pub establishment_id: String,
    pub brand_place: String,
    pub specification: String,
    pub story: String,
    pub gtin: String,
}

/// Reads a form into `into`, or says everything that is wrong with it.
pub(super) async fn read(
    db: &Db,
    form: &ProductForm,
    producer: &Producer,
    into: &mut Product,
) -> Result<(), Error> {
    let mut bad = Invalid::default();
    into.name = bad.name("name", &form.name, 300);
    into.folded = fold(&into.name);
    // A product imported from an old list may wait for its set; one that has a set never loses it.
    if !form.set_id.is_empty() || into.set_id.is_some() || into.version == 0 {
        into.set_id = chosen_set(&mut bad, &form.set_id, &producer.legal_form).map(|s| s.id.to_string());
    }
    let workshop = form.establishment_id.trim();
    if workshop.is_empty() {
        into.establishment_id = None;
        into.commune_id.clone_from(&producer.commune_id);
    } else {
        match producer::establishment(db, workshop).await? {
            Some(e) if e.producer_id == producer.id => {
                into.establishment_id = Some(e.id);
                into.commune_id = Some(e.commune_id);
            }
            _ => bad.add("establishment_id", "unknown_choice"),
        }
    }
    into.brand_place = bad.optional("brand_place", &form.brand_place, 200).map(|p| clean(&p));
    into.specification = bad.optional("specification", &form.specification, 2000);
    into.story = bad.optional("story", &form.story, 20_000);
    into.gtin = bad.optional("gtin", &form.gtin, 20);
    if let Some(gtin) = &into.gtin {
        match check_gtin(gtin) {
            Ok(()) => {}
            Err(GtinError::Shape) => bad.add("gtin", "gtin_shape"),
            Err(GtinError::CheckDigit) => bad.add("gtin", "gtin_check"),
        }
    }
    bad.ok()
}

/// Điều 3(2), 26/2026: a set of the law in force. Điều 2(3): associations, operating centres and the like only in
/// sector VI, community tourism.
pub(super) fn chosen_set(bad: &mut Invalid, id: &str, legal_form: &str) -> Option<&'static CriteriaSet> {
    if id.trim().is_empty() {
        bad.add("set_id", "required");
        return None;
    }
    let found = id.parse::<SetId>().ok().and_then(|id| set(&id)).filter(|s| s.law == Law::Qd26_2026);
    let Some(found) = found else {
        bad.add("set_id", "unknown_choice");
        return None;
    };
    let tourism = found.sector.as_ref().is_some_and(|s| s.code == "VI");
    if legal_form.parse::<LegalForm>().is_ok_and(LegalForm::tourism_only) && !tourism {
        bad.add("set_id", "set_tourism_only");
        return None;
    }
    Some(found)
}

/// Names of the fields in which two states differ.
pub(super) fn changed(old: &Product, new: &Product) -> Vec<&'static str> {
    let mut out = Vec::new();
    macro_rules! compare {
        ($($field:ident),*) => { $(if old.$field != new.$field { out.push(stringify!($field)); })* };
    }
    compare!(establishment_id, commune_id, name, set_id, brand_place, specification, story, gtin);
    out
}
