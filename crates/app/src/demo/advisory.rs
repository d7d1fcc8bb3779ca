//! The advisory team of the demo: one review handed in on the dossier before the council, with a visit and a request, and
//! one draft on the dossier that was proposed. Every word is plainly invented.

use super::dossiers::{Sample, Until};
use super::stage::{Stage, written};
use crate::Error;
use crate::advisory::{
    Ask, Finding, RecordVisit, SaveReview, SetTeam, TeamMember, ask, hand_in_review, open_review,
    record_visit, save_review, set_team,
};
use std::collections::BTreeMap;

const ADVISER: &str = "tuvan@demo.example";
const WORKED: i32 = 30;

/// Sets the team up beside the council.
pub async fn team(stage: &Stage, council: &str) -> Result<(), Error> {
    let cmd = SetTeam {
        council: council.into(),
        version: 0,
        decision_number: "04/QĐ-UBND".into(),
        decided_on: written(stage.day(76)),
        members: vec![TeamMember {
            account: stage.account(ADVISER),
            department: "Chi cục Phát triển nông thôn (minh họa)".into(),
            duty: "lead".into(),
        }],
    };
    set_team(&stage.by("vanphong@demo.example", 74), cmd).await
}

/// The team's work on the samples, in the days between proposal and session.
pub async fn work(stage: &Stage, dossiers: &[(&Sample, String)]) -> Result<(), Error> {
    for (sample, dossier) in dossiers {
        match sample.until {
            Until::InRound => {
                visit(stage, dossier).await?;
                request(stage, dossier).await?;
                review(stage, dossier, true).await?;
            }
            Until::Proposed => review(stage, dossier, false).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Follows the producer's claim, but asks for more evidence at one criterion.
async fn review(stage: &Stage, dossier: &str, whole: bool) -> Result<(), Error> {
    let cx = stage.by(ADVISER, WORKED);
    let desk = open_review(&cx, dossier).await?;
    let claims: BTreeMap<&str, i64> =
        desk.claims.iter().map(|c| (c.criterion.as_str(), c.option_no)).collect();
    let mut findings = BTreeMap::new();
    for (n, leaf) in desk.set.scorable().enumerate().take(if whole { usize::MAX } else { 4 }) {
        let code = leaf.criterion.code.to_string();
        let (proposal, finding) = match (n, claims.get(code.as_str())) {
            (2, _) => (
                "insufficient".to_owned(),
                "Chưa có phiếu kiểm nghiệm còn hạn để đối chiếu (nhận xét minh họa).",
            ),
            (_, Some(option)) => (option.to_string(), "Phù hợp hồ sơ và khảo sát (nhận xét minh họa)."),
            (_, None) => ("0".to_owned(), "Chủ thể không tự chấm tiêu chí này (nhận xét minh họa)."),
        };
        findings.insert(code, Finding { proposal, finding: finding.into(), ..Finding::default() });
    }
    let conclusion = "Hồ sơ cơ bản đầy đủ; đề nghị Hội đồng xem xét (kết luận minh họa).".into();
    let cmd = SaveReview { dossier: dossier.into(), version: 0, conclusion, findings };
    if whole { hand_in_review(&cx, cmd).await } else { save_review(&cx, cmd).await }
}

async fn visit(stage: &Stage, dossier: &str) -> Result<(), Error> {
    let cx = stage.by(ADVISER, WORKED + 2);
    let desk = open_review(&cx, dossier).await?;
    let mut codes = desk.set.scorable().map(|l| l.criterion.code.to_string());
    let mut checks = BTreeMap::new();
    if let (Some(first), Some(second)) = (codes.next(), codes.next()) {
        checks.insert(first, ("fits".to_owned(), String::new()));
        checks.insert(
            second,
            ("differs".to_owned(), "Chỉ thấy một lò sấy đang dùng (ghi chú minh họa).".into()),
        );
    }
    let cmd = RecordVisit {
        dossier: dossier.into(),
        id: cx.id(),
        visited_on: written(stage.day(WORKED + 2)),
        place: "Xưởng minh họa, số 0 đường Minh Họa".into(),
        conclusion: "Cơ sở đang hoạt động (kết luận minh họa).".into(),
        checks,
        people: vec![
            ("Bùi Thị Tham Khảo".into(), "Tổ tư vấn".into()),
            ("Nguyễn Thị Mẫu".into(), "Giám đốc hợp tác xã".into()),
        ],
        ..RecordVisit::default()
    };
    record_visit(&cx, cmd).await.map(|_| ())
}

async fn request(stage: &Stage, dossier: &str) -> Result<(), Error> {
    let cmd = Ask {
        dossier: dossier.into(),
        kind: "test".into(),
        criterion: String::new(),
        reason: "Phiếu kiểm nghiệm trong hồ sơ sắp hết hạn (lý do minh họa).".into(),
        answer_by: written(stage.day(WORKED - 10)),
    };
    ask(&stage.by(ADVISER, WORKED), cmd).await.map(|_| ())
}
