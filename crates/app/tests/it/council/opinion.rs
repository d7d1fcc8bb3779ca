//! Re-ranking by written opinion (Điều 7(6)d, e, g, 26/2026).

use super::*;
use crate::stars::exec;
use ocop_app::notice;
use ocop_domain::council::{MeetingGround, Stand};
use ocop_domain::stars::Stars;
use ocop_domain::term::{Kind, Standing};
use ocop_store::council::{Which, cases};

fn said(content: Content, stand: Stand, reason: &str) -> Content {
    Content { position: Position { stand: stand.as_str().into(), reason: reason.into() }, ..content }
}

fn agree() -> Content {
    said(content(&[]), Stand::Agree, "")
}

/// No star marks stand on these: under ninety points, four stars where five are asked for.
const FOUR: &[&str] = &["1.1", "1.2", "3.1", "4.2", "4.3", "12"];

impl World {
    /// A round with re-rankings that ask for five stars, proposed on 20/9/2026, before members who can be told.
    async fn in_writing(&self, dossiers: &[&str]) -> Session {
        let s = self.in_session(dossiers).await;
        exec(self, "UPDATE account SET password_hash = 'x'", vec![]).await;
        for d in dossiers {
            exec(self, "UPDATE dossier SET kind = 'reranking' WHERE id = $1", args![*d]).await;
            for (code, option) in content(&[]).options {
                let sql = "INSERT INTO dossier_answer (dossier_id, criterion, option_no) VALUES ($1, $2, $3)";
                exec(self, sql, args![*d, code, option]).await;
            }
        }
        s
    }

    async fn ask(&self, s: &Session, dossiers: &[&str], by: &str) -> Result<usize, Error> {
        let dossiers = dossiers.iter().map(|d| (*d).to_owned()).collect();
        let cmd = OpenWritten { round: s.round.clone(), dossiers, answer_by: by.into() };
        open_written(&self.member("sec"), cmd).await
    }

    async fn state(&self, s: &Session, dossier: &str) -> (String, Option<String>) {
        let which = Which::One(dossier);
        let row = cases::matters(self.cx.db(), &s.round, which).await.unwrap().remove(0).written.unwrap();
        (row.state, row.ground)
    }

    async fn line(&self, cx: &Cx, s: &Session) -> WrittenLine {
        let mut v = show_written(cx, &s.round, 1, 10).await.unwrap();
        assert_eq!(v.total, 1);
        v.lines.remove(0)
    }

    async fn told(&self, who: &str) -> Vec<String> {
        let (all, _) = notice::mine(&self.member(who), 1, 50).await.unwrap();
        all.into_iter().map(|n| n.words.title).collect()
    }
}

fn codes(e: Error) -> Vec<(String, &'static str)> {
    match e {
        Error::Invalid(i) => i.0.into_iter().map(|f| (f.field, f.code)).collect(),
        e => panic!("{e}"),
    }
}

