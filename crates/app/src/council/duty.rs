//! What the duties of a council's members are called on its papers.

pub(super) fn duty(duty: &str) -> &'static str {
    match duty {
        "chair" => "Chủ tịch Hội đồng",
        "deputy" => "Phó Chủ tịch Hội đồng",
        "secretary" => "Thư ký",
        _ => "Thành viên",
    }
}
