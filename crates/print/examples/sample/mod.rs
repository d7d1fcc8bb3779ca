//! Plainly invented papers, for the example and for the tests. No name, place or product in here exists.

mod advisory;
mod council;
mod forms;
mod session;
mod stress;

use jiff::civil::{Date, date};
use ocop_print::{Annex, AnnexRow, Article, Certificate, Decision, Heading, Imprint, Reference, Signature};

pub use advisory::advisory_report;
pub use council::{invitation, result_notice, round_report, score_form, score_summary};
pub use forms::{form01, form02, form03, letter};
pub use session::{minutes, ward_meeting};
pub use stress::long_form02;

pub const LONG_NAME: &str = "Trà Shan tuyết cổ thụ sao tay ướp hương hoa sen đầu mùa của bản Mẫu, hộp quà tặng Tết \
                             gỗ sơn mài kèm hai chén gốm men ngọc";

pub fn imprint(ident: &str) -> Imprint {
    let at = "2026-08-12T02:30:00Z".parse().unwrap_or_default();
    Imprint {
        ident: ident.to_owned(), at, specimen: Some("BẢN MINH HỌA - DỮ LIỆU HƯ CẤU".to_owned())
    }
}

pub fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

pub fn reference(number: Option<u32>, symbol: &str, on: Option<Date>) -> Reference {
    Reference { number, symbol: symbol.to_owned(), place: "Minh Họa".to_owned(), date: on }
}

pub fn signature(titles: &[&str], name: &str) -> Signature {
    Signature { titles: texts(titles), name: Some(name.to_owned()) }
}

pub fn certificate() -> Certificate {
    Certificate {
        imprint: imprint("GCN/12/2026/OCOP-MH"),
        authority: "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa".to_owned(),
        number: "12/2026/OCOP-MH".to_owned(),
        product: "Trà Shan tuyết Bản Mẫu".to_owned(),
        product_code: "00-00000-012-2026".to_owned(),
        producer: "Hợp tác xã Minh Họa".to_owned(),
        address: "Thôn Mẫu Thượng, xã Ví Dụ, tỉnh Minh Họa".to_owned(),
        stars: 4,
        decision_number: "05/QĐ-UBND".to_owned(),
        decision_date: date(2026, 8, 12),
        valid_from: date(2026, 8, 12),
        valid_until: date(2029, 8, 11),
        place: "Minh Họa".to_owned(),
        date: date(2026, 8, 12),
        signature: signature(&["Chủ tịch"], "Nguyễn Văn Mẫu"),
        verify_url: "https://ocop.example/v/12-2026-OCOP-MH".to_owned(),
        verify_short: "ocop.example/v/12-2026-OCOP-MH".to_owned(),
    }
}

pub fn long_certificate() -> Certificate {
    Certificate {
        product: LONG_NAME.to_owned(),
        producer:
            "Liên hiệp Hợp tác xã Nông nghiệp hữu cơ và Dịch vụ du lịch cộng đồng Thượng Nguồn Minh Họa"
                .to_owned(),
        address:
            "Số 123, ngõ 45, đường Ẵm Bồng Phượng Vỹ, tổ dân phố Nghĩa Đường, phường Ví Dụ Thượng, thành phố \
                  Minh Họa"
                .to_owned(),
        stars: 5,
        authority: "Bộ trưởng Bộ Nông nghiệp và Môi trường".to_owned(),
        signature: signature(&["KT. Bộ trưởng", "Thứ trưởng"], "Trần Thị Ví Dụ"),
        verify_url: format!("https://ocop.example/v/12-2026-OCOP-MH#{}", "A7kQ".repeat(48)),
        ..certificate()
    }
}

fn row(product: &str, producer: &str, set: &str, sum: i64, stars: u8) -> AnnexRow {
    AnnexRow {
        product: product.to_owned(),
        producer: producer.to_owned(),
        address: "Xã Ví Dụ, tỉnh Minh Họa".to_owned(),
        set: set.to_owned(),
        points: mean(sum, 9),
        stars,
        valid_until: Some(date(2029, 8, 11)),
    }
}

