//! The reviewed texts of every notice in both languages. What they come to is held by `tests/it/notices.txt`; a change of
//! wording shows there.

use super::after_result;
use super::named::{day, ground, how, meeting, purposes};
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;
use serde::{Deserialize, Serialize};

/// What a notice is about. Days are `YYYY-MM-DD`; what a kind does not need stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub producer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paper: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// Name of a `WithdrawalGround`, or of a council's `MeetingGround`; of a result how it ended without a rank.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ground: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub stars: i64,
    /// The commune whose officer helps, by name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Names of `assist::Purpose`, comma between.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purposes: String,
    /// Name of an `assist::How`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// A one-time code to be read out, and the account that asked for it and may not see it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// A council's mean as papers write it, like "88,42".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub points: String,
    /// Name of an `objection::Outcome`; of a corrected result whether it stays, changed, or waits to be told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// What a corrected result was, where it was known and is another now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub known_before: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub points_before: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub stars_before: i64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ground_before: String,
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// One line, and a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    pub body: String,
}

/// What a notice says.
pub fn words(kind: NoticeKind, d: &Data, lang: Lang) -> Words {
    let (title, body) = match lang {
        Lang::Vi => vietnamese(kind, d),
        Lang::En => english(kind, d),
    };
    Words { title, body }
}

/// The number of a certificate within a sentence; nothing where the star has none that is known.
fn numbered(number: &str, words: &str) -> String {
    if number.is_empty() { String::new() } else { format!("{words}{number},") }
}

