//! Purposes, grounds, results and days as the notices name them, in both languages.

use ocop_domain::assist::{How, Purpose, Purposes};
use ocop_domain::council::MeetingGround;
use ocop_domain::lang::Lang;
use ocop_domain::objection::Outcome;
use ocop_domain::recognition::WithdrawalGround;

/// What a consent is for, in words: "kho tài liệu, hồ sơ".
pub(crate) fn purposes(names: &str, lang: Lang) -> String {
    let word = |p: Purpose| match (p, lang) {
        (Purpose::Library, Lang::Vi) => "kho tài liệu",
        (Purpose::Library, Lang::En) => "the library of papers",
        (Purpose::Register, Lang::Vi) => "thông tin trong sổ chủ thể, sản phẩm",
        (Purpose::Register, Lang::En) => "your entry in the register",
        (Purpose::Dossiers, Lang::Vi) => "hồ sơ và tài liệu minh chứng",
        (Purpose::Dossiers, Lang::En) => "dossiers with their papers",
    };
    let named = names.parse::<Purposes>().unwrap_or_default();
    named.named().map(word).collect::<Vec<_>>().join(", ")
}

pub(super) fn how(name: &str, lang: Lang) -> &'static str {
    match (name.parse::<How>(), lang) {
        (Ok(How::Code), Lang::Vi) => "bằng mã dùng một lần",
        (Ok(How::Code), Lang::En) => "by one-time code",
        (Ok(How::Sheet), Lang::Vi) => "bằng phiếu đã ký",
        (Ok(How::Sheet), Lang::En) => "by signed sheet",
        (_, Lang::Vi) => "trong tài khoản",
        (_, Lang::En) => "in your account",
    }
}

/// Điều 8(1), 26/2026, in the words of the law.
pub(super) fn ground(name: &str, lang: Lang) -> &'static str {
    let Ok(ground) = name.parse::<WithdrawalGround>() else { return "" };
    let (vi, en) = match ground {
        WithdrawalGround::Forgery => (
            "Thông tin, tài liệu không trung thực hoặc giả mạo hồ sơ (điểm a)",
            "Untrue information or a forged dossier (point a)",
        ),
        WithdrawalGround::CriteriaNoLongerMet => (
            "Không còn đáp ứng tiêu chí theo kết luận kiểm tra, giám sát (điểm b)",
            "The criteria are no longer met, as an inspection found (point b)",
        ),
        WithdrawalGround::BreachOfLaw => (
            "Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, nhãn hàng hóa (điểm c)",
            "A breach of law on quality, food safety, environment, intellectual property or labels (point c)",
        ),
        WithdrawalGround::MisuseOfMark => (
            "Sử dụng nhãn hiệu OCOP không đúng quy định, gây nhầm lẫn (điểm d)",
            "Misleading use of the OCOP mark (point d)",
        ),
        WithdrawalGround::ProductionStopped => {
            ("Chủ thể không còn sản xuất sản phẩm (điểm đ)", "The product is no longer made (point đ)")
        }
        WithdrawalGround::OtherConclusion => (
            "Kết luận và đề nghị khác của cơ quan có thẩm quyền (điểm e)",
            "Another conclusion of a competent authority (point e)",
        ),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// Why a council that was asked in writing meets, where it is one of its rules'.
pub(crate) fn meeting(name: &str, lang: Lang) -> Option<String> {
    let (vi, en) = match name.parse::<MeetingGround>().ok()? {
        MeetingGround::Asked => ("có thành viên đề nghị họp", "a member asks for a meeting"),
        MeetingGround::RanksDiffer => {
            ("ý kiến của các thành viên khác nhau về mức sao", "the members' sheets come to different stars")
        }
        MeetingGround::Spread => (
            "tổng điểm của các thành viên chênh lệch quá mức quy chế cho phép",
            "the members' totals lie further apart than the rules let them",
        ),
        MeetingGround::Unsettled => (
            "có tiêu chí có dấu sao hoặc trường hợp bị loại cần Hội đồng thống nhất",
            "a star mark or a ground for elimination has to be agreed on by the council",
        ),
        MeetingGround::NoQuorum => {
            ("hết hạn mà chưa đủ số thành viên cho ý kiến", "the day came and too few members had answered")
        }
        MeetingGround::Complex => return None,
    };
    Some(if lang == Lang::Vi { vi } else { en }.to_owned())
}

/// dd/mm/yyyy, in both languages, as on the papers.
pub(super) fn day(stored: &str) -> String {
    stored.parse::<jiff::civil::Date>().map(|d| d.strftime("%d/%m/%Y").to_string()).unwrap_or_default()
}

/// The mean in words; where there is none the assessment stopped (Phụ lục II, 26/2026).
pub(super) fn mean(points: &str, lang: Lang) -> String {
    match (points, lang) {
        ("", Lang::Vi) => "dừng đánh giá".into(),
        ("", Lang::En) => "the assessment stopped".into(),
        (n, Lang::Vi) => format!("{n} điểm"),
        (n, Lang::En) => format!("{} points", n.replace(',', ".")),
    }
}

/// A result in words: without points it stopped or was eliminated and has no rank.
pub(super) fn result(points: &str, stars: i64, ground: &str, lang: Lang) -> String {
    let mean = mean(points, lang);
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

/// 0: a result without a rank.
fn rank(stars: i64, lang: Lang) -> String {
    match (stars, lang) {
        (0, Lang::Vi) => "chưa đạt 3 sao".into(),
        (0, Lang::En) => "3 stars not reached".into(),
        (n, Lang::Vi) => format!("{n} sao"),
        (n, Lang::En) => format!("{n} stars"),
    }
}

pub(super) fn outcome(name: &str, lang: Lang) -> &'static str {
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
