use super::help::*;
use crate::support::{XOM_CHIEU, on_each_engine};
use jiff::civil::date;
use ocop_app::Error;
use ocop_app::dossier::*;
use ocop_domain::dossier::State;
use ocop_domain::term::Standing;
use ocop_store::args;

#[tokio::test]
async fn a_dossier_goes_from_draft_over_return_to_proposal() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let fresh = show(&own, &id).await.unwrap();
        assert_eq!(fresh.form02.history, "Thành lập năm 2019.", "what the register knows is not typed again");
        assert_eq!((fresh.form01.year, fresh.form01.samples), (None, None), "nothing given is nothing shown");
        let sections: Vec<_> = readiness(&fresh).iter().map(|m| (m.section, m.code)).collect();
        assert!(sections.contains(&("form", "year")) && sections.contains(&("form", "samples")));
        assert!(sections.contains(&("report", "plan")) && sections.contains(&("evidence", "evidence")));
        assert!(
            codes(submit(&own, Submit { dossier_id: id.clone(), declared: false }).await)
                .contains(&("declared".into(), "declare"))
        );

        filled(&own, &id).await;
        assert_eq!(readiness(&show(&own, &id).await.unwrap()), []);
        let receipt = submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        assert_eq!(receipt.registration_number, "01/PĐK-79-27259-2026");
        assert_eq!(receipt.due_on, date(2026, 10, 26));
        assert!(matches!(
            submit(&own, Submit { dossier_id: id.clone(), declared: true }).await,
            Err(Error::Conflict("dossier_closed"))
        ));
        assert!(matches!(
            upload(&own, paper(&id, None, "later")).await,
            Err(Error::Conflict("dossier_closed"))
        ));

        let ward = w.ward_officer();
        let desk = ward_check(&ward, &id).await.unwrap();
        assert_eq!(desk.term, Some(Standing::Left(15)));
        let back = Return { dossier_id: id.clone(), version: desk.dossier.version, ..Return::default() };
        assert_eq!(
            codes(return_to_producer(&ward, back.clone()).await),
            [("reasons".to_owned(), "required")]
        );
        let reasons =
            Judgements { reasons: "Thiếu phiếu kiểm nghiệm.".into(), ..Judgements::default() };
        return_to_producer(&ward, Return { judgements: reasons, ..back }).await.unwrap();
        let returned = show(&own, &id).await.unwrap();
        assert_eq!(returned.state, State::Returned);
        assert_eq!(returned.checks[0].reasons.as_deref(), Some("Thiếu phiếu kiểm nghiệm."));

        upload(&own, paper(&id, Some("8"), "test report")).await.unwrap();
        w.on(date(2026, 10, 12));
        let second = submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        assert_eq!(second.registration_number, receipt.registration_number);
        assert_ne!(second.seal_hash, receipt.seal_hash);
        assert_eq!(second.due_on, date(2026, 11, 2));

        w.on(date(2026, 11, 3));
        let desk = ward_check(&ward, &id).await.unwrap();
        assert_eq!(desk.term, Some(Standing::Late(1)));
        assert!(desk.draft.is_none(), "what was written at the first submission stays there");
        let version = desk.dossier.version;
        let empty = Propose { dossier_id: id.clone(), version, judgements: Judgements::default() };
        assert_eq!(codes(propose(&ward, empty).await).len(), 5);
        let done =
            propose(&ward, Propose { dossier_id: id.clone(), version, judgements: judgements() }).await;
        assert_eq!(done.unwrap(), State::Proposed);
        assert_eq!(show(&own, &id).await.unwrap().proposed_on, Some(date(2026, 11, 3)));

        let steps = history(&ward, &id).await.unwrap();
        let states: Vec<_> = steps.iter().map(|s| s.to).collect();
        assert_eq!(states, [State::Draft, State::AtWard, State::Returned, State::AtWard, State::Proposed]);
        assert!(steps[4].late);
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn an_applying_knock_out_question_stops_the_submission_and_names_its_criterion() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        filled(&own, &id).await;
        let mut cmd = no_to_all(&own, &id).await;
        let yes = cmd.answers.iter_mut().find(|a| a.key.starts_with("1.1/")).unwrap();
        yes.applies = Some(true);
        assert_eq!(codes(save_questions(&own, cmd.clone()).await)[0].1, "required", "a yes needs its reason");
        cmd.answers.iter_mut().for_each(|a| a.reason = "Nguyên liệu nhập khẩu.".into());
        save_questions(&own, cmd).await.unwrap();
        match submit(&own, Submit { dossier_id: id.clone(), declared: true }).await {
            Err(Error::Invalid(i)) => {
                assert_eq!(i.0.len(), 1);
                assert_eq!((i.0[0].code, i.0[0].args[0].1.as_str()), ("knocked_out", "1.1"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(show(&own, &id).await.unwrap().registration_number, None);
    })
    .await;
}

#[tokio::test]
async fn the_term_stretches_over_holidays() {
    on_each_engine(async |w| {
        for day in ["2026-10-14", "2026-10-15"] {
            w.cx.db()
                .exec(
                    "INSERT INTO holiday (day, kind, name, source) VALUES ($1, 'off', 'x', 'x')",
                    args![day],
                )
                .await
                .unwrap();
        }
        let (_, _, receipt) = submitted(&w).await;
        assert_eq!(receipt.due_on, date(2026, 10, 28));
    })
    .await;
}

#[tokio::test]
async fn numbers_are_given_once_also_to_those_who_submit_together() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let mut ids = Vec::new();
        for n in 2..=5 {
            let product = format!("product-{n}");
            super::help::product(&w, &product, PRODUCER, XOM_CHIEU, Some(SET)).await;
            let id = start(&own, Start { product_id: product }).await.unwrap();
            filled(&own, &id).await;
            ids.push(id);
        }
        let tasks: Vec<_> = ids
            .into_iter()
            .map(|dossier_id| {
                let own = own.clone();
                tokio::spawn(
                    async move { submit(&own, Submit { dossier_id, declared: true }).await.unwrap() },
                )
            })
            .collect();
        let mut numbers = Vec::new();
        for t in tasks {
            numbers.push(t.await.unwrap().registration_number);
        }
        numbers.sort();
        let expected: Vec<String> = (1..=4).map(|n| format!("{n:02}/PĐK-79-27259-2026")).collect();
        assert_eq!(numbers, expected, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_product_has_one_open_dossier_and_must_be_classified() {
    on_each_engine(async |w| {
        let (own, _) = started(&w).await;
        let again = start(&own, Start { product_id: "product-1".into() }).await;
        assert!(matches!(again, Err(Error::Conflict("dossier_open"))));
        super::help::product(&w, "bare", PRODUCER, XOM_CHIEU, None).await;
        super::help::product(&w, "old", PRODUCER, XOM_CHIEU, Some("QD148-09")).await;
        let bare = start(&own, Start { product_id: "bare".into() }).await;
        assert_eq!(codes(bare), [("product".to_owned(), "product_without_set")]);
        let old = start(&own, Start { product_id: "old".into() }).await;
        assert_eq!(codes(old), [("product".to_owned(), "set_of_older_law")]);
        let offered = startable(&own, 1).await.unwrap();
        assert_eq!(offered.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["bare", "old"]);
    })
    .await;
}

#[tokio::test]
async fn two_who_edit_the_same_section_do_not_overwrite_each_other() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let seen = show(&own, &id).await.unwrap();
        let sheet = |stamp: &str, option: &str| SaveAnswers {
            dossier_id: id.clone(),
            stamp: Some(stamp.into()),
            answers: vec![SheetAnswer {
                criterion: "1.1".into(),
                option: option.into(),
                note: String::new(),
            }],
        };
        let report = save_answers(&own, sheet(&seen.answers_stamp, "2")).await.unwrap();
        assert_eq!((report.total.get(), report.rank), (3, 0));
        let late = save_answers(&own, sheet(&seen.answers_stamp, "1")).await;
        assert!(matches!(late, Err(Error::Conflict("stale"))));
        // Another section may still be saved beside it.
        let form = SaveForm02 { dossier_id: id.clone(), stamp: Some(seen.forms_stamp), form: form02() };
        save_form02(&own, form).await.unwrap();

        let wrong = SaveAnswers {
            dossier_id: id.clone(),
            stamp: None,
            answers: vec![
                SheetAnswer { criterion: "1.1".into(), option: "9".into(), note: String::new() },
                SheetAnswer { criterion: "1".into(), option: "1".into(), note: String::new() },
                SheetAnswer { criterion: "1.2".into(), option: "0".into(), note: "chữ".into() },
                SheetAnswer { criterion: "1.3".into(), option: "1".into(), note: "x".repeat(2001) },
            ],
        };
        let found: Vec<_> = codes(save_answers(&own, wrong).await);
        let found: Vec<_> = found.iter().map(|(f, c)| (f.as_str(), *c)).collect();
        assert_eq!(
            found,
            [
                ("c.1.1", "option"),
                ("c.1", "unknown_criterion"),
                ("c.1.2", "note_without_option"),
                ("n.1.3", "too_long")
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn two_officers_on_one_form_03_get_a_readable_conflict() {
    on_each_engine(async |w| {
        let (_, id, _) = submitted(&w).await;
        let ward = w.ward_officer();
        let version = ward_check(&ward, &id).await.unwrap().dossier.version;
        let save = SaveCheck { dossier_id: id.clone(), version, judgements: judgements() };
        save_check(&ward, save.clone()).await.unwrap();
        assert!(matches!(save_check(&ward, save).await, Err(Error::Conflict("stale"))));
        let old = Propose { dossier_id: id.clone(), version, judgements: judgements() };
        assert!(matches!(propose(&ward, old.clone()).await, Err(Error::Conflict("stale"))));
        let desk = ward_check(&ward, &id).await.unwrap();
        assert_eq!(desk.draft.unwrap().idea_origin.as_deref(), Some("Nghề truyền thống."));
        let version = desk.dossier.version;
        propose(&ward, Propose { version, ..old }).await.unwrap();
        assert_eq!(form03_pdf(&ward, &id).await.unwrap().get(..5), Some(b"%PDF-".as_slice()));
    })
    .await;
}
