//! The samples' way along the main line: producer, commune, council, leader, each acting by the role's own verbs.

use super::dossiers::{SAMPLES, Sample, Until};
use super::filled::{filled, judgements, picks, set_of, version};
use super::people::CAST;
use super::stage::{Stage, written};
use super::{advisory, desk};
use crate::Error;
use crate::council::{
    Admit, Close, Content, FormCouncil, NewMember, OpenRound, RulesInput, SaveSheet, SetAttendance, admit,
    close, form_council, open_round, open_sheet, set_attendance, submit_sheet,
};
use crate::dossier::{Judgements, Propose, Return, Submit, propose, return_to_producer, submit};
use crate::product::{self, ProductForm};
use crate::recognition::{DraftDecision, SendPackage, Sign, draft_decision, send_package, sign};
use jiff::civil::Date;
use ocop_domain::calendar::{RoundDates, provincial_round_for};
use ocop_domain::dossier::State;
use std::collections::BTreeMap;

const SUBMITTED: i32 = 60;
const PROPOSED: i32 = 45;
const MET: i32 = 20;
const SIGNED: i32 = 10;

/// The council's round in which the samples were scored.
struct Session {
    round: String,
}

/// Forms the council; returns its id.
pub async fn council(stage: &Stage) -> Result<String, Error> {
    let office = stage.by("vanphong@demo.example", 75);
    let members = CAST
        .iter()
        .filter_map(|p| {
            let (department, duty) = p.council?;
            Some(NewMember {
                account: stage.account(p.email),
                department: department.into(),
                duty: duty.into(),
            })
        })
        .collect();
    form_council(
        &office,
        FormCouncil {
            name: "Hội đồng đánh giá, phân hạng sản phẩm OCOP Thành phố (minh họa)".into(),
            decision_number: "03/QĐ-UBND".into(),
            decided_on: written(stage.day(76)),
            // A small cast: half of the members, with the chair, make a quorum by this council's own decision.
            rules: RulesInput {
                quorum_part: "1".into(),
                quorum_whole: "2".into(),
                chair_required: true,
                spread_limit: "10".into(),
                gate_rule: "settled".into(),
                drop_extremes: false,
                decimals: "2".into(),
                ballots: "2".into(),
                reason_beyond: String::new(),
                written: Default::default(),
            },
            members,
        },
    )
    .await
}

/// Opens the round the samples fall into, which finds their dossiers waiting, and the one today's proposals fall into.
async fn rounds(stage: &Stage, council: &str) -> Result<Session, Error> {
    let (then, now) = (provincial_round_for(stage.day(PROPOSED)), provincial_round_for(stage.today));
    let office = stage.by("vanphong@demo.example", 44);
    let round = open_round(&office, dates(council, then, stage.day(MET))).await?;
    if now != then {
        let office = stage.by("vanphong@demo.example", 0);
        open_round(&office, dates(council, now, stage.today)).await?;
    }
    Ok(Session { round })
}

fn dates(council: &str, round: RoundDates, meets: Date) -> OpenRound {
    OpenRound {
        council: council.into(),
        year: round.year.to_string(),
        ordinal: round.ordinal.to_string(),
        meets_on: written(meets),
        place: "Phòng họp minh họa, Ủy ban nhân dân Thành phố".into(),
        ..OpenRound::default()
    }
}

/// Registers every sample's product; returns their ids by name.
pub async fn products(stage: &Stage) -> Result<BTreeMap<&'static str, String>, Error> {
    let mut ids = BTreeMap::new();
    for sample in SAMPLES {
        let form = ProductForm {
            name: sample.name.into(),
            set_id: sample.set.into(),
            brand_place: "Xóm Chiếu, Quận 4".into(),
            specification: "Quy cách minh họa: 500 g một gói".into(),
            story: "Câu chuyện hư cấu: sản phẩm này chỉ có trong bản xem thử, kể về bến sông, người thợ và mùa vụ của \
                    một phường ven kênh."
                .into(),
            ..ProductForm::default()
        };
        let cmd = product::Register { producer_id: stage.producer.clone(), form };
        ids.insert(sample.name, product::register(&stage.by("xa@demo.example", 80), cmd).await?);
    }
    Ok(ids)
}

