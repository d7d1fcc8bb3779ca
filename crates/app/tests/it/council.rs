//! A council's session: three members, blind sheets, a second ballot, a settled gate, quorum and closing.

use crate::support::{HCMC, LAM_DONG, World, XOM_CHIEU, on_each_engine};
use jiff::civil::date;
use ocop_app::council::*;
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_store::args;
use std::collections::BTreeMap;

mod advisory;
mod change_rules;
mod conflict;
mod correction;
mod demand;
mod given_numbers;
mod national;
mod objection;
mod opinion;
mod papers;
mod proof;
mod severity;
mod snapshot;
mod stage;
mod statements;
mod stop;
mod subgroup;
mod tasting;

use stage::*;

#[tokio::test]
async fn a_session_from_blind_sheets_over_a_second_ballot_to_a_settled_result() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
        w.hand_in(&s, "mem", "d1", content(FAR)).await.unwrap();
        // The secretary has not handed in: nothing can be seen, counted or closed.
        let (sec, chair) = (w.member("sec"), w.member("chair"));
        assert_eq!(conflict(show_tally(&sec, &s.round, "d1").await), "council_waiting");
        assert_eq!(conflict(w.close(&s, "d1").await), "council_waiting");
        assert_eq!(conflict(settle(&chair, settled(&s, "5.1", "5")).await), "council_waiting");
        w.hand_in(&s, "sec", "d1", content(&[])).await.unwrap();

        let t = show_tally(&sec, &s.round, "d1").await.unwrap();
        assert!(t.tally.needs_second_ballot, "{}", w.engine);
        assert_eq!(t.identical_members, [["chair", "sec"]]);
        assert_eq!(conflict(w.close(&s, "d1").await), "council_spread");
        let again =
            || SecondBallot { round: s.round.clone(), dossier: "d1".into(), reason: "Lệch điểm".into() };
        second_ballot(&sec, again()).await.unwrap();
        assert_eq!(conflict(second_ballot(&sec, again()).await), "council_waiting");

        // Second ballot: begins from the own first sheet, and is blind again.
        let desk = open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap();
        assert_eq!((desk.ballot, desk.version, desk.content.options["5.1"]), (2, 0, 0));
        w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
        assert!(matches!(read_sheet(&sec, &s.round, "d1", "chair", None).await, Err(Error::Forbidden)));
        assert!(read_sheet(&sec, &s.round, "d1", "chair", Some(1)).await.is_ok());
        w.hand_in(&s, "sec", "d1", content(&[])).await.unwrap();
        w.hand_in(&s, "mem", "d1", content(&["2.2"])).await.unwrap();

        let t = show_tally(&sec, &s.round, "d1").await.unwrap();
        assert_eq!((t.tally.mean.sum(), t.tally.mean.count(), t.ballots.len()), (297, 3, 2));
        assert_eq!((t.blockers.as_slice(), t.earlier.len()), (&[Blocker::Gate("2.2".into())][..], 1));
        assert_eq!(conflict(w.close(&s, "d1").await), "council_unsettled");
        assert!(matches!(settle(&w.member("mem"), settled(&s, "2.2", "3")).await, Err(Error::Forbidden)));
        assert!(matches!(settle(&sec, settled(&s, "2.2", "9")).await, Err(Error::Invalid(_))));
        // Two settle it at once: one holds, the other is told and may settle it anew, seeing what was agreed.
        let chairs = settle(&chair, settled(&s, "2.2", "0"));
        let both = tokio::join!(settle(&sec, settled(&s, "2.2", "0")), chairs);
        let lost = [both.0, both.1].into_iter().filter_map(Result::err).map(|e| conflict::<()>(Err(e)));
        assert_eq!(lost.collect::<Vec<_>>(), ["stale"]);
        settle(&sec, Settle { was: "0".into(), ..settled(&s, "2.2", "3") }).await.unwrap();
        let done = w.close(&s, "d1").await.unwrap();
        assert_eq!(done, Closed { rank: 5, round_closed: true });
        assert_eq!(conflict(w.close(&s, "d1").await), "council_round_closed");

        let row = ocop_store::council::results::find(w.cx.db(), "d1").await.unwrap().unwrap();
        assert_eq!((row.sum, row.members, row.ballot, row.band, row.rank), (297, 3, 2, 5, 5));
        let case = ocop_store::council::cases::find(w.cx.db(), "d1").await.unwrap().unwrap();
        assert_eq!(case.state, "scored");
        let paper = minutes(&w.province_office(), &s.round).await.unwrap();
        assert_eq!((paper.reference.number, paper.products.len()), (Some(1), 1));
        assert_eq!((paper.products[0].ballots.len(), paper.products[0].settled.len()), (2, 1));
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_reads_a_sheet_before_his_time() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let here = Scope::Province(HCMC.into());
        let roles = [
            Role::MinistryOffice,
            Role::ProvinceOffice,
            Role::WardOfficer,
            Role::AdvisoryMember,
            Role::Leader,
            Role::Auditor,
            Role::Administrator,
            Role::CouncilMember,
            Role::Producer,
        ];
        let outsiders: Vec<(Role, Cx)> =
            roles.into_iter().map(|r| (r, w.as_role("outsider", r, here.clone()))).collect();
        let refused = async |cx: &Cx, of: &str| {
            matches!(read_sheet(cx, &s.round, "d1", of, None).await, Err(Error::Forbidden | Error::SignIn))
        };
        // Nothing handed in, then one sheet handed in: every outsider is refused, the unsubmitted member too.
        for step in 0..2 {
            for (role, cx) in &outsiders {
                assert!(refused(cx, "chair").await, "{role:?} at step {step} on {}", w.engine);
            }
            assert!(refused(&w.member("sec"), "chair").await && refused(&w.member("mem"), "chair").await);
            assert!(refused(&w.public(), "chair").await);
            if step == 0 {
                w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
            }
        }
        // One's own is always there; a draft is no other person's, not even of who has handed in.
        let sec = w.member("sec");
        let draft =
            SaveSheet { round: s.round.clone(), dossier: "d1".into(), version: 0, content: content(FAR) };
        save_sheet(&sec, draft).await.unwrap();
        assert!(read_sheet(&sec, &s.round, "d1", "sec", None).await.is_ok());
        assert!(refused(&w.member("chair"), "sec").await);
        w.hand_in(&s, "sec", "d1", content(&[])).await.unwrap();
        assert_eq!(read_sheet(&sec, &s.round, "d1", "chair", None).await.unwrap().total, Some(100));
        assert!(open_sheet(&sec, &s.round, "d1").await.unwrap().others.len() == 2);
        assert!(open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap().others.is_empty());
        assert!(refused(&w.member("mem"), "sec").await);
        w.hand_in(&s, "mem", "d1", content(&[])).await.unwrap();
        w.close(&s, "d1").await.unwrap();
        for (role, cx) in &outsiders {
            let reads = read_sheet(cx, &s.round, "d1", "chair", None).await.is_ok();
            let may =
                matches!(role, Role::MinistryOffice | Role::ProvinceOffice | Role::Leader | Role::Auditor);
            assert_eq!(reads, may, "{role:?} after closing on {}", w.engine);
            assert!(matches!(open_sheet(cx, &s.round, "d1").await, Err(Error::Forbidden)), "{role:?}");
        }
        // A member still reads the member's own sheet where it was written, when the whole round is over.
        let desk = open_sheet(&w.member("mem"), &s.round, "d1").await.unwrap();
        assert_eq!((desk.round.state.as_str(), desk.total, desk.others.len()), ("closed", Some(100), 3));
    })
    .await;
}