fn vietnamese(kind: NoticeKind, d: &Data) -> (String, String) {
    let Data { product, producer, number, paper, stars, office, code, .. } = d;
    let day = day(&d.day);
    let reasons = &meeting(&d.ground, Lang::Vi).unwrap_or_else(|| d.reasons.clone());
    match kind {
        NoticeKind::DossierReceived => (
            format!("Có hồ sơ mới: {product}"),
            format!("{producer} nộp hồ sơ sản phẩm {product}, số {number}. Hạn đánh giá và đề nghị: {day}."),
        ),
        NoticeKind::DossierSubmitted => (
            format!("Đã nhận hồ sơ {product}"),
            format!(
                "Hồ sơ sản phẩm {product} đã nộp, số {number}. Ủy ban nhân dân cấp xã xem xét chậm nhất ngày {day}."
            ),
        ),
        NoticeKind::DossierReturned => (
            format!("Hồ sơ {product} được trả lại để bổ sung"),
            format!("Ủy ban nhân dân cấp xã trả lại hồ sơ sản phẩm {product}. Lý do: {reasons}"),
        ),
        NoticeKind::AdditionsRequested => (
            format!("Cần bổ sung hồ sơ {product} chậm nhất ngày {day}"),
            format!(
                "Ủy ban nhân dân cấp xã yêu cầu bổ sung hồ sơ sản phẩm {product}, số {number}, và chờ trả lời đến hết ngày {day}. Nội dung cần bổ sung:\n{reasons}"
            ),
        ),
        NoticeKind::AdditionsAwaited => (
            format!("Sắp đến ngày hẹn bổ sung hồ sơ {product}: {day}"),
            format!(
                "Ủy ban nhân dân cấp xã chờ bổ sung hồ sơ sản phẩm {product}, số {number}, đến hết ngày {day}. Mở hồ sơ, sửa các mục được yêu cầu rồi nộp lại."
            ),
        ),
        NoticeKind::DossierProposed => (
            format!("Sản phẩm {product} được đề nghị lên cấp tỉnh"),
            format!(
                "Ủy ban nhân dân cấp xã đã đề nghị cấp tỉnh đánh giá sản phẩm {product}, hồ sơ số {number}."
            ),
        ),
        NoticeKind::NotRecognised => match d.ground.as_str() {
            "stopped" => (
                format!("Dừng đánh giá {product}: không xếp hạng"),
                format!(
                    "Hội đồng dừng đánh giá sản phẩm {product} tại tiêu chí {} (0 điểm); sản phẩm không được xếp hạng. Mở hồ sơ để xem lý do.",
                    d.reasons
                ),
            ),
            "eliminated" => (
                format!("Kết quả đánh giá {product}: bị loại"),
                format!(
                    "Hội đồng kết luận sản phẩm {product} thuộc trường hợp bị loại, không xếp hạng. Mở hồ sơ để xem lý do."
                ),
            ),
            _ => (
                format!("Kết quả đánh giá {product}: chưa đạt"),
                format!(
                    "Hội đồng đã đánh giá sản phẩm {product}; kết quả chưa đạt 3 sao. Mở hồ sơ để xem lý do theo từng tiêu chí."
                ),
            ),
        },
        NoticeKind::Recognised => (
            format!("{product} được công nhận {stars} sao"),
            format!(
                "Sản phẩm {product} được công nhận {stars} sao, giấy chứng nhận số {number}, có hiệu lực đến hết ngày {day}."
            ),
        ),
        NoticeKind::Withdrawn => (
            format!("Thu hồi công nhận {product}"),
            format!(
                "Công nhận {stars} sao của sản phẩm {product}{} bị thu hồi từ ngày {day}. Lý do: {}",
                numbered(number, ", giấy chứng nhận số "),
                ground(&d.ground, Lang::Vi)
            ),
        ),
        NoticeKind::PaperEnds => (
            format!("Sắp hết hạn: {paper}"),
            format!(
                "Tài liệu “{paper}” hết hạn ngày {day}. Hãy làm thủ tục cấp lại và tải bản mới lên kho tài liệu."
            ),
        ),
        NoticeKind::AssistOpened => (
            format!("Cán bộ {office} được nhập hồ sơ thay"),
            format!(
                "Theo sự đồng ý của {producer}, cán bộ Ủy ban nhân dân {office} nhập thay: {}, đến hết ngày {day}. Nếu không \
                 phải ý của mình, hãy rút lại trong tài khoản hoặc báo Ủy ban nhân dân.",
                purposes(&d.purposes, Lang::Vi)
            ),
        ),
        NoticeKind::PersonInvited => (
            format!("Có người được mời thay mặt {producer}"),
            format!(
                "{reasons} được mời thay mặt {producer} trong hệ thống này. Xem ai đang thay mặt, xác nhận hoặc từ chối ở trang \
                 chủ thể. Nếu không phải người của đơn vị, hãy từ chối và báo ngay Ủy ban nhân dân."
            ),
        ),
        NoticeKind::AssistSubmitted => (
            format!("Hồ sơ {product} đã nộp thay"),
            format!(
                "Cán bộ Ủy ban nhân dân {office} đã nộp thay hồ sơ sản phẩm {product}, số {number}, theo xác nhận {}. Nếu không \
                 phải ý của mình, hãy báo ngay Ủy ban nhân dân.",
                how(&d.how, Lang::Vi)
            ),
        ),
        NoticeKind::AdvisoryAdditions => (
            format!("Tổ tư vấn đề xuất bổ sung hồ sơ {product} chậm nhất ngày {day}"),
            format!(
                "Tổ tư vấn của Hội đồng đề xuất {producer} bổ sung hồ sơ sản phẩm {product}, số {number}, trả lời đến hết ngày {day}. Nội dung: {reasons}"
            ),
        ),
        NoticeKind::AdvisoryTest => (
            format!("Tổ tư vấn đề nghị bổ sung kết quả kiểm nghiệm {product} chậm nhất ngày {day}"),
            format!(
                "Tổ tư vấn của Hội đồng đề nghị {producer} bổ sung kết quả kiểm nghiệm chất lượng sản phẩm {product}, hồ sơ số {number}, trả lời đến hết ngày {day}. Lý do: {reasons}"
            ),
        ),
        NoticeKind::AssistCode if product.is_empty() => (
            format!("Đọc mã đồng ý cho {producer}"),
            format!(
                "Cán bộ Ủy ban nhân dân {office} xin nhập thay {}, đến hết ngày {day}. Hỏi chủ thể có đồng ý không; nếu có, đọc \
                 mã {code} để chủ thể tự nói cho cán bộ nhập thay. Chỉ đọc cho người đại diện.",
                purposes(&d.purposes, Lang::Vi)
            ),
        ),
        NoticeKind::AssistCode => (
            format!("Đọc mã xác nhận hồ sơ {product} cho {producer}"),
            format!(
                "Hồ sơ sản phẩm {product} do cán bộ Ủy ban nhân dân {office} nhập thay đã sẵn sàng, mã nội dung {number}. Hỏi chủ \
                 thể đã xem hoặc nghe đọc toàn bộ và thấy đúng chưa; nếu rồi, đọc mã {code} để chủ thể tự nói cho cán bộ nhập thay. \
                 Chỉ đọc cho người đại diện."
            ),
        ),
        NoticeKind::WrittenOpened => (
            format!("Xin ý kiến bằng văn bản: {product}"),
            format!(
                "Hội đồng lấy ý kiến bằng văn bản về đánh giá, phân hạng lại sản phẩm {product} của {producer}. Chấm phiếu và \
                 nêu ý kiến chậm nhất ngày {day}."
            ),
        ),
        NoticeKind::WrittenAwaited => (
            format!("Sắp hết hạn cho ý kiến: {product}, ngày {day}"),
            format!(
                "Bạn chưa nộp phiếu ý kiến về sản phẩm {product} của {producer}. Hạn trả lời bằng văn bản là hết ngày {day}."
            ),
        ),
        NoticeKind::WrittenMeeting => (
            format!("Hội đồng họp về sản phẩm {product}"),
            format!(
                "Việc lấy ý kiến bằng văn bản về sản phẩm {product} của {producer} chuyển sang họp trực tiếp. Lý do: {reasons}"
            ),
        ),
        NoticeKind::AtMinistry
        | NoticeKind::PackageReturned
        | NoticeKind::BelowFive
        | NoticeKind::EvaluatedAgain
        | NoticeKind::ResultCorrected
        | NoticeKind::RedoDemanded
        | NoticeKind::DemandAnswered
        | NoticeKind::ObjectionFiled
        | NoticeKind::ObjectionReceived
        | NoticeKind::ObjectionAnswered
        | NoticeKind::ObjectionWithdrawn => after_result::vietnamese(kind, d),
    }
}

