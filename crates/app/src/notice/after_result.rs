//! The reviewed texts of what may follow a result: the ministry's round, an evaluation done again, an objection.

use super::named::day;
use super::words::Data;
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;
use ocop_domain::objection::Outcome;

/// Title and paragraph; nothing for a kind that is told elsewhere.
pub(super) fn vietnamese(kind: NoticeKind, d: &Data) -> (String, String) {
    let Data { product, producer, number, reasons, points, office, .. } = d;
    let day = day(&d.day);
    let points = mean(points, Lang::Vi);
    match kind {
        NoticeKind::AtMinistry => (
            format!("Bộ đã nhận hồ sơ đề nghị 5 sao: {product}"),
            format!(
                "Cơ quan tham mưu quản lý OCOP của Bộ Nông nghiệp và Môi trường đã nhận hồ sơ đề nghị đánh giá, phân hạng 5 sao của sản phẩm {product}. Hồ sơ chờ đợt đánh giá cấp quốc gia."
            ),
        ),
        NoticeKind::PackageReturned => (
            format!("Bộ trả lại hồ sơ đề nghị 5 sao để hoàn thiện: {product}"),
            format!(
                "Cơ quan tham mưu quản lý OCOP của Bộ Nông nghiệp và Môi trường trả lại hồ sơ đề nghị 5 sao của sản phẩm {product}. Nội dung cần hoàn thiện: {reasons}"
            ),
        ),
        NoticeKind::BelowFive => (
            format!("Kết quả cấp quốc gia của {product}: {points}, chưa đạt 5 sao"),
            format!(
                "Hội đồng cấp trung ương đã đánh giá sản phẩm {product}: {points}, chưa đạt hạng 5 sao. Chủ tịch Ủy ban nhân dân cấp tỉnh xem xét công nhận 3 sao, 4 sao theo kết quả này hoặc tổ chức đánh giá, phân hạng theo thẩm quyền (điểm g khoản 4 Điều 7 Quyết định 26/2026/QĐ-TTg)."
            ),
        ),
        NoticeKind::EvaluatedAgain => (
            format!("Sản phẩm {product} được đánh giá lại"),
            format!(
                "Kết quả đánh giá trước của sản phẩm {product} được lưu lại và không còn dùng; cấp tỉnh tổ chức đánh giá lại. Lý do: {reasons}"
            ),
        ),
        NoticeKind::ResultCorrected => {
            let is = result(&d.points, d.stars, &d.ground, Lang::Vi);
            match d.outcome.as_str() {
                "stays" => (
                    format!("Phiếu đánh giá {product} được đính chính, kết quả giữ nguyên"),
                    format!(
                        "Hội đồng đã đính chính một phiếu đánh giá sản phẩm {product}. Kết quả giữ nguyên: {is}. Lý do đính chính: {reasons}"
                    ),
                ),
                "waits" => (
                    format!("Kết quả đánh giá {product} đã được đính chính"),
                    format!(
                        "Hội đồng đã đính chính phiếu đánh giá sản phẩm {product}; kết quả đã báo trước đây không còn. Kết quả mới được thông báo sau khi có quyết định."
                    ),
                ),
                _ => (
                    format!("Kết quả đánh giá {product} đã được đính chính"),
                    format!(
                        "Hội đồng đã đính chính kết quả đánh giá sản phẩm {product}. {}Kết quả sau đính chính: {is}. Lý do: {reasons}",
                        before(d, Lang::Vi)
                    ),
                ),
            }
        }
        NoticeKind::RedoDemanded => (
            format!("Bộ đề nghị thực hiện lại công tác đánh giá, trả lời chậm nhất ngày {day}"),
            format!(
                "Bộ Nông nghiệp và Môi trường có văn bản số {number} đề nghị thực hiện lại công tác đánh giá, phân hạng. Lý do: {reasons} Trả lời chậm nhất ngày {day}."
            ),
        ),
        NoticeKind::DemandAnswered => (
            format!("{office} đã trả lời văn bản số {number}"),
            format!("{office} đã trả lời văn bản số {number} của Bộ: {reasons}"),
        ),
        NoticeKind::ObjectionFiled => (
            format!("Khiếu nại mới: {product}"),
            format!("{producer} khiếu nại về kết quả của sản phẩm {product}. Thụ lý chậm nhất ngày {day}."),
        ),
        NoticeKind::ObjectionReceived => (
            format!("Khiếu nại về {product} đã được thụ lý"),
            format!("Khiếu nại về sản phẩm {product} đã được thụ lý và được trả lời chậm nhất ngày {day}."),
        ),
        NoticeKind::ObjectionAnswered => (
            format!("Trả lời khiếu nại về {product}"),
            format!(
                "Khiếu nại về sản phẩm {product}: {}. Văn bản số {number}. Lý do: {reasons}",
                outcome(&d.outcome, Lang::Vi)
            ),
        ),
        NoticeKind::ObjectionWithdrawn => (
            format!("Chủ thể rút khiếu nại về {product}"),
            format!("{producer} đã rút khiếu nại về sản phẩm {product}."),
        ),
        _ => Default::default(),
    }
}

