//! Ties between members and producers, stepping aside, and delegates.

use super::{FAR, Session, conflict, content};
use crate::support::{World, on_each_engine};
use ocop_app::council::*;
use ocop_app::{Cx, Error};
use ocop_store::args;

/// A producer and a member who have something in common.
async fn tied(w: &World, dossier: &str) {
    let sql = "UPDATE producer SET representative = 'Lê Thị Minh Họa', phone = '0900 000 123' WHERE id = $1";
    w.cx.db().exec(sql, args![format!("producer-{dossier}")]).await.unwrap();
    let interest = AddInterest { tie: "family".into(), text: "Le Thi Minh Hoa".into() };
    add_interest(&w.member("mem"), interest).await.unwrap();
}

#[tokio::test]
async fn an_interest_sent_twice_at_once_is_declared_once() {
    on_each_engine(async |w| {
        w.in_session(&["d1"]).await;
        let cx = Cx { sending: Some("a".into()), ..w.member("mem") };
        let cmd = || AddInterest { tie: "family".into(), text: "Lê Thị Minh Họa".into() };
        let (first, second) = tokio::join!(add_interest(&cx, cmd()), add_interest(&cx, cmd()));
        assert_eq!(first.unwrap(), second.unwrap(), "{}", w.engine);
        assert_eq!(interests(&cx).await.unwrap().len(), 1, "{}", w.engine);
    })
    .await;
}

fn word(s: &Session, account: &str, state: &str) -> DecideConflict {
    DecideConflict {
        round: s.round.clone(),
        dossier: "d1".into(),
        account: account.into(),
        state: state.into(),
        reason: "Đã xác minh".into(),
    }
}

#[tokio::test]
async fn a_tie_that_was_found_holds_the_result_until_somebody_says_a_word() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1", "d2"]).await;
        tied(&w, "d1").await;
        assert_eq!(interests(&w.member("mem")).await.unwrap().len(), 1);
        assert!(interests(&w.member("sec")).await.unwrap().is_empty(), "declared for oneself only");
        assert!(matches!(interests(&w.province_office()).await, Err(Error::Forbidden)));

        let (sec, mem) = (w.member("sec"), w.member("mem"));
        let desk = open_sheet(&mem, &s.round, "d1").await.unwrap();
        assert_eq!(desk.ties.len(), 1, "he hears of it first");
        assert!(open_sheet(&mem, &s.round, "d2").await.unwrap().ties.is_empty());
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        assert_eq!(conflict(w.close(&s, "d1").await), "council_conflict_open");
        let seen = round_conflicts(&sec, &s.round).await.unwrap().ties;
        assert_eq!(seen.len(), 1);
        assert!(seen[0].may_decide && seen[0].account == "mem" && seen[0].dossier == "d1");
        assert!(matches!(round_conflicts(&mem, &s.round).await, Err(Error::Forbidden)));

        assert!(matches!(decide_conflict(&mem, word(&s, "mem", "cleared")).await, Err(Error::Forbidden)));
        assert_eq!(conflict(decide_conflict(&sec, word(&s, "sec", "cleared")).await), "council_own_conflict");
        assert!(matches!(
            decide_conflict(&sec, word(&s, "chair", "recused")).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        let silent = DecideConflict { reason: String::new(), ..word(&s, "mem", "cleared") };
        assert!(matches!(decide_conflict(&sec, silent).await, Err(Error::Invalid(_))));
        decide_conflict(&sec, word(&s, "mem", "cleared")).await.unwrap();
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5);
        assert_eq!(
            conflict(decide_conflict(&sec, word(&s, "mem", "recused")).await),
            "council_dossier_closed"
        );
    })
    .await;
}

