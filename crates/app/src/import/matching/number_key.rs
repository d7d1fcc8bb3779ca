//! Under which keys the numbers of producers are compared.

use crate::import::record::RowData;
use crate::import::table::field::Field;
use ocop_domain::producer::registration_key;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberKind {
    Tax,
    Registration,
}

impl NumberKind {
    pub(super) fn field(self) -> Field {
        match self {
            NumberKind::Tax => Field::TaxNumber,
            NumberKind::Registration => Field::Registration,
        }
    }

    /// The number of this kind that a row gives, as it is written.
    pub(super) fn of(self, data: &mut RowData) -> &mut Option<String> {
        match self {
            NumberKind::Tax => &mut data.tax_number,
            NumberKind::Registration => &mut data.registration_number,
        }
    }
}

/// Under which a number is compared: its kind, and the number without what is written otherwise elsewhere.
pub type NumberKey = (NumberKind, String);

/// The keys of the numbers of a row.
pub fn keys(data: &RowData) -> [Option<NumberKey>; 2] {
    let registration_number = data.registration_number.as_deref().and_then(registration);
    [data.tax_number.clone().map(|n| (NumberKind::Tax, n)), registration_number]
}

/// The key of a number of a business registration, with that of its branch.
pub fn registration(number: &str) -> Option<NumberKey> {
    let (own, branch) = registration_key(number)?;
    Some((NumberKind::Registration, format!("{own}/{}", branch.unwrap_or_default())))
}
