//! Strict and lenient after closing: from the blind sheets alone, for chair, offices and auditors, and without a trace.

use super::{FAR, Session, content, honey};
use crate::support::{HCMC, LAM_DONG, World, on_each_engine};
use ocop_app::council::*;
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::council::severity::Refusal;
use ocop_domain::criteria::{Answers, score};
use ocop_store::args;

/// What a sheet with these criteria left out comes to.
fn total(none: &[&str]) -> f64 {
    let picked = content(none).options.into_iter().filter(|(_, option)| *option > 0);
    let answers: Answers =
        picked.map(|(code, option)| (code.parse().unwrap(), usize::try_from(option).unwrap())).collect();
    f64::from(score(honey(), &answers).unwrap().total.get())
}

/// Criteria without a gate that differ in points: leaving one out changes a total and decides nothing.
fn ungated() -> Vec<String> {
    let gated = |code: &str| honey().gates.rising().iter().any(|gate| gate.criterion.as_str() == code);
    let leaves = honey().scorable().map(|leaf| leaf.criterion.code.to_string());
    leaves.filter(|code| !gated(code) && (1.0..=4.0).contains(&(100.0 - total(&[code])))).take(3).collect()
}

async fn score_all(w: &World, s: &Session, dossier: &str, none: [&[&str]; 3]) {
    for (who, none) in ["chair", "sec", "mem"].into_iter().zip(none) {
        w.hand_in(s, who, dossier, content(none)).await.unwrap();
    }
}

/// Every option at its best claimed by the producer: 100 points.
async fn claim_all(w: &World, dossier: &str) {
    for (code, option) in content(&[]).options {
        let sql = "INSERT INTO dossier_answer (dossier_id, criterion, option_no) VALUES ($1, $2, $3)";
        w.cx.db().exec(sql, args![dossier, code, option]).await.unwrap();
    }
}

fn forbidden(r: Result<SeverityView, Error>) -> bool {
    matches!(r, Err(Error::Forbidden | Error::SignIn))
}

fn readers(w: &World) -> [(bool, Cx); 9] {
    let province = |role: Role, code: &str| w.as_role("reader", role, Scope::Province(code.into()));
    [
        (true, w.member("chair")),
        (false, w.member("sec")),
        (false, w.member("mem")),
        (true, province(Role::ProvinceOffice, HCMC)),
        (false, province(Role::ProvinceOffice, LAM_DONG)),
        (true, w.as_role("ministry", Role::MinistryOffice, Scope::Nation)),
        (true, w.as_role("auditor", Role::Auditor, Scope::Nation)),
        (false, province(Role::Leader, HCMC)),
        (false, w.public()),
    ]
}

#[tokio::test]
async fn severity_comes_from_the_blind_sheets_and_only_after_closing() {
    on_each_engine(async |w| {
        let u = ungated();
        let (a, b, c) = (u[0].as_str(), u[1].as_str(), u[2].as_str());
        let s = w.in_session(&["d1", "d2", "d3"]).await;
        for d in ["d1", "d2", "d3"] {
            claim_all(&w, d).await;
        }
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        // The first dossier is scored twice: the second ballot, where all agree, tells nothing of severity.
        score_all(&w, &s, "d1", [&[], &[a], FAR]).await;
        let again =
            SecondBallot { round: s.round.clone(), dossier: "d1".into(), reason: "Lệch điểm".into() };
        second_ballot(&w.member("sec"), again).await.unwrap();
        score_all(&w, &s, "d1", [&[], &[], &[]]).await;
        score_all(&w, &s, "d2", [&[b], &[a, b], &[]]).await;
        score_all(&w, &s, "d3", [&[], &[a], &[c]]).await;
        w.close(&s, "d1").await.unwrap();
        w.close(&s, "d2").await.unwrap();
        for (_, cx) in readers(&w) {
            assert!(forbidden(show_severity(&cx, &s.round).await), "before closing on {}", w.engine);
            assert!(!may(&cx, &s.round).await, "no link before closing");
        }
        assert!(w.close(&s, "d3").await.unwrap().round_closed);

        let journal = entries(&w).await;
        for (i, (reads, cx)) in readers(&w).into_iter().enumerate() {
            assert_eq!(show_severity(&cx, &s.round).await.is_ok(), reads, "reader {i} on {}", w.engine);
            assert_eq!(may(&cx, &s.round).await, reads, "the link for reader {i} on {}", w.engine);
        }
        let v = show_severity(&w.member("chair"), &s.round).await.unwrap();
        assert_eq!((v.dossiers, v.sheets, v.results), (3, 9, 3));
        let e = v.estimated.as_ref().unwrap();
        assert!(e.small && (e.dossiers, e.sheets) == (3, 9));
        // Complete table: the council's mean less the member's own.
        let of = |sheets: [&[&str]; 3]| sheets.iter().map(|none| total(none)).sum::<f64>() / 3.0;
        let own = [
            ("chair", of([&[], &[b], &[]])),
            ("sec", of([&[a], &[a, b], &[a]])),
            ("mem", of([FAR, &[], &[c]])),
        ];
        let all = own.iter().map(|(_, mean)| mean).sum::<f64>() / 3.0;
        for (member, mean) in own {
            let found = e.fit.members.iter().find(|m| m.member == member).unwrap();
            let severity = found.severity;
            assert!((severity.value - (all - mean)).abs() < 1e-6, "{member} on {}", w.engine);
            assert!(severity.low < severity.value && severity.value < severity.high && found.sheets == 3);
        }
        let (claimed, n) = v.claimed.unwrap();
        assert!((claimed.value - (100.0 - all)).abs() < 1e-9 && n == 3);
        assert!(e.order.is_some() && v.agreement.is_some_and(|x| x.alpha < 1.0 && x.dossiers == 3));
        let spread = &v.spreads[0];
        assert_eq!((spread.criteria.len() + spread.alike, v.spreads.len()), (honey().scorable().count(), 1));
        assert!(spread.criteria.iter().any(|(x, _, found)| x.code.as_str() == a && found.widest > 0));
        // Looking leaves nothing behind, and the same figures come out again.
        let again = show_severity(&w.member("chair"), &s.round).await.unwrap();
        assert_eq!((again.agreement, &again.estimated.unwrap().fit), (v.agreement, &e.fit));
        assert_eq!(entries(&w).await, journal);
        let result = ocop_store::council::results::find(w.cx.db(), "d1").await.unwrap().unwrap();
        assert_eq!(
            (result.sum, result.members, result.rank),
            (300, 3, 5),
            "the result is that of the second ballot"
        );
    })
    .await;
}

#[tokio::test]
async fn too_few_sheets_are_told_and_not_estimated() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        score_all(&w, &s, "d1", [&[], &[], &[]]).await;
        assert!(w.close(&s, "d1").await.unwrap().round_closed);
        let v = show_severity(&w.member("chair"), &s.round).await.unwrap();
        assert!(matches!(v.estimated, Err(Refusal::OneDossier)) && v.agreement.is_none());
        assert!(v.claimed.is_none() && v.results == 1 && v.spreads[0].criteria.is_empty());
        let nowhere = show_severity(&w.member("chair"), "no-such-round").await;
        assert!(matches!(nowhere, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

async fn may(cx: &Cx, round: &str) -> bool {
    show_round(cx, round).await.is_ok_and(|v| v.may_severity)
}

async fn entries(w: &World) -> i64 {
    w.cx.db().number("SELECT COUNT(*) AS n FROM journal", args![]).await.unwrap()
}
