//! From 90 points of the province to the ministry and back: five stars, the two ways of Điều 7(4)g, the redo of
//! Điều 10(1)b.

use super::*;
use ocop_app::national::{
    EvaluateAgain, Receive, UseNational, choose_again, desk, receive, receive_view, returned_view,
    use_national,
};
use ocop_app::recognition::{
    DraftDecision, SendPackage, Sign, StandingOn, Withdraw, certificate, decision_paper, draft_decision,
    package_zip, round_candidates, send_package, sign, verify, view_package, waiting, withdraw,
};
use ocop_domain::criteria::{Answers, score};
use ocop_domain::dossier::{State, WayAfterReturn};
use ocop_domain::national::{Paper, Standing};
use ocop_domain::recognition::Status;
use ocop_domain::stars::Stars;
use std::io::{Cursor, Read as _};

const NATION: &[&str] = &["n1", "n2", "n3", "n4", "n5"];

pub(super) fn ministry(w: &World) -> Cx {
    w.as_role("bo", Role::MinistryOffice, Scope::Nation)
}

pub(super) fn minister(w: &World) -> Cx {
    w.as_role("bo-truong", Role::Leader, Scope::Nation)
}

pub(super) async fn state(w: &World, dossier: &str) -> (String, i64) {
    let case = ocop_store::council::cases::find(w.cx.db(), dossier).await.unwrap().unwrap();
    (case.state, case.version)
}

pub(super) fn total(options: &BTreeMap<String, i64>) -> u32 {
    let mut answers = Answers::default();
    for (code, n) in options {
        if let Ok(n @ 1..) = usize::try_from(*n) {
            answers.0.insert(code.parse().unwrap(), n);
        }
    }
    score(honey(), &answers).unwrap().total.get()
}

/// A sheet of so many points, lowered only where no star mark stands, so that members never differ on a gate.
pub(super) fn sheet_of(points: u32) -> Content {
    let mut options = content(&[]).options;
    let free =
        honey().scorable().map(|l| l.criterion).filter(|c| c.options.iter().all(|o| o.min_star.is_none()));
    for c in free {
        let code = c.code.to_string();
        let mut lower: Vec<_> = c.options.iter().collect();
        lower.sort_by_key(|o| o.points);
        for n in lower.into_iter().map(|o| i64::try_from(o.number).unwrap()).rev().chain([0]) {
            let before = options.insert(code.clone(), n).unwrap();
            if total(&options) < points {
                options.insert(code.clone(), before);
            }
        }
    }
    assert_eq!(total(&options), points, "no sheet of {points} points");
    Content { options, ..Content::default() }
}

/// A provincial session that closes these dossiers at what each sheet says.
pub(super) async fn closed(w: &World, dossiers: &[(&str, Content)]) -> Session {
    let ids: Vec<&str> = dossiers.iter().map(|(id, _)| *id).collect();
    let s = w.in_session(&ids).await;
    // A code is given by the place a product is made in.
    w.cx.db().exec("UPDATE product SET commune_id = $1", args![XOM_CHIEU]).await.unwrap();
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    for (id, content) in dossiers {
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, id, content.clone()).await.unwrap();
        }
        w.close(&s, id).await.unwrap();
    }
    s
}

async fn decide(w: &World, round: &str, kind: &str, dossier: &str, number: &str) -> Vec<String> {
    let cmd = DraftDecision { round_id: round.into(), kind: kind.into(), dossiers: vec![dossier.into()] };
    let decision_id = draft_decision(&w.province_office(), cmd).await.unwrap();
    let cmd = signature(&decision_id, number);
    sign(&w.leader(), cmd).await.unwrap().certificates
}

pub(super) async fn recognised(w: &World, round: &str, dossier: &str) -> Vec<String> {
    decide(w, round, "recognise", dossier, "9/QĐ-UBND").await
}

