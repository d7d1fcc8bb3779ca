//! An agency gives a number once a year, over all its decisions (Nghị định 30/2020): of councils, their regulations and
//! advisory teams, and extra rounds as well as of recognitions.

use super::*;
use ocop_app::advisory::{SetTeam, TeamMember, set_team};
use ocop_app::recognition::{DraftDecision, Sign, draft_decision, sign};

fn refused<T>(done: Result<T, Error>) -> String {
    done.err().map(|e| e.to_string()).unwrap_or_default()
}

async fn formed(w: &World, number: &str, on: &str) -> Result<String, Error> {
    let duty = ["chair", "secretary", "member"];
    let members = ["chair", "sec", "mem"].iter().zip(duty).map(|(account, duty)| NewMember {
        account: (*account).into(),
        department: "Sở Công Thương".into(),
        duty: duty.into(),
    });
    let cmd = FormCouncil {
        name: "Hội đồng thứ hai".into(),
        decision_number: number.into(),
        decided_on: on.into(),
        rules: rules(),
        members: members.collect(),
    };
    form_council(&w.province_office(), cmd).await
}

async fn with_rules(w: &World, council: &str, number: &str, on: &str, ballots: &str) -> Result<i64, Error> {
    let version = rules_versions(&w.province_office(), council).await.unwrap().council.version;
    let cmd = ChangeRules {
        council: council.into(),
        version,
        decision_number: number.into(),
        decided_on: on.into(),
        rules: RulesInput { ballots: ballots.into(), ..rules() },
    };
    change_rules(&w.province_office(), cmd).await
}

async fn with_team(w: &World, council: &str, number: &str, on: &str, version: i64) -> Result<(), Error> {
    let lead =
        TeamMember { account: "lead".into(), department: "Chi cục Mẫu".into(), duty: "lead".into() };
    let cmd = SetTeam {
        council: council.into(),
        version,
        decision_number: number.into(),
        decided_on: on.into(),
        members: vec![lead],
    };
    set_team(&w.province_office(), cmd).await
}

async fn extra_round(w: &World, council: &str, ordinal: &str, number: &str) -> Result<String, Error> {
    let cmd = OpenRound {
        council: council.into(),
        year: "2026".into(),
        ordinal: ordinal.into(),
        extra_decision: number.into(),
        proposed_before: "15/11/2026".into(),
        held_before: "15/12/2026".into(),
        ..OpenRound::default()
    };
    open_round(&w.province_office(), cmd).await
}

async fn signed(w: &World, decision: &str, number: &str) -> Result<(), Error> {
    let cmd = Sign {
        decision_id: decision.into(),
        version: 1,
        number: number.into(),
        decided_on: "05/10/2026".into(),
        signer_title: "CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    };
    sign(&w.leader(), cmd).await.map(|_| ())
}

#[tokio::test]
async fn a_number_is_given_once_over_councils_rounds_and_recognitions() {
    on_each_engine(async |w| {
        let closed = crate::stars::law_round(&w, &[3]).await;
        let draft = DraftDecision {
            round_id: "round".into(),
            kind: "recognise".into(),
            dossiers: vec![closed[0].dossier.clone()],
        };
        let decision = draft_decision(&w.province_office(), draft).await.unwrap();
        // Its council is formed by 01/QĐ-UBND of 1/9/2026.
        let s = w.in_session(&["d1"]).await;
        w.account("lead").await;
        let sql = "UPDATE post SET role = 'advisory_member' WHERE account_id = 'lead'";
        w.cx.db().exec(sql, vec![]).await.unwrap();
        let (of_decision, of_round) =
            ("invalid: decision_number: number_taken", "invalid: extra_decision: number_taken");

        for same in ["1", "001/QĐ-UBND", "1 / qd-ubnd"] {
            assert_eq!(refused(formed(&w, same, "05/10/2026").await), of_decision, "{} {same}", w.engine);
        }
        assert_eq!(refused(with_rules(&w, &s.council, "1", "01/09/2026", "3").await), of_decision);
        assert_eq!(refused(extra_round(&w, &s.council, "3", "1").await), of_round);
        assert_eq!(refused(signed(&w, &decision, "1").await), "invalid: number: number_taken");
        // Another year and another agency have numbers of their own.
        formed(&w, "1", "01/09/2025").await.unwrap();

        // Điều 7(3)b: the decision that forms the council may set up its team, on its day; one may change rules and team.
        assert_eq!(refused(with_team(&w, &s.council, "1", "02/09/2026", 0).await), of_decision);
        with_team(&w, &s.council, "1", "01/09/2026", 0).await.unwrap();
        with_rules(&w, &s.council, "2", "02/10/2026", "3").await.unwrap();
        with_team(&w, &s.council, "2", "02/10/2026", 1).await.unwrap();
        assert_eq!(refused(with_rules(&w, &s.council, "2", "02/10/2026", "4").await), of_decision);

        // A day mistyped with a number of the team's own is corrected.
        with_team(&w, &s.council, "7", "03/10/2026", 2).await.unwrap();
        with_team(&w, &s.council, "7", "04/10/2026", 3).await.unwrap();
        assert_eq!(refused(with_rules(&w, &s.council, "7", "03/10/2026", "4").await), of_decision);

        // One plan may name several extra rounds of a council (Điều 5).
        assert_eq!(refused(extra_round(&w, &s.council, "3", "2").await), of_round);
        extra_round(&w, &s.council, "3", "3").await.unwrap();
        extra_round(&w, &s.council, "4", "3").await.unwrap();
        signed(&w, &decision, "4").await.unwrap();

        // The same is found where the numbers stand, for those of before they had keys.
        for keys in ["kept", "gone"] {
            for taken in ["1", "2", "3", "4"] {
                let said = format!("{}, keys {keys}: {taken}", w.engine);
                assert_eq!(refused(formed(&w, taken, "05/10/2026").await), of_decision, "{said}");
            }
            for taken in ["1", "2", "4"] {
                assert_eq!(refused(extra_round(&w, &s.council, "5", taken).await), of_round, "{taken}");
            }
            w.cx.db().exec("DELETE FROM given_number", vec![]).await.unwrap();
        }
        // A refused act gives nothing.
        formed(&w, "5", "05/10/2026").await.unwrap();
    })
    .await;
}
