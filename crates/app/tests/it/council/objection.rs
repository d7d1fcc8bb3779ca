//! A producer objects: filed, taken up, answered or taken back, and what it does to the result.

use super::national::{closed, ministry, recognised, state};
use super::*;
use ocop_app::objection::{
    FileObjection, KeepAnswer, PutTerms, Receive, Withdraw, answer, file, file_form, keep_answer, list,
    paper, put_terms, receive, show, show_terms, stamp_of, withdraw,
};
use ocop_domain::objection::{About, State, Terms};
use ocop_domain::term::{Kind, Standing};

fn owner(w: &World) -> Cx {
    w.producer("producer-d1")
}

fn objection(about: &str) -> FileObjection {
    FileObjection {
        dossier: "d1".into(),
        about: about.into(),
        reason: "Minh chứng của tiêu chí 2.2 đã nộp đủ.".into(),
        criteria: vec!["2.2".into()],
        papers: vec![],
        late_reason: String::new(),
    }
}

fn reply(id: &str, version: i64, outcome: &str, again: bool) -> KeepAnswer {
    KeepAnswer {
        id: id.into(),
        version,
        outcome: outcome.into(),
        again,
        words: "Hội đồng đã bỏ sót tài liệu.".into(),
        number: "50/UBND".into(),
    }
}

/// One product that scored well below what its gates allow.
async fn scored(w: &World) -> Session {
    closed(w, &[("d1", content(FAR))]).await
}

async fn filed(w: &World) -> String {
    scored(w).await;
    file(&owner(w), objection("result")).await.unwrap()
}