#[tokio::test]
async fn a_sheet_is_complete_scored_once_and_never_changed() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let chair = w.member("chair");
        let with = |version: i64, content: Content| SaveSheet {
            round: s.round.clone(),
            dossier: "d1".into(),
            version,
            content,
        };
        let mut partly = content(&[]);
        partly.options.remove("5.1");
        partly.reasons = BTreeMap::from([("5.1".to_owned(), "Cần xem lại".to_owned())]);
        let Err(Error::Invalid(i)) = submit_sheet(&chair, with(0, partly.clone())).await else { panic!() };
        assert_eq!((i.0.len(), i.0[0].field.as_str()), (1, "c.5.1"));
        save_sheet(&chair, with(0, partly.clone())).await.unwrap();
        let desk = open_sheet(&chair, &s.round, "d1").await.unwrap();
        assert_eq!((desk.version, &desk.content), (1, &partly));
        // Two windows: the second to save is told so.
        save_sheet(&chair, with(1, content(FAR))).await.unwrap();
        assert_eq!(conflict(save_sheet(&chair, with(1, content(&[]))).await), "stale");
        let mut wrong = content(&[]);
        wrong.options.insert("5.1".into(), 99);
        wrong.options.insert("77.7".into(), 1);
        wrong.findings.insert("no/such".into(), "x".into());
        let Err(Error::Invalid(i)) = save_sheet(&chair, with(2, wrong)).await else { panic!() };
        assert_eq!(i.0.len(), 3);
        submit_sheet(&chair, with(2, content(&[]))).await.unwrap();
        assert_eq!(conflict(save_sheet(&chair, with(3, content(FAR))).await), "council_sheet_submitted");
        assert_eq!(conflict(submit_sheet(&chair, with(3, content(FAR))).await), "council_sheet_submitted");
        let sheet = read_sheet(&chair, &s.round, "d1", "chair", None).await.unwrap();
        assert_eq!((sheet.total, sheet.answers.len()), (Some(100), 32));
        // A stranger with the post, but not on this council, and the office write nothing.
        let stranger = w.member("stranger");
        assert!(matches!(save_sheet(&stranger, with(0, content(&[]))).await, Err(Error::Forbidden)));
        assert!(matches!(
            save_sheet(&w.province_office(), with(0, content(&[]))).await,
            Err(Error::Forbidden)
        ));
        assert!(matches!(save_sheet(&w.public(), with(0, content(&[]))).await, Err(Error::SignIn)));
        // Who is marked absent hands nothing in.
        w.present(&s, &["chair", "sec"]).await.unwrap();
        assert_eq!(conflict(w.hand_in(&s, "mem", "d1", content(&[])).await), "council_marked_absent");
    })
    .await;
}

