//! Who may take part (chủ thể OCOP) and how their legal forms are named.

mod contact;
pub mod duplicates;
mod registration;

use crate::codes;
pub use contact::{is_email, is_phone, mask_email, mask_phone};
pub use registration::{WrongRegistration, read_registration, read_tax_number, registration_key};
use serde::{Deserialize, Serialize};

codes! {
    /// Điều 2(3), 26/2026: the forms of organisation that may register; the last three for tourism services only.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum LegalForm ("legal form") {
        Cooperative = "cooperative",
        CooperativeGroup = "cooperative_group",
        Enterprise = "enterprise",
        Farm = "farm",
        ProductionHousehold = "production_household",
        Household = "household",
        Association = "association",
        OperatingCentre = "operating_centre",
        Equivalent = "equivalent",
        /// The list it was imported from does not say. No form offers it; the next correction must choose.
        Unknown = "unknown",
    }
}

impl LegalForm {
    /// The forms one may register in: all but [`LegalForm::Unknown`].
    pub fn offered() -> impl Iterator<Item = LegalForm> {
        LegalForm::ALL.into_iter().filter(|form| *form != LegalForm::Unknown)
    }

    /// The decision's own words, for papers.
    pub fn vietnamese(self) -> &'static str {
        match self {
            LegalForm::Cooperative => "Hợp tác xã",
            LegalForm::CooperativeGroup => "Tổ hợp tác",
            LegalForm::Enterprise => "Doanh nghiệp nhỏ và vừa",
            LegalForm::Farm => "Trang trại",
            LegalForm::ProductionHousehold => "Hộ sản xuất có đăng ký kinh doanh",
            LegalForm::Household => "Hộ gia đình có đăng ký kinh doanh",
            LegalForm::Association => "Hội, hiệp hội",
            LegalForm::OperatingCentre => "Trung tâm điều hành",
            LegalForm::Equivalent => "Tổ chức tương đương",
            LegalForm::Unknown => "Chưa rõ",
        }
    }

    /// What a name says unmistakably of its form; anything else is not guessed.
    pub fn of_name(name: &str) -> LegalForm {
        let folded = crate::text::fold(name);
        let begins = |prefix: &str| folded == prefix || folded.starts_with(&format!("{prefix} "));
        if ["htx", "hop tac xa", "lien hiep htx", "lien hiep hop tac xa"].into_iter().any(begins) {
            LegalForm::Cooperative
        } else if ["tht", "to hop tac"].into_iter().any(begins) {
            LegalForm::CooperativeGroup
        } else if ["cong ty", "ctcp", "cty", "dntn", "doanh nghiep tu nhan"].into_iter().any(begins) {
            LegalForm::Enterprise
        } else {
            LegalForm::Unknown
        }
    }

    /// Điều 2(3), 26/2026: associations, operating centres and the like only for sector VI.
    pub fn tourism_only(self) -> bool {
        matches!(self, LegalForm::Association | LegalForm::OperatingCentre | LegalForm::Equivalent)
    }
}
