//! From a closed result to a star, and what becomes of the star.

use crate::stars::{Closed, insert_star, law_round, row_count};
use crate::support::{LAM_DONG, World, on_each_engine};
use jiff::civil::date;
use ocop_app::recognition::{
    DraftDecision, Sign, StandingOn, Withdraw, certificate, decision, decision_paper, discard_draft,
    draft_decision, round_candidates, sign, verify, waiting, withdraw,
};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::recognition::Status;
use ocop_store::args;

pub fn typed(decision: &str) -> Sign {
    Sign {
        decision_id: decision.into(),
        version: 1,
        number: "123/QĐ-UBND".into(),
        decided_on: "05/10/2026".into(),
        signer_title: "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    }
}

pub async fn draft(cx: &Cx, kind: &str, closed: &[Closed]) -> Result<String, Error> {
    let dossiers = closed.iter().map(|c| c.dossier.clone()).collect();
    draft_decision(cx, DraftDecision { round_id: "round".into(), kind: kind.into(), dossiers }).await
}

pub fn code(e: Error) -> String {
    match e {
        Error::Invalid(i) => {
            i.0.iter().map(|f| format!("{}:{}", f.field, f.code)).collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

async fn signed(w: &World) -> (Vec<Closed>, Vec<String>) {
    let closed = law_round(w, &[3, 4]).await;
    let id = draft(&w.province_office(), "recognise", &closed).await.unwrap();
    let done = sign(&w.leader(), typed(&id)).await.unwrap();
    (closed, done.certificates)
}

#[tokio::test]
async fn a_decision_drawn_up_twice_by_one_form_is_one() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        let cx = Cx { sending: Some("a".into()), ..w.province_office() };
        let (one, two) = tokio::join!(draft(&cx, "recognise", &closed), draft(&cx, "recognise", &closed));
        assert_eq!(one.unwrap(), two.unwrap(), "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_signature_gives_codes_certificates_and_thirty_six_months() {
    on_each_engine(async |w| {
        let (closed, certificates) = signed(&w).await;
        assert_eq!(certificates, ["79-2026-00001", "79-2026-00002"], "{}", w.engine);
        let v = verify(&w.public(), " 79-2026-00001 ").await.unwrap();
        assert_eq!(v.star.standing, StandingOn::Known(Status::Valid));
        assert_eq!((v.star.issued_on, v.star.expires_on), (Some(date(2026, 10, 5)), Some(date(2029, 10, 5))));
        assert_eq!(v.star.decision_number.as_deref(), Some("123/QĐ-UBND"));
        assert!(v.star.address.ends_with("Phường Xóm Chiếu, Thành phố Hồ Chí Minh"), "{}", v.star.address);
        assert!(v.product_code.as_deref().unwrap().starts_with("79-27259-"), "{:?}", v.product_code);
        let state = "SELECT COUNT(*) AS n FROM dossier WHERE state = 'recognised'";
        assert_eq!(row_count(&w, state).await, 2);
        crate::support::whole(&w.cx).await;
        let chain = format!("dossier:{}", closed[0].dossier);
        assert_eq!(ocop_store::journal::chain(w.cx.db(), &chain).await.unwrap().len(), 1);
        assert_eq!(waiting(&w.leader(), 1, 20).await.unwrap().total, 0);
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_signed_once() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        let id = draft(&w.province_office(), "recognise", &closed).await.unwrap();
        let (a, b) = (w.leader(), w.leader());
        let both = tokio::join!(sign(&a, typed(&id)), sign(&b, typed(&id)));
        let ok = [both.0.is_ok(), both.1.is_ok()];
        assert_eq!(ok.iter().filter(|x| **x).count(), 1, "{}: {both:?}", w.engine);
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM recognition").await, 1);
        let again = sign(&w.leader(), typed(&id)).await.unwrap_err();
        assert!(matches!(again, Error::Conflict("already_signed")), "{again:?}");
        let gone = discard_draft(&w.province_office(), &id, 2).await.unwrap_err();
        assert!(matches!(gone, Error::Conflict("already_signed")));
    })
    .await;
}

#[tokio::test]
async fn what_the_registry_gave_is_checked() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3, 4]).await;
        let office = w.province_office();
        let one = draft(&office, "recognise", &closed[..1]).await.unwrap();
        let two = draft(&office, "recognise", &closed[1..]).await.unwrap();
        let bad = Sign { number: " ".into(), decided_on: "06/10/2026".into(), ..typed(&one) };
        assert_eq!(
            code(sign(&w.leader(), bad).await.unwrap_err()),
            "number:required decided_on:date_in_future"
        );
        let early = Sign { decided_on: "01/09/2026".into(), signer_name: String::new(), ..typed(&one) };
        let early = code(sign(&w.leader(), early).await.unwrap_err());
        assert_eq!(early, "signer_name:required decided_on:before_result");
        let stale = Sign { version: 7, ..typed(&one) };
        assert!(matches!(sign(&w.leader(), stale).await, Err(Error::Conflict("stale"))));
        sign(&w.leader(), typed(&one)).await.unwrap();
        assert_eq!(code(sign(&w.leader(), typed(&two)).await.unwrap_err()), "number:number_taken");
        let other = Sign { number: "124/QĐ-UBND".into(), ..typed(&two) };
        assert_eq!(sign(&w.leader(), other).await.unwrap().certificates, ["79-2026-00002"]);
    })
    .await;
}

