use super::help::*;
use crate::dossier::help::{PRODUCER, codes, filled, form02, judgements};
use crate::support::{World, on_each_engine};
use ocop_app::assist::{self, End};
use ocop_app::dossier::*;
use ocop_app::dossier::{self, HandInBySheet};
use ocop_app::{Cx, Error, notice};
use ocop_domain::dossier::State;
use ocop_domain::dossier::seal::{SealRef, short};
use ocop_domain::dossier::verify::verify_package;
use ocop_store::args;
use std::io::Cursor;

/// A dossier filled in whole by the officer.
async fn whole(w: &World) -> (Cx, Cx, String, String) {
    let (officer, own, id, consent) = begun(w).await;
    filled(&officer, &id).await;
    (officer, own, id, consent)
}

fn with_plan(id: &str, plan: &str) -> SaveForm02 {
    let form = ocop_domain::dossier::Form02 { plan: plan.into(), ..form02() };
    SaveForm02 { dossier_id: id.into(), stamp: None, form }
}

#[tokio::test]
async fn an_officer_hands_in_nothing_alone_and_a_code_confirms_exactly_what_stood_there() {
    on_each_engine(async |w| {
        let (officer, own, id, _) = whole(&w).await;
        let alone = submit(&officer, Submit { dossier_id: id.clone(), declared: true }).await;
        assert!(matches!(alone, Err(Error::Forbidden)), "{alone:?}");
        assert_eq!(
            codes(dossier::hand_in_by_code(&officer, &id, "1234 5678").await),
            [("code".into(), "assist_code_none")]
        );
        assert!(matches!(dossier::ask_hand_in_code(&own, &id, "mail").await, Err(Error::Forbidden)));
        assert!(dossier::ask_hand_in_code(&colleague(&w), &id, "mail").await.is_err());

        dossier::ask_hand_in_code(&officer, &id, "mail").await.unwrap();
        let early = mailed(&w).await;
        assert!(dossier::hand_in(&officer, &id).await.unwrap().code.unwrap().usable());
        save_form02(&officer, with_plan(&id, "Đổi một chữ.")).await.unwrap();
        assert!(!dossier::hand_in(&officer, &id).await.unwrap().code.unwrap().usable());
        let changed = codes(dossier::hand_in_by_code(&officer, &id, &early).await);
        assert_eq!(changed, [("code".into(), "assist_code_void")], "{}", w.engine);

        dossier::ask_hand_in_code(&officer, &id, "mail").await.unwrap();
        let code = mailed(&w).await;
        assert_eq!(
            codes(dossier::hand_in_by_code(&officer, &id, &wrong(&code)).await),
            [("code".into(), "assist_code_wrong")]
        );
        let receipt = dossier::hand_in_by_code(&officer, &id, &code).await.unwrap();

        let package = sealed(&officer, &id, None).await.unwrap();
        let confirmed = package.seal.confirmed.clone().unwrap();
        assert_eq!((confirmed.how.as_str(), confirmed.sheet.is_none()), ("code", true));
        assert_eq!(
            package.seal.content().unwrap(),
            confirmed.content,
            "what was confirmed is what was sealed"
        );
        assert!(package.whole && package.hash == receipt.seal_hash);
        let plan = package.seal.assisted.iter().find(|m| m.key == "form02/plan").unwrap();
        assert_eq!((plan.office.as_str(), plan.on.as_str()), ("Phường Xóm Chiếu", "2026-10-05"));

        let d = show(&own, &id).await.unwrap();
        assert_eq!((d.state, d.confirmed.as_ref().unwrap().how.as_str()), (State::AtWard, "code"));
        let twice = dossier::hand_in_by_code(&officer, &id, &code).await;
        assert!(matches!(twice, Err(Error::Conflict("dossier_closed"))), "{twice:?}");
        let told = notice::calls(&colleague(&w), 1, 50).await.unwrap().0;
        assert!(told.iter().any(|c| c.words.body.contains("bằng mã dùng một lần")), "{told:?}");
        crate::support::whole(&w.cx).await;
        let said = w.cx.db().number(
            "SELECT COUNT(*) AS n FROM journal WHERE act = 'dossier.hand_in' AND diff LIKE $1",
            args![format!("%\"content\":\"{}\"%", confirmed.content)],
        );
        assert_eq!(said.await.unwrap(), 2, "asked for, and handed in");
    })
    .await;
}

