//! What may follow a result: a candidate the ministry gave back below five stars, for the Chairman to choose, and an
//! objection that waits to be taken up.

use super::sheets::{lowered, sheet};
use super::stage::{Stage, written};
use crate::Error;
use crate::council::{
    Admit, Close, Content, FormCouncil, NewMember, OpenRound, RulesInput, SaveSheet, SetAttendance, admit,
    close, form_council, open_round, set_attendance, show_round, submit_sheet,
};
use crate::national::{Receive, receive};
use crate::objection::{FileObjection, file};
use ocop_domain::calendar::national_round_for;
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_domain::stars::Stars;
use ocop_store::council::cases;
use ocop_store::dossier::subject;

const OFFICE: &str = "bo@demo.example";
/// Of the national council: who, for which body, as what.
const NATION: [(&str, &str, &str); 3] = [
    ("trunguong1@demo.example", "Lãnh đạo Bộ Nông nghiệp và Môi trường", "chair"),
    ("trunguong2@demo.example", "Cơ quan tham mưu quản lý OCOP của Bộ", "secretary"),
    ("trunguong3@demo.example", "Bộ Công Thương", "member"),
];
const TAKEN: i32 = 8;
const ADMITTED: i32 = 7;
const MET: i32 = 5;

/// From the sent package to the national council's closing below five stars.
pub async fn given_back(stage: &Stage, product: &str) -> Result<(), Error> {
    let Some(dossier) = subject::open_dossier(stage.cx.db(), product).await? else { return Ok(()) };
    let case = cases::find(stage.cx.db(), &dossier).await?.ok_or(Error::NotFound)?;
    let cmd = Receive {
        dossier: dossier.clone(),
        version: case.version,
        conclusion: "taken".into(),
        note: "Đủ hồ sơ giấy (minh họa).".into(),
        ..Receive::default()
    };
    receive(&stage.by(OFFICE, TAKEN), cmd).await?;
    let round = session(stage).await?;
    let cmd = Admit { round: round.clone(), dossiers: vec![dossier.clone()], reason: String::new() };
    admit(&stage.by(OFFICE, ADMITTED), cmd).await?;
    let (secretary, chair) = (stage.by("trunguong2@demo.example", MET), "trunguong1@demo.example");
    let version = show_round(&secretary, &round).await?.round.version;
    let present = NATION.iter().map(|(who, ..)| stage.account(who)).collect();
    set_attendance(&secretary, SetAttendance { round: round.clone(), version, present }).await?;
    let set: &CriteriaSet = case
        .set_id
        .parse()
        .ok()
        .and_then(|id| criteria::set(&id))
        .ok_or_else(|| Error::internal(format!("no set {}", case.set_id)))?;
    for ((who, ..), less) in NATION.iter().zip([0, 1, 1]) {
        let options = lowered(set, sheet(set, Some(Stars::FOUR), 89), less);
        let options = set
            .scorable()
            .map(|leaf| {
                let code = leaf.criterion.code.to_string();
                let picked = options.get(&code).copied().unwrap_or_default();
                (code, i64::try_from(picked).unwrap_or_default())
            })
            .collect();
        let content = Content { options, opinion: "Ý kiến minh họa.".into(), ..Content::default() };
        let cmd = SaveSheet { round: round.clone(), dossier: dossier.clone(), version: 0, content };
        submit_sheet(&stage.by(who, MET), cmd).await?;
    }
    close(&stage.by(chair, MET), Close { round, dossier }).await?;
    Ok(())
}

/// The national council and its round.
async fn session(stage: &Stage) -> Result<String, Error> {
    let member = |(who, department, duty): &(&str, &str, &str)| NewMember {
        account: stage.account(who),
        department: (*department).into(),
        duty: (*duty).into(),
    };
    let cmd = FormCouncil {
        name: "Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp trung ương (minh họa)".into(),
        decision_number: "05/QĐ-BNNMT".into(),
        decided_on: written(stage.day(TAKEN)),
        rules: RulesInput {
            quorum_part: "3".into(),
            quorum_whole: "4".into(),
            chair_required: true,
            spread_limit: "10".into(),
            gate_rule: "settled".into(),
            drop_extremes: false,
            decimals: "2".into(),
            ballots: "2".into(),
            reason_beyond: String::new(),
            written: Default::default(),
        },
        members: NATION.iter().map(member).collect(),
    };
    let council = form_council(&stage.by(OFFICE, TAKEN), cmd).await?;
    let dates = national_round_for(stage.day(TAKEN));
    let cmd = OpenRound {
        council,
        year: dates.year.to_string(),
        ordinal: dates.ordinal.to_string(),
        meets_on: written(stage.day(MET)),
        place: "Hà Nội".into(),
        ..OpenRound::default()
    };
    open_round(&stage.by(OFFICE, TAKEN), cmd).await
}

/// The producer objects to a result without a star.
pub async fn objection(stage: &Stage, product: &str) -> Result<(), Error> {
    let Some(dossier) = ocop_store::objection::latest_dossier(stage.cx.db(), product).await? else {
        return Ok(());
    };
    let cmd = FileObjection {
        dossier,
        about: "result".into(),
        reason: "Hội đồng chưa xem tài liệu liên kết với các hộ trồng hoa trong phường (nội dung hư cấu)."
            .into(),
        ..FileObjection::default()
    };
    file(&stage.by("chuthe@demo.example", 4), cmd).await?;
    Ok(())
}
