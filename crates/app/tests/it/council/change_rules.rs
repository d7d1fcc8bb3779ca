//! A council's rules change by a decision; an open round keeps those it was opened under.

use super::{conflict, rules};
use crate::support::{HCMC, LAM_DONG, World, on_each_engine};
use ocop_app::Error;
use ocop_app::council::*;
use ocop_domain::account::{Role, Scope};
use ocop_domain::points::Points;

async fn change(w: &World, council: &str, day: &str, typed: RulesInput) -> Result<i64, Error> {
    let office = w.province_office();
    let version = rules_versions(&office, council).await?.council.version;
    let cmd = ChangeRules {
        council: council.into(),
        version,
        decision_number: "2/QĐ-UBND".into(),
        decided_on: day.into(),
        rules: typed,
    };
    change_rules(&office, cmd).await
}

#[tokio::test]
async fn a_round_keeps_the_rules_it_was_opened_under() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let stricter = RulesInput { spread_limit: "5".into(), reason_beyond: "3".into(), ..rules() };
        assert_eq!(change(&w, &s.council, "02/10/2026", stricter.clone()).await.unwrap(), 2, "{}", w.engine);

        let office = w.province_office();
        let v = rules_versions(&office, &s.council).await.unwrap();
        assert_eq!(v.versions.iter().map(|v| v.number).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(v.versions[0].rules.spread_limit, Points(5));
        assert_eq!(v.versions[1].decision_number, "01/QĐ-UBND");
        assert_eq!(show_round(&office, &s.round).await.unwrap().rules.spread_limit, Points(10));
        assert_eq!(show_council(&office, &s.council).await.unwrap().rules.reason_beyond, Some(Points(3)));

        let cmd = OpenRound {
            council: s.council.clone(),
            year: "2027".into(),
            ordinal: "1".into(),
            ..OpenRound::default()
        };
        let next = open_round(&office, cmd).await.unwrap();
        assert_eq!(show_round(&office, &next).await.unwrap().rules.spread_limit, Points(5));

        assert!(
            matches!(change(&w, &s.council, "02/10/2026", stricter).await, Err(Error::Invalid(_))),
            "the same again"
        );
        assert!(
            matches!(change(&w, &s.council, "01/10/2026", rules()).await, Err(Error::Invalid(_))),
            "an older decision"
        );
        let half = RulesInput { quorum_part: "5".into(), ..rules() };
        assert!(matches!(change(&w, &s.council, "03/10/2026", half).await, Err(Error::Invalid(_))), "5 of 4");
        assert_eq!(rules_versions(&office, &s.council).await.unwrap().versions.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn only_the_office_that_forms_the_council_changes_its_rules_and_nobody_unseen() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let cmd = |version: i64| ChangeRules {
            council: s.council.clone(),
            version,
            decision_number: "2/QĐ-UBND".into(),
            decided_on: "02/10/2026".into(),
            rules: RulesInput { ballots: "3".into(), ..rules() },
        };
        let elsewhere = w.as_role("other", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        let leader = w.as_role("leader", Role::Leader, Scope::Province(HCMC.into()));
        for who in [&w.member("chair"), &elsewhere, &leader] {
            assert!(matches!(change_rules(who, cmd(1)).await, Err(Error::Forbidden)));
        }
        assert!(matches!(rules_versions(&elsewhere, &s.council).await, Err(Error::Forbidden)));
        assert_eq!(conflict(change_rules(&w.province_office(), cmd(7)).await), "stale");
        change_rules(&w.province_office(), cmd(1)).await.unwrap();
    })
    .await;
}

/// Điều 7(3)b, 26/2026: the Chairman of the province forms the council and issues its rules, under a number of the
/// Chairman's own registry (NĐ 30/2020, Phụ lục I).
#[tokio::test]
async fn the_decision_of_a_council_has_the_number_of_its_authority() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        let office = w.province_office();
        let cmd = |number: &str| ChangeRules {
            council: s.council.clone(),
            version: 1,
            decision_number: number.into(),
            decided_on: "02/10/2026".into(),
            rules: RulesInput { spread_limit: "5".into(), ..rules() },
        };
        for (number, code) in [
            ("", "required"),
            ("abc", "decision_number"),
            ("12/TB-UBND", "decision_symbol"),
            ("12/QĐ-BNNMT", "decision_symbol_other"),
        ] {
            let refused = change_rules(&office, cmd(number)).await;
            let Err(Error::Invalid(i)) = refused else { panic!("{number} on {}", w.engine) };
            assert_eq!((i.0[0].field.as_str(), i.0[0].code), ("decision_number", code), "{number}");
        }
        change_rules(&office, cmd("7a")).await.unwrap();
        // A number typed in earlier years as free text still reads.
        let sql = "UPDATE council_rules SET decision_number = 'Quyết định cũ' WHERE number = 1";
        w.cx.db().exec(sql, vec![]).await.unwrap();
        let v = rules_versions(&office, &s.council).await.unwrap();
        let numbers: Vec<_> = v.versions.iter().map(|v| v.decision_number.as_str()).collect();
        assert_eq!(numbers, ["07a/QĐ-UBND", "Quyết định cũ"], "{}", w.engine);
    })
    .await;
}