/// Takes each sample as far as it goes. Whole stages one after the other, as a province works them off.
pub async fn dossiers(
    stage: &Stage,
    council: &str,
    samples: &[Sample],
    products: &BTreeMap<&'static str, String>,
) -> Result<(), Error> {
    let mut ids: Vec<(&Sample, String)> = Vec::new();
    for sample in samples.iter().filter(|s| s.until >= Until::Draft) {
        let product = products.get(sample.name).cloned().unwrap_or_default();
        ids.push((sample, filled(stage, sample, product, 70).await?));
    }
    let at = |state: State| ids.iter().filter(move |(s, _)| s.until.reaches(state));
    for (sample, id) in at(State::AtWard) {
        let days = match sample.until {
            Until::AtWard | Until::Returned | Until::Asked => 6,
            Until::Mended => 16,
            Until::Late => 30,
            _ => SUBMITTED,
        };
        let cx = stage.by("chuthe@demo.example", days);
        submit(&cx, Submit { dossier_id: id.clone(), declared: true }).await?;
    }
    for (_, id) in at(State::Returned) {
        let cx = stage.by("xa@demo.example", 3);
        let version = version(&cx, id).await?;
        let reasons = "Bổ sung phiếu kiểm nghiệm còn hạn và ảnh nhãn sản phẩm (minh họa).".into();
        let judgements = Judgements { reasons, ..Judgements::default() };
        return_to_producer(&cx, Return { dossier_id: id.clone(), version, judgements }).await?;
    }
    for (sample, id) in ids.iter().filter(|(s, _)| matches!(s.until, Until::Asked | Until::Mended)) {
        Box::pin(desk::additions(stage, sample.until, id)).await?;
    }
    for (sample, id) in at(State::Proposed) {
        let cx = stage.by("xa@demo.example", PROPOSED);
        if sample.until == Until::Proposed {
            desk::meeting(stage, id, PROPOSED).await?;
        }
        let version = version(&cx, id).await?;
        desk::samples(stage, id, PROPOSED).await?;
        propose(&cx, Propose { dossier_id: id.clone(), version, judgements: judgements() }).await?;
    }
    let session = &rounds(stage, council).await?;
    let before_council: Vec<_> = at(State::InRound).collect();
    let office = stage.by("vanphong@demo.example", 40);
    let admitted = before_council.iter().map(|(_, id)| id.clone()).collect();
    admit(&office, Admit { round: session.round.clone(), dossiers: admitted, reason: String::new() }).await?;
    advisory::work(stage, &ids).await?;
    present(stage, session).await?;
    for (sample, id) in &before_council {
        score(stage, session, sample, id).await?;
    }
    decisions(stage, session, &ids).await
}

async fn present(stage: &Stage, session: &Session) -> Result<(), Error> {
    let cx = stage.by("hoidong2@demo.example", MET);
    let version = crate::council::show_round(&cx, &session.round).await?.round.version;
    let present = CAST.iter().filter(|p| p.council.is_some()).map(|p| stage.account(p.email)).collect();
    set_attendance(&cx, SetAttendance { round: session.round.clone(), version, present }).await
}

/// Every member scores alone; the one sample that stays open still misses the last sheet.
async fn score(stage: &Stage, session: &Session, sample: &Sample, dossier: &str) -> Result<(), Error> {
    let set = set_of(sample)?;
    let members = CAST.iter().filter(|p| p.council.is_some());
    let waits = sample.until == Until::InRound;
    for (nth, member) in members.take(if waits { 3 } else { 4 }).enumerate() {
        let cx = stage.by(member.email, MET);
        let less = u32::try_from(nth).unwrap_or_default();
        let options = picks(set, sample, less).into_iter().map(|(c, n)| (c, n as i64)).collect();
        let seen = open_sheet(&cx, &session.round, dossier).await?.samples;
        let content = Content {
            options,
            sample: seen.first().map_or_else(String::new, |s| s.number.to_string()),
            tasting: if seen.is_empty() {
                String::new()
            } else {
                "Mẫu đúng mô tả (minh họa).".into()
            },
            opinion: "Ý kiến minh họa.".into(),
            ..Content::default()
        };
        let sheet = SaveSheet { round: session.round.clone(), dossier: dossier.into(), version: 0, content };
        submit_sheet(&cx, sheet).await?;
    }
    if waits {
        return Ok(());
    }
    let chair = stage.by("hoidong1@demo.example", MET);
    close(&chair, Close { round: session.round.clone(), dossier: dossier.into() }).await?;
    Ok(())
}

/// Decisions for the samples that have one: recognition, and the approval that goes with a package to the ministry.
async fn decisions(stage: &Stage, session: &Session, ids: &[(&Sample, String)]) -> Result<(), Error> {
    let plans = [
        (Until::Recognised, "recognise", "01/QĐ-UBND"),
        (Until::SentToMinistry, "approve_result", "02/QĐ-UBND"),
    ];
    for (until, kind, number) in plans {
        // What the ministry gave back was sent up by the same decision.
        let is = |s: &Sample| s.until == until || (until == Until::SentToMinistry && s.until > until);
        let dossiers: Vec<String> = ids.iter().filter(|(s, _)| is(s)).map(|(_, id)| id.clone()).collect();
        let office = stage.by("vanphong@demo.example", SIGNED + 2);
        let draft =
            DraftDecision { round_id: session.round.clone(), kind: kind.into(), dossiers: dossiers.clone() };
        let decision_id = draft_decision(&office, draft).await?;
        let leader = stage.by("lanhdao@demo.example", SIGNED);
        let cmd = Sign {
            decision_id,
            version: 1,
            number: number.into(),
            decided_on: written(stage.day(SIGNED)),
            signer_title: "CHỦ TỊCH".into(),
            signer_name: "Đỗ Văn Mẫu".into(),
        };
        sign(&leader, cmd).await?;
        if until == Until::SentToMinistry {
            for dossier_id in dossiers {
                let sent_on = written(stage.day(SIGNED - 1));
                let office = stage.by("vanphong@demo.example", SIGNED - 1);
                let cmd = SendPackage {
                    dossier_id,
                    letter_number: "03/UBND-KT".into(),
                    sent_on,
                    attached: Vec::new(),
                };
                send_package(&office, cmd).await?;
            }
        }
    }
    Ok(())
}
