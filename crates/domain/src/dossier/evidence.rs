use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Kinds of papers, in the words and order of the list printed in Mẫu số 02, Phần III (Phụ lục III, 26/2026).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    BusinessRegistration,
    ProductionCertificate,
    RawMaterial,
    Environment,
    LocalLabour,
    Growth,
    IntellectualProperty,
    Market,
    Promotion,
    Story,
    QualityDeclaration,
    TestReport,
    Traceability,
    QualitySystem,
    Award,
    Other,
}

const ALL: [(EvidenceKind, &str, &str); 16] = [
    (EvidenceKind::BusinessRegistration, "business_registration", "Giấy đăng ký kinh doanh"),
    (
        EvidenceKind::ProductionCertificate,
        "production_certificate",
        "Giấy chứng nhận cơ sở đủ điều kiện sản xuất",
    ),
    (EvidenceKind::RawMaterial, "raw_material", "Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi"),
    (EvidenceKind::Environment, "environment", "Bảo vệ môi trường, sử dụng công nghệ theo hướng bền vững"),
    (EvidenceKind::LocalLabour, "local_labour", "Sử dụng lao động địa phương"),
    (EvidenceKind::Growth, "growth", "Tăng trưởng sản xuất kinh doanh"),
    (EvidenceKind::IntellectualProperty, "intellectual_property", "Sở hữu trí tuệ"),
    (EvidenceKind::Market, "market", "Phát triển thị trường, hoạt động quảng bá, xúc tiến thương mại"),
    (EvidenceKind::Promotion, "promotion", "Quảng bá sản phẩm"),
    (EvidenceKind::Story, "story", "Câu chuyện về sản phẩm"),
    (EvidenceKind::QualityDeclaration, "quality_declaration", "Công bố chất lượng sản phẩm"),
    (
        EvidenceKind::TestReport,
        "test_report",
        "Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố",
    ),
    (EvidenceKind::Traceability, "traceability", "Mã số mã vạch, tem truy xuất nguồn gốc"),
    (
        EvidenceKind::QualitySystem,
        "quality_system",
        "Hệ thống quản lý chất lượng tiên tiến, kiểm soát chất lượng",
    ),
    (
        EvidenceKind::Award,
        "award",
        "Giải thưởng của sản phẩm, bình chọn của các tổ chức uy tín trong nước và quốc tế",
    ),
    (EvidenceKind::Other, "other", "Tài liệu khác"),
];

impl EvidenceKind {
    pub fn all() -> impl Iterator<Item = EvidenceKind> {
        ALL.iter().map(|(k, _, _)| *k)
    }

    fn row(self) -> &'static (EvidenceKind, &'static str, &'static str) {
        &ALL[ALL.iter().position(|(k, _, _)| *k == self).unwrap_or(ALL.len() - 1)]
    }

    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// How many months such a paper usually holds, and the rule that says so; none where no one rule covers the kind. Only
    /// a hint beside a paper without a last day: what is printed on the paper itself goes before it.
    pub fn usual_months(self) -> Option<(i32, &'static str)> {
        match self {
            // Điều 37 Luật An toàn thực phẩm 55/2010/QH12: giấy chứng nhận có hiệu lực trong thời gian 3 năm.
            EvidenceKind::ProductionCertificate => Some((36, "Điều 37 Luật An toàn thực phẩm 55/2010/QH12")),
            // Điều 5(1)b Nghị định 15/2018/NĐ-CP: phiếu kết quả kiểm nghiệm trong thời hạn 12 tháng.
            EvidenceKind::TestReport => Some((12, "Điều 5(1)b Nghị định 15/2018/NĐ-CP")),
            _ => None,
        }
    }

    /// The form's own words.
    pub fn vietnamese(self) -> &'static str {
        self.row().2
    }
}

impl FromStr for EvidenceKind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        ALL.iter()
            .find(|(_, n, _)| *n == s)
            .map(|(k, _, _)| *k)
            .ok_or_else(|| format!("“{s}” is not a kind of paper"))
    }
}