#[tokio::test]
async fn a_re_ranking_is_judged_in_writing_and_closed_without_a_meeting() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1"]).await;
        assert_eq!(w.ask(&s, &["d1"], "").await.unwrap(), 1);
        assert_eq!(w.told("mem").await, ["Xin ý kiến bằng văn bản: Mật ong Mẫu"], "{}", w.engine);
        // Ten days by the usual rules; the 45 run from 20/9.
        let line = w.line(&w.member("sec"), &s).await;
        assert_eq!(line.answer_by, Some(date(2026, 10, 15)));
        assert_eq!((line.clock.unwrap().due.shown, line.days_left), (date(2026, 11, 4), Some(30)));
        let open = [
            (Kind::WrittenOpinion, "d1".to_owned(), Standing::Left(10)),
            (Kind::Reranking, "d1".to_owned(), Standing::Left(30)),
        ];
        assert_eq!(open_terms_of(&w.province_office()).await, open, "{}", w.engine);
        assert_eq!(open_terms_of(&w.ward_officer()).await, [], "{}", w.engine);
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", agree()).await.unwrap();
        }
        assert_eq!(w.state(&s, "d1").await, ("open".into(), None));
        assert_eq!(w.close(&s, "d1").await.unwrap(), Closed { rank: 5, round_closed: true });
        let present = w.cx.db().number("SELECT COUNT(*) AS n FROM attendance", vec![]).await.unwrap();
        assert_eq!(present, 0, "nobody was at a meeting");
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        assert!(paper.form.starts_with("Lấy ý kiến bằng văn bản"), "{}", paper.form);
        assert_eq!(paper.attendance.iter().filter(|a| a.present).count(), 3);
        assert_eq!(paper.quorum, "Có 3/3 thành viên cho ý kiến bằng văn bản.");
        assert_eq!(
            paper.products[0].written,
            [
                "Lấy ý kiến bằng văn bản từ ngày 05 tháng 10 năm 2026 đến hết ngày 15 tháng 10 năm 2026; \
                 hỏi 3 thành viên, 3 thành viên trả lời",
                "Ý kiến về mức đề nghị (5 sao): 3 đồng ý, 0 đề nghị mức khác, 0 đề nghị họp"
            ]
        );
        minutes_pdf(&w.province_office(), &s.round).await.unwrap();
        assert!(ocop_store::journal::verify(w.cx.db()).await.unwrap().breaks.is_empty());
    })
    .await;
}

#[tokio::test]
async fn counts_are_seen_live_and_stands_only_by_whom_the_secrecy_lets() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1"]).await;
        w.ask(&s, &["d1"], "").await.unwrap();
        // A draft, stand and all, is nowhere to be seen.
        let mem = w.member("mem");
        let draft = said(content(FOUR), Stand::Other, "Hồ sơ chưa rõ");
        let cmd =
            SaveSheet { round: s.round.clone(), dossier: "d1".into(), version: 0, content: draft.clone() };
        save_sheet(&mem, cmd).await.unwrap();
        let (chair, sec, office) = (w.member("chair"), w.member("sec"), w.province_office());
        let none = Stands::default();
        for cx in [&chair, &sec, &office] {
            let line = w.line(cx, &s).await;
            assert_eq!((line.answered, line.judges, line.stands.clone().unwrap()), (0, 3, none.clone()));
            assert!(line.members.is_empty());
        }
        assert_eq!(open_sheet(&mem, &s.round, "d1").await.unwrap().content, draft);
        w.hand_in(&s, "mem", "d1", draft.clone()).await.unwrap();
        // Who runs the session sees that a person wants another star, but neither which nor who.
        for cx in [&chair, &sec, &office] {
            let line = w.line(cx, &s).await;
            let stands = line.stands.unwrap();
            assert_eq!((line.answered, stands.other, stands.by_star.len()), (1, 1, 0), "{}", w.engine);
            assert!(line.members.is_empty());
        }
        assert!(open_sheet(&chair, &s.round, "d1").await.unwrap().stands.is_empty());
        w.hand_in(&s, "chair", "d1", agree()).await.unwrap();
        let line = w.line(&chair, &s).await;
        assert_eq!(line.stands.unwrap().by_star, [(Some(Stars::FOUR), 1)]);
        let named: Vec<_> = line.members.iter().map(|m| (m.account.as_str(), m.stand)).collect();
        assert_eq!(named, [("chair", Stand::Agree), ("mem", Stand::Other)]);
        assert_eq!(open_sheet(&chair, &s.round, "d1").await.unwrap().stands.len(), 2);
        // The secretary has not handed in; outsiders of another province see nothing at all.
        assert!(w.line(&sec, &s).await.members.is_empty());
        let away = w.as_role("other", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        for cx in [&away, &w.member("stranger"), &w.ward_officer()] {
            assert!(matches!(show_written(cx, &s.round, 1, 10).await, Err(Error::Forbidden)));
        }
    })
    .await;
}

