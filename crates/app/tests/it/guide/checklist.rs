use crate::dossier::help::*;
use crate::support::{HCMC, on_each_engine};
use ocop_app::Error;
use ocop_app::dossier::*;
use ocop_app::guide::{Asked, checklist, demands, gaps, write};
use ocop_domain::guide::Standing;

#[tokio::test]
async fn the_checklist_follows_answers_and_papers() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let list = checklist(&own, &id).await.unwrap();
        assert_eq!(list.done, 0);
        assert_eq!(list.total, list.questions.len() + list.dossier.set.scorable().count());
        assert!(list.questions.iter().all(|asked| *asked == Asked::Open));
        assert!(list.standing.values().all(|standing| *standing == Standing::NotAnswered));

        save_questions(&own, no_to_all(&own, &id).await).await.unwrap();
        save_answers(&own, best(&own, &id).await).await.unwrap();
        let raw_material = "1.1".parse().unwrap();
        let list = checklist(&own, &id).await.unwrap();
        assert!(list.questions.iter().all(|asked| *asked == Asked::No));
        assert_eq!(list.standing[&raw_material], Standing::PaperMissing);
        // Nothing is called complete while a criterion with points has no paper.
        let lacking = gaps(&list.dossier, w.cx.today());
        assert!(lacking.unanswered.is_empty() && lacking.without_paper.contains(&raw_material));
        assert_eq!(
            lacking.without_paper.len(),
            list.standing.values().filter(|s| **s == Standing::PaperMissing).count()
        );

        // Mẫu số 02, Phần III: a paper of another kind proves nothing of the raw material.
        upload(&own, paper(&id, Some("1.1"), "b")).await.unwrap();
        assert_eq!(checklist(&own, &id).await.unwrap().standing[&raw_material], Standing::PaperMissing);
        // Runs out on 1/12/2026; today is 5/10/2026.
        let until = Upload {
            kind: "raw_material".into(),
            expires_on: "01/12/2026".into(),
            ..paper(&id, Some("1.1"), "a")
        };
        upload(&own, until).await.unwrap();
        let ending = checklist(&own, &id).await.unwrap();
        assert_eq!(ending.standing[&raw_material], Standing::PaperEnding);
        assert_eq!(ending.done, list.done + 1);
        w.on(jiff::civil::date(2026, 12, 2));
        let expired = checklist(&own, &id).await.unwrap();
        assert_eq!(expired.standing[&raw_material], Standing::PaperExpired);
        assert_eq!(gaps(&expired.dossier, w.cx.today()).expired, std::slice::from_ref(&raw_material));
        assert_eq!(expired.done, list.done);
    })
    .await;
}

#[tokio::test]
async fn a_knock_out_question_answered_with_yes_stays_open_on_the_list() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let mut answers = no_to_all(&own, &id).await;
        answers.answers[0].applies = Some(true);
        answers.answers[0].reason = "Thử.".into();
        save_questions(&own, answers).await.unwrap();
        let list = checklist(&own, &id).await.unwrap();
        assert_eq!(list.questions[0], Asked::Yes);
        assert_eq!(list.done, list.questions.len() - 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_see_the_dossier_sees_no_checklist_and_anyone_sees_what_a_set_demands() {
    on_each_engine(async |w| {
        let (_, id) = started(&w).await;
        for cx in [w.producer("producer-2"), w.ward_officer(), w.province_office()] {
            assert!(matches!(checklist(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
        }
        assert!(matches!(checklist(&w.public(), &id).await, Err(Error::SignIn)));
        write(&w.province_office(), super::text::text(HCMC, "Chi cục Mẫu", 0)).await.unwrap();
        let (set, words) = demands(&w.public(), "qđ26-9", Some(HCMC)).await.unwrap();
        assert_eq!(set.id.as_str(), SET);
        assert!(words.on(&"9".parse().unwrap(), 2).is_some());
        for unknown in ["QD26-99", "QD148-09", "x"] {
            assert!(
                matches!(demands(&w.public(), unknown, None).await, Err(Error::NotFound | Error::Hidden)),
                "{unknown}"
            );
        }
    })
    .await;
}
