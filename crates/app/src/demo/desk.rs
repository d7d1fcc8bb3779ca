//! The commune's desk in the demo: a request for additions, half answered or handed in again, samples from hand to
//! hand, and a meeting's notes.

use super::dossiers::Until;
use super::filled::version;
use super::stage::{Stage, written};
use crate::Error;
use crate::dossier::{
    AnswerAdditions, HandleSamples, RequestAdditions, SaveForm02, SaveMeeting, Submit, Wanted,
    answer_additions, handle_samples, request_additions, save_form02, save_meeting, show, submit,
};
use ocop_domain::calendar::add_days;
use ocop_domain::dossier::additions::Place;
use std::collections::BTreeMap;

const WARD: &str = "xa@demo.example";
const OFFICE: &str = "vanphong@demo.example";
const PRODUCER: &str = "chuthe@demo.example";

/// Three things are asked for; the producer mends the first and answers the second. The one that is `Mended` was asked
/// earlier, and is back.
pub async fn additions(stage: &Stage, until: Until, id: &str) -> Result<(), Error> {
    let (asked, mended) = if until == Until::Mended { (11, 3) } else { (3, 1) };
    let cx = stage.by(WARD, asked);
    let d = show(&cx, id).await?;
    let paper = d.papers.first().map(|p| Place::Paper(p.id.clone()));
    let criterion = d.set.scorable().next().map(|s| Place::Criterion(s.criterion.code.to_string()));
    let wanted = |place: Place, reason: &str| Wanted { place: place.to_string(), reason: reason.into() };
    let mut items = vec![wanted(
        Place::Report("quality"),
        "Nêu rõ tiêu chuẩn chất lượng đang áp dụng và ngày công bố (minh họa).",
    )];
    items.extend(criterion.map(|c| wanted(c, "Ghi tỷ lệ nguyên liệu mua trong tỉnh (minh họa).")));
    items.extend(paper.map(|p| wanted(p, "Bản chụp mờ, không đọc được số giấy (minh họa).")));
    let cmd = RequestAdditions {
        dossier_id: id.into(),
        version: version(&cx, id).await?,
        answer_by: written(add_days(stage.day(asked), 9)),
        words: "Hồ sơ cơ bản đầy đủ, còn ba chỗ cần bổ sung (minh họa).".into(),
        items,
    };
    request_additions(&cx, cmd).await?;

    let cx = stage.by(PRODUCER, mended);
    let mut form = show(&cx, id).await?.form02;
    form.quality = "Theo tiêu chuẩn cơ sở số 01:2026/MH, công bố ngày 05/01/2026 (nội dung hư cấu).".into();
    save_form02(&cx, SaveForm02 { dossier_id: id.into(), stamp: None, form }).await?;
    let answer = "Nguyên liệu mua toàn bộ trong tỉnh, bảng kê ở trang 1 của giấy đã nộp (minh họa).";
    let notes = BTreeMap::from([(2, answer.to_owned())]);
    answer_additions(&cx, AnswerAdditions { dossier_id: id.into(), stamp: None, notes }).await?;
    if until == Until::Mended {
        submit(&cx, Submit { dossier_id: id.into(), declared: true }).await?;
    }
    Ok(())
}

/// The dossier's samples: received by the commune, handed on, received by the office, `days` ago.
pub async fn samples(stage: &Stage, id: &str, days: i32) -> Result<(), Error> {
    let hands = [
        (WARD, "receive", "Chủ thể sản phẩm (minh họa)"),
        (WARD, "hand_over", "Văn phòng OCOP Thành phố (minh họa)"),
        (OFFICE, "receive", "Cán bộ phường (minh họa)"),
    ];
    for (who, step, counterpart) in hands {
        let cx = stage.by(who, days);
        let numbers: Vec<String> =
            crate::dossier::samples(&cx, id).await?.samples.iter().map(|s| s.number.to_string()).collect();
        if numbers.is_empty() {
            return Ok(());
        }
        let cmd = HandleSamples {
            dossier_id: id.into(),
            numbers,
            step: step.into(),
            counterpart: counterpart.into(),
            note: String::new(),
        };
        handle_samples(&cx, cmd).await?;
    }
    Ok(())
}

/// Notes of a meeting on a dossier, `days` ago.
pub async fn meeting(stage: &Stage, id: &str, days: i32) -> Result<(), Error> {
    let cx = stage.by(WARD, days);
    let cmd = SaveMeeting {
        dossier_id: id.into(),
        version: version(&cx, id).await?,
        held_on: written(stage.day(days)),
        place: "Phòng họp minh họa, Ủy ban nhân dân phường".into(),
        departments: "Phòng Kinh tế, Hạ tầng và Đô thị\nPhòng Văn hóa - Xã hội\nHội Nông dân phường".into(),
        content: "Các bộ phận nhất trí về nguyên liệu và lao động địa phương; đề nghị nêu rõ hơn nguồn gốc ý tưởng \
                  (nội dung hư cấu)."
            .into(),
        conclusion: "Thống nhất đề nghị cấp tỉnh đánh giá, phân hạng (nội dung hư cấu).".into(),
    };
    save_meeting(&cx, cmd).await
}