/// See [`vietnamese`].
pub(super) fn english(kind: NoticeKind, d: &Data) -> (String, String) {
    let Data { product, producer, number, reasons, office, .. } = d;
    let (day, points) = (day(&d.day), mean(&d.points.replace(',', "."), Lang::En));
    match kind {
        NoticeKind::AtMinistry => (
            format!("The ministry has the five-star package: {product}"),
            format!(
                "The ministry's OCOP office has taken the package that proposes five stars for {product}. It waits for a national round."
            ),
        ),
        NoticeKind::PackageReturned => (
            format!("The ministry wants the five-star package completed: {product}"),
            format!(
                "The ministry's OCOP office returned the package that proposes five stars for {product}. To be completed: {reasons}"
            ),
        ),
        NoticeKind::BelowFive => (
            format!("National result for {product}: {points}, five stars not reached"),
            format!(
                "The national council has assessed {product}: {points}, five stars not reached. The Chairman of the province may recognise 3 or 4 stars on this result or have the province evaluate (Article 7(4)g of Decision 26/2026/QĐ-TTg)."
            ),
        ),
        NoticeKind::EvaluatedAgain => (
            format!("{product} is evaluated again"),
            format!(
                "The earlier result for {product} is kept and no longer counts; the province evaluates again. Reason: {reasons}"
            ),
        ),
        NoticeKind::ResultCorrected => {
            let is = result(&d.points, d.stars, &d.ground, Lang::En);
            match d.outcome.as_str() {
                "stays" => (
                    format!("A sheet on {product} was corrected, the result stays"),
                    format!(
                        "The council has corrected a sheet on {product}. The result stays: {is}. Reason for the correction: {reasons}"
                    ),
                ),
                "waits" => (
                    format!("The result for {product} was corrected"),
                    format!(
                        "The council has corrected a sheet on {product}; the result told before no longer holds. The new one is told once it is decided."
                    ),
                ),
                _ => (
                    format!("The result for {product} was corrected"),
                    format!(
                        "The council has corrected the result for {product}. {}The corrected result: {is}. Reason: {reasons}",
                        before(d, Lang::En)
                    ),
                ),
            }
        }
        NoticeKind::RedoDemanded => (
            format!("The ministry asks for an evaluation to be done again; answer by {day}"),
            format!(
                "By letter {number} the Ministry of Agriculture and Environment asks for evaluations to be done again. Reason: {reasons} Answer by {day}."
            ),
        ),
        NoticeKind::DemandAnswered => (
            format!("{office} has answered letter {number}"),
            format!("{office} has answered the ministry's letter {number}: {reasons}"),
        ),
        NoticeKind::ObjectionFiled => (
            format!("A new objection: {product}"),
            format!("{producer} objects to the result for {product}. To be taken up by {day}."),
        ),
        NoticeKind::ObjectionReceived => (
            format!("The objection about {product} is taken up"),
            format!("The objection about {product} is taken up and will be answered by {day}."),
        ),
        NoticeKind::ObjectionAnswered => (
            format!("Answer to the objection about {product}"),
            format!(
                "The objection about {product}: {}. Letter {number}. Reason: {reasons}",
                outcome(&d.outcome, Lang::En)
            ),
        ),
        NoticeKind::ObjectionWithdrawn => (
            format!("The objection about {product} was taken back"),
            format!("{producer} has taken back the objection about {product}."),
        ),
        _ => Default::default(),
    }
}

/// The mean in words; where there is none the assessment stopped (Phụ lục II, 26/2026).
fn mean(points: &str, lang: Lang) -> String {
    match (points, lang) {
        ("", Lang::Vi) => "dừng đánh giá".into(),
        ("", Lang::En) => "the assessment stopped".into(),
        (n, Lang::Vi) => format!("{n} điểm"),
        (n, Lang::En) => format!("{n} points"),
    }
}

/// A result in words: without points it stopped or was eliminated and has no rank.
fn result(points: &str, stars: i64, ground: &str, lang: Lang) -> String {
    let mean = mean(&if lang == Lang::En { points.replace(',', ".") } else { points.to_owned() }, lang);
    match (ground, points, lang) {
        ("eliminated", _, Lang::Vi) => "bị loại, không xếp hạng".into(),
        ("eliminated", _, Lang::En) => "eliminated, no rank".into(),
        (_, "", Lang::Vi) => format!("{mean}, không xếp hạng"),
        (_, "", Lang::En) => format!("{mean}, no rank"),
        ("below_five", _, Lang::Vi) => format!("{mean}, chưa đạt 5 sao"),
        ("below_five", _, Lang::En) => format!("{mean}, 5 stars not reached"),
        _ => format!("{mean}, {}", rank(stars, lang)),
    }
}

/// What the result was before; empty where it was not known.
fn before(d: &Data, lang: Lang) -> String {
    let was = result(&d.points_before, d.stars_before, &d.ground_before, lang);
    match (d.known_before, lang) {
        (false, _) => String::new(),
        (true, Lang::Vi) => format!("Kết quả trước: {was}. "),
        (true, Lang::En) => format!("The result before: {was}. "),
    }
}

/// 0: a result without a rank.
fn rank(stars: i64, lang: Lang) -> String {
    match (stars, lang) {
        (0, Lang::Vi) => "chưa đạt 3 sao".into(),
        (0, Lang::En) => "3 stars not reached".into(),
        (n, Lang::Vi) => format!("{n} sao"),
        (n, Lang::En) => format!("{n} stars"),
    }
}

fn outcome(name: &str, lang: Lang) -> &'static str {
    match (name.parse::<Outcome>(), lang) {
        (Ok(Outcome::Rejected), Lang::Vi) => "không chấp nhận",
        (Ok(Outcome::Rejected), Lang::En) => "rejected",
        (Ok(Outcome::Partly), Lang::Vi) => "chấp nhận một phần",
        (Ok(Outcome::Partly), Lang::En) => "accepted in part",
        (Ok(Outcome::Accepted), Lang::Vi) => "chấp nhận",
        (Ok(Outcome::Accepted), Lang::En) => "accepted",
        (Err(_), _) => "",
    }
}
