//! Quyết định công nhận kết quả đánh giá, phân hạng, with its list of products. An individual decision after mẫu 1.2 of
//! Nghị định 30/2020/NĐ-CP; 26/2026/QĐ-TTg prints no template for it, so grounds and articles come in as text.

use jiff::civil::Date;
use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, Reference, Signature, vi};

/// Quyết định công nhận kết quả đánh giá, phân hạng sản phẩm OCOP (26/2026/QĐ-TTg, Điều 7 khoản 3 điểm e).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Decision {
    pub imprint: Imprint,
    pub heading: Heading,
    /// Number and date stay open until the registry gives them; the annex then refers to dotted lines too.
    pub reference: Reference,
    /// What follows "Về việc".
    pub subject: String,
    /// Who decides, printed in capitals: "Chủ tịch Ủy ban nhân dân tỉnh …".
    pub authority: String,
    /// Căn cứ and "Theo đề nghị của …", one line each, without the mark at the end.
    pub grounds: Vec<String>,
    pub articles: Vec<Article>,
    /// Nơi nhận, one line each, without dash and mark.
    pub recipients: Vec<String>,
    pub signature: Signature,
    pub annex: Option<Annex>,
}

/// One article; "Điều n." is printed before the first paragraph.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Article {
    pub paragraphs: Vec<String>,
}

/// Phụ lục kèm theo.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Annex {
    /// "I", "II" where there are several; none prints just "Phụ lục".
    pub ordinal: Option<String>,
    /// Printed in capitals: "Danh sách sản phẩm được công nhận …".
    pub title: String,
    pub products: Vec<AnnexRow>,
}

/// One product of the list.
#[derive(Clone, Debug, Serialize)]
pub struct AnnexRow {
    pub product: String,
    pub producer: String,
    pub address: String,
    /// Bộ sản phẩm
    pub set: String,
    /// "82,33"
    pub points: String,
    pub stars: u8,
    #[serde(serialize_with = "vi::as_open_day")]
    pub valid_until: Option<Date>,
}

paper!(Decision, "decision.typ");

/// Prints a decision of recognition and its annex.
pub fn decision(paper: &Decision) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
