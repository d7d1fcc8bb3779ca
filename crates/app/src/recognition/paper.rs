//! The decision as a paper: a preview while it is a draft (number and date are dotted lines), the kept file once it
//! is signed.

use super::view::readable;
use crate::authority::{Authority, full_address, province_name};
use crate::paper_words::SPECIMEN;
use crate::prelude::*;
use crate::typeset::typeset;
use jiff::Timestamp;
use ocop_domain::council::Level;
use ocop_domain::criteria::{mean_shown, set};
use ocop_domain::recognition::{DecisionKind, DecisionNumber, Origin, valid_until};
use ocop_print::{Annex, AnnexRow, Article, Decision, Heading, Imprint, Reference, Signature};
use ocop_store::files;
use ocop_store::recognition::{self as store, Candidate, DecisionRow};
use std::collections::BTreeMap;

/// The decision's PDF, for those who may read decisions of the province.
pub async fn decision_paper(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let row = readable(cx, id).await?;
    // What was signed elsewhere is not printed here as if it had been signed here.
    if row.kind == Origin::Listed {
        return Err(Error::NotFound);
    }
    print(cx, &row).await
}

/// Prints a decision; a signed one is printed once and kept.
pub(super) async fn print(cx: &Cx, row: &DecisionRow) -> Result<Vec<u8>, Error> {
    if let Some(hash) = &row.pdf_hash {
        return Ok(cx.store.files.get(hash).await?);
    }
    let items = store::item_candidates(cx.db(), &row.id).await?;
    let paper = paper(cx, row, &items).await?;
    let pdf = typeset(move || ocop_print::decision(&paper)).await?;
    if row.signed_at.is_none() {
        return Ok(pdf);
    }
    let size = i64::try_from(pdf.len()).map_err(Error::internal)?;
    let hash = cx.store.files.put(pdf.clone()).await?;
    let done: Result<(), Error> = write_tx!(cx, |tx| {
        files::register(&tx, &hash, "application/pdf", size, cx.now_ms()).await?;
        if store::set_pdf(&tx, &row.id, &hash).await? > 0 {
            let diff = serde_json::json!({"pdf": hash});
            cx.journal(&tx, &format!("decision:{}", row.id), "decision.print", &row.id, diff).await?;
        }
        Ok(())
    });
    done?;
    Ok(pdf)
}

async fn paper(cx: &Cx, row: &DecisionRow, items: &[Candidate]) -> Result<Decision, Error> {
    let day = row.decided_on;
    let today = cx.today();
    let by = Authority::of(cx.db(), row.province_code.as_deref(), today).await?;
    let kind = row.kind.here().ok_or(Error::NotFound)?;
    let words = Words::of(kind, items.len());
    let at = row.signed_at.unwrap_or(row.created_at);
    let titles: Vec<String> = match &row.signer_title {
        Some(t) => t.lines().map(str::to_owned).collect(),
        None if by == Authority::Ministry => vec!["BỘ TRƯỞNG".into()],
        None => vec!["CHỦ TỊCH".into()],
    };
    let mut provinces: BTreeMap<&str, String> = BTreeMap::new();
    for code in items.iter().map(|c| c.province_code.as_str()) {
        if !provinces.contains_key(code) {
            provinces.insert(code, province_name(cx.db(), code, today).await?);
        }
    }
    let province = |c: &Candidate| provinces.get(c.province_code.as_str()).map_or("", String::as_str);
    let products = items.iter().map(|c| annex_row(c, kind, day, province(c))).collect();
    Ok(Decision {
        imprint: Imprint {
            ident: format!("{}/{}", row.id, row.version),
            at: Timestamp::from_millisecond(at).map_err(Error::internal)?,
            specimen: (cx.config.demo || items.iter().any(|c| c.invented)).then(|| SPECIMEN.to_owned()),
        },
        heading: Heading { superior: None, issuer: by.body() },
        reference: reference(row.number.as_deref(), &by, day),
        subject: words.subject.clone(),
        authority: by.chief(),
        grounds: grounds(&by, on_national_result(cx.db(), row).await?),
        articles: words.articles.iter().map(|p| Article { paragraphs: p.clone() }).collect(),
        recipients: recipients(&by),
        signature: Signature { titles, name: row.signer_name.clone() },
        annex: Some(Annex { ordinal: None, title: words.annex, products }),
    })
}

