//! What several papers share: who issues them, under which number, who signs, and how the printed thing is identified.
//! The layout of these parts is that of Nghị định 30/2020/NĐ-CP, Phụ lục I.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::vi;

/// What makes a printed paper the same paper again.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Imprint {
    /// Names the paper for good, for example the certificate's number or the dossier's id with its version. It enters
    /// the PDF only as a hash.
    pub ident: String,
    /// The instant the PDF says it was made; take the act's instant, not the clock, and a reprint has the same bytes.
    #[serde(skip)]
    pub at: Timestamp,
    /// A line in red on every page, such as "BẢN MINH HỌA – DỮ LIỆU HƯ CẤU".
    pub specimen: Option<String>,
}

/// The upper left part: the agency above, and the agency or council that issues (NĐ 30/2020, Phụ lục I, ô số 2).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Heading {
    /// Printed in capitals, regular weight; none for a People's Committee.
    pub superior: Option<String>,
    /// Printed in capitals, bold. Broken evenly, or where a line break is given.
    pub issuer: String,
}

/// Number, symbol, place and date (ô số 3 and 4). The registry gives number and date at issue: until then both are
/// dotted lines.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Reference {
    /// Under 10 it is printed with a leading zero.
    pub number: Option<u32>,
    /// Type and issuer, for example "QĐ-UBND"; a letter behind the number stands before it: "a/QĐ-UBND".
    pub symbol: String,
    /// The place-name before the date.
    pub place: String,
    #[serde(serialize_with = "vi::as_day_in_words")]
    pub date: Option<Date>,
}

/// The signer (ô số 7a and 7b).
#[derive(Clone, Debug, Default, Serialize)]
pub struct Signature {
    /// One line each, printed in capitals: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub titles: Vec<String>,
    /// Left open where the signer is not known yet.
    pub name: Option<String>,
}
