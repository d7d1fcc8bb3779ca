//! Mẫu số 02, Báo cáo tự đánh giá về sản phẩm (26/2026/QĐ-TTg, Phụ lục III), in the law's words and order, with the
//! producer's own score as a table in Phần III. An empty text prints dotted lines for filling in by hand.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::paper::{paper, pdf};
use crate::{Error, Foot, Imprint, vi};

/// Mẫu số 02: Báo cáo tự đánh giá về sản phẩm.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Form02 {
    pub imprint: Imprint,
    pub foot: Foot,
    pub producer: String,
    /// Loại hình tổ chức
    pub kind: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub representative: Representative,
    #[serde(serialize_with = "vi::as_open_day")]
    pub founded: Option<Date>,
    pub registration_number: String,
    /// Tên sản phẩm/dịch vụ, mô tả về quy cách sản phẩm, tiêu chuẩn
    pub product: String,
    pub held: Held,
    pub history: String,
    pub structure: String,
    pub results: Results,
    pub score: SelfScore,
    /// For a re-ranking: what changed in the three years (Điều 6 khoản 1 điểm c).
    pub changes: Option<String>,
    pub plan: String,
    pub place: String,
    #[serde(serialize_with = "vi::as_day_in_words")]
    pub date: Option<Date>,
    pub signer: Option<String>,
    /// Phụ lục: the papers handed in with the report; none leaves the annex out.
    pub annex: Vec<Attachment>,
}

/// One line of the list of papers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Attachment {
    pub title: String,
    /// In the words of the list printed in Phần III.
    pub kind: String,
    pub issuer: Option<String>,
    pub number: Option<String>,
    #[serde(serialize_with = "vi::as_open_day")]
    pub issued: Option<Date>,
    #[serde(serialize_with = "vi::as_open_day")]
    pub expires: Option<Date>,
    pub file: String,
    /// Its first digits, as they are compared by eye.
    pub sha256: String,
    /// "1.1 (tr. 2)", one for each criterion it is cited on.
    pub cited: Vec<String>,
}

/// Người đại diện pháp luật. Forms 02 and 03 ask for the same four things.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Representative {
    pub name: String,
    pub gender: String,
    pub ethnicity: String,
    pub residence: String,
}

/// The papers the producer has, ticked in Phần I mục 7.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Held {
    pub business_registration: bool,
    pub quality_declared: bool,
    pub food_safety: bool,
    pub mandatory_conditions: bool,
    pub intellectual_property: bool,
    pub trademark: bool,
    /// Văn bản ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận
    pub collective_mark: bool,
    pub patent: bool,
    pub design: bool,
    pub copyright: bool,
    pub other: Option<String>,
}

/// Phần II, in the order of the form's four points.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Results {
    pub production: String,
    pub quality: String,
    pub market: String,
    pub business: String,
}

/// Phần III: the criteria set and what the producer picked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfScore {
    /// Name of the criteria set; empty leaves the table out.
    pub set: String,
    pub parts: Vec<SelfPart>,
    pub total: i64,
    pub max: i64,
    /// "4 sao" or why not; printed under the total.
    pub result: String,
}

/// Phần A, B or C.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfPart {
    pub code: String,
    pub name: String,
    pub max: i64,
    pub points: i64,
    pub groups: Vec<SelfGroup>,
}

/// A numbered heading of the set, such as "1. TỔ CHỨC SẢN XUẤT".
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfGroup {
    pub code: String,
    pub name: String,
    pub max: i64,
    pub points: i64,
    #[serde(serialize_with = "as_criteria")]
    pub criteria: Vec<SelfCriterion>,
}

/// One criterion with the option picked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfCriterion {
    pub code: String,
    pub name: String,
    pub max: i64,
    /// None where nothing was picked, which is 0 points.
    pub option: Option<String>,
    pub points: i64,
    pub note: Option<String>,
    /// Tài liệu minh chứng, each with its pages.
    pub evidence: Vec<String>,
}

/// Bytes of text that a narrow column of one page certainly holds.
const A_PAGE: usize = 1200;

impl SelfCriterion {
    /// Its row is kept in one piece; a longer one has to be parted.
    pub(crate) fn fits_a_page(&self) -> bool {
        let len = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let papers: usize = self.evidence.iter().map(|e| e.len() + 20).sum();
        len(&self.option) + len(&self.note) < A_PAGE && papers < A_PAGE && self.name.len() < A_PAGE
    }
}

fn as_criteria<S: serde::Serializer>(list: &[SelfCriterion], s: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Row<'a> {
        #[serde(flatten)]
        criterion: &'a SelfCriterion,
        whole: bool,
    }
    s.collect_seq(list.iter().map(|criterion| Row { criterion, whole: criterion.fits_a_page() }))
}

paper!(Form02);

