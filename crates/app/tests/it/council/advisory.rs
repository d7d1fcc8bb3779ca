//! The advisory team beside the council: composed, writing one review together, visiting once however often the phone
//! sends, asking and answered; and what the council reads of it.

use super::*;
use ocop_app::advisory::{
    self, Answer, Ask, Finding, RecordVisit, SaveReview, SetTeam, TeamMember, VisitFile, VisitUpload, answer,
    hand_in_review, open_review, record_visit, requests_to_me, save_review, set_team, show_team,
};
use ocop_app::paper::SentFile;
use ocop_app::{Error, upload};
use ocop_domain::term::{Kind, Standing};

const VISIT: &str = "0199d1b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b";

impl World {
    fn adviser(&self, who: &str) -> Cx {
        self.as_role(who, Role::AdvisoryMember, Scope::Province(HCMC.into()))
    }

    async fn advisory_account(&self, id: &str) {
        self.account(id).await;
        let sql = "UPDATE post SET role = 'advisory_member' WHERE account_id = $1";
        self.cx.db().exec(sql, args![id]).await.unwrap();
    }

    /// A session over d1 with a team of a lead and a member.
    async fn with_team(&self) -> Session {
        let s = self.in_session(&["d1"]).await;
        self.advisory_account("lead").await;
        self.advisory_account("adv").await;
        set_team(&self.province_office(), team(&s, 0, &[("lead", "lead"), ("adv", "member")])).await.unwrap();
        s
    }
}

fn team(s: &Session, version: i64, who: &[(&str, &str)]) -> SetTeam {
    let member = |(account, duty): &(&str, &str)| TeamMember {
        account: (*account).into(),
        department: "Chi cục Mẫu".into(),
        duty: (*duty).into(),
    };
    SetTeam {
        council: s.council.clone(),
        version,
        decision_number: "2/QĐ-UBND".into(),
        decided_on: "02/09/2026".into(),
        members: who.iter().map(member).collect(),
    }
}

fn codes(r: Result<impl Sized, Error>) -> Vec<(String, &'static str)> {
    match r {
        Err(Error::Invalid(i)) => i.0.into_iter().map(|e| (e.field, e.code)).collect(),
        Err(e) => panic!("{e}"),
        Ok(_) => panic!("went through"),
    }
}

fn finding(proposal: &str, text: &str) -> Finding {
    Finding { proposal: proposal.into(), finding: text.into(), ..Finding::default() }
}

fn review(version: i64, findings: &[(&str, &str, &str)]) -> SaveReview {
    let findings = findings.iter().map(|(c, p, t)| ((*c).to_owned(), finding(p, t)));
    SaveReview {
        dossier: "d1".into(),
        version,
        conclusion: "Kết luận mẫu".into(),
        findings: findings.collect(),
    }
}

/// "None of them" everywhere but the first criterion.
fn whole(version: i64, first: &str) -> SaveReview {
    let mut cmd = review(version, &[]);
    for (n, leaf) in honey().scorable().enumerate() {
        let proposal = if n == 0 { first } else { "insufficient" };
        cmd.findings.insert(leaf.criterion.code.to_string(), finding(proposal, "Nhận xét mẫu"));
    }
    cmd
}

fn first() -> (String, usize) {
    let leaf = honey().scorable().next().unwrap();
    (leaf.criterion.code.to_string(), leaf.criterion.best_option().unwrap().number)
}

#[tokio::test]
async fn a_team_is_set_by_who_sets_the_council_and_apart_from_it() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.advisory_account("adv").await;
        let office = w.province_office();
        for (who, expected) in [
            (vec![], vec![("members".to_owned(), "advisory_one_lead")]),
            (vec![("mem", "lead")], vec![("duty.mem".to_owned(), "advisory_on_council")]),
            (vec![("nobody", "lead")], vec![("duty.nobody".to_owned(), "advisory_member")]),
            (
                vec![("adv", "boss")],
                vec![("duty.adv".to_owned(), "advisory_member"), ("members".to_owned(), "advisory_one_lead")],
            ),
        ] {
            assert_eq!(codes(set_team(&office, team(&s, 0, &who)).await), expected, "{}", w.engine);
        }
        for cx in [w.member("chair"), w.adviser("adv"), w.leader()] {
            let refused = set_team(&cx, team(&s, 0, &[("adv", "lead")])).await;
            assert!(matches!(refused, Err(Error::Forbidden)));
        }
        let elsewhere = w.as_role("far", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(set_team(&elsewhere, team(&s, 0, &[("adv", "lead")])).await.is_err());
        set_team(&office, team(&s, 0, &[("adv", "lead")])).await.unwrap();
        assert_eq!(conflict(set_team(&office, team(&s, 0, &[("adv", "lead")])).await), "stale");
        set_team(&office, team(&s, 1, &[("adv", "lead")])).await.unwrap();
        let v = show_team(&w.adviser("adv"), &s.council).await.unwrap();
        assert_eq!((v.members.len(), v.team.unwrap().version, v.may_set), (1, 2, false));
    })
    .await;
}

