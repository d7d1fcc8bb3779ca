//! A producer without telephone or account, whose dossier the ward's officer fills in: the consent on a signed sheet, a
//! part typed by the officer, the confirmation still to come. All invented.

use super::sheets::sheet;
use super::stage::{COMMUNE_ID, Stage, mark_invented};
use crate::assist::{GiveBySheet, Open, consent_sheet, give_by_sheet, open};
use crate::dossier::{
    SaveAnswers, SaveForm01, SaveForm02, SheetAnswer, Start, Upload, save_answers, save_form01, save_form02,
    show, start, upload,
};
use crate::paper::SentFile;
use crate::producer::{self, ProducerForm};
use crate::product::{self, ProductForm};
use crate::{Cx, Error};
use ocop_domain::calendar::add_days;
use ocop_domain::stars::Stars;

/// Everything happened within the last week, at the ward's table.
pub async fn helped(stage: &Stage) -> Result<(), Error> {
    let ward = stage.by("xa@demo.example", 6);
    let form = ProducerForm {
        legal_form: "household".into(),
        name: "Hộ chằm nón Minh Họa".into(),
        registration_number: "01-MH".into(),
        representative: "Bà Lê Thị Ví Dụ".into(),
        representative_title: "Chủ hộ".into(),
        representative_gender: "female".into(),
        representative_ethnicity: "Kinh".into(),
        address: "Hẻm 0, đường Minh Họa".into(),
        commune_id: COMMUNE_ID.into(),
        history: "Hộ hư cấu, ba đời chằm nón lá.".into(),
        organisation: "Hai vợ chồng và một thợ phụ (hư cấu).".into(),
        ..ProducerForm::default()
    };
    let producer_id = producer::register(&ward, form).await?;
    mark_invented(&ward, &producer_id).await?;
    agreed(&ward, stage, &producer_id).await?;
    let form = ProductForm {
        name: "Nón lá Minh Họa".into(),
        set_id: "QD26-21".into(),
        brand_place: "Xóm Chiếu, Quận 4".into(),
        specification: "Nón mười sáu vành (minh họa)".into(),
        story: "Câu chuyện hư cấu: một hẻm nhỏ ven kênh còn giữ nghề chằm nón.".into(),
        ..ProductForm::default()
    };
    let product_id = product::register(&ward, product::Register { producer_id, form }).await?;
    typed(&stage.by("xa@demo.example", 4), stage, product_id).await
}

/// The sheet is printed, signed and laid on the scanner.
async fn agreed(ward: &Cx, stage: &Stage, producer_id: &str) -> Result<(), Error> {
    let cmd = Open {
        producer_id: producer_id.to_owned(),
        purposes: vec!["register".into(), "dossiers".into()],
        until: add_days(stage.today, 60).strftime("%d/%m/%Y").to_string(),
    };
    let id = open(ward, cmd).await?;
    let scan =
        SentFile { name: "phieu-dong-y.pdf".into(), bytes: consent_sheet(ward, &id).await?, cut: false };
    let signed_on = ward.today().strftime("%d/%m/%Y").to_string();
    give_by_sheet(ward, GiveBySheet { id, signed_on, files: vec![scan] }).await
}

async fn typed(ward: &Cx, stage: &Stage, product_id: String) -> Result<(), Error> {
    let id = start(ward, Start { product_id }).await?;
    let set = show(ward, &id).await?.set;
    let form01 = SaveForm01 {
        dossier_id: id.clone(),
        year: stage.today.year().to_string(),
        samples: set.samples_required.to_string(),
        ..SaveForm01::default()
    };
    save_form01(ward, form01).await?;
    let mut form = show(ward, &id).await?.form02;
    form.production = "Lá và vành mua của người quen ở quê, chằm tay tại nhà (nội dung hư cấu).".into();
    form.market = "Bán ở chợ và cho khách du lịch ghé hẻm (nội dung hư cấu).".into();
    save_form02(ward, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await?;
    let picks = sheet(set, Some(Stars::THREE), 58);
    let answers = picks.into_iter().take(12).map(|(criterion, option)| SheetAnswer {
        criterion,
        option: option.to_string(),
        note: "Chủ hộ kể, cán bộ ghi (minh họa).".into(),
    });
    save_answers(ward, SaveAnswers { dossier_id: id.clone(), stamp: None, answers: answers.collect() })
        .await?;
    let paper = Upload {
        dossier_id: id,
        kind: "business_registration".into(),
        title: "Giấy đăng ký hộ kinh doanh (bản minh họa)".into(),
        number: "01-MH".into(),
        issued_on: "05/01/2020".into(),
        criterion: Some(String::new()),
        page: "1".into(),
        file_name: "giay-dang-ky-minh-hoa.pdf".into(),
        bytes: ocop_print::form01(&ocop_print::Form01::default()).map_err(Error::internal)?,
        ..Upload::default()
    };
    upload(ward, paper).await?;
    Ok(())
}