/// The registry's number is kept as on the paper ("123/QĐ-UBND"); the paper wants number and symbol apart.
fn reference(number: Option<&str>, by: &Authority, date: Option<Date>) -> Reference {
    let (serial, symbol) = match number.map(str::parse::<DecisionNumber>) {
        Some(Ok(n)) => {
            let letter = n.letter().map_or_else(String::new, |l| format!("{l}/"));
            (Some(n.number()), format!("{letter}{}", n.symbol()))
        }
        // A number of before they were checked: what cannot be read stays a dotted line.
        Some(Err(_)) => {
            let (serial, symbol) = number.and_then(|n| n.split_once('/')).unwrap_or(("", by.symbol()));
            (serial.trim().parse().ok(), symbol.trim().to_owned())
        }
        None => (None, by.symbol().to_owned()),
    };
    Reference { number: serial, symbol, place: by.place(), date }
}

fn annex_row(c: &Candidate, kind: DecisionKind, day: Option<Date>, province: &str) -> AnnexRow {
    let name = set(&c.set_id).map_or("", |s| s.name.as_str());
    AnnexRow {
        product: c.product_name.clone(),
        producer: c.producer_name.clone(),
        address: full_address(&c.address, &c.commune_name, province),
        set: name.to_owned(),
        points: mean_shown(c.sum, c.members, 2),
        stars: u8::try_from(c.stars).unwrap_or(0),
        valid_until: day.filter(|_| kind.certifies()).map(valid_until),
    }
}

/// Điều 7(4)g, 26/2026: the province recognises three or four stars on the ground of the national council's result.
async fn on_national_result(db: &Db, row: &DecisionRow) -> Result<bool, Error> {
    let Some(round) = &row.round_id else { return Ok(false) };
    let called = ocop_store::council::rounds::called(db, round).await?;
    Ok(called.is_some_and(|c| c.council.level == Level::National.as_str()))
}

fn grounds(by: &Authority, on_national_result: bool) -> Vec<String> {
    let decision = "Căn cứ Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ";
    match by {
        Authority::Province(_) => vec![
            "Căn cứ Luật Tổ chức chính quyền địa phương".to_owned(),
            decision.to_owned(),
            if on_national_result {
                "Căn cứ kết quả đánh giá, phân hạng của Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp trung ương; theo \
                 đề nghị của cơ quan tham mưu quản lý OCOP cấp tỉnh"
            } else {
                "Theo đề nghị của Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh và cơ quan tham mưu quản lý OCOP cấp tỉnh"
            }
            .to_owned(),
        ],
        Authority::Ministry => vec![
            decision.to_owned(),
            "Theo đề nghị của Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp trung ương và cơ quan tham mưu quản lý OCOP \
             của Bộ Nông nghiệp và Môi trường"
                .to_owned(),
        ],
    }
}

fn recipients(by: &Authority) -> Vec<String> {
    let above = match by {
        Authority::Province(_) => "Bộ Nông nghiệp và Môi trường",
        Authority::Ministry => "UBND các tỉnh, thành phố có sản phẩm",
    };
    ["Như Điều 3", above, "UBND các xã, phường có sản phẩm", "Lưu: VT"].map(str::to_owned).to_vec()
}

struct Words {
    subject: String,
    articles: Vec<Vec<String>>,
    annex: String,
}

