//! The commune's letter to the producer, drafted from its check: what has to be mended, or that the dossier went up.

use crate::dossier::access::load;
use crate::dossier::seal::received::received_on;
use crate::paper_words::SPECIMEN;
use crate::typeset::typeset;
use crate::{Cx, Error};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::account::{Act, can};
use ocop_domain::area::{before_date, within_sentence};
use ocop_domain::dossier::Seal;
use ocop_domain::dossier::seal::short;
use ocop_print as print;
use ocop_store::dossier::check::{self as checks, WardCheckRow};
use ocop_store::dossier::seal as seals;

/// The letter as PDF.
pub async fn letter_pdf(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = letter(cx, id).await?;
    typeset(move || print::letter(&paper)).await
}

/// The letter as DOCX, for the office to finish.
pub async fn letter_docx(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let paper = letter(cx, id).await?;
    typeset(move || print::letter_docx(&paper)).await
}

/// Drafts the letter of the last submission the commune has written on (Điều 7(2), 26/2026). Once the check is
/// concluded a person who may see the dossier reads it; before that only the commune, from what it has written so far.
async fn letter(cx: &Cx, id: &str) -> Result<print::Letter, Error> {
    let d = load(cx, cx.db(), id, Act::DossierView).await?;
    let last = seals::attempts(cx.db(), id).await?;
    let own = can(&cx.actor, Act::DossierWardCheck, &d.facts).allowed();
    let half_written = checks::find(cx.db(), id, last).await?.filter(|c| c.draft && own);
    let check = match half_written {
        Some(check) => check,
        None => checks::concluded(cx.db(), id).await?.into_iter().next().ok_or(Error::NotFound)?,
    };
    let row = seals::find(cx.db(), id, Some(check.attempt)).await?.ok_or(Error::NotFound)?;
    let seal = &row.seal.value;
    let commune = within_sentence(&seal.product.commune_name);
    let place = before_date(&seal.product.commune_name);
    let words = Words::of(seal, received_on(&row), &check);
    let url = format!("{}/seal/{}", cx.config.base_url, row.seal_hash);
    Ok(print::Letter {
        imprint: print::Imprint {
            ident: format!("letter:{id}:{}:{}", row.attempt, check.checked_at),
            at: Timestamp::from_millisecond(check.checked_at).unwrap_or_default(),
            specimen: d.row.invented.then(|| SPECIMEN.to_owned()),
        },
        foot: print::Foot::Sealed(
            print::SealMark::new(&short(&row.seal_hash), &url).map_err(Error::internal)?,
        ),
        heading: print::Heading { superior: None, issuer: format!("Ủy ban nhân dân\n{commune}") },
        reference: print::Reference { number: None, symbol: "UBND".into(), place, date: None },
        about: words.about,
        to: seal.producer.name.clone(),
        paragraphs: words.paragraphs,
        recipients: words.recipients,
        signature: print::Signature {
            titles: vec!["TM. ỦY BAN NHÂN DÂN".into(), "CHỦ TỊCH".into()],
            name: None,
        },
    })
}

struct Words {
    about: String,
    paragraphs: Vec<String>,
    recipients: Vec<String>,
}

impl Words {
    fn of(seal: &Seal, received: Option<Date>, check: &WardCheckRow) -> Words {
        let (product, number) = (&seal.product.name, &seal.registration_number);
        let commune = within_sentence(&seal.product.commune_name);
        let province = within_sentence(&seal.product.province_name);
        let received =
            received.map_or_else(String::new, |d| format!(", nhận {}", print::vi::day_in_words(d)));
        let begin = format!(
            "Ủy ban nhân dân {commune} đã tiếp nhận hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP của {} cho \
             sản phẩm {product} (số phiếu {number}, lần nộp {}{received}).",
            seal.producer.name, seal.attempt
        );
        let law = "Căn cứ khoản 2 Điều 7 Quyết định số 26/2026/QĐ-TTg của Thủ tướng Chính phủ, sau khi kiểm tra thành \
                   phần hồ sơ và đánh giá các nội dung theo quy định, ";
        let file = "Lưu: VT".to_owned();
        let reasons = check.reasons.as_deref().unwrap_or_default().trim();
        // A concluded check without reasons proposes; with reasons it sends back. A draft follows what is written.
        if reasons.is_empty() {
            let conclusion = check.conclusion.as_deref().unwrap_or("……………").trim();
            Words {
                about: format!("thông báo kết quả xem xét và chuyển hồ sơ sản phẩm {product} lên cấp tỉnh"),
                paragraphs: vec![
                    begin,
                    format!("{law}Ủy ban nhân dân {commune} kết luận như sau:"),
                    conclusion.to_owned(),
                    format!(
                        "Hồ sơ kèm Báo cáo đánh giá theo Mẫu số 03 được gửi Ủy ban nhân dân {province} để tổ chức đánh giá, \
                         phân hạng theo quy định. Ủy ban nhân dân {commune} thông báo để {} biết, chuẩn bị sản phẩm mẫu \
                         và phối hợp khi được yêu cầu.",
                        seal.producer.name
                    ),
                ],
                recipients: vec!["Như trên".into(), format!("UBND {province} (để báo cáo)"), file],
            }
        } else {
            Words {
                about: format!("trả lại hồ sơ sản phẩm {product} để bổ sung, hoàn thiện"),
                paragraphs: vec![
                    begin,
                    format!(
                        "{law}Ủy ban nhân dân {commune} trả lại hồ sơ và đề nghị bổ sung, hoàn thiện các nội dung sau:"
                    ),
                    reasons.to_owned(),
                    format!(
                        "Đề nghị {} hoàn thiện và nộp lại hồ sơ. Số phiếu {number} được giữ nguyên; thời hạn xem xét 15 ngày \
                         làm việc được tính từ ngày Ủy ban nhân dân {commune} nhận lại hồ sơ.",
                        seal.producer.name
                    ),
                ],
                recipients: vec!["Như trên".into(), file],
            }
        }
    }
}