fn english(kind: NoticeKind, d: &Data) -> (String, String) {
    let Data { product, producer, number, paper, stars, office, code, .. } = d;
    let day = day(&d.day);
    let reasons = &meeting(&d.ground, Lang::En).unwrap_or_else(|| d.reasons.clone());
    match kind {
        NoticeKind::DossierReceived => (
            format!("A new dossier: {product}"),
            format!(
                "{producer} submitted a dossier for {product}, number {number}. To be assessed and proposed by {day}."
            ),
        ),
        NoticeKind::DossierSubmitted => (
            format!("Dossier received: {product}"),
            format!(
                "The dossier for {product} is submitted, number {number}. The commune looks at it by {day} at the latest."
            ),
        ),
        NoticeKind::DossierReturned => (
            format!("Dossier returned for completion: {product}"),
            format!("The commune returned the dossier for {product}. Reasons: {reasons}"),
        ),
        NoticeKind::AdditionsRequested => (
            format!("Additions to the dossier for {product} are asked for by {day}"),
            format!(
                "The commune asks for additions to the dossier for {product}, number {number}, and awaits them until {day}. To be added:\n{reasons}"
            ),
        ),
        NoticeKind::AdditionsAwaited => (
            format!("Additions to the dossier for {product} are awaited until {day}"),
            format!(
                "The commune awaits additions to the dossier for {product}, number {number}, until {day}. Open the dossier, mend what was asked for and submit it again."
            ),
        ),
        NoticeKind::DossierProposed => (
            format!("Proposed to the province: {product}"),
            format!(
                "The commune has proposed {product} to the province for assessment, dossier number {number}."
            ),
        ),
        NoticeKind::NotRecognised => match d.ground.as_str() {
            "stopped" => (
                format!("Assessment of {product} stopped: no rank"),
                format!(
                    "The council stopped the assessment of {product} at criterion {} (0 points); the product has no rank. Open the dossier for the reasons.",
                    d.reasons
                ),
            ),
            "eliminated" => (
                format!("Result for {product}: eliminated"),
                format!(
                    "The council found a ground on which {product} is eliminated; it has no rank. Open the dossier for the reasons."
                ),
            ),
            _ => (
                format!("Result for {product}: not reached"),
                format!(
                    "The council has assessed {product}; the result does not reach 3 stars. Open the dossier for the reasons by criterion."
                ),
            ),
        },
        NoticeKind::Recognised => (
            format!("{product} is recognised with {stars} stars"),
            format!(
                "{product} is recognised with {stars} stars, certificate number {number}, valid to the end of {day}."
            ),
        ),
        NoticeKind::Withdrawn => (
            format!("Recognition withdrawn: {product}"),
            format!(
                "The recognition of {product} with {stars} stars{} is withdrawn from {day}. Ground: {}",
                numbered(number, ", certificate number "),
                ground(&d.ground, Lang::En)
            ),
        ),
        NoticeKind::PaperEnds => (
            format!("Runs out soon: {paper}"),
            format!(
                "The paper “{paper}” runs out on {day}. Have it renewed and upload the new one to your papers."
            ),
        ),
        NoticeKind::AssistOpened => (
            format!("The officer of {office} may fill in for you"),
            format!(
                "By the consent of {producer}, the officer of {office} fills in {}, until the end of {day}. If you did not mean \
                 that, take it back in your account or tell the commune.",
                purposes(&d.purposes, Lang::En)
            ),
        ),
        NoticeKind::PersonInvited => (
            format!("Somebody was invited to act for {producer}"),
            format!(
                "{reasons} was invited to act for {producer} in this system. See who acts, and confirm or refuse, on the \
                 producer's page. If this is none of your people, refuse and tell the commune at once."
            ),
        ),
        NoticeKind::AssistSubmitted => (
            format!("The dossier for {product} was handed in for you"),
            format!(
                "The officer of {office} handed in the dossier for {product}, number {number}, on your confirmation {}. If you \
                 did not mean that, tell the commune at once.",
                how(&d.how, Lang::En)
            ),
        ),
        NoticeKind::AdvisoryAdditions => (
            format!("The advisory team proposes additions to the dossier for {product} by {day}"),
            format!(
                "The council's advisory team proposes that {producer} add to the dossier for {product}, number {number}, and awaits an answer until {day}. To be added: {reasons}"
            ),
        ),
        NoticeKind::AdvisoryTest => (
            format!("The advisory team asks for further test results for {product} by {day}"),
            format!(
                "The council's advisory team asks {producer} for further quality test results for {product}, dossier number {number}, and awaits an answer until {day}. Reason: {reasons}"
            ),
        ),
        NoticeKind::AssistCode if product.is_empty() => (
            format!("Read the code of consent to {producer}"),
            format!(
                "The officer of {office} asks to fill in {}, until {day}. Ask whether the producer agrees; if so, read the code \
                 {code}, to be told to that officer. Read it to the representative only.",
                purposes(&d.purposes, Lang::En)
            ),
        ),
        NoticeKind::AssistCode => (
            format!("Read the code for the dossier {product} to {producer}"),
            format!(
                "The dossier for {product}, filled in by the officer of {office}, is ready; content code {number}. Ask whether the \
                 producer has read or heard all of it and finds it true; if so, read the code {code}, to be told to that officer. \
                 Read it to the representative only."
            ),
        ),
        NoticeKind::WrittenOpened => (
            format!("Your opinion in writing is asked for: {product}"),
            format!(
                "The council asks in writing for opinions on the re-ranking of {product} by {producer}. Score the sheet and give \
                 your opinion by {day} at the latest."
            ),
        ),
        NoticeKind::WrittenAwaited => (
            format!("Your opinion is awaited until {day}: {product}"),
            format!(
                "You have not handed in your opinion on {product} by {producer}. Answers in writing are taken until the end of {day}."
            ),
        ),
        NoticeKind::WrittenMeeting => (
            format!("The council meets on {product}"),
            format!("The written opinion on {product} by {producer} goes on as a meeting. Why: {reasons}"),
        ),
        NoticeKind::AtMinistry
        | NoticeKind::PackageReturned
        | NoticeKind::BelowFive
        | NoticeKind::EvaluatedAgain
        | NoticeKind::ResultCorrected
        | NoticeKind::RedoDemanded
        | NoticeKind::DemandAnswered
        | NoticeKind::ObjectionFiled
        | NoticeKind::ObjectionReceived
        | NoticeKind::ObjectionAnswered
        | NoticeKind::ObjectionWithdrawn => after_result::english(kind, d),
    }
}