#[tokio::test]
async fn one_and_two_stars_get_no_decision() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[0, 3]).await;
        let office = w.province_office();
        let seen = round_candidates(&office, "round").await.unwrap();
        assert_eq!(seen.to_recognise.len(), 1);
        assert!(matches!(
            draft(&office, "recognise", &closed[..1]).await,
            Err(Error::Conflict("nothing_waits"))
        ));
        assert_eq!(
            code(draft(&office, "recognise", &closed).await.unwrap_err()),
            "dossiers:dossier_does_not_fit"
        );
        // Even a row put in by hand is not signed.
        let id = draft(&office, "recognise", &closed[1..]).await.unwrap();
        w.cx.db()
            .exec(
                "INSERT INTO decision_item (decision_id, dossier_id, stars) VALUES ($1, $2, 2)",
                args![id.as_str(), closed[0].dossier.as_str()],
            )
            .await
            .unwrap();
        let refused = sign(&w.leader(), typed(&id)).await.unwrap_err();
        assert!(matches!(refused, Error::Conflict("rank_without_decision")), "{refused:?}");
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM recognition").await, 0);
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM counter").await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_signs_and_drafts_only_what_is_his() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        let elsewhere = w.as_role("leader-2", Role::Leader, Scope::Province(LAM_DONG.into()));
        let office2 = w.as_role("office-2", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        for cx in [&elsewhere, &w.ward_officer(), &office2] {
            assert!(matches!(draft(cx, "recognise", &closed).await, Err(Error::Forbidden)));
        }
        assert!(matches!(draft(&w.public(), "recognise", &closed).await, Err(Error::SignIn)));
        let id = draft(&w.province_office(), "recognise", &closed).await.unwrap();
        for cx in [&w.province_office(), &elsewhere, &w.ward_officer(), &w.producer("m")] {
            assert!(matches!(sign(cx, typed(&id)).await, Err(Error::Forbidden)));
        }
        assert!(matches!(decision(&elsewhere, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(decision(&w.ward_officer(), &id).await, Err(Error::Forbidden)));
        let seen = decision(&w.leader(), &id).await.unwrap();
        assert!(seen.may_sign && seen.may_draft);
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        assert!(!decision(&auditor, &id).await.unwrap().may_sign);
        sign(&w.leader(), typed(&id)).await.unwrap();
        let star = verify(&w.public(), "79-2026-00001").await.unwrap().star.recognition_id;
        let cmd = Withdraw { recognition_id: star, ..Withdraw::default() };
        for cx in [&w.province_office(), &elsewhere] {
            assert!(matches!(withdraw(cx, cmd.clone()).await, Err(Error::Forbidden)));
        }
        assert!(matches!(withdraw(&w.public(), cmd).await, Err(Error::SignIn)));
    })
    .await;
}