impl crate::paper::sealed::Sealed for Form02 {
    const TEMPLATE: &'static str = "form02.typ";

    fn prepare(&self, data: &mut Map<String, Value>) -> Result<(), Error> {
        data.insert("guide".to_owned(), serde_json::to_value(GUIDE)?);
        data.insert("annex_head".to_owned(), serde_json::to_value(ANNEX)?);
        Ok(())
    }
}

/// Head of the list of papers.
pub(crate) const ANNEX: [&str; 6] = [
    "TT",
    "Tài liệu",
    "Số, cơ quan cấp",
    "Ngày cấp, ngày hết hạn",
    "Tiêu chí (trang)",
    "Tệp, mã SHA-256 (16 ký tự đầu)",
];

/// The table of Phần III: what is to be proved, and by which paper.
pub(crate) const GUIDE: [(&str, &str); 15] = [
    (
        "Giấy đăng ký kinh doanh",
        "Bản sao chứng minh hoạt động kinh doanh hợp pháp (đối với các đơn vị/cá nhân có đăng ký kinh doanh)",
    ),
    (
        "Giấy chứng nhận cơ sở đủ điều kiện sản xuất",
        "Bản sao (đối với sản phẩm cần phải có giấy chứng nhận theo quy định hiện hành)",
    ),
    (
        "Nguồn gốc nguyên liệu, vùng nguyên liệu, liên kết chuỗi",
        "Bản sao tài liệu: Giấy xác nhận an toàn thực phẩm đối với vùng nguyên liệu, hợp đồng mua bán/hợp đồng nguyên tắc, thỏa thuận liên kết, thanh lý hợp đồng, hóa đơn chứng từ hợp lệ... chứng minh nguồn gốc nguyên liệu, liên kết chuỗi.",
    ),
    (
        "Bảo vệ môi trường, sử dụng công nghệ theo hướng bền vững",
        "Bản sao hồ sơ, thủ tục về môi trường theo quy định; hình ảnh minh chứng về thực hiện giải pháp bảo vệ môi trường; hình ảnh, mô tả công nghệ sử dụng theo hướng bền vững.",
    ),
    (
        "Sử dụng lao động địa phương",
        "Danh sách lao động đóng bảo hiểm có xác nhận của chủ thể, bao gồm cả nơi thường trú.",
    ),
    (
        "Tăng trưởng sản xuất kinh doanh",
        "- Bản sao Tài liệu minh chứng kết quả phân loại hợp tác xã hoặc báo cáo tài chính 2 năm gần nhất.\n- Bản sao Báo cáo tài chính của chủ thể 2 năm gần nhất.",
    ),
    (
        "Sở hữu trí tuệ",
        "Minh chứng thể hiện Đơn đăng ký nhãn hiệu đã được cơ quan có thẩm quyền chấp nhận hoặc công bố. Bản sao Giấy chứng nhận đăng ký nhãn hiệu; văn bằng ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận; Bằng sáng chế, Bằng độc quyền kiểu dáng công nghiệp,...",
    ),
    (
        "Phát triển thị trường, hoạt động quảng bá, xúc tiến thương mại",
        "Bản sao tài liệu: Hợp đồng, cam kết, ký gửi, đặt hàng, biên nhận, hóa đơn, chứng từ để minh chứng xác nhận về phân phối sản phẩm, xuất khẩu sản phẩm, hoạt động xúc tiến thương mại...",
    ),
    ("Quảng bá sản phẩm", "Tài liệu minh chứng về website, hoạt động quảng bá."),
    (
        "Câu chuyện về sản phẩm",
        "Bản sao tờ rơi, hình ảnh, phim, ghi âm... minh chứng về câu chuyện của sản phẩm",
    ),
    ("Công bố chất lượng sản phẩm", "Bản sao tài liệu, chứng minh chất lượng sản phẩm được công bố"),
    (
        "Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố",
        "Bản sao tài liệu chứng minh đạt tiêu chuẩn chất lượng, an toàn thực phẩm.",
    ),
    (
        "Mã số mã vạch, tem truy xuất nguồn gốc,",
        "Bản sao tài liệu, chứng minh mã, tem, sở hữu thương hiệu...",
    ),
    (
        "Hệ thống quản lý chất lượng tiên tiến, kiểm soát chất lượng",
        "Bản sao tài liệu: chứng nhận Hệ thống quản lý chất lượng tiên tiến, chứng minh hệ thống quản lý đạt tiêu chuẩn",
    ),
    (
        "Giải thưởng của sản phẩm, bình chọn của các tổ chức uy tín trong nước và quốc tế...",
        "Bản sao tài liệu, minh chứng về các thành tích, giải thưởng, bình chọn...",
    ),
];

/// Prints Mẫu số 02.
pub fn form02(paper: &Form02) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
