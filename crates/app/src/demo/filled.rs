//! What every sample is filled in with: forms, answers, one paper, and the commune's judgements.

use super::dossiers::{Sample, Until};
use super::sheets::{lowered, sheet};
use super::stage::Stage;
use crate::dossier::{
    Judgements, QuestionAnswer, SaveAnswers, SaveForm01, SaveForm02, SaveQuestions, SheetAnswer, Start,
    Upload, save_answers, save_form01, save_form02, save_questions, start, upload, ward_check,
};
use crate::{Cx, Error};
use ocop_domain::criteria::{self, CriteriaSet, SetId};
use ocop_domain::dossier::Form02;
use ocop_domain::stars::Stars;
use std::collections::BTreeMap;

/// A dossier filled in by the producer, ready to be submitted (the draft lacks a few things).
pub(super) async fn filled(
    stage: &Stage,
    sample: &Sample,
    product_id: String,
    days: i32,
) -> Result<String, Error> {
    let cx = stage.by("chuthe@demo.example", days);
    let id = start(&cx, Start { product_id }).await?;
    let set = set_of(sample)?;
    let answers = picks(set, sample, 0)
        .into_iter()
        .map(|(criterion, option)| SheetAnswer {
            criterion,
            option: option.to_string(),
            note: "Mô tả minh họa.".into(),
        })
        .collect();
    save_answers(&cx, SaveAnswers { dossier_id: id.clone(), stamp: None, answers }).await?;
    if sample.until == Until::Draft {
        return Ok(id);
    }
    let form01 = SaveForm01 {
        dossier_id: id.clone(),
        stamp: None,
        year: stage.today.year().to_string(),
        samples: set.samples_required.to_string(),
        attachments: "Báo cáo tự đánh giá".into(),
    };
    save_form01(&cx, form01).await?;
    let text = |what: &str| format!("{what} (nội dung hư cấu của bản xem thử).");
    let form = Form02 {
        specification: text("Gói 500 g, theo tiêu chuẩn cơ sở"),
        history: text("Thành lập năm 2020, đăng ký sản phẩm OCOP lần đầu"),
        organisation: text("Hội đồng quản trị ba người"),
        production: text("Nguyên liệu thu mua tại địa phương, chế biến bằng máy"),
        quality: text("Có tiêu chuẩn cơ sở, bao bì mới"),
        market: text("Bán tại cửa hàng, siêu thị và trên mạng"),
        business: text("Doanh thu hai năm liền tăng"),
        plan: text("Mở rộng vùng nguyên liệu, thêm điểm bán"),
        ..Form02::default()
    };
    save_form02(&cx, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await?;
    let answers = set
        .asked()
        .map(|q| QuestionAnswer { key: q.key.clone(), applies: Some(false), reason: String::new() })
        .collect();
    save_questions(&cx, SaveQuestions { dossier_id: id.clone(), stamp: None, answers }).await?;
    let first = set.scorable().next().map(|s| s.criterion.code.as_str().to_owned());
    let paper = Upload {
        dossier_id: id.clone(),
        kind: "business_registration".into(),
        title: "Giấy đăng ký kinh doanh (bản minh họa)".into(),
        issuer: "Cơ quan minh họa".into(),
        number: "00-MH".into(),
        issued_on: "05/01/2020".into(),
        criterion: first,
        page: "1".into(),
        file_name: "giay-dang-ky-minh-hoa.pdf".into(),
        bytes: ocop_print::form01(&ocop_print::Form01::default()).map_err(Error::internal)?,
        ..Upload::default()
    };
    upload(&cx, paper).await?;
    Ok(id)
}

pub(super) fn set_of(sample: &Sample) -> Result<&'static CriteriaSet, Error> {
    let id: SetId = sample.set.parse().map_err(Error::internal)?;
    criteria::set(&id).ok_or_else(|| Error::internal(format!("no set {id}")))
}

/// The options picked; `less` takes a few points away, so that members do not all score alike.
pub(super) fn picks(set: &CriteriaSet, sample: &Sample, less: u32) -> BTreeMap<String, usize> {
    lowered(set, sheet(set, Stars::new(sample.stars), sample.total), less)
}

pub(super) fn judgements() -> Judgements {
    Judgements {
        local_material: "Nguyên liệu chính thu mua trên địa bàn (đánh giá minh họa).".into(),
        local_labour: "Hầu hết lao động cư trú tại phường (đánh giá minh họa).".into(),
        idea_origin: "Nghề có từ lâu ở địa phương, sản phẩm phát triển mới (đánh giá minh họa).".into(),
        local_identity: "Cách làm riêng của cộng đồng ven kênh (đánh giá minh họa).".into(),
        conclusion: "Đề nghị Ủy ban nhân dân Thành phố đánh giá, phân hạng.".into(),
        reasons: String::new(),
    }
}

pub(super) async fn version(cx: &Cx, dossier: &str) -> Result<i64, Error> {
    Ok(ward_check(cx, dossier).await?.dossier.version)
}