#[tokio::test]
async fn an_objection_sent_twice_is_one() {
    on_each_engine(async |w| {
        scored(&w).await;
        let cx = Cx { sending: Some("a".into()), ..owner(&w) };
        let (one, two) = tokio::join!(file(&cx, objection("result")), file(&cx, objection("result")));
        assert_eq!(one.unwrap(), two.unwrap(), "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn found_right_it_sends_the_dossier_back_to_a_new_evaluation() {
    on_each_engine(async |w| {
        let id = filed(&w).await;
        assert_eq!(conflict(file(&owner(&w), objection("result")).await), "objection_open", "{}", w.engine);
        let before = show(&owner(&w), &id).await.unwrap();
        assert_eq!((before.state, before.clock), (State::Filed, Some(Standing::Left(10))));
        assert!(before.criteria[0].starts_with("2.2. ") && before.may_withdraw && !before.may_receive);
        // The answer comes after it was taken up, from the Chairman.
        assert_eq!(conflict(answer(&w.leader(), reply(&id, 1, "accepted", true)).await), "objection_moved");
        let take = |version| Receive { id: id.clone(), version };
        for cx in [owner(&w), ministry(&w), w.as_role("minister", Role::Leader, Scope::Nation)] {
            let refused = receive(&cx, take(1)).await;
            assert!(
                matches!(refused, Err(Error::Forbidden | Error::NotFound | Error::Hidden)),
                "{refused:?}"
            );
        }
        assert_eq!(conflict(receive(&w.province_office(), take(9)).await), "stale");
        receive(&w.province_office(), take(1)).await.unwrap();
        assert_eq!(conflict(receive(&w.leader(), take(2)).await), "objection_moved");
        w.on(date(2026, 10, 6));
        assert_eq!(show(&owner(&w), &id).await.unwrap().clock, Some(Standing::Left(29)));
        // The office prepares; the producer reads nothing of it.
        keep_answer(&w.province_office(), reply(&id, 2, "accepted", true)).await.unwrap();
        assert!(matches!(
            keep_answer(&owner(&w), reply(&id, 3, "accepted", true)).await,
            Err(Error::Forbidden)
        ));
        assert_eq!(show(&owner(&w), &id).await.unwrap().row.answer, None);
        assert!(show(&w.leader(), &id).await.unwrap().row.answer.is_some());
        for cx in [w.province_office(), owner(&w)] {
            let refused = answer(&cx, reply(&id, 3, "accepted", true)).await;
            assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        }
        assert!(matches!(answer(&w.leader(), reply(&id, 3, "rejected", true)).await, Err(Error::Invalid(_))));
        let unnumbered = KeepAnswer { number: " ".into(), ..reply(&id, 3, "accepted", true) };
        assert!(matches!(answer(&w.leader(), unnumbered).await, Err(Error::Invalid(_))));
        assert_eq!(conflict(answer(&w.leader(), reply(&id, 2, "accepted", true)).await), "stale");
        assert!(answer(&w.leader(), reply(&id, 3, "accepted", true)).await.unwrap().evaluates_again);
        let after = show(&owner(&w), &id).await.unwrap();
        assert_eq!((after.state, after.clock, after.now), (State::Answered, None, None));
        assert_eq!((after.past.len(), after.past[0].ground.as_deref()), (1, Some("objection")));
        assert_eq!(after.before.hundredths(), Some(after.past[0].sum * 100 / after.past[0].members));
        assert_eq!(state(&w, "d1").await.0, "proposed");
        assert_eq!(
            conflict(withdraw(&owner(&w), Withdraw { id: id.clone(), version: 4 }).await),
            "objection_moved"
        );
        crate::support::whole(&w.cx).await;
        crate::journal_rows::each_column_is_proved(&w).await;
    })
    .await;
}

#[tokio::test]
async fn rejected_it_leaves_the_result_and_withdrawn_it_is_answered_no_more() {
    on_each_engine(async |w| {
        let id = filed(&w).await;
        let (stood, _) = state(&w, "d1").await;
        receive(&w.leader(), Receive { id: id.clone(), version: 1 }).await.unwrap();
        answer(&w.leader(), reply(&id, 2, "rejected", false)).await.unwrap();
        assert_eq!(state(&w, "d1").await.0, stood, "{}", w.engine);
        let seen = show(&owner(&w), &id).await.unwrap();
        assert!(seen.past.is_empty() && seen.now.as_ref() == Some(&seen.before));
        // Another may be filed once the first came to an end, and taken back while the answer is prepared.
        let second = file(&owner(&w), objection("result")).await.unwrap();
        receive(&w.province_office(), Receive { id: second.clone(), version: 1 }).await.unwrap();
        keep_answer(&w.province_office(), reply(&second, 2, "partly", false)).await.unwrap();
        let back = |version| Withdraw { id: second.clone(), version };
        assert!(matches!(withdraw(&w.leader(), back(3)).await, Err(Error::Forbidden)));
        assert!(matches!(
            withdraw(&w.producer("other"), back(3)).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert_eq!(conflict(withdraw(&owner(&w), back(1)).await), "stale");
        withdraw(&owner(&w), back(3)).await.unwrap();
        let seen = show(&owner(&w), &second).await.unwrap();
        assert_eq!((seen.state, seen.row.answer), (State::Withdrawn, None));
        assert_eq!(
            conflict(answer(&w.leader(), reply(&second, 4, "accepted", true)).await),
            "objection_moved"
        );
        assert_eq!(list(&owner(&w), 1, 10).await.unwrap().1, 2);
        assert_eq!(list(&w.leader(), 1, 10).await.unwrap().1, 2);
        let elsewhere = w.as_role("x", Role::Leader, Scope::Province(LAM_DONG.into()));
        assert_eq!(list(&elsewhere, 1, 10).await.unwrap().1, 0);
        assert!(matches!(list(&w.public(), 1, 10).await, Err(Error::SignIn)));
        assert!(matches!(list(&w.ward_officer(), 1, 10).await, Err(Error::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn what_is_filed_is_checked_against_the_law_the_set_and_the_library() {
    on_each_engine(async |w| {
        let s = closed(&w, &[("d1", content(&["8"]))]).await;
        let form = file_form(&owner(&w), "d1").await.unwrap();
        assert_eq!(form.against.iter().map(|a| a.about).collect::<Vec<_>>(), [About::Result], "{}", w.engine);
        assert!(matches!(file_form(&w.producer("other"), "d1").await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(
            file(&w.province_office(), objection("result")).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        for bad in [
            FileObjection { about: "x".into(), ..objection("result") },
            FileObjection { reason: " ".into(), ..objection("result") },
            FileObjection { criteria: vec!["99.9".into()], ..objection("result") },
            FileObjection { papers: vec!["none".into()], ..objection("result") },
            objection("decision"),
        ] {
            assert!(matches!(file(&owner(&w), bad).await, Err(Error::Invalid(_))));
        }
        if show_round(&w.province_office(), &s.round).await.unwrap().agenda[0].state == "scored" {
            let row = ocop_store::council::results::find(w.cx.db(), "d1").await.unwrap().unwrap();
            if row.rank < 5 {
                recognised(&w, &s.round, "d1").await;
                let form = file_form(&owner(&w), "d1").await.unwrap();
                assert_eq!(form.against.len(), 2);
            }
        }
        // After ninety days only with the reason that hindered the producer. They end on Sunday 3/1/2027, so the filing
        // is late after Monday (Bộ luật Dân sự 2015, Điều 148(5)).
        w.on(date(2027, 1, 5));
        let late = file(&owner(&w), objection("result")).await;
        assert!(matches!(late, Err(Error::Invalid(_))), "{late:?}");
        let excused =
            FileObjection { late_reason: "Nằm viện điều trị".into(), ..objection("result") };
        let id = file(&owner(&w), excused).await.unwrap();
        assert!(matches!(paper(&w.leader(), &id, "none").await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn the_terms_are_the_laws_until_somebody_sets_others() {
    on_each_engine(async |w| {
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert_eq!(show_terms(&admin).await.unwrap(), Terms::default(), "{}", w.engine);
        let seen = stamp_of(&Terms::default());
        let set = |file: &str| PutTerms {
            seen: seen.clone(),
            file: file.into(),
            receive: "5".into(),
            answer: "20".into(),
        };
        assert!(matches!(put_terms(&w.leader(), set("60")).await, Err(Error::Forbidden)));
        assert!(matches!(put_terms(&admin, set("0")).await, Err(Error::Invalid(_))));
        put_terms(&admin, set("60")).await.unwrap();
        // Another administrator's form still shows what stood before.
        assert!(matches!(put_terms(&admin, set("45")).await, Err(Error::Conflict("stale"))));
        assert_eq!(show_terms(&admin).await.unwrap(), Terms { file: 60, receive: 5, answer: 20 });
    })
    .await;
}

#[tokio::test]
async fn an_objection_is_an_open_term_of_its_province() {
    on_each_engine(async |w| {
        let id = filed(&w).await;
        for cx in [owner(&w), w.leader(), w.province_office()] {
            let own = (Kind::Objection, id.clone(), Standing::Left(10));
            assert!(open_terms_of(&cx).await.contains(&own), "{}", w.engine);
        }
        let elsewhere = w.as_role("x", Role::Leader, Scope::Province(LAM_DONG.into()));
        assert_eq!(open_terms_of(&elsewhere).await, []);
        withdraw(&owner(&w), Withdraw { id, version: 1 }).await.unwrap();
        assert!(open_terms_of(&w.leader()).await.iter().all(|t| t.0 != Kind::Objection));
    })
    .await;
}
