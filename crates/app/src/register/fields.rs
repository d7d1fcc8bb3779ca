use super::Thing;

/// A fact of a record of which one of two has to stay, and the columns that hold it: what belongs together moves
/// together (a name and its folded form, a seat and its commune).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    /// Shown to those only who keep the register.
    pub personal: bool,
}

const fn field(name: &'static str, columns: &'static [&'static str]) -> Field {
    Field { name, columns, personal: false }
}

const fn personal(name: &'static str, columns: &'static [&'static str]) -> Field {
    Field { name, columns, personal: true }
}

pub const FIELDS_OF_PRODUCER: &[Field] = &[
    field("name", &["name", "folded"]),
    field("legal_form", &["legal_form"]),
    field("tax_number", &["tax_number"]),
    field("registration_number", &["registration_number"]),
    field("founded_on", &["founded_on"]),
    field("address", &["address", "commune_id"]),
    field("representative", &["representative", "representative_title"]),
    personal("representative_gender", &["representative_gender"]),
    personal("representative_ethnicity", &["representative_ethnicity"]),
    personal("representative_address", &["representative_address"]),
    personal("phone", &["phone"]),
    personal("email", &["email"]),
    field("history", &["history"]),
    field("organisation", &["organisation"]),
];

pub const FIELDS_OF_PRODUCT: &[Field] = &[
    field("name", &["name", "folded"]),
    field("set", &["set_id"]),
    field("category", &["category"]),
    field("made_at", &["establishment_id", "commune_id"]),
    field("brand_place", &["brand_place"]),
    field("specification", &["specification"]),
    field("story", &["story"]),
    field("gtin", &["gtin"]),
    field("picture", &["picture_hash"]),
];

pub(super) fn of(thing: Thing) -> &'static [Field] {
    match thing {
        Thing::Producer => FIELDS_OF_PRODUCER,
        Thing::Product => FIELDS_OF_PRODUCT,
    }
}