#[tokio::test]
async fn a_code_is_tried_five_times_and_dies_with_the_consent() {
    on_each_engine(async |w| {
        let (officer, own, id, consent) = whole(&w).await;
        dossier::ask_hand_in_code(&officer, &id, "phone").await.unwrap();
        let code = called(&colleague(&w)).await.unwrap();
        assert_eq!(called(&officer).await, None);
        for _ in 0..5 {
            let refused = codes(dossier::hand_in_by_code(&officer, &id, &wrong(&code)).await);
            assert_eq!(refused, [("code".into(), "assist_code_wrong")]);
        }
        assert_eq!(
            codes(dossier::hand_in_by_code(&officer, &id, &code).await),
            [("code".into(), "assist_code_spent")]
        );
        dossier::ask_hand_in_code(&officer, &id, "mail").await.unwrap();
        let code = mailed(&w).await;
        assist::end(&own, End { id: consent, told: false }).await.unwrap();
        assert!(matches!(
            dossier::hand_in_by_code(&officer, &id, &code).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert!(matches!(
            save_form02(&officer, with_plan(&id, "x")).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert_eq!(show(&own, &id).await.unwrap().state, State::Draft);
    })
    .await;
}

#[tokio::test]
async fn a_signed_sheet_belongs_to_one_content_and_travels_with_the_package() {
    on_each_engine(async |w| {
        let (officer, own, id, _) = whole(&w).await;
        assert!(dossier::hand_in_sheet(&officer, &id).await.unwrap().starts_with(b"%PDF"));
        let printed = dossier::hand_in(&officer, &id).await.unwrap().short;
        save_form02(&officer, with_plan(&id, "Sửa sau khi in.")).await.unwrap();
        let by = |code: &str| HandInBySheet {
            dossier_id: id.clone(),
            sheet_code: code.into(),
            signed_on: "05/10/2026".into(),
            files: scan("chữ ký của chủ thể"),
        };
        let old = codes(dossier::hand_in_by_sheet(&officer, by(&printed)).await);
        assert_eq!(old, [("sheet_code".into(), "assist_sheet_differs")], "{}", w.engine);
        let empty = HandInBySheet { files: vec![], signed_on: String::new(), ..by("") };
        let fields: Vec<String> =
            codes(dossier::hand_in_by_sheet(&officer, empty).await).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["sheet_code", "signed_on", "file"]);

        let now = dossier::hand_in(&officer, &id).await.unwrap().short;
        dossier::hand_in_by_sheet(&officer, by(&now.to_lowercase())).await.unwrap();
        let package = sealed(&own, &id, None).await.unwrap();
        let sheet = package.seal.confirmed.unwrap().sheet.unwrap();
        assert_eq!(sheet.signed_on, "2026-10-05");
        let seen = dossier::confirmation_sheet(&w.ward_officer(), &id, None).await.unwrap();
        assert_eq!(seen.sha256, sheet.sha256);
        assert!(matches!(
            dossier::confirmation_sheet(&w.producer("another"), &id, None).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        let archive = sealed_package(&own, &id, 1).await.unwrap();
        let entries = open_package(Cursor::new(&archive.bytes)).unwrap();
        let on_paper: SealRef = short(&package.hash).parse().unwrap();
        assert!(verify_package(&entries, Some(&on_paper)).unwrap().whole());
        let scan = entries.iter().find(|e| e.name == "1-ho-so/phieu-xac-nhan.pdf").unwrap();
        assert_eq!(scan.sha256, sheet.sha256);
    })
    .await;
}

#[tokio::test]
async fn a_producer_with_an_account_confirms_by_submitting_himself() {
    on_each_engine(async |w| {
        let (_, own, id, _) = whole(&w).await;
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let seal = sealed(&own, &id, None).await.unwrap().seal;
        let confirmed = seal.confirmed.clone().unwrap();
        assert_eq!((confirmed.how.as_str(), confirmed.content), ("own_account", seal.content().unwrap()));
        assert!(!seal.assisted.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_not_complete_is_not_confirmed() {
    on_each_engine(async |w| {
        let (officer, _, id, _) = begun(&w).await;
        let refused = codes(dossier::ask_hand_in_code(&officer, &id, "mail").await);
        assert_eq!(refused, [(String::new(), "dossier_incomplete")]);
        assert!(matches!(
            dossier::hand_in_sheet(&officer, &id).await,
            Err(Error::Conflict("assist_not_ready"))
        ));
        let sheet = HandInBySheet { dossier_id: id.clone(), ..HandInBySheet::default() };
        assert_eq!(
            codes(dossier::hand_in_by_sheet(&officer, sheet).await),
            [(String::new(), "dossier_incomplete")]
        );
    })
    .await;
}

#[tokio::test]
async fn in_a_small_ward_one_person_fills_in_and_checks_and_the_file_says_so() {
    on_each_engine(async |w| {
        let (officer, own, id, _) = whole(&w).await;
        dossier::ask_hand_in_code(&officer, &id, "mail").await.unwrap();
        dossier::hand_in_by_code(&officer, &id, &mailed(&w).await).await.unwrap();
        let desk = ward_check(&officer, &id).await.unwrap().dossier;
        assert!(desk.typed_by(officer.actor.id()) && !desk.checked_by_helper());
        assert!(!ward_check(&colleague(&w), &id).await.unwrap().dossier.typed_by("colleague"));
        let cmd = Propose { dossier_id: id.clone(), version: desk.version, judgements: judgements() };
        propose(&officer, cmd).await.unwrap();
        assert!(show(&own, &id).await.unwrap().checked_by_helper());
        assert_eq!(show(&own, &id).await.unwrap().subject.producer_id, PRODUCER);
    })
    .await;
}
