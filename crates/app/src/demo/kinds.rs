//! Samples of the other two kinds of dossier: an upgrade half filled in, and a product in its re-ranking window.

use super::sheets::sheet;
use super::stage::{PROVINCE, Stage};
use crate::dossier::{
    Begin, SaveAnswers, SaveForm02, SaveUpdates, SheetAnswer, begin, save_answers, save_form02, save_updates,
    show,
};
use crate::product::{self, ProductForm};
use crate::{Error, write_tx};
use ocop_domain::calendar::{add_days, add_months};
use ocop_domain::dossier::Kind;
use ocop_domain::recognition::{LookupCode, valid_until};
use ocop_domain::stars::Stars;
use ocop_store::import::{NewDecision, insert_decisions};
use ocop_store::recognition::{ListedStar, insert_listed};

/// An upgrade of a product that holds three stars: more points, a new market, the changes said; questions still open.
pub async fn upgrade(stage: &Stage, product_id: &str) -> Result<(), Error> {
    let cx = stage.by("chuthe@demo.example", 3);
    let id = begin(&cx, Begin { product_id: product_id.into(), kind: Some(Kind::Upgrade) }).await?;
    let d = show(&cx, &id).await?;
    let picks = sheet(d.set, Some(Stars::FOUR), 76);
    let answers = picks.into_iter().map(|(criterion, option)| SheetAnswer {
        criterion,
        option: option.to_string(),
        note: "Mô tả minh họa.".into(),
    });
    save_answers(&cx, SaveAnswers { dossier_id: id.clone(), stamp: None, answers: answers.collect() })
        .await?;
    let mut form = d.form02;
    form.market =
        "Bán tại cửa hàng, siêu thị, trên mạng và bắt đầu xuất khẩu (nội dung hư cấu của bản xem thử)."
            .into();
    save_form02(&cx, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await?;
    let said =
        "Mở rộng vùng nguyên liệu, thay bao bì, có khách hàng nước ngoài (nội dung hư cấu).".to_owned();
    let words = vec![("changes".to_owned(), said)];
    save_updates(&cx, SaveUpdates { dossier_id: id, stamp: None, words }).await
}

/// A product whose certificate ends in 150 days: the window for re-ranking stands open. Its name and id.
pub async fn in_window(stage: &Stage) -> Result<(&'static str, String), Error> {
    let name = "Mắm ruốc Minh Họa";
    Ok((name, listed(stage, name, "MINH-HOA-0001").await?))
}

/// A product read from a list with three stars for another 150 days; its id.
pub(super) async fn listed(stage: &Stage, name: &str, number: &str) -> Result<String, Error> {
    let ward = stage.by("xa@demo.example", 80);
    let form = ProductForm {
        name: name.into(),
        set_id: "QD26-10".into(),
        brand_place: "Xóm Chiếu, Quận 4".into(),
        specification: "Quy cách minh họa: hũ 400 g".into(),
        story: "Câu chuyện hư cấu: một nghề muối mắm ven kênh, kể lại trong bản xem thử.".into(),
        ..ProductForm::default()
    };
    let cmd = product::Register { producer_id: stage.producer.clone(), form };
    let product_id = product::register(&ward, cmd).await?;
    let issued = add_months(add_days(stage.today, 150), -36);
    let cx = stage.by("", 80);
    let (decision_id, recognition_id) = (cx.id(), cx.id());
    let lookup = LookupCode::of(&recognition_id);
    write_tx!(cx, |tx| {
        let decision = NewDecision {
            id: decision_id.clone(),
            province_code: Some(PROVINCE.into()),
            issuer: "Ủy ban nhân dân Thành phố (minh họa)".into(),
            number: Some("00-MH/QĐ-UBND".into()),
            decided_on: Some(issued.to_string()),
            source: Some("danh sách hư cấu của bản xem thử".into()),
            created_at: cx.now_ms(),
        };
        insert_decisions(&tx, std::slice::from_ref(&decision)).await?;
        let star = ListedStar {
            id: &recognition_id,
            product_id: &product_id,
            decision_id: &decision_id,
            stars: 3,
            lookup: lookup.as_str(),
            listed_number: number,
            product_name: name,
            producer_name: "Hợp tác xã Minh Họa Xóm Chiếu",
            address: "Số 0, đường Minh Họa",
            issued_on: issued,
            expires_on: valid_until(issued),
            source: "danh sách hư cấu của bản xem thử",
            created_at: cx.now_ms(),
        };
        insert_listed(&tx, &star).await?;
        crate::catalogue::refresh(&tx, &product_id).await
    })?;
    Ok(product_id)
}