fn signature(decision: &str, number: &str) -> Sign {
    Sign {
        decision_id: decision.into(),
        version: 1,
        number: number.into(),
        decided_on: "05/10/2026".into(),
        signer_title: "CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    }
}

async fn send(w: &World) {
    let cmd = SendPackage {
        dossier_id: "d1".into(),
        letter_number: "3/UBND-KT".into(),
        sent_on: "05/10/2026".into(),
        ..SendPackage::default()
    };
    send_package(&w.province_office(), cmd).await.unwrap();
}

/// `d1` with 100 points at the province, approved and sent.
async fn sent(w: &World) -> Session {
    let s = closed(w, &[("d1", content(&[]))]).await;
    assert!(decide(w, &s.round, "approve_result", "d1", "2/QĐ-UBND").await.is_empty());
    send(w).await;
    s
}

fn check(w_version: i64, conclusion: &str, missing: &[&str]) -> Receive {
    Receive {
        dossier: "d1".into(),
        version: w_version,
        conclusion: conclusion.into(),
        missing: missing.iter().map(|m| (*m).to_owned()).collect(),
        note: String::new(),
    }
}

async fn national_round(w: &World) -> Session {
    for a in NATION {
        w.account(a).await;
    }
    let duty = ["chair", "secretary", "member", "member", "member"];
    let department = [
        "Bộ Nông nghiệp và Môi trường",
        "Văn phòng Điều phối",
        "Bộ Công Thương",
        "Bộ Y tế",
        "Bộ Khoa học và Công nghệ",
    ];
    let members = NATION.iter().zip(duty).zip(department).map(|((account, duty), department)| NewMember {
        account: (*account).into(),
        department: department.into(),
        duty: duty.into(),
    });
    let cmd = FormCouncil {
        name: "Hội đồng cấp trung ương Mẫu".into(),
        decision_number: "1/QĐ-BNNMT".into(),
        decided_on: "01/09/2026".into(),
        rules: rules(),
        members: members.collect(),
    };
    let council = form_council(&ministry(w), cmd).await.unwrap();
    let missing = show_council(&ministry(w), &council).await.unwrap().missing;
    assert_eq!(missing.iter().map(|d| d.name).collect::<Vec<_>>(), ["Bộ Văn hóa, Thể thao và Du lịch"]);
    let cmd = OpenRound {
        council: council.clone(),
        year: "2026".into(),
        ordinal: "2".into(),
        ..OpenRound::default()
    };
    let round = open_round(&ministry(w), cmd).await.unwrap();
    Session { council, round }
}

fn admission(s: &Session) -> Admit {
    Admit { round: s.round.clone(), dossiers: vec!["d1".into()], reason: String::new() }
}

/// Five members of the nation score `d1` and the chair closes it.
pub(super) async fn nationally(w: &World, totals: [u32; 5]) -> (Session, Session) {
    let province = sent(w).await;
    let (_, version) = state(w, "d1").await;
    receive(&ministry(w), check(version, "taken", &[])).await.unwrap();
    let nation = national_round(w).await;
    let seen = admissible(&ministry(w), &nation.round, 1, 10).await.unwrap();
    assert_eq!((seen.in_time.len(), seen.late.len()), (1, 0), "sent before 30/1 (Điều 5(2))");
    admit(&ministry(w), admission(&nation)).await.unwrap();
    assert_eq!(conflict(admit(&ministry(w), admission(&nation)).await), "council_not_proposed");
    let sec = w.as_role("n2", Role::CouncilMember, Scope::Nation);
    let version = show_round(&sec, &nation.round).await.unwrap().round.version;
    let present = NATION.iter().map(|w| (*w).into()).collect();
    set_attendance(&sec, SetAttendance { round: nation.round.clone(), version, present }).await.unwrap();
    for (who, points) in NATION.iter().zip(totals) {
        let cx = w.as_role(who, Role::CouncilMember, Scope::Nation);
        let desk = open_sheet(&cx, &nation.round, "d1").await.unwrap();
        assert_eq!((desk.ballot, desk.version), (1, 0), "the first ballot of this round");
        let cmd = SaveSheet {
            round: nation.round.clone(),
            dossier: "d1".into(),
            version: 0,
            content: sheet_of(points),
        };
        submit_sheet(&cx, cmd).await.unwrap();
        // What the province closed opens no sheet of the ministry's council.
        let office = ministry(w);
        assert!(matches!(read_sheet(&office, &nation.round, "d1", who, None).await, Err(Error::Forbidden)));
        let chair = w.member("chair");
        assert!(matches!(read_sheet(&chair, &nation.round, "d1", who, None).await, Err(Error::Forbidden)));
    }
    let chair = w.as_role("n1", Role::CouncilMember, Scope::Nation);
    close(&chair, Close { round: nation.round.clone(), dossier: "d1".into() }).await.unwrap();
    (province, nation)
}

#[tokio::test]
async fn ninety_of_the_nation_become_five_stars_by_the_ministers_signature() {
    on_each_engine(async |w| {
        let (province, nation) = nationally(&w, [96, 96, 96, 97, 97]).await;
        assert_eq!(state(&w, "d1").await.0, "nationally_scored", "{}", w.engine);
        // The province's sheets, result and minutes stay where they were.
        let old = read_sheet(&w.province_office(), &province.round, "d1", "chair", None).await.unwrap();
        assert_eq!((old.total, old.ballot), (Some(100), 1));
        let paper = minutes(&w.province_office(), &province.round).await.unwrap();
        assert_eq!((paper.products.len(), paper.products[0].ballots.len()), (1, 1));
        let paper = minutes(&ministry(&w), &nation.round).await.unwrap();
        assert_eq!(paper.products[0].ballots.len(), 1);
        // The papers of each round tell of its own sheets: the province's 100 points, the nation's 96,4, a first ballot each.
        for (cx, s, who, mean) in
            [(w.province_office(), &province, "chair", "100"), (ministry(&w), &nation, "n1", "96,4")]
        {
            let forms = &show_papers(&cx, &s.round, 1).await.unwrap().products[0].forms;
            let seen = (forms.len(), forms.iter().all(|f| f.ballot.is_none()));
            assert_eq!(seen, (if who == "n1" { 5 } else { 3 }, true), "{who} on {}", w.engine);
            let form = super::papers::words(&cx, s, &format!("sheet.d1.{who}.1")).await;
            assert!(!form.contains("lần"), "{form}");
            assert!(super::papers::words(&cx, s, "notice.d1").await.contains(mean), "{who} on {}", w.engine);
        }
        // No person of the province sees it among what waits, and the province cannot draft it.
        assert_eq!(waiting(&w.leader(), 1, 10).await.unwrap().total, 0);
        assert!(
            round_candidates(&w.province_office(), &nation.round).await.unwrap().to_recognise_five.is_empty()
        );
        let five = DraftDecision {
            round_id: nation.round.clone(),
            kind: "recognise_five".into(),
            dossiers: vec!["d1".into()],
        };
        assert!(matches!(draft_decision(&w.province_office(), five.clone()).await, Err(Error::Forbidden)));
        let found = round_candidates(&ministry(&w), &nation.round).await.unwrap();
        assert_eq!((found.to_recognise_five.len(), found.may_draft), (1, true));
        let id = draft_decision(&ministry(&w), five).await.unwrap();
        for cx in [w.leader(), ministry(&w), w.province_office()] {
            let refused = sign(&cx, signature(&id, "5/QĐ-BNNMT")).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        }
        let done = sign(&minister(&w), signature(&id, "5/QĐ-BNNMT")).await.unwrap();
        assert_eq!(done.certificates, ["QG-2026-00001"]);
        let v = verify(&w.public(), "QG-2026-00001").await.unwrap();
        assert_eq!((v.star.stars, v.star.standing), (5, StandingOn::Known(Status::Valid)));
        assert_eq!(v.star.expires_on, Some(date(2029, 10, 5)));
        assert!(certificate(&w.public(), "QG-2026-00001").await.unwrap().starts_with(b"%PDF"));
        assert!(decision_paper(&minister(&w), &id).await.unwrap().starts_with(b"%PDF"));
        assert_eq!(state(&w, "d1").await.0, "recognised");
        let trail = ocop_app::dossier::history(&w.province_office(), "d1").await.unwrap();
        let to: Vec<State> = trail.iter().map(|s| s.to).collect();
        assert_eq!(
            to,
            [
                State::InRound,
                State::Scored,
                State::SentToMinistry,
                State::AtMinistry,
                State::InNationalRound,
                State::NationallyScored,
                State::Recognised
            ]
        );
        // Five stars are withdrawn by the Minister alone.
        let star = v.star.recognition_id;
        let cmd = Withdraw {
            recognition_id: star,
            ground: "misuse_of_mark".into(),
            decision_number: "6/QĐ-BNNMT".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        assert!(matches!(withdraw(&w.leader(), cmd.clone()).await, Err(Error::Forbidden)));
        withdraw(&minister(&w), cmd).await.unwrap();
        crate::support::whole(&w.cx).await;
        crate::journal_rows::each_column_is_proved(&w).await;
    })
    .await;
}

#[tokio::test]
async fn eighty_eight_point_four_comes_back_and_may_become_four_stars() {
    on_each_engine(async |w| {
        let (province, nation) = nationally(&w, [88, 88, 88, 89, 89]).await;
        let (now, version) = state(&w, "d1").await;
        assert_eq!(now, "returned_by_ministry", "{}", w.engine);
        let seen = returned_view(&w.leader(), "d1").await.unwrap();
        let national = seen.national.unwrap();
        assert_eq!(
            (national.hundredths(), national.rank, national.round),
            (Some(8840), 4, nation.round.clone())
        );
        assert_eq!(seen.ways, [WayAfterReturn::Recognise(Stars::FOUR), WayAfterReturn::EvaluateAgain]);
        assert!(seen.may_choose && seen.past.len() == 1 && seen.past[0].standing == "sent_up");
        assert!(!returned_view(&w.province_office(), "d1").await.unwrap().may_choose);
        let elsewhere = w.as_role("x", Role::Leader, Scope::Province(LAM_DONG.into()));
        assert!(matches!(returned_view(&elsewhere, "d1").await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(desk(&w.leader(), [1, 1, 1], 20).await.unwrap().returned_total, 1);
        assert_eq!(desk(&elsewhere, [1, 1, 1], 20).await.unwrap().returned_total, 0);
        let choice = |version| UseNational { dossier: "d1".into(), version };
        for cx in [w.province_office(), ministry(&w), minister(&w)] {
            assert!(matches!(use_national(&cx, choice(version)).await, Err(Error::Forbidden)));
        }
        assert_eq!(conflict(use_national(&w.leader(), choice(version - 1)).await), "stale");
        use_national(&w.leader(), choice(version)).await.unwrap();
        assert_eq!(conflict(use_national(&w.leader(), choice(version + 1)).await), "dossier_moved");
        let given = decide(&w, &nation.round, "recognise", "d1", "7/QĐ-UBND").await;
        assert_eq!(given, ["79-2026-00001"]);
        // The round of the province says the same as the dossier.
        for round in [&province.round, &nation.round] {
            let agenda = ocop_store::council::cases::agenda(w.cx.db(), round).await.unwrap();
            assert_eq!(
                (agenda[0].state.as_str(), state(&w, "d1").await.0.as_str()),
                ("recognised", "recognised")
            );
        }
        let v = verify(&w.public(), &given[0]).await.unwrap();
        assert_eq!(v.star.stars, 4);
        assert_eq!(v.star.issuer, "Ủy ban nhân dân Thành phố Hồ Chí Minh");
    })
    .await;
}

#[tokio::test]
async fn or_the_province_evaluates_again_by_its_own_authority() {
    on_each_engine(async |w| {
        let (province, _) = nationally(&w, [88, 88, 88, 89, 89]).await;
        let (_, version) = state(&w, "d1").await;
        let again = |reason: &str| EvaluateAgain { dossier: "d1".into(), version, reason: reason.into() };
        assert!(matches!(choose_again(&w.leader(), again(" ")).await, Err(Error::Invalid(_))));
        assert!(matches!(choose_again(&w.province_office(), again("x")).await, Err(Error::Forbidden)));
        choose_again(&w.leader(), again("Bổ sung minh chứng xuất khẩu")).await.unwrap();
        assert_eq!(state(&w, "d1").await.0, "proposed", "{}", w.engine);
        let past = returned_view(&w.leader(), "d1").await.unwrap().past;
        assert_eq!(past.iter().map(|p| p.standing.as_str()).collect::<Vec<_>>(), ["sent_up", "set_aside"]);
        // Another session of the province, with the same members: a clean sheet, numbered on.
        assert_eq!(conflict(admit(&w.province_office(), admission(&province)).await), "council_round_closed");
        let cmd = OpenRound {
            council: province.council.clone(),
            year: "2026".into(),
            ordinal: "3".into(),
            extra_decision: "4/QĐ-UBND".into(),
            proposed_before: "30/11/2026".into(),
            held_before: "15/12/2026".into(),
            ..OpenRound::default()
        };
        let round = open_round(&w.province_office(), cmd).await.unwrap();
        let s = Session { council: province.council.clone(), round };
        admit(&w.province_office(), admission(&s)).await.unwrap();
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        for who in ["chair", "sec", "mem"] {
            let desk = open_sheet(&w.member(who), &s.round, "d1").await.unwrap();
            assert_eq!((desk.ballot, desk.content.options.len()), (1, 0));
            w.hand_in(&s, who, "d1", sheet_of(92)).await.unwrap();
        }
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5);
        let agenda = show_round(&w.province_office(), &s.round).await.unwrap().agenda;
        assert_eq!((agenda[0].ballot, agenda[0].submitted), (1, 3));
        let first = show_round(&w.province_office(), &province.round).await.unwrap().agenda;
        assert_eq!((first[0].ballot, first[0].submitted, first[0].state.as_str()), (1, 3, "scored"));
        // The approval of the first result sends nothing up; the new result needs its own.
        let waits = round_candidates(&w.province_office(), &s.round).await.unwrap();
        assert_eq!(waits.to_approve.len(), 1);
        decide(&w, &s.round, "approve_result", "d1", "8/QĐ-UBND").await;
        send(&w).await;
        assert_eq!(state(&w, "d1").await.0, "sent_to_ministry");
    })
    .await;
}

#[tokio::test]
async fn a_package_names_its_papers_and_comes_back_to_be_completed() {
    on_each_engine(async |w| {
        sent(&w).await;
        let package = view_package(&w.province_office(), "d1").await.unwrap();
        let at = |paper| package.papers.iter().find(|(p, _)| *p == paper).and_then(|(_, at)| *at);
        assert_eq!(at(Paper::Approval), Some(Standing::Inside), "{}", w.engine);
        assert_eq!(at(Paper::Dossier), Some(Standing::Inside));
        assert_eq!(at(Paper::Letter), Some(Standing::Beside));
        assert_eq!(at(Paper::ExtraTests), Some(Standing::NotAny));
        assert_eq!(at(Paper::OfficeReport), None, "a paper of a re-ranking");
        let bytes = package_zip(&ministry(&w), "d1").await.unwrap().bytes().await.unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut index = String::new();
        zip.by_name("thanh-phan-ho-so.txt").unwrap().read_to_string(&mut index).unwrap();
        assert!(index.contains("Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh: THIẾU"), "{index}");
        let (_, version) = state(&w, "d1").await;
        for cx in [w.province_office(), w.leader(), minister(&w)] {
            let refused = receive(&cx, check(version, "taken", &[])).await;
            assert!(matches!(refused, Err(Error::Forbidden)));
        }
        let office = ministry(&w);
        assert!(matches!(receive(&office, check(version, "", &[])).await, Err(Error::Invalid(_))));
        assert!(matches!(receive(&office, check(version, "returned", &[])).await, Err(Error::Invalid(_))));
        assert_eq!(conflict(receive(&office, check(version + 5, "taken", &[])).await), "stale");
        receive(&office, check(version, "returned", &["advisory_report"])).await.unwrap();
        assert_eq!(conflict(receive(&office, check(version, "taken", &[])).await), "dossier_moved");
        let package = view_package(&w.province_office(), "d1").await.unwrap();
        assert!(package.may_send);
        assert_eq!(package.to_complete.as_deref(), Some("Báo cáo đánh giá của Tổ tư vấn Hội đồng cấp tỉnh"));
        send(&w).await;
        let (_, version) = state(&w, "d1").await;
        receive(&office, check(version, "taken", &[])).await.unwrap();
        let seen = receive_view(&w.province_office(), "d1").await.unwrap();
        assert_eq!(seen.checks.iter().map(|c| c.taken).collect::<Vec<_>>(), [false, true]);
        assert!(!seen.may_check && seen.sent.state == "at_ministry");
        assert!(matches!(receive_view(&w.public(), "d1").await, Err(Error::SignIn)));
    })
    .await;
}
