use std::str::FromStr;

/// What an advisory team may ask for. Điều 7(3)c, 26/2026: "đề xuất bổ sung hồ sơ", "đề nghị bổ sung kết quả kiểm nghiệm
/// chất lượng (nếu cần)".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestKind {
    Additions,
    Test,
}

impl RequestKind {
    pub const ALL: [RequestKind; 2] = [RequestKind::Additions, RequestKind::Test];

    pub fn as_str(self) -> &'static str {
        match self {
            RequestKind::Additions => "additions",
            RequestKind::Test => "test",
        }
    }
}

impl FromStr for RequestKind {
    type Err = String;
    fn from_str(s: &str) -> Result<RequestKind, String> {
        RequestKind::ALL.into_iter().find(|k| k.as_str() == s).ok_or_else(|| format!("“{s}” is no request"))
    }
}
