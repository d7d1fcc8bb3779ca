//! The sheet that a producer signs to confirm what was filled in, and its scan as it was handed in.

use super::confirm::helped;
use crate::dossier::archive::sealed::sealed;
use crate::paper::{Download, kept_scan};
use crate::paper_words::SPECIMEN;
use crate::typeset::typeset;
use crate::{Cx, Error};
use jiff::Timestamp;
use ocop_domain::area::within_sentence;
use ocop_domain::dossier::seal::short;
use ocop_print as print;

/// The sheet by which a producer confirms the dossier's content, for the producer to sign: printed with the content's
/// short code, so that the signature belongs to this content and to no other.
pub async fn hand_in_sheet(cx: &Cx, dossier_id: &str) -> Result<Vec<u8>, Error> {
    let draft = helped(cx, cx.db(), dossier_id).await?;
    if !draft.ready {
        return Err(Error::Conflict("assist_not_ready"));
    }
    let (d, code) = (&draft.dossier, short(&draft.content));
    let s = &d.subject;
    let fact = |label: &str, value: String| print::SheetFact { label: label.into(), value };
    let paper = print::HelpSheet {
        imprint: print::Imprint {
            ident: format!("confirm:{}:{}", d.id, draft.content),
            at: Timestamp::from_millisecond(d.created_at).unwrap_or_default(),
            specimen: d.invented.then(|| SPECIMEN.to_owned()),
        },
        title: "Phiếu xác nhận nội dung hồ sơ".into(),
        about: "Hồ sơ đăng ký đánh giá, phân hạng sản phẩm OCOP do cán bộ cấp xã nhập thay".into(),
        opening: vec![format!(
            "Tôi là người đại diện của chủ thể ghi dưới đây. Hồ sơ của chúng tôi trên hệ thống OCOP do cán bộ Ủy ban nhân \
             dân {} nhập thay một phần hoặc toàn bộ theo sự đồng ý của chúng tôi.",
            within_sentence(&d.place.commune_name)
        )],
        facts: vec![
            fact("Chủ thể", s.producer_name.clone()),
            fact("Sản phẩm", s.product_name.clone()),
            fact("Bộ sản phẩm", d.set.name.clone()),
            fact("Lần nộp", (d.attempts + 1).to_string()),
            fact("Điểm tự đánh giá", format!("{} trên 100", d.scored.total)),
            fact("Tài liệu minh chứng", d.papers.len().to_string()),
            fact("Số mục do cán bộ xã nhập thay", d.marks.len().to_string()),
        ],
        mark: Some(
            print::ContentMark::new(
                &code,
                &format!("{}/dossiers/{}/confirm?sheet={code}", cx.config.base_url, d.id),
            )
            .map_err(Error::internal)?,
        ),
        statements: vec![
            "Tôi đã đọc, hoặc được nghe đọc, toàn bộ Mẫu số 01, Mẫu số 02 và danh mục tài liệu minh chứng của hồ sơ mang mã \
             nội dung in trên phiếu này, và xác nhận đúng."
                .into(),
            "Tôi cam đoan thông tin trong hồ sơ là đúng sự thật và chịu trách nhiệm trước Hội đồng và pháp luật.".into(),
            "Tôi đồng ý để cán bộ cấp xã nộp hồ sơ này. Hồ sơ thay đổi sau khi ký thì phiếu này không còn giá trị.".into(),
        ],
        left: print::Signature { titles: vec!["Cán bộ nhập thay".into()], name: None },
        right: print::Signature {
            titles: vec!["Đại diện chủ thể".into()],
            name: s.representative.clone(),
        },
    };
    typeset(move || print::help_sheet(&paper)).await
}

/// The scan of the sheet a package was confirmed by, for those who may see the dossier; of one submission, or of the
/// last.
pub async fn confirmation_sheet(cx: &Cx, dossier_id: &str, attempt: Option<i64>) -> Result<Download, Error> {
    let package = sealed(cx, dossier_id, attempt).await?;
    let sheet = package.seal.confirmed.and_then(|c| c.sheet).ok_or(Error::NotFound)?;
    kept_scan(cx, &sheet.sha256, "phieu-xac-nhan").await
}