/// "The papers do not show it" is a mark of its own: no points, a reason, and the session sees whose it is.
#[tokio::test]
async fn evidence_may_be_found_insufficient() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let chair = w.member("chair");
        let with = |version: i64, content: Content| SaveSheet {
            round: s.round.clone(),
            dossier: "d1".into(),
            version,
            content,
        };
        let mut marked = content(&[]);
        marked.options.remove("5.1");
        marked.insufficient.insert("5.1".into());
        let Err(Error::Invalid(i)) = submit_sheet(&chair, with(0, marked.clone())).await else { panic!() };
        assert_eq!(
            (i.0.len(), i.0[0].field.as_str(), i.0[0].code),
            (1, "r.5.1", "council_insufficient_reason")
        );
        // A draft needs no reason yet, and comes back as it was kept.
        assert_eq!(save_sheet(&chair, with(0, marked.clone())).await.unwrap().version, 1);
        assert_eq!(open_sheet(&chair, &s.round, "d1").await.unwrap().content, marked);
        marked.reasons.insert("5.1".into(), "Thiếu phiếu kiểm nghiệm còn hạn".into());
        assert_eq!(save_sheet(&chair, with(1, marked.clone())).await.unwrap().version, 2);
        assert_eq!(open_sheet(&chair, &s.round, "d1").await.unwrap().content, marked);
        // Thought better of it, and back again: nothing of the other choice is left behind.
        assert_eq!(save_sheet(&chair, with(2, content(&[]))).await.unwrap().version, 3);
        assert_eq!(open_sheet(&chair, &s.round, "d1").await.unwrap().content, content(&[]));
        assert_eq!(submit_sheet(&chair, with(3, marked)).await.unwrap().version, 5);
        let read = read_sheet(&chair, &s.round, "d1", "chair", None).await.unwrap();
        let most = i64::from(honey().criterion(&"5.1".parse().unwrap()).unwrap().max.get());
        let answer = read.answers.iter().find(|a| a.criterion == "5.1").unwrap();
        assert_eq!((read.total, answer.option, answer.insufficient), (Some(100 - most), 0, true));
        for who in ["sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        let told = show_tally(&chair, &s.round, "d1").await.unwrap().insufficient;
        let told: Vec<_> = told.iter().map(|m| (m.criterion.as_str(), m.account_id.as_str())).collect();
        assert_eq!(told, [("5.1", "chair")]);
    })
    .await;
}