#[tokio::test]
async fn a_discarded_draft_sets_its_dossiers_free() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        let office = w.province_office();
        let id = draft(&office, "recognise", &closed).await.unwrap();
        assert!(matches!(draft(&office, "recognise", &closed).await, Err(Error::Conflict("nothing_waits"))));
        discard_draft(&office, &id, 1).await.unwrap();
        assert_eq!(waiting(&office, 1, 20).await.unwrap().rounds[0].to_recognise, 1);
        draft(&office, "recognise", &closed).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_star_is_called_by_its_day() {
    on_each_engine(async |w| {
        let (closed, _) = signed(&w).await;
        let status = async || verify(&w.public(), "79-2026-00001").await.unwrap().star.standing.as_str();
        for (day, want) in [
            (date(2029, 4, 7), "valid"),
            (date(2029, 4, 8), "renewal_window"),
            (date(2029, 6, 7), "renewal_window"),
            (date(2029, 6, 8), "valid"),
            (date(2029, 10, 5), "valid"),
            (date(2029, 10, 6), "expired"),
        ] {
            w.on(day);
            assert_eq!(status().await, want, "{day}");
        }
        w.on(date(2029, 12, 1));
        w.cx.db()
            .exec(
                "UPDATE dossier SET kind = 'reranking', state = 'in_round', submitted_at = 1, settled_on = NULL \
                 WHERE id = $1",
                args![closed[0].dossier.as_str()],
            )
            .await
            .unwrap();
        assert_eq!(status().await, "extended");
        w.on(date(2030, 4, 4));
        assert_eq!(status().await, "expired");
        assert!(matches!(verify(&w.public(), "79-2026-99999").await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn a_new_star_takes_the_place_of_the_old_one() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[4]).await;
        insert_star(&w, &closed[0].product, "OLD-1", 3, Some(("2024-11-01", "2027-11-01"))).await;
        insert_star(&w, &closed[0].product, "OLD-0", 3, Some(("2019-11-01", "2022-11-01"))).await;
        // It ended two months ago and nothing had been filed: it could have run on, and did not (Điều 12(3)).
        insert_star(&w, &closed[0].product, "OLD-2", 3, Some(("2023-08-01", "2026-08-01"))).await;
        let id = draft(&w.province_office(), "recognise", &closed).await.unwrap();
        sign(&w.leader(), typed(&id)).await.unwrap();
        let old = verify(&w.public(), "OLD-1").await.unwrap();
        assert_eq!(old.star.standing, StandingOn::Known(Status::Superseded));
        assert_eq!(old.superseded_by.unwrap().key, "79-2026-00001");
        for ended in ["OLD-0", "OLD-2"] {
            let older = verify(&w.public(), ended).await.unwrap();
            assert_eq!(older.star.standing, StandingOn::Known(Status::Expired), "{ended}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_star_without_dates_is_never_called_valid() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        insert_star(&w, &closed[0].product, "LIST-7", 4, None).await;
        let v = verify(&w.public(), "LIST-7").await.unwrap();
        assert_eq!(v.star.standing, StandingOn::Unknown);
        assert!(!v.star.standing.in_force());
    })
    .await;
}

#[tokio::test]
async fn a_withdrawn_star_says_so_and_its_paper_is_kept_back() {
    on_each_engine(async |w| {
        let (_, certificates) = signed(&w).await;
        let number = certificates[0].as_str();
        let star = verify(&w.public(), number).await.unwrap().star.recognition_id;
        let cmd = Withdraw {
            recognition_id: star,
            ground: "misuse_of_mark".into(),
            decision_number: "200/QĐ-UBND".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        let bad = Withdraw { ground: "because".into(), withdrawn_on: "04/10/2026".into(), ..cmd.clone() };
        assert_eq!(
            code(withdraw(&w.leader(), bad).await.unwrap_err()),
            "ground:choose_one withdrawn_on:before_issue"
        );
        let before = ocop_app::portal::version(&w.cx).await.unwrap();
        withdraw(&w.leader(), cmd.clone()).await.unwrap();
        assert!(ocop_app::portal::version(&w.cx).await.unwrap() > before);
        let v = verify(&w.public(), number).await.unwrap();
        assert_eq!(v.star.standing, StandingOn::Known(Status::Withdrawn));
        assert!(matches!(withdraw(&w.leader(), cmd).await, Err(Error::Conflict("already_withdrawn"))));
        assert!(matches!(
            certificate(&w.public(), number).await,
            Err(Error::Conflict("certificate_withdrawn"))
        ));
        assert!(certificate(&w.leader(), number).await.unwrap().starts_with(b"%PDF"));
    })
    .await;
}

#[tokio::test]
async fn five_stars_are_the_ministers_to_withdraw() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        insert_star(&w, &closed[0].product, "TW-5", 5, Some(("2025-11-01", "2028-11-01"))).await;
        let star = verify(&w.public(), "TW-5").await.unwrap().star.recognition_id;
        let cmd = Withdraw { recognition_id: star, ..Withdraw::default() };
        assert!(matches!(withdraw(&w.leader(), cmd).await, Err(Error::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn papers_are_printed_once_and_stay_the_same() {
    on_each_engine(async |w| {
        let (_, certificates) = signed(&w).await;
        let first = certificate(&w.public(), &certificates[0]).await.unwrap();
        w.on(date(2027, 1, 1));
        assert_eq!(certificate(&w.public(), &certificates[0]).await.unwrap(), first);
        let rows = "SELECT COUNT(*) AS n FROM recognition WHERE pdf_hash IS NOT NULL";
        assert_eq!(row_count(&w, rows).await, 1);
        let list = ocop_app::recognition::decisions(&w.leader(), ocop_app::recognition::Which::Signed, 1, 20)
            .await
            .unwrap();
        assert_eq!((list.counts.drafts, list.counts.signed), (0, 1));
        let paper = decision_paper(&w.leader(), &list.rows[0].id).await.unwrap();
        assert!(paper.starts_with(b"%PDF"));
        assert!(matches!(decision_paper(&w.public(), &list.rows[0].id).await, Err(Error::SignIn)));
    })
    .await;
}
