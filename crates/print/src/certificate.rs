//! Giấy chứng nhận: the paper a producer hangs on the wall. 26/2026/QĐ-TTg prints no template for it, so this is the
//! house's own: the law's facts, the star and its term, and a code by which anyone can ask for today's status.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::paper::{paper, pdf, sealed::Sealed};
use crate::{Error, Imprint, Signature, qr_svg, vi};

/// Giấy chứng nhận kết quả phân hạng sản phẩm OCOP (26/2026/QĐ-TTg, Điều 1 and Điều 4).
#[derive(Clone, Debug, Serialize)]
pub struct Certificate {
    pub imprint: Imprint,
    /// Who certifies, printed in capitals: "Chủ tịch Ủy ban nhân dân tỉnh …" for 3 and 4 stars, "Bộ trưởng Bộ Nông
    /// nghiệp và Môi trường" for 5 (Điều 7 khoản 3 điểm e, khoản 4 điểm e).
    pub authority: String,
    pub number: String,
    pub product: String,
    pub product_code: String,
    pub producer: String,
    pub address: String,
    /// 3, 4 or 5; anything else is refused (Điều 4 khoản 1).
    pub stars: u8,
    pub decision_number: String,
    #[serde(serialize_with = "vi::as_day")]
    pub decision_date: Date,
    /// Valid for 36 months from the day it was issued (Điều 4 khoản 3); the months are printed when they are whole.
    #[serde(serialize_with = "vi::as_day")]
    pub valid_from: Date,
    #[serde(serialize_with = "vi::as_day")]
    pub valid_until: Date,
    pub place: String,
    #[serde(serialize_with = "vi::as_known_day_in_words")]
    pub date: Date,
    pub signature: Signature,
    /// The address behind the code, which carries also the signed payload where there is one.
    pub verify_url: String,
    /// The same address in the form a person can type, without the payload.
    pub verify_short: String,
}

paper!(Certificate);

impl Sealed for Certificate {
    const TEMPLATE: &'static str = "certificate.typ";

    fn prepare(&self, data: &mut Map<String, Value>) -> Result<(), Error> {
        if !(3..=5).contains(&self.stars) {
            return Err(Error::Stars(self.stars));
        }
        data.insert("qr".to_owned(), qr_svg(&self.verify_url)?.into());
        data.insert("stars_in_words".to_owned(), vi::stars_in_words(self.stars).into());
        data.insert("months".to_owned(), vi::months_between(self.valid_from, self.valid_until).into());
        Ok(())
    }
}

/// Prints a certificate: A4 landscape, one page, PDF/A-2a and PDF/UA-1.
pub fn certificate(paper: &Certificate) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
