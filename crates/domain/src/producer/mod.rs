//! Who may take part (chủ thể OCOP) and how their legal forms are named.

mod contact;
pub mod duplicates;
mod registration;

pub use contact::{is_email, is_phone, mask_email, mask_phone};
pub use registration::{WrongRegistration, read_registration, read_tax_number, registration_key};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Điều 2(3), 26/2026: the forms of organisation that may register; the last three for tourism services only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    Cooperative,
    CooperativeGroup,
    Enterprise,
    Farm,
    ProductionHousehold,
    Household,
    Association,
    OperatingCentre,
    Equivalent,
    /// The list it was imported from does not say. No form offers it; the next correction must choose.
    Unknown,
}

impl LegalForm {
    /// The forms one may register in: all but [`LegalForm::Unknown`].
    pub const ALL: [LegalForm; 9] = [
        LegalForm::Cooperative,
        LegalForm::CooperativeGroup,
        LegalForm::Enterprise,
        LegalForm::Farm,
        LegalForm::ProductionHousehold,
        LegalForm::Household,
        LegalForm::Association,
        LegalForm::OperatingCentre,
        LegalForm::Equivalent,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            LegalForm::Cooperative => "cooperative",
            LegalForm::CooperativeGroup => "cooperative_group",
            LegalForm::Enterprise => "enterprise",
            LegalForm::Farm => "farm",
            LegalForm::ProductionHousehold => "production_household",
            LegalForm::Household => "household",
            LegalForm::Association => "association",
            LegalForm::OperatingCentre => "operating_centre",
            LegalForm::Equivalent => "equivalent",
            LegalForm::Unknown => "unknown",
        }
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

impl FromStr for LegalForm {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        LegalForm::ALL
            .into_iter()
            .chain([LegalForm::Unknown])
            .find(|f| f.as_str() == s)
            .ok_or_else(|| format!("“{s}” is not a legal form"))
    }
}
