use crate::codes;
codes! {
    /// What an advisory team may ask for. Điều 7(3)c, 26/2026: "đề xuất bổ sung hồ sơ", "đề nghị bổ sung kết quả kiểm nghiệm
    /// chất lượng (nếu cần)".
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum RequestKind ("request") {
        Additions = "additions",
        Test = "test",
    }
}