#[tokio::test]
async fn the_council_meets_when_opinions_differ_and_scores_again() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1"]).await;
        w.ask(&s, &["d1"], "").await.unwrap();
        w.hand_in(&s, "chair", "d1", agree()).await.unwrap();
        let other = said(content(FOUR), Stand::Other, "Chưa đủ minh chứng");
        w.hand_in(&s, "mem", "d1", other).await.unwrap();
        assert_eq!(w.state(&s, "d1").await.0, "open", "two of three say nothing yet");
        w.hand_in(&s, "sec", "d1", agree()).await.unwrap();
        let ground = MeetingGround::RanksDiffer.as_str().to_owned();
        assert_eq!(w.state(&s, "d1").await, ("meeting".into(), Some(ground)), "{}", w.engine);
        assert!(w.told("chair").await.contains(&"Hội đồng họp về sản phẩm Mật ong Mẫu".to_owned()));
        let chain = ocop_store::journal::chain(w.cx.db(), "dossier:d1").await.unwrap();
        let entry = chain.iter().find(|e| e.act == "written.meeting").unwrap();
        assert!(entry.diff.contains("ranks_differ") && !entry.diff.contains("mem"), "{}", entry.diff);
        // From here it is a meeting like any other.
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        let cmd =
            SecondBallot {
                round: s.round.clone(), dossier: "d1".into(), reason: "Đã thảo luận".into()
            };
        second_ballot(&w.member("sec"), cmd).await.unwrap();
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5);
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        assert_eq!(paper.form, "Họp trực tiếp, chấm điểm độc lập trên phần mềm");
        assert!(paper.products[0].written[2].starts_with("Chuyển sang họp trực tiếp ngày 05 tháng 10"));
    })
    .await;
}

