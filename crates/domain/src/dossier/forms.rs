//! The forms' own fields: what Mẫu số 01 and Mẫu số 02 ask that the register does not already know. Names, addresses
//! and numbers of the producer stay in the register and are copied in when the dossier is sealed.

use serde::{Deserialize, Serialize};

/// Mẫu số 01 (Phụ lục III, 26/2026): what is left to fill in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form01 {
    /// The year of the programme's evaluation the product is registered for.
    pub year: Option<i16>,
    /// Sample products handed in with the dossier (Điều 6(2)d).
    pub samples: Option<u32>,
    /// Papers handed in beside the self-assessment report, in the producer's words.
    pub attachments: String,
}

/// Mẫu số 02, Phần I mục 7: the ticks a to d.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Held {
    pub business_registration: bool,
    pub quality_declared: bool,
    pub food_safety: bool,
    pub mandatory_conditions: bool,
    pub trademark: bool,
    pub collective_mark: bool,
    pub patent: bool,
    pub design: bool,
    pub copyright: bool,
    /// Khác (ghi rõ).
    pub other: String,
}

impl Held {
    /// The ticks by name, in the form's order.
    pub const NAMES: [&str; 9] = [
        "business_registration",
        "quality_declared",
        "food_safety",
        "mandatory_conditions",
        "trademark",
        "collective_mark",
        "patent",
        "design",
        "copyright",
    ];

    /// The names of the ticks that are set.
    pub fn names(&self) -> Vec<&'static str> {
        let set = [
            self.business_registration,
            self.quality_declared,
            self.food_safety,
            self.mandatory_conditions,
            self.trademark,
            self.collective_mark,
            self.patent,
            self.design,
            self.copyright,
        ];
        Held::NAMES.into_iter().zip(set).filter(|(_, on)| *on).map(|(name, _)| name).collect()
    }

    /// Mục d: some intellectual property is registered.
    pub fn intellectual_property(&self) -> bool {
        self.trademark
            || self.collective_mark
            || self.patent
            || self.design
            || self.copyright
            || !self.other.is_empty()
    }
}

/// Mẫu số 02 (Phụ lục III, 26/2026), without Phần III, which is the self-score.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form02 {
    /// Phần I mục 7: mô tả về quy cách sản phẩm, tiêu chuẩn.
    pub specification: String,
    pub held: Held,
    /// Phần I mục 8.
    pub history: String,
    /// Phần I mục 9.
    pub organisation: String,
    /// Phần II: vùng nguyên liệu, công nghệ sản xuất, sơ chế, chế biến, đóng gói.
    pub production: String,
    /// Phần II: sự thay đổi về chất lượng, tiêu chuẩn, bao bì, nhãn mác.
    pub quality: String,
    /// Phần II: thị trường phân phối.
    pub market: String,
    /// Phần II: doanh thu, lợi nhuận.
    pub business: String,
    /// Phần IV: kế hoạch sản xuất, kinh doanh.
    pub plan: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_an_earlier_shape_still_reads() {
        let form: Form02 = serde_json::from_str(r#"{"plan": "Mở rộng", "held": {"patent": true}}"#).unwrap();
        assert_eq!(form.plan, "Mở rộng");
        assert!(form.held.intellectual_property());
        assert_eq!(serde_json::from_str::<Form01>("{}").unwrap(), Form01::default());
    }
}