#[tokio::test]
async fn a_review_is_written_together_and_read_by_the_council_once_handed_in() {
    on_each_engine(async |w| {
        let s = w.with_team().await;
        let (lead, adv) = (w.adviser("lead"), w.adviser("adv"));
        let (code, best) = first();
        save_review(&adv, review(0, &[(&code, "0", "Của thành viên")])).await.unwrap();
        assert_eq!(conflict(save_review(&lead, review(0, &[])).await), "stale");
        let second = honey().scorable().nth(1).unwrap().criterion.code.to_string();
        let both = [(code.as_str(), "0", "Của thành viên"), (second.as_str(), "", "Của tổ trưởng")];
        save_review(&lead, review(1, &both)).await.unwrap();
        let desk = open_review(&adv, "d1").await.unwrap();
        let authors: Vec<_> =
            desk.findings.iter().map(|f| (f.criterion.as_str(), f.author_id.as_str())).collect();
        assert!(authors.contains(&(code.as_str(), "adv")) && authors.contains(&(second.as_str(), "lead")));

        // A draft is the team's own: neither office nor council sees a word of it.
        for cx in [w.member("mem"), w.province_office()] {
            assert!(matches!(open_review(&cx, "d1").await, Err(Error::NotFound | Error::Hidden)));
            assert!(advisory::show(&cx, "d1").await.unwrap().findings.is_empty());
            assert!(matches!(advisory::report_pdf(&cx, "d1").await, Err(Error::NotFound | Error::Hidden)));
        }
        assert!(open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap().advice.by_criterion.is_empty());
        let stranger = w.adviser("stranger");
        // Điều 7(3)c: a post alone is no seat in the team, so the dossier is not there for its holder.
        assert!(matches!(open_review(&stranger, "d1").await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(
            ocop_app::dossier::show(&stranger, "d1").await,
            Err(Error::NotFound | Error::Hidden)
        ));
        let listed = |cx: Cx| async move {
            let found = ocop_app::dossier::list(&cx, ocop_app::dossier::List::default()).await.unwrap();
            found.lines.into_iter().map(|l| l.id).collect::<Vec<_>>()
        };
        assert_eq!(listed(stranger.clone()).await, [""; 0], "{}", w.engine);
        assert_eq!(listed(w.adviser("adv")).await, ["d1"]);
        assert!(matches!(save_review(&stranger, review(2, &[])).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(save_review(&w.member("mem"), review(2, &[])).await, Err(Error::Forbidden)));

        let bad = review(2, &[(&code, "77", ""), ("9.9.9", "0", "")]);
        assert_eq!(codes(save_review(&adv, bad).await).len(), 2);
        let missing = codes(hand_in_review(&adv, review(2, &both)).await);
        assert!(missing.iter().all(|(_, code)| *code == "advisory_unanswered"), "{missing:?}");
        hand_in_review(&adv, whole(2, &best.to_string())).await.unwrap();
        assert_eq!(conflict(save_review(&lead, whole(3, "0")).await), "advisory_handed_in");

        let desk = open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap();
        assert_eq!(desk.advice.by_criterion.len(), honey().scorable().count());
        assert!(advisory::report_pdf(&w.member("mem"), "d1").await.unwrap().starts_with(b"%PDF"));
        assert!(advisory::report_docx(&w.province_office(), "d1").await.unwrap().starts_with(b"PK"));
        let producer = w.producer("producer-d1");
        assert!(matches!(advisory::show(&producer, "d1").await, Err(Error::Forbidden)));
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_member_says_why_he_departs_from_the_team_by_more_than_the_rule() {
    on_each_engine(async |w| {
        let s = w.with_team().await;
        let rules = r#"{"quorum":[3,4],"reason_beyond":1}"#;
        w.cx.db().exec("UPDATE round SET rules = $1", args![rules]).await.unwrap();
        let (code, best) = first();
        // The producer claims what the members pick, so that only the team's word is departed from.
        for leaf in honey().scorable() {
            let best = i64::try_from(leaf.criterion.best_option().unwrap().number).unwrap();
            let sql = "INSERT INTO dossier_answer (dossier_id, criterion, option_no) VALUES ('d1', $1, $2)";
            w.cx.db().exec(sql, args![leaf.criterion.code.to_string(), best]).await.unwrap();
        }
        hand_in_review(&w.adviser("lead"), whole(0, "0")).await.unwrap();
        let asked = codes(w.hand_in(&s, "mem", "d1", content(&[])).await);
        assert_eq!(asked, [(format!("r.{code}"), "council_reason_advisory")], "{}", w.engine);
        let mut with = content(&[]);
        with.reasons.insert(code, "Minh chứng ở trang 2".into());
        w.hand_in(&s, "mem", "d1", with).await.unwrap();
        assert!(best > 0);
    })
    .await;
}

fn png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let one = image::DynamicImage::new_luma8(1, 1);
    one.write_with_encoder(image::codecs::png::PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

fn visit(note: &str) -> RecordVisit {
    let (code, _) = first();
    RecordVisit {
        dossier: "d1".into(),
        id: VISIT.into(),
        visited_on: "05/10/2026".into(),
        place: "Xưởng Mẫu".into(),
        latitude: "10.762622".into(),
        longitude: "106.660172".into(),
        accuracy: "12.7".into(),
        checks: BTreeMap::from([(code, ("differs".into(), note.into()))]),
        people: vec![(String::new(), String::new()), ("Nguyễn Văn Mẫu".into(), "Giám đốc".into())],
        ..RecordVisit::default()
    }
}

#[tokio::test]
async fn a_visit_arrives_once_with_its_pictures_however_often_it_is_sent() {
    on_each_engine(async |w| {
        let s = w.with_team().await;
        let adv = w.adviser("adv");
        let size = i64::try_from(png().len()).unwrap();
        for (cx, ok) in [(&adv, true), (&w.member("mem"), false), (&w.adviser("stranger"), false)] {
            assert_eq!(ocop_app::advisory::begin_upload(cx, "d1", "a.png", size).await.is_ok(), ok);
        }
        let sent = ocop_app::advisory::begin_upload(&adv, "d1", "anh.png", size).await.unwrap();
        upload::append(&adv, &sent.id, 0, png()).await.unwrap();
        let mut cmd = visit("Chỉ một lò sấy");
        let (code, _) = first();
        cmd.uploads =
            vec![VisitUpload { role: "photo".into(), about: code.clone(), upload: sent.id.clone() }];
        let file = SentFile { name: "ky.png".into(), bytes: png(), cut: false };
        cmd.files = vec![VisitFile { role: "sign".into(), about: "2".into(), file }];
        let done = record_visit(&adv, cmd.clone()).await.unwrap();
        assert_eq!((done.id.as_str(), done.again), (VISIT, false));
        // The answer was lost on the way: the phone sends the same again.
        assert!(record_visit(&adv, cmd.clone()).await.unwrap().again, "{}", w.engine);
        let o = advisory::show(&w.member("mem"), "d1").await.unwrap();
        assert_eq!((o.visits.len(), o.visits[0].files.len(), o.visits[0].people[0].number), (1, 2, 2));
        assert_eq!((o.visits[0].row.latitude, o.visits[0].row.accuracy), (Some(10_762_622), Some(12)));
        let picture = advisory::visit_file(&w.province_office(), "d1", VISIT, 1).await.unwrap();
        assert_eq!((picture.media_type.as_str(), picture.bytes), ("image/png", png()));
        let seen = open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap().advice.seen;
        assert_eq!(seen[&code][0].verdict, "differs");
        // Under the same name something else, or another person's, is refused.
        assert_eq!(conflict(record_visit(&adv, visit("Khác")).await), "advisory_visit_differs");
        let other = record_visit(&w.adviser("lead"), cmd).await;
        assert_eq!(conflict(other), "advisory_visit_differs");
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_visit_says_at_each_field_what_is_wrong() {
    on_each_engine(async |w| {
        w.with_team().await;
        let adv = w.adviser("adv");
        let bad = RecordVisit { visited_on: "06/10/2026".into(), place: String::new(), ..visit("") };
        let (code, _) = first();
        assert_eq!(
            codes(record_visit(&adv, bad).await),
            [
                ("visited_on".to_owned(), "date_in_future"),
                ("place".to_owned(), "required"),
                (format!("n.{code}"), "required"),
            ],
            "{}",
            w.engine
        );
        let nobody =
            RecordVisit { people: vec![], checks: BTreeMap::new(), latitude: "x".into(), ..visit("") };
        assert_eq!(
            codes(record_visit(&adv, nobody).await),
            [
                ("latitude".to_owned(), "visit_spot"),
                ("checks".to_owned(), "visit_nothing"),
                ("name.1".to_owned(), "visit_nobody"),
            ]
        );
        let mut wrong = visit("Ghi chú");
        let file = |name: &str, bytes: &[u8]| SentFile { name: name.into(), bytes: bytes.into(), cut: false };
        wrong.files = vec![
            VisitFile { role: "photo".into(), about: code.clone(), file: file("a.exe", b"MZ program") },
            VisitFile { role: "sign".into(), about: "5".into(), file: file("b.png", &png()) },
        ];
        assert_eq!(
            codes(record_visit(&adv, wrong).await),
            [(format!("photo.{code}"), "file_program"), ("sign.5".to_owned(), "unknown_choice")]
        );
        assert!(matches!(record_visit(&w.member("mem"), visit("x")).await, Err(Error::Forbidden)));
        assert!(matches!(record_visit(&w.public(), visit("x")).await, Err(Error::SignIn)));
        let n = w.cx.db().number("SELECT COUNT(*) AS n FROM advisory_visit", vec![]).await.unwrap();
        assert_eq!(n, 0);
    })
    .await;
}

#[tokio::test]
async fn what_the_team_asks_for_is_told_and_answered_once() {
    on_each_engine(async |w| {
        w.with_team().await;
        let adv = w.adviser("adv");
        let request = |reason: &str| Ask {
            dossier: "d1".into(),
            kind: "test".into(),
            criterion: first().0,
            reason: reason.into(),
            answer_by: "20/10/2026".into(),
        };
        let bad = Ask { kind: "x".into(), answer_by: "05/10/2026".into(), ..request("") };
        let fields: Vec<_> = codes(advisory::ask(&adv, bad).await).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["kind", "reason", "answer_by"], "{}", w.engine);
        assert!(matches!(advisory::ask(&w.province_office(), request("x")).await, Err(Error::Forbidden)));
        let id = advisory::ask(&adv, request("Phiếu sắp hết hạn")).await.unwrap();
        let told = "SELECT COUNT(*) AS n FROM notice WHERE kind = 'advisory_test'";
        assert!(w.cx.db().number(told, vec![]).await.unwrap() > 0, "the producer is told, or called");

        let producer = w.producer("producer-d1");
        assert_eq!(requests_to_me(&producer, "d1").await.unwrap().1.len(), 1);
        for cx in [&producer, &w.ward_officer(), &w.province_office()] {
            let open = [(Kind::AdvisoryRequest, "d1".to_owned(), Standing::Left(15))];
            assert_eq!(open_terms_of(cx).await, open, "{}", w.engine);
        }
        let other = w.producer("producer-x");
        assert!(matches!(requests_to_me(&other, "d1").await, Err(Error::NotFound | Error::Hidden)));
        let reply = |note: &str| Answer {
            dossier: "d1".into(),
            request: id.clone(),
            note: note.into(),
            file: Some(SentFile { name: "phieu.png".into(), bytes: png(), cut: false }),
        };
        assert_eq!(codes(answer(&producer, reply("")).await), [("note".to_owned(), "required")]);
        assert!(matches!(answer(&adv, reply("x")).await, Err(Error::Forbidden)));
        answer(&producer, reply("Gửi phiếu mới")).await.unwrap();
        assert_eq!(open_terms_of(&producer).await, []);
        assert_eq!(conflict(answer(&w.ward_officer(), reply("x")).await), "advisory_answered");
        let paper = advisory::answered_paper(&adv, "d1", &id).await.unwrap();
        assert_eq!((paper.name.as_str(), paper.bytes), ("phieu.png", png()));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_each_teams_own() {
    on_each_engine(async |w| {
        w.with_team().await;
        for (cx, n) in
            [(w.adviser("adv"), 1), (w.adviser("stranger"), 0), (w.province_office(), 1), (w.leader(), 1)]
        {
            assert_eq!(advisory::list(&cx, 1, 10).await.unwrap().1, n, "{}", w.engine);
        }
        assert!(matches!(advisory::list(&w.member("mem"), 1, 10).await, Err(Error::Forbidden)));
        assert!(matches!(advisory::list(&w.public(), 1, 10).await, Err(Error::SignIn)));
    })
    .await;
}