#[tokio::test]
async fn asking_for_a_meeting_and_a_complex_matter_call_it_at_once() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1", "d2"]).await;
        w.ask(&s, &["d1", "d2"], "").await.unwrap();
        let asks = said(content(&[]), Stand::Meeting, "Cần xem lại vùng nguyên liệu");
        w.hand_in(&s, "mem", "d1", asks).await.unwrap();
        assert_eq!(w.state(&s, "d1").await, ("meeting".into(), Some("asked".into())), "{}", w.engine);
        let call = |who: &str, reason: &str| {
            let cmd = CallMeeting { round: s.round.clone(), dossier: "d2".into(), reason: reason.to_owned() };
            let cx = w.member(who);
            async move { call_meeting(&cx, cmd).await }
        };
        assert!(matches!(call("mem", "Phức tạp").await, Err(Error::Forbidden)));
        assert_eq!(codes(call("sec", " ").await.unwrap_err()), [("meeting_reason".into(), "required")]);
        call("sec", "Đổi quy mô sản xuất").await.unwrap();
        assert_eq!(conflict(call("chair", "Lần nữa").await), "council_not_in_writing");
        assert_eq!(w.state(&s, "d2").await, ("meeting".into(), Some("complex".into())));
        // Without having scored, the others now score at the meeting, with no stand asked for.
        w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn when_the_day_is_over_the_quorum_decides_what_follows() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1", "d2"]).await;
        // Half with the chair is enough here.
        exec(&w, "UPDATE round SET rules = REPLACE(rules, '[3,4]', '[1,2]')", vec![]).await;
        w.ask(&s, &["d1", "d2"], "").await.unwrap();
        for who in ["chair", "sec"] {
            w.hand_in(&s, who, "d1", agree()).await.unwrap();
        }
        w.hand_in(&s, "sec", "d2", agree()).await.unwrap();
        w.on(date(2026, 10, 12));
        assert_eq!(follow_written(&w.cx).await.unwrap().done, 0, "three days ahead nobody is reminded");
        w.on(date(2026, 10, 13));
        for _ in 0..2 {
            assert_eq!(follow_written(&w.cx).await.unwrap().done, 2);
        }
        let reminded = |all: Vec<String>| all.iter().filter(|t| t.starts_with("Sắp hết hạn")).count();
        assert_eq!(reminded(w.told("mem").await), 2, "once for each dossier on {}", w.engine);
        assert_eq!(reminded(w.told("chair").await), 1);
        assert_eq!(reminded(w.told("sec").await), 0);
        // By hand it goes to the silent only, once a day, and gives no name.
        let remind = Remind { round: s.round.clone(), dossier: "d1".into() };
        assert_eq!(remind_written(&w.member("chair"), remind.clone()).await.unwrap(), 1);
        assert_eq!(remind_written(&w.member("chair"), remind.clone()).await.unwrap(), 1);
        assert_eq!(reminded(w.told("mem").await), 3);
        assert!(matches!(remind_written(&w.member("mem"), remind.clone()).await, Err(Error::Forbidden)));
        // On the last day still, the day after no more.
        w.on(date(2026, 10, 15));
        assert_eq!(conflict(w.close(&s, "d1").await), "council_waiting");
        w.on(date(2026, 10, 16));
        assert_eq!(
            codes(w.hand_in(&s, "mem", "d1", agree()).await.unwrap_err())[0].1,
            "conflict.council_written_over"
        );
        assert_eq!(conflict(remind_written(&w.member("chair"), remind).await), "council_not_in_writing");
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5, "two of three with the chair decide");
        assert_eq!(conflict(w.close(&s, "d2").await), "council_waiting", "the chair has not seen d2");
        follow_written(&w.cx).await.unwrap();
        assert_eq!(w.state(&s, "d2").await, ("meeting".into(), Some("no_quorum".into())));
        assert!(matches!(follow_written(&w.public()).await, Err(Error::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn only_re_rankings_in_time_and_by_who_runs_the_session() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1", "d2"]).await;
        exec(&w, "UPDATE dossier SET kind = 'first' WHERE id = 'd2'", vec![]).await;
        assert_eq!(
            codes(w.ask(&s, &["d2"], "").await.unwrap_err()),
            [("dossier".into(), "council_written_kind")]
        );
        assert_eq!(
            codes(w.ask(&s, &[], "").await.unwrap_err()),
            [("dossier".into(), "council_choose_dossier")]
        );
        let by = |e: Error| codes(e).remove(0);
        // The 45 days from 20/9 end on 4/11.
        assert_eq!(by(w.ask(&s, &["d1"], "05/11/2026").await.unwrap_err()).1, "council_answer_by_late");
        assert_eq!(by(w.ask(&s, &["d1"], "04/10/2026").await.unwrap_err()).1, "date_in_past");
        assert_eq!(by(w.ask(&s, &["d1"], "ngày mai").await.unwrap_err()).1, "not_a_date");
        let cmd =
            OpenWritten { round: s.round.clone(), dossiers: vec!["d1".into()], ..OpenWritten::default() };
        let away = w.as_role("other", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        for cx in [w.member("mem"), away, w.ward_officer(), w.leader()] {
            assert!(matches!(open_written(&cx, cmd.clone()).await, Err(Error::Forbidden)));
        }
        // The request was whole later than it was proposed: noted before the members are asked, and said why.
        let office = w.province_office();
        let note = |day: &str, reason: &str| NoteReceipt {
            round: s.round.clone(),
            dossier: "d1".into(),
            received_on: day.into(),
            reason: reason.into(),
        };
        let refused = codes(note_receipt(&office, note("19/09/2026", "")).await.unwrap_err());
        assert_eq!(refused.iter().map(|c| c.1).collect::<Vec<_>>(), ["required", "council_before_proposal"]);
        assert_eq!(by(note_receipt(&office, note("06/10/2026", "x")).await.unwrap_err()).1, "date_in_future");
        assert!(matches!(
            note_receipt(&w.member("mem"), note("25/09/2026", "x")).await,
            Err(Error::Forbidden)
        ));
        note_receipt(&office, note("25/09/2026", "Bộ hồ sơ giấy đến ngày 25/9")).await.unwrap();
        w.ask(&s, &["d1"], "09/11/2026").await.unwrap();
        assert_eq!(conflict(note_receipt(&office, note("26/09/2026", "x")).await), "council_written_already");
        assert_eq!(conflict(w.ask(&s, &["d1"], "").await), "council_written_already");
        // The province's desk: soonest first, red when late.
        let (desk, total) = rerankings(&office, 1, 10).await.unwrap();
        assert_eq!(
            (desk.len(), total, desk[0].clock.due.shown, desk[0].days_left),
            (1, 1, date(2026, 11, 9), 35)
        );
        w.on(date(2026, 11, 12));
        assert_eq!(rerankings(&office, 1, 10).await.unwrap().0[0].days_left, -3);
        assert!(matches!(rerankings(&w.member("mem"), 1, 10).await, Err(Error::Forbidden)));
        assert!(matches!(rerankings(&w.public(), 1, 10).await, Err(Error::SignIn)));
        // Begun at a meeting, it is not put in writing any more.
        exec(&w, "UPDATE dossier SET kind = 'reranking' WHERE id = 'd2'", vec![]).await;
        w.hand_in(&s, "mem", "d2", content(&[])).await.unwrap();
        assert_eq!(conflict(w.ask(&s, &["d2"], "").await), "council_written_begun");
    })
    .await;
}

#[tokio::test]
async fn a_stand_is_asked_for_and_borne_out_by_the_sheet() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1"]).await;
        w.ask(&s, &["d1"], "").await.unwrap();
        let wrong = [
            (content(&[]), ("position", "council_stand")),
            (said(content(FOUR), Stand::Agree, ""), ("position", "council_stand_agree")),
            (said(content(&[]), Stand::Other, "Vì"), ("position", "council_stand_other")),
            (said(content(FOUR), Stand::Other, " "), ("position_reason", "council_stand_reason")),
            (said(content(&[]), Stand::Meeting, ""), ("position_reason", "council_stand_reason")),
        ];
        for (content, (field, code)) in wrong {
            let refused = codes(w.hand_in(&s, "mem", "d1", content).await.unwrap_err());
            assert_eq!(refused, [(field.to_owned(), code)], "{}", w.engine);
        }
        // The national council likewise (Điều 7(6)e): its days run from the package.
        exec(&w, "UPDATE council SET level = 'national', province_code = NULL", vec![]).await;
        let v = show_round(&w.member("sec"), &s.round).await.unwrap();
        assert_eq!(v.rerankings[0].clock, None, "no package was sent");
        let sql = "INSERT INTO package (dossier_id, file_hash, sent_on, sent_by, created_at) \
                   VALUES ('d1', 'h', '2026-10-01', 'x', 0)";
        exec(&w, sql, vec![]).await;
        let v = show_round(&w.member("sec"), &s.round).await.unwrap();
        assert_eq!(v.rerankings[0].clock.unwrap().due.shown, date(2026, 11, 15));
        w.hand_in(&s, "mem", "d1", agree()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_no_other_from_being_followed() {
    on_each_engine(async |w| {
        let s = w.in_writing(&["d1", "d2"]).await;
        w.ask(&s, &["d1", "d2"], "").await.unwrap();
        exec(&w, "UPDATE written_opinion SET answer_by = '2026-10-1' WHERE dossier_id = 'd1'", vec![]).await;
        w.on(date(2026, 10, 13));
        let done = follow_written(&w.cx).await.unwrap();
        assert_eq!((done.done, done.failed), (1, 1), "{}: {done:?}", w.engine);
        let reminded = |all: Vec<String>| all.iter().filter(|t| t.starts_with("Sắp hết hạn")).count();
        assert_eq!(reminded(w.told("mem").await), 1);
    })
    .await;
}