pub fn decision() -> Decision {
    let mut products = vec![
        row("Trà Shan tuyết Bản Mẫu", "Hợp tác xã Minh Họa", "Chè tươi, chế biến", 741, 4),
        row(LONG_NAME, "Hộ kinh doanh Nguyễn Thị Thí Dụ", "Chè tươi, chế biến", 689, 4),
        row("Nước mắm Mẫu", "Công ty TNHH Minh Họa Xanh", "Tương, nước mắm, gia vị dạng lỏng khác", 602, 3),
    ];
    for n in 1..=24 {
        products.push(row(
            &format!("Sản phẩm mẫu số {n}"),
            "Tổ hợp tác Ví Dụ",
            "Rau, củ, quả, hạt tươi",
            470 + n,
            3,
        ));
    }
    Decision {
        imprint: imprint("QD/2026/1"),
        heading: Heading { superior: None, issuer: "Ủy ban nhân dân tỉnh Minh Họa".to_owned() },
        reference: reference(Some(5), "QĐ-UBND", Some(date(2026, 8, 12))),
        subject:
            "công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận cho sản phẩm OCOP đợt 1 năm 2026"
                .to_owned(),
        authority: "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa".to_owned(),
        grounds: texts(&[
            "Căn cứ Luật Tổ chức chính quyền địa phương",
            "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ ban hành Bộ tiêu \
             chí và quy trình đánh giá, phân hạng sản phẩm mỗi xã một sản phẩm",
            "Căn cứ kết quả đánh giá, phân hạng tại Biên bản số 03/BB-HĐOCOP ngày 05 tháng 8 năm 2026 của Hội đồng \
             đánh giá, phân hạng sản phẩm OCOP tỉnh Minh Họa",
            "Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường",
        ]),
        articles: vec![
            Article {
                paragraphs: texts(&[
                    "Công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận cho 27 sản phẩm \
                                     OCOP đợt 1 năm 2026, gồm 02 sản phẩm 4 sao và 25 sản phẩm 3 sao (danh sách tại \
                                     Phụ lục kèm theo).",
                ]),
            },
            Article {
                paragraphs: texts(&[
                    "Giấy chứng nhận có giá trị trong thời hạn 36 tháng kể từ ngày ban hành Quyết định này.",
                    "Chủ thể OCOP duy trì các yêu cầu theo Bộ tiêu chí, sử dụng nhãn hiệu OCOP đúng quy định và chịu \
                     sự kiểm tra, giám sát của cơ quan có thẩm quyền.",
                ]),
            },
            Article { paragraphs: texts(&["Quyết định này có hiệu lực kể từ ngày ký."]) },
            Article {
                paragraphs: texts(&[
                    "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở Nông nghiệp và Môi trường, Chủ \
                                     tịch Ủy ban nhân dân các xã, phường có liên quan và các chủ thể OCOP có tên tại \
                                     Phụ lục chịu trách nhiệm thi hành Quyết định này",
                ]),
            },
        ],
        recipients: texts(&[
            "Như Điều 4",
            "Bộ Nông nghiệp và Môi trường (để báo cáo)",
            "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
            "Cổng thông tin điện tử tỉnh",
            "Lưu: VT, NN",
        ]),
        signature: signature(&["Chủ tịch"], "Nguyễn Văn Mẫu"),
        annex: Some(Annex {
            ordinal: None,
            title: "Danh sách sản phẩm OCOP được công nhận và cấp giấy chứng nhận đợt 1 năm 2026".to_owned(),
            products,
        }),
    }
}

/// As it goes to the leader: no number, no date, no person's name yet.
pub fn open_decision() -> Decision {
    let whole = decision();
    Decision {
        imprint: imprint("QD/2026/1/open"),
        reference: reference(None, "QĐ-UBND", None),
        recipients: Vec::new(),
        signature: Signature { titles: texts(&["KT. Chủ tịch", "Phó Chủ tịch"]), name: None },
        annex: whole.annex.map(|annex| Annex { products: Vec::new(), ..annex }),
        ..whole
    }
}

/// Two decimals, cut off.
fn mean(sum: i64, count: i64) -> String {
    let hundredths = sum * 100 / count;
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}
