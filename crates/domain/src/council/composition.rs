use crate::codes;
use serde::{Deserialize, Serialize};

use crate::text::fold;

codes! {
    /// Whose council it is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Level ("level of council") {
        Province = "province",
        National = "national",
    }
}

/// A body that the decision wants represented on a council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Department {
    /// In the decision's own words.
    pub name: &'static str,
    /// "(nếu có)": only where the province has one.
    pub if_any: bool,
    /// Folded texts of which one must occur in what was written down for a member.
    marks: &'static [&'static str],
}

const AGRICULTURE: &[&str] = &["nong nghiep va moi truong", "nong nghiep moi truong", "nn mt", "nnmt"];
const TRADE: &[&str] = &["cong thuong"];
const HEALTH: &[&str] = &["y te"];
const SCIENCE: &[&str] = &["khoa hoc va cong nghe", "khoa hoc cong nghe", "kh cn", "khcn"];
const CULTURE: &[&str] = &["van hoa", "vhttdl", "vh tt dl", "vhtt dl"];
const FOOD_SAFETY: &[&str] = &["an toan thuc pham", "attp"];
const OFFICE: &[&str] = &["tham muu", "dieu phoi", "phat trien nong thon", "kinh te hop tac"];

/// Điều 7(3)b, 26/2026.
const PROVINCE: [Department; 7] = [
    Department { name: "Sở Nông nghiệp và Môi trường", if_any: false, marks: AGRICULTURE },
    Department { name: "Sở Công Thương", if_any: false, marks: TRADE },
    Department { name: "Sở Y tế", if_any: false, marks: HEALTH },
    Department { name: "Sở Khoa học và Công nghệ", if_any: false, marks: SCIENCE },
    Department { name: "Sở Văn hóa, Thể thao và Du lịch", if_any: false, marks: CULTURE },
    Department { name: "Sở An toàn thực phẩm", if_any: true, marks: FOOD_SAFETY },
    Department { name: "Đơn vị tham mưu quản lý OCOP cấp tỉnh", if_any: false, marks: OFFICE },
];

/// Điều 7(4)b, 26/2026.
const NATIONAL: [Department; 6] = [
    Department { name: "Bộ Nông nghiệp và Môi trường", if_any: false, marks: AGRICULTURE },
    Department { name: "Bộ Công Thương", if_any: false, marks: TRADE },
    Department { name: "Bộ Y tế", if_any: false, marks: HEALTH },
    Department { name: "Bộ Khoa học và Công nghệ", if_any: false, marks: SCIENCE },
    Department { name: "Bộ Văn hóa, Thể thao và Du lịch", if_any: false, marks: CULTURE },
    Department { name: "Cơ quan tham mưu quản lý OCOP của Bộ", if_any: false, marks: OFFICE },
];

/// Điều 7(3)b and 7(4)b, 26/2026: the bodies without a member on the council, in the decision's order. It is a
/// hint to a person: departments are written in many ways, and what is required may be invited later.
pub fn missing_departments<'a>(
    level: Level,
    written: impl IntoIterator<Item = &'a str>,
) -> Vec<&'static Department> {
    let written: Vec<String> = written.into_iter().map(|text| format!(" {} ", fold(text))).collect();
    let there = |department: &Department| {
        let mark_in = |text: &String| department.marks.iter().any(|m| text.contains(&format!(" {m} ")));
        written.iter().any(mark_in)
    };
    let wanted: &'static [Department] = match level {
        Level::Province => &PROVINCE,
        Level::National => &NATIONAL,
    };
    wanted.iter().filter(|department| !there(department)).collect()
}
