//! What the ministry demands of a province: an evaluation done again, a star withdrawn (Điều 10(1)b, 26/2026).

use super::national::{closed, minister, ministry, recognised, sheet_of, state};
use super::*;
use ocop_app::national::{
    AnswerDemand, RecordDemand, Redo, answer_demand, demandable, record_demand, redo, show_demand,
};
use ocop_app::recognition::{DraftDecision, Withdraw, draft_decision, verify, withdraw};
use ocop_domain::term::{Kind, Standing};

fn demand(items: &[(&str, &str)]) -> RecordDemand {
    RecordDemand {
        province: HCMC.into(),
        number: "11/BNNMT-KTHT".into(),
        demanded_on: "05/10/2026".into(),
        reason: "Hội đồng họp không đủ thành viên.".into(),
        answer_by: "20/10/2026".into(),
        items: items.iter().map(|(d, a)| ((*d).to_owned(), (*a).to_owned())).collect(),
    }
}

#[tokio::test]
async fn on_the_ministrys_demand_an_evaluation_is_done_again_and_a_star_withdrawn() {
    on_each_engine(async |w| {
        let s = closed(&w, &[("d1", sheet_of(80)), ("d2", sheet_of(80))]).await;
        let certificate = recognised(&w, &s.round, "d1").await.remove(0);
        let office = ministry(&w);
        assert_eq!(demandable(&office, HCMC, "", 1, 20).await.unwrap().total, 2, "{}", w.engine);
        assert_eq!(demandable(&office, LAM_DONG, "", 1, 20).await.unwrap().total, 0);
        assert!(matches!(demandable(&w.leader(), HCMC, "", 1, 20).await, Err(Error::Forbidden)));
        assert!(matches!(record_demand(&w.leader(), demand(&[("d1", "redo")])).await, Err(Error::Forbidden)));
        assert!(matches!(record_demand(&office, demand(&[])).await, Err(Error::Invalid(_))));
        let early = RecordDemand { answer_by: "05/10/2026".into(), ..demand(&[("d1", "redo")]) };
        assert!(matches!(record_demand(&office, early).await, Err(Error::Invalid(_))));
        // There is no star of d2 to withdraw.
        assert!(matches!(record_demand(&office, demand(&[("d2", "both")])).await, Err(Error::Invalid(_))));
        let id = record_demand(&office, demand(&[("d1", "both"), ("d2", "redo")])).await.unwrap();
        let second = RecordDemand { number: "12/BNNMT".into(), ..demand(&[("d2", "redo")]) };
        assert!(matches!(record_demand(&office, second).await, Err(Error::Invalid(_))), "asked for already");

        let elsewhere = w.as_role("x", Role::Leader, Scope::Province(LAM_DONG.into()));
        assert!(matches!(show_demand(&elsewhere, &id).await, Err(Error::NotFound | Error::Hidden)));
        let seen = show_demand(&w.leader(), &id).await.unwrap();
        assert_eq!(seen.clock, Standing::Left(15));
        for cx in [w.leader(), w.province_office(), ministry(&w)] {
            let open = (Kind::Demand, id.clone(), Standing::Left(15));
            assert!(open_terms_of(&cx).await.contains(&open), "{}", w.engine);
        }
        for cx in [&elsewhere, &w.ward_officer(), &w.producer("producer-d1")] {
            assert!(open_terms_of(cx).await.iter().all(|t| t.0 != Kind::Demand), "{}", w.engine);
        }
        assert!(seen.may_answer && seen.items.iter().all(|i| i.may_redo));
        assert!(!show_demand(&w.province_office(), &id).await.unwrap().may_answer);
        let again = |version, dossier: &str| Redo { demand: id.clone(), version, dossier: dossier.into() };
        for cx in [w.province_office(), ministry(&w), minister(&w)] {
            assert!(matches!(redo(&cx, again(1, "d1")).await, Err(Error::Forbidden)));
        }
        assert_eq!(conflict(redo(&w.leader(), again(7, "d1")).await), "stale");
        redo(&w.leader(), again(1, "d1")).await.unwrap();
        assert_eq!(conflict(redo(&w.leader(), again(2, "d1")).await), "cannot_evaluate_again");
        assert_eq!(state(&w, "d1").await.0, "proposed");
        // The star stands until it is withdrawn by decision.
        let v = verify(&w.public(), &certificate).await.unwrap();
        assert!(v.star.standing.in_force());
        let cmd = Withdraw {
            recognition_id: v.star.recognition_id,
            ground: "other_conclusion".into(),
            decision_number: "13/QĐ-UBND".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        withdraw(&w.leader(), cmd).await.unwrap();
        // A result in a draft is not set aside under the leader's hands.
        let draft = DraftDecision {
            round_id: s.round.clone(),
            kind: "recognise".into(),
            dossiers: vec!["d2".into()],
        };
        draft_decision(&w.province_office(), draft).await.unwrap();
        assert_eq!(conflict(redo(&w.leader(), again(2, "d2")).await), "decision_in_draft");

        w.on(date(2026, 10, 21));
        assert_eq!(show_demand(&office, &id).await.unwrap().clock, Standing::Late(1));
        let answer = |words: &str, version| AnswerDemand {
            demand: id.clone(),
            version,
            number: "40/UBND".into(),
            words: words.into(),
        };
        assert!(matches!(answer_demand(&w.leader(), answer("", 2)).await, Err(Error::Invalid(_))));
        assert!(matches!(answer_demand(&w.province_office(), answer("x", 2)).await, Err(Error::Forbidden)));
        assert_eq!(conflict(answer_demand(&w.leader(), answer("x", 1)).await), "stale");
        answer_demand(&w.leader(), answer("d2 được đánh giá đúng quy chế.", 2)).await.unwrap();
        assert_eq!(conflict(answer_demand(&w.leader(), answer("x", 3)).await), "demand_answered");
        assert_eq!(conflict(redo(&w.leader(), again(3, "d2")).await), "demand_answered");
        let seen = show_demand(&office, &id).await.unwrap();
        assert_eq!(seen.clock, Standing::KeptLate);
        assert_eq!(seen.items.iter().map(|i| i.met).collect::<Vec<_>>(), [true, false]);
        crate::support::whole(&w.cx).await;
    })
    .await;
}