#[tokio::test]
async fn who_stepped_aside_is_a_stranger_to_the_dossier_and_the_quorum_is_counted_without_him() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1", "d2"]).await;
        let mem = w.member("mem");
        // The member's sheet is in already: it is kept and counts for nothing.
        w.hand_in(&s, "mem", "d1", content(FAR)).await.unwrap();
        let aside = |tie: &str, reason: &str| StepAside {
            round: s.round.clone(),
            dossier: "d1".into(),
            tie: tie.into(),
            reason: reason.into(),
        };
        assert!(matches!(step_aside(&mem, aside("", "")).await, Err(Error::Invalid(_))));
        assert!(matches!(step_aside(&mem, aside("other", "")).await, Err(Error::Invalid(_))));
        step_aside(&mem, aside("shareholding", "Góp vốn từ năm 2020")).await.unwrap();
        assert!(matches!(step_aside(&mem, aside("family", "")).await, Err(Error::Forbidden)), "it is final");
        assert!(matches!(open_sheet(&mem, &s.round, "d1").await, Err(Error::Forbidden)));
        assert!(matches!(read_sheet(&mem, &s.round, "d1", "mem", None).await, Err(Error::Forbidden)));
        assert!(matches!(ocop_app::dossier::show(&mem, "d1").await, Err(Error::NotFound | Error::Hidden)));
        assert!(open_sheet(&mem, &s.round, "d2").await.is_ok());
        assert_eq!(show_round(&mem, &s.round).await.unwrap().aside, ["d1"]);

        for who in ["chair", "sec"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        let others = open_sheet(&w.member("sec"), &s.round, "d1").await.unwrap().others;
        assert_eq!(others.len(), 2, "not the one who stepped aside");
        let tally = show_tally(&w.member("sec"), &s.round, "d1").await.unwrap();
        assert_eq!((tally.tally.mean.count(), tally.tally.spread.get()), (2, 0));
        assert!(tally.blockers.is_empty(), "two of the two who are left are a quorum of three quarters");
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5);
        let paper = minutes(&w.member("sec"), &s.round).await.unwrap();
        assert_eq!(paper.products[0].recused[0].ties, ["góp vốn, có cổ phần tại chủ thể"]);
        assert_eq!(paper.products[0].members.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_deputy_runs_a_dossier_from_which_the_chair_stepped_aside() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.cx.db()
            .exec("UPDATE council_member SET duty = 'deputy' WHERE account_id = $1", args!["mem"])
            .await
            .unwrap();
        let closes = async |who: &str| {
            close(&w.member(who), Close { round: s.round.clone(), dossier: "d1".into() }).await
        };
        let aside = StepAside {
            round: s.round.clone(),
            dossier: "d1".into(),
            tie: "phone".into(),
            ..StepAside::default()
        };
        assert!(matches!(closes("mem").await, Err(Error::Forbidden)));
        step_aside(&w.member("chair"), aside).await.unwrap();
        for who in ["sec", "mem"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        assert!(matches!(closes("chair").await, Err(Error::Forbidden)));
        assert_eq!(closes("mem").await.unwrap().rank, 5);
    })
    .await;
}

#[tokio::test]
async fn a_delegate_with_a_letter_sits_in_the_members_place() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.account("stand-in").await;
        let office = w.province_office();
        let version = show_round(&office, &s.round).await.unwrap().round.version;
        let letter = |member: &str, delegate: &str, version: i64| SendDelegate {
            round: s.round.clone(),
            version,
            member: member.into(),
            delegate: delegate.into(),
            letter_number: "12/GCN-SCT".into(),
            letter_on: "01/10/2026".into(),
        };
        let chair = send_delegate(&office, letter("chair", "stand-in", version)).await;
        assert!(matches!(chair, Err(Error::Invalid(_))), "the chair is stood in for by the deputy alone");
        assert!(matches!(
            send_delegate(&w.member("mem"), letter("mem", "stand-in", version)).await,
            Err(Error::Forbidden)
        ));
        send_delegate(&office, letter("mem", "stand-in", version)).await.unwrap();
        w.account("other").await;
        assert_eq!(conflict(send_delegate(&office, letter("sec", "other", version)).await), "stale");

        assert!(matches!(open_sheet(&w.member("mem"), &s.round, "d1").await, Err(Error::Forbidden)));
        for who in ["chair", "sec", "stand-in"] {
            w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        }
        assert_eq!(conflict(recall_delegate(&office, &s.round, "mem").await), "council_delegate_late");
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 5);
        let paper = minutes(&w.member("sec"), &s.round).await.unwrap();
        let note = paper.attendance.iter().find_map(|a| a.note.clone()).unwrap();
        assert!(note.contains("Dự thay Nguyễn Văn Mẫu mem theo văn bản số 12/GCN-SCT"), "{note}");
    })
    .await;
}
