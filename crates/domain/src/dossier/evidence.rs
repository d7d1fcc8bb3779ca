use crate::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Kinds of papers, in the words and order of the list printed in Mẫu số 02, Phần III (Phụ lục III, 26/2026).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum EvidenceKind ("kind of paper") {
        BusinessRegistration = "business_registration",
        ProductionCertificate = "production_certificate",
        RawMaterial = "raw_material",
        Environment = "environment",
        LocalLabour = "local_labour",
        Growth = "growth",
        IntellectualProperty = "intellectual_property",
        Market = "market",
        Promotion = "promotion",
        Story = "story",
        QualityDeclaration = "quality_declaration",
        TestReport = "test_report",
        Traceability = "traceability",
        QualitySystem = "quality_system",
        Award = "award",
        Other = "other",
    }
}

impl EvidenceKind {
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
        match self {
            EvidenceKind::BusinessRegistration => "Giấy đăng ký kinh doanh",
            EvidenceKind::ProductionCertificate => "Giấy chứng nhận cơ sở đủ điều kiện sản xuất",
            EvidenceKind::RawMaterial => "Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi",
            EvidenceKind::Environment => "Bảo vệ môi trường, sử dụng công nghệ theo hướng bền vững",
            EvidenceKind::LocalLabour => "Sử dụng lao động địa phương",
            EvidenceKind::Growth => "Tăng trưởng sản xuất kinh doanh",
            EvidenceKind::IntellectualProperty => "Sở hữu trí tuệ",
            EvidenceKind::Market => "Phát triển thị trường, hoạt động quảng bá, xúc tiến thương mại",
            EvidenceKind::Promotion => "Quảng bá sản phẩm",
            EvidenceKind::Story => "Câu chuyện về sản phẩm",
            EvidenceKind::QualityDeclaration => "Công bố chất lượng sản phẩm",
            EvidenceKind::TestReport => {
                "Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố"
            }
            EvidenceKind::Traceability => "Mã số mã vạch, tem truy xuất nguồn gốc",
            EvidenceKind::QualitySystem => "Hệ thống quản lý chất lượng tiên tiến, kiểm soát chất lượng",
            EvidenceKind::Award => {
                "Giải thưởng của sản phẩm, bình chọn của các tổ chức uy tín trong nước và quốc tế"
            }
            EvidenceKind::Other => "Tài liệu khác",
        }
    }
}