impl Words {
    fn of(kind: DecisionKind, count: usize) -> Words {
        let last = "Chánh Văn phòng Ủy ban nhân dân cấp tỉnh, Giám đốc Sở Nông nghiệp và Môi trường, Chủ tịch Ủy ban \
                    nhân dân các xã, phường có sản phẩm và các chủ thể OCOP có tên trong danh sách chịu trách nhiệm \
                    thi hành Quyết định này."
            .to_owned();
        match kind {
            DecisionKind::Recognise => Words {
                subject: "công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận sản phẩm OCOP".into(),
                articles: vec![
                    vec![format!(
                        "Công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận cho {count:02} sản phẩm OCOP \
                         đạt 3 sao, 4 sao (danh sách kèm theo)."
                    )],
                    vec![
                        "Giấy chứng nhận có giá trị 36 tháng kể từ ngày ban hành Quyết định này. Chủ thể OCOP duy trì \
                         chất lượng sản phẩm theo Bộ tiêu chí và sử dụng nhãn hiệu OCOP đúng quy định."
                            .into(),
                    ],
                    vec![last],
                ],
                annex: "Danh sách sản phẩm OCOP được công nhận".into(),
            },
            DecisionKind::ApproveResult => Words {
                subject: "phê duyệt kết quả đánh giá sản phẩm có tiềm năng đạt 5 sao".into(),
                articles: vec![
                    vec![format!(
                        "Phê duyệt kết quả đánh giá {count:02} sản phẩm có tiềm năng đạt 5 sao (danh sách kèm theo)."
                    )],
                    vec![
                        "Cơ quan tham mưu quản lý OCOP cấp tỉnh hoàn thiện hồ sơ, gửi Bộ Nông nghiệp và Môi trường đề \
                         nghị đánh giá, phân hạng sản phẩm OCOP 5 sao theo quy định."
                            .into(),
                    ],
                    vec![last],
                ],
                annex: "Danh sách sản phẩm có tiềm năng đạt 5 sao".into(),
            },
            DecisionKind::RecogniseFive => Words {
                subject: "công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận sản phẩm OCOP 5 sao".into(),
                articles: vec![
                    vec![format!(
                        "Công nhận kết quả đánh giá, phân hạng và cấp giấy chứng nhận cho {count:02} sản phẩm OCOP \
                         đạt 5 sao (danh sách kèm theo)."
                    )],
                    vec![
                        "Giấy chứng nhận có giá trị 36 tháng kể từ ngày ban hành Quyết định này. Chủ thể OCOP duy trì \
                         chất lượng sản phẩm theo Bộ tiêu chí và sử dụng nhãn hiệu OCOP đúng quy định."
                            .into(),
                    ],
                    vec![
                        "Chánh Văn phòng Bộ, Thủ trưởng các đơn vị có liên quan, Chủ tịch Ủy ban nhân dân các tỉnh, \
                         thành phố có sản phẩm và các chủ thể OCOP có tên trong danh sách chịu trách nhiệm thi hành \
                         Quyết định này."
                            .into(),
                    ],
                ],
                annex: "Danh sách sản phẩm OCOP 5 sao được công nhận".into(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recognition_on_the_national_result_cites_the_national_council() {
        // Điều 7(4)g, second paragraph: "căn cứ vào kết quả đánh giá của Hội đồng cấp trung ương".
        let by = Authority::Province("Thành phố Hồ Chí Minh".into());
        let (own, national) = (grounds(&by, false).join("; "), grounds(&by, true).join("; "));
        assert!(own.contains("OCOP cấp tỉnh và cơ quan") && !own.contains("trung ương"), "{own}");
        assert!(national.contains("Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp trung ương"), "{national}");
        assert!(!national.contains("Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh"), "{national}");
    }

    #[test]
    fn number_and_symbol_of_a_decision_stand_apart() {
        let by = Authority::Province("Thành phố Hồ Chí Minh".into());
        for (kept, serial, symbol) in [
            (Some("07/QĐ-UBND"), Some(7), "QĐ-UBND"),
            (Some("12a/QĐ-UBND"), Some(12), "a/QĐ-UBND"),
            (Some("9/TB-UBND"), Some(9), "TB-UBND"),
            (Some("abc"), None, "QĐ-UBND"),
            (None, None, "QĐ-UBND"),
        ] {
            let r = reference(kept, &by, None);
            assert_eq!((r.number, r.symbol.as_str()), (serial, symbol), "{kept:?}");
        }
    }
}