/// Of two who act on the same thing in the same moment one wins and the other is told; nothing is done twice.
#[tokio::test]
async fn of_two_who_act_at_once_one_is_told() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        let (chair, sec) = (w.member("chair"), w.member("sec"));
        let version = show_round(&sec, &s.round).await.unwrap().round.version;
        let all = ["chair", "sec", "mem"].map(str::to_owned);
        let present = || SetAttendance { round: s.round.clone(), version, present: all.clone().into() };
        let both = tokio::join!(set_attendance(&chair, present()), set_attendance(&sec, present()));
        let lost = [both.0, both.1].into_iter().filter_map(Result::err).map(|e| conflict::<()>(Err(e)));
        assert_eq!(lost.collect::<Vec<_>>(), ["stale"]);

        let cmd = || Close { round: s.round.clone(), dossier: "d1".into() };
        let both = tokio::join!(close(&chair, cmd()), close(&sec, cmd()));
        let (won, lost): (Vec<_>, Vec<_>) = [both.0, both.1].into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 1));
        let told = lost.into_iter().map(conflict).next().unwrap();
        assert!(["council_dossier_closed", "council_round_closed", "forbidden"].contains(&told), "{told}");
    })
    .await;
}

#[tokio::test]
async fn without_a_quorum_or_its_chair_nothing_is_closed() {
    on_each_engine(async |w| {
        let s = w.council_of(&["chair", "sec", "mem", "mem2"]).await;
        w.proposed("d1", "2026-09-20", XOM_CHIEU).await;
        let cmd = Admit { round: s.round.clone(), dossiers: vec!["d1".into()], reason: String::new() };
        admit(&w.province_office(), cmd).await.unwrap();
        w.present(&s, &["sec", "mem", "mem2"]).await.unwrap();
        for who in ["sec", "mem", "mem2"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        let sec = w.member("sec");
        let close_it = || close(&sec, Close { round: s.round.clone(), dossier: "d1".into() });
        assert_eq!(conflict(close_it().await), "council_quorum", "three of four, but no chair");
        // The chair comes and hands in; marking a member absent afterwards takes no sheet away.
        w.present(&s, &["chair", "sec", "mem", "mem2"]).await.unwrap();
        assert_eq!(conflict(close_it().await), "council_waiting");
        w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
        w.present(&s, &["sec"]).await.unwrap();
        assert_eq!(show_tally(&sec, &s.round, "d1").await.unwrap().tally.totals.len(), 4);
        assert_eq!(close_it().await.unwrap().rank, 5);

        let stale = SetAttendance { round: s.round.clone(), version: 1, present: Default::default() };
        assert_eq!(conflict(set_attendance(&sec, stale).await), "council_round_closed");
    })
    .await;
}

#[tokio::test]
async fn rounds_have_their_legal_dates_and_take_what_is_theirs() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let office = w.province_office();
        let shown = show_round(&office, &s.round).await.unwrap();
        assert_eq!(shown.round.proposed_before, "2026-10-30");
        assert_eq!(shown.round.held_before, "2026-12-30");
        let view = show_council(&office, &s.council).await.unwrap();
        assert_eq!(view.missing.len(), 6, "only trade is represented");
        let extra = |ordinal: &str, decision: &str| OpenRound {
            council: s.council.clone(),
            year: "2026".into(),
            ordinal: ordinal.into(),
            extra_decision: decision.into(),
            proposed_before: "15/11/2026".into(),
            held_before: "15/12/2026".into(),
            ..OpenRound::default()
        };
        assert!(matches!(open_round(&office, extra("2", "")).await, Err(Error::Invalid(_))), "taken");
        assert!(matches!(open_round(&office, extra("3", "")).await, Err(Error::Invalid(_))), "no decision");
        let third = open_round(&office, extra("3", "9/QĐ-UBND")).await.unwrap();

        // No sheet across rounds, no dossier twice, none of another province; late ones need a reason.
        let chair = w.member("chair");
        assert!(matches!(open_sheet(&chair, &third, "d1").await, Err(Error::NotFound | Error::Hidden)));
        let cmd = SaveSheet { round: third.clone(), dossier: "d1".into(), version: 0, content: content(&[]) };
        assert!(matches!(save_sheet(&chair, cmd).await, Err(Error::NotFound | Error::Hidden)));
        w.proposed("late", "2026-11-02", XOM_CHIEU).await;
        w.proposed("away", "2026-09-02", crate::support::PHAN_THIET).await;
        let take = |id: &str, reason: &str| Admit {
            round: s.round.clone(),
            dossiers: vec![id.into()],
            reason: reason.into(),
        };
        assert_eq!(conflict(admit(&office, take("d1", "")).await), "council_not_proposed");
        assert!(matches!(admit(&office, take("away", "")).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(admit(&office, take("late", "")).await, Err(Error::Invalid(_))));
        let offered = admissible(&office, &s.round, 1, 50).await.unwrap();
        assert_eq!((offered.in_time.len(), offered.late.len(), offered.total), (0, 1, 1));
        admit(&office, take("late", "Theo đề nghị của UBND phường")).await.unwrap();
        let elsewhere = w.as_role("other", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(matches!(admit(&elsewhere, take("d1", "")).await, Err(Error::Forbidden)));
        assert_eq!(list_councils(&elsewhere, 1, 20).await.unwrap().1, 0);
        assert_eq!(list_councils(&office, 1, 20).await.unwrap().1, 1);
        assert_eq!(list_councils(&chair, 1, 20).await.unwrap().1, 1);
        w.on(date(2026, 12, 1));
        assert!(minutes(&office, &s.round).await.is_err(), "not closed yet");
        assert!(minutes(&chair, &s.round).await.unwrap().products.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_departs_far_from_the_claim_says_why() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let rules = ocop_domain::council::Rules {
            reason_beyond: Some(ocop_domain::points::Points(2)),
            ..Default::default()
        };
        let rules = serde_json::to_string(&rules).unwrap();
        w.cx.db().exec("UPDATE round SET rules = $1", args![rules]).await.unwrap();
        // The producer claims the best of everything, the member finds nothing of what is asked in 5.1 (5 points).
        for (criterion, option) in content(&[]).options {
            let sql = "INSERT INTO dossier_answer (dossier_id, criterion, option_no) VALUES ('d1', $1, $2)";
            w.cx.db().exec(sql, args![criterion, option]).await.unwrap();
        }
        let refused = w.hand_in(&s, "mem", "d1", content(&["5.1"])).await;
        let Err(Error::Invalid(invalid)) = refused else { panic!("{refused:?}") };
        let fields: Vec<&str> = invalid.0.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["r.5.1"], "{}", w.engine);
        let mut said = content(&["5.1"]);
        said.reasons.insert("5.1".into(), "Chưa có giấy chứng nhận".into());
        w.hand_in(&s, "mem", "d1", said).await.unwrap();
        w.hand_in(&s, "sec", "d1", content(&[])).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn papers_of_a_closed_round_keep_the_names_of_their_time() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        let names = async || -> Vec<String> {
            let seats = ocop_store::council::councils::seats(w.cx.db(), &s.council, &s.round).await.unwrap();
            seats.into_iter().map(|s| s.member.name).collect()
        };
        let before = names().await;
        w.close(&s, "d1").await.unwrap();
        w.cx.db().exec("UPDATE account SET name = 'Tên Khác'", vec![]).await.unwrap();
        assert_eq!(names().await, before, "{}", w.engine);
        let later = ocop_store::council::councils::members(w.cx.db(), &s.council).await.unwrap();
        assert!(later.iter().all(|m| m.name == "Tên Khác"), "the council itself has them as they are");
    })
    .await;
}
