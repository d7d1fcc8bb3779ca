//! The number of a decision: number and symbol, given once a year over recognitions and withdrawals (Điều 7(3)e, Điều 8).

use crate::stars::{exec, law_round, row_count};
use crate::support::{World, on_each_engine};
use ocop_app::Error;
use ocop_app::recognition::{DraftDecision, Sign, Withdraw, draft_decision, sign, verify, withdraw};

/// A draft for each of so many products of three stars.
async fn drafts(w: &World, count: usize) -> Vec<String> {
    let mut out = Vec::new();
    for closed in law_round(w, &vec![3; count]).await {
        let cmd = DraftDecision {
            round_id: "round".into(),
            kind: "recognise".into(),
            dossiers: vec![closed.dossier.clone()],
        };
        out.push(draft_decision(&w.province_office(), cmd).await.unwrap());
    }
    out
}

fn typed(decision: &str, number: &str) -> Sign {
    Sign {
        decision_id: decision.into(),
        version: 1,
        number: number.into(),
        decided_on: "05/10/2026".into(),
        signer_title: "CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    }
}

async fn signed(w: &World, decision: &str, number: &str) -> Result<String, String> {
    let done = sign(&w.leader(), typed(decision, number)).await;
    done.map(|mut s| s.certificates.remove(0)).map_err(|e| e.to_string())
}

async fn withdrawn(w: &World, certificate: &str, number: &str, day: &str) -> Result<(), String> {
    let star = verify(&w.public(), certificate).await.unwrap().star.recognition_id;
    let cmd = Withdraw {
        recognition_id: star,
        ground: "misuse_of_mark".into(),
        decision_number: number.into(),
        withdrawn_on: day.into(),
    };
    withdraw(&w.leader(), cmd).await.map_err(|e| e.to_string())
}

#[tokio::test]
async fn a_word_is_no_number() {
    on_each_engine(async |w| {
        let ids = drafts(&w, 1).await;
        for bad in ["abc", "0", "12ab", "số bảy"] {
            assert_eq!(
                signed(&w, &ids[0], bad).await.unwrap_err(),
                "invalid: number: decision_number",
                "{bad}"
            );
        }
        // Điều 7, 26/2026: the province decides under its own symbols, not under the ministry's or the Government's.
        for other in ["201/QĐ-BNNMT", "202/QĐ-TTg", "203/QĐ-SNNMT-CCPTNT"] {
            let refused = signed(&w, &ids[0], other).await.unwrap_err();
            assert_eq!(refused, "invalid: number: decision_symbol_other", "{other}");
        }
        assert_eq!(signed(&w, &ids[0], "12/TB-UBND").await.unwrap_err(), "invalid: number: decision_symbol");
        let certificate = signed(&w, &ids[0], "7").await.unwrap();
        let star = verify(&w.public(), &certificate).await.unwrap().star;
        assert_eq!(star.decision_number.as_deref(), Some("07/QĐ-UBND"));
        let refused = withdrawn(&w, &certificate, "abc", "05/10/2026").await.unwrap_err();
        assert_eq!(refused, "invalid: decision_number: decision_number");
    })
    .await;
}

#[tokio::test]
async fn a_number_is_given_once_a_year_over_recognitions_and_withdrawals() {
    on_each_engine(async |w| {
        let ids = drafts(&w, 4).await;
        let one = signed(&w, &ids[0], "123/QĐ-UBND").await.unwrap();
        let taken = "invalid: number: number_taken";
        for same in ["123", "0123", "123/qđ-ubnd", "123 / QD-UBND"] {
            assert_eq!(signed(&w, &ids[1], same).await.unwrap_err(), taken, "{}: {same}", w.engine);
        }
        // A letter makes another number.
        let two = signed(&w, &ids[1], "123a").await.unwrap();
        let refused = "invalid: decision_number: number_taken";
        assert_eq!(withdrawn(&w, &one, "123", "05/10/2026").await.unwrap_err(), refused);
        withdrawn(&w, &one, "200", "05/10/2026").await.unwrap();
        // One decision withdraws several certificates on its one day.
        w.on(jiff::civil::date(2026, 10, 6));
        assert_eq!(withdrawn(&w, &two, "200", "06/10/2026").await.unwrap_err(), refused);
        withdrawn(&w, &two, "200", "05/10/2026").await.unwrap();
        assert_eq!(signed(&w, &ids[2], "200").await.unwrap_err(), taken);
        // A refused act gives nothing.
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM given_number").await, 3);

        // Decisions of before numbers had keys are asked for where they stand.
        exec(&w, "DELETE FROM given_number", vec![]).await;
        for same in ["123", "123a", "200"] {
            assert_eq!(signed(&w, &ids[2], same).await.unwrap_err(), taken, "{}: {same}", w.engine);
        }
        assert_eq!(signed(&w, &ids[2], "124").await.unwrap(), "79-2026-00003");
    })
    .await;
}

#[tokio::test]
async fn of_two_signed_in_one_moment_one_has_the_number() {
    on_each_engine(async |w| {
        let ids = drafts(&w, 2).await;
        let (a, b) = (w.leader(), w.leader());
        let both = tokio::join!(sign(&a, typed(&ids[0], "55")), sign(&b, typed(&ids[1], "55/QĐ-UBND")));
        let refused = [both.0.err(), both.1.err()].into_iter().flatten().collect::<Vec<Error>>();
        assert_eq!(refused.len(), 1, "{}: {refused:?}", w.engine);
        assert_eq!(refused[0].to_string(), "invalid: number: number_taken", "{}", w.engine);
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM recognition").await, 1);
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM given_number").await, 1);
    })
    .await;
}
