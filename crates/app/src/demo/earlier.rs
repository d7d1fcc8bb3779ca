//! A round of some weeks ago that is closed: its papers, its statistics and its results are there to be looked at.

use super::dossiers::{Sample, Until};
use super::filled::{filled, judgements, picks, set_of, version};
use super::people::CAST;
use super::stage::{Stage, written};
use crate::Error;
use crate::council::{
    Close, Content, NumberPaper, OpenRound, SaveSheet, SetAttendance, SetSession, close, number_paper,
    open_round, set_attendance, set_session, show_round, show_session, submit_sheet,
};
use crate::dossier::{Propose, Submit, propose, submit};
use crate::product::{self, ProductForm};

const OPENED: i32 = 58;
const SUBMITTED: i32 = 57;
const PROPOSED: i32 = 50;
const CUT_OFF: i32 = 48;
const INVITED: i32 = 44;
const MET: i32 = 36;
const REPORTED: i32 = 35;

const SAMPLES: [Sample; 3] = [
    Sample {
        name: "Nước màu dừa Minh Họa", set: "QD26-10", until: Until::Scored, stars: 4, total: 78
    },
    Sample { name: "Kẹo chuối Minh Họa", set: "QD26-07", until: Until::Scored, stars: 3, total: 60 },
    Sample {
        name: "Đèn lồng giấy Minh Họa",
        set: "QD26-21",
        until: Until::NotRecognised,
        stars: 0,
        total: 41,
    },
];

/// An extra round by the council's own plan (Điều 5(1), 26/2026), from invitation to report.
pub(super) async fn round(stage: &Stage, council: &str) -> Result<(), Error> {
    let year = stage.day(OPENED).year().to_string();
    let cmd = OpenRound {
        council: council.into(),
        year,
        ordinal: "3".into(),
        extra_decision: "06/QĐ-UBND".into(),
        proposed_before: written(stage.day(CUT_OFF)),
        held_before: written(stage.day(MET - 3)),
        ..OpenRound::default()
    };
    let round = open_round(&stage.by("vanphong@demo.example", OPENED), cmd).await?;
    let mut dossiers = Vec::new();
    for sample in &SAMPLES {
        dossiers.push((sample, proposed(stage, sample).await?));
    }
    invited(stage, &round).await?;
    let secretary = stage.by("hoidong2@demo.example", MET);
    let version = show_round(&secretary, &round).await?.round.version;
    let present = CAST.iter().filter(|p| p.council.is_some()).map(|p| stage.account(p.email)).collect();
    set_attendance(&secretary, SetAttendance { round: round.clone(), version, present }).await?;
    for (place, (sample, dossier)) in (0_u32..).zip(&dossiers) {
        scored(stage, &round, dossier, sample, place).await?;
    }
    number(stage, &round, "report", "02", REPORTED).await
}

/// The dossier as its commune proposes it: before the cut-off, so that it joins the round by itself.
async fn proposed(stage: &Stage, sample: &Sample) -> Result<String, Error> {
    let form = ProductForm {
        name: sample.name.into(),
        set_id: sample.set.into(),
        brand_place: "Xóm Chiếu, Quận 4".into(),
        specification: "Quy cách minh họa".into(),
        story: "Câu chuyện hư cấu của một sản phẩm chỉ có trong bản xem thử.".into(),
        ..ProductForm::default()
    };
    let cmd = product::Register { producer_id: stage.producer.clone(), form };
    let product = product::register(&stage.by("xa@demo.example", 80), cmd).await?;
    let dossier_id = filled(stage, sample, product, 70).await?;
    let owner = stage.by("chuthe@demo.example", SUBMITTED);
    submit(&owner, Submit { dossier_id: dossier_id.clone(), declared: true }).await?;
    let ward = stage.by("xa@demo.example", PROPOSED);
    let version = version(&ward, &dossier_id).await?;
    propose(&ward, Propose { dossier_id: dossier_id.clone(), version, judgements: judgements() }).await?;
    Ok(dossier_id)
}

async fn invited(stage: &Stage, round: &str) -> Result<(), Error> {
    let office = stage.by("vanphong@demo.example", INVITED);
    let cmd = SetSession {
        round: round.into(),
        version: show_session(&office, round).await?.round.version,
        meets_on: written(stage.day(MET)),
        starts_at: "08:00".into(),
        place: "Phòng họp minh họa, Ủy ban nhân dân Thành phố".into(),
        agenda: "Nghe báo cáo của Tổ tư vấn\nĐánh giá, chấm điểm từng sản phẩm\nThông qua kết quả".into(),
        guests: "Ông Bùi Khách Mời, chuyên gia (hư cấu)".into(),
    };
    set_session(&office, cmd).await?;
    number(stage, round, "invitation.guest.1", "01", INVITED).await
}

async fn number(stage: &Stage, round: &str, paper: &str, number: &str, days: i32) -> Result<(), Error> {
    let cmd = NumberPaper {
        round: round.into(),
        paper: paper.into(),
        stamp: 0,
        number: number.into(),
        dated_on: written(stage.day(days)),
    };
    number_paper(&stage.by("vanphong@demo.example", days), cmd).await
}

/// All members hand in, strict and lenient ones, each with the reason for going below the claim; then the chair closes.
async fn scored(stage: &Stage, round: &str, dossier: &str, sample: &Sample, place: u32) -> Result<(), Error> {
    let set = set_of(sample)?;
    let claimed = picks(set, sample, 0);
    for (nth, member) in (0_u32..).zip(CAST.iter().filter(|p| p.council.is_some())) {
        let given = picks(set, sample, nth * 2 + (nth + place) % 3);
        let lowered = given.iter().filter(|(c, n)| claimed.get(*c) != Some(*n));
        let why = "Tài liệu minh chứng chưa đủ cho mức tự chấm (minh họa).";
        let content = Content {
            reasons: lowered.map(|(c, _)| (c.clone(), why.to_owned())).collect(),
            options: given.into_iter().map(|(c, n)| (c, i64::try_from(n).unwrap_or(0))).collect(),
            opinion: "Sản phẩm có tiềm năng, cần hoàn thiện hồ sơ minh chứng (ý kiến minh họa).".into(),
            ..Content::default()
        };
        let cx = stage.by(member.email, MET);
        let sheet = SaveSheet { round: round.into(), dossier: dossier.into(), version: 0, content };
        submit_sheet(&cx, sheet).await?;
    }
    let chair = stage.by("hoidong1@demo.example", MET);
    close(&chair, Close { round: round.into(), dossier: dossier.into() }).await?;
    Ok(())
}
