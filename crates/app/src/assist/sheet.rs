use super::access::{asked, consent};
use super::ask_code::producer_of;
use crate::notice::purposes;
use crate::paper_words::SPECIMEN;
use crate::typeset::typeset;
use crate::{Cx, Error};
use jiff::Timestamp;
use ocop_domain::area::within_sentence;
use ocop_domain::lang::Lang;
use ocop_print as print;

/// The sheet by which a producer agrees to be helped, for the producer to sign.
pub async fn consent_sheet(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let row = asked(cx, cx.db(), id).await?;
    let read = consent(&row)?;
    let producer = producer_of(cx.db(), &row.producer_id).await?;
    let office = format!("Ủy ban nhân dân {}", within_sentence(&row.commune_name));
    let fact = |label: &str, value: String| print::SheetFact { label: label.into(), value };
    let officer = row.officer_name.clone().unwrap_or_default();
    let paper = print::HelpSheet {
        imprint: print::Imprint {
            ident: format!("consent:{id}:{}", row.version),
            at: Timestamp::from_millisecond(row.asked_at).unwrap_or_default(),
            specimen: producer.invented.then(|| SPECIMEN.to_owned()),
        },
        title: "Phiếu đồng ý nhờ nhập hồ sơ".into(),
        about: "Cán bộ cấp xã nhập thông tin thay cho chủ thể OCOP".into(),
        opening: vec![format!(
            "Tôi là người đại diện của chủ thể ghi dưới đây, đồng ý để cán bộ {office} nhập thay trên hệ thống OCOP:"
        )],
        facts: vec![
            fact("Chủ thể", producer.name.clone()),
            fact("Địa chỉ", producer.address.clone()),
            fact("Người đại diện", producer.representative.clone().unwrap_or_default()),
            fact("Cán bộ nhập thay", officer),
            fact("Nội dung nhập thay", purposes(&row.purposes, Lang::Vi)),
            fact("Đến hết ngày", read.until.strftime("%d/%m/%Y").to_string()),
        ],
        mark: None,
        statements: vec![
            "Nội dung cán bộ nhập được ghi dấu “cán bộ xã nhập thay” cùng cơ quan và ngày nhập.".into(),
            "Cán bộ chỉ nộp hồ sơ sau khi tôi xác nhận toàn bộ nội dung: trong tài khoản của tôi, bằng mã dùng một lần gửi \
             cho tôi, hoặc bằng phiếu tôi ký."
                .into(),
            "Tôi rút lại sự đồng ý được bất cứ lúc nào, trong tài khoản của mình hoặc báo tại Ủy ban nhân dân. Sự đồng ý tự \
             hết khi qua ngày trên, khi cán bộ thôi nhiệm vụ hoặc khi tôi chuyển sang xã khác."
                .into(),
            "Thông tin, tài liệu tôi đưa cho cán bộ là đúng sự thật.".into(),
        ],
        left: print::Signature { titles: vec!["Cán bộ nhập thay".into()], name: row.officer_name.clone() },
        right: print::Signature {
            titles: vec!["Đại diện chủ thể".into()],
            name: producer.representative.clone(),
        },
    };
    typeset(move || print::help_sheet(&paper)).await
}
