//! Stars read from lists: no number that was not given, no draft, and a page of their own.

use crate::stars::{exec, insert_star, law_round, row_count};
use crate::support::{World, on_each_engine};
use ocop_app::Error;
use ocop_app::import::{self, Apply, Stage, Undone};
use ocop_app::recognition::{
    DraftDecision, LookUp, Sign, StandingOn, Which, Withdraw, decision, decision_paper, decisions,
    discard_draft, draft_decision, listed_products, look_up, sign, verify, withdraw,
};
use ocop_domain::recognition::{Status, Trust};
use ocop_store::args;
use ocop_store::product::Alias;

/// Two rows: one with number and day, one with nothing but its stars, as newspapers write.
const LIST: &str = "id,name,subject,stars,decision,issuer,issued,new_commune_code,trust,source\n\
     L-1,Mắm ruốc mẫu,HTX Ven Kênh,3,1187/QĐ-UBND,UBND Thành phố,2025-06-20,27259,government_site,https://ocop.example/ds\n\
     L-2,Chả cá mẫu,HTX Ven Kênh,4,,,,27259,press,\n";

/// Brings the list in; the batch.
async fn brought_in(w: &World) -> String {
    let cmd = Stage { file_name: "danh-sach.csv".into(), bytes: LIST.as_bytes().into(), dry_run: false };
    let report = import::stage(&w.cx, cmd).await.unwrap();
    assert_eq!((report.counts.new, report.counts.errors), (2, 0), "{:?}", report.findings);
    let batch = report.batch.unwrap();
    let done =
        import::apply(&w.cx, Apply { batch_id: batch.clone(), leave_out_errors: false }).await.unwrap();
    assert_eq!(done.recognitions, 2);
    batch
}

async fn signed(w: &World, number: &str) -> Result<Vec<String>, Error> {
    let closed = law_round(w, &[3]).await;
    let dossiers = closed.iter().map(|c| c.dossier.clone()).collect();
    let cmd = DraftDecision { round_id: "round".into(), kind: "recognise".into(), dossiers };
    let decision_id = draft_decision(&w.province_office(), cmd).await?;
    let cmd = Sign {
        decision_id,
        version: 1,
        number: number.into(),
        decided_on: "05/10/2026".into(),
        signer_title: "CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    };
    Ok(sign(&w.leader(), cmd).await?.certificates)
}

/// The look-up codes, by the product's name.
async fn codes(w: &World) -> Vec<String> {
    let sql = "SELECT lookup AS code, '' AS kind, CAST(NULL AS TEXT) AS source FROM recognition \
               WHERE lookup IS NOT NULL ORDER BY product_name";
    let rows: Vec<Alias> = w.cx.db().all(sql, vec![]).await.unwrap();
    rows.into_iter().map(|r| r.code).collect()
}

#[tokio::test]
async fn a_list_takes_nothing_from_the_series_of_certificates_and_undoing_leaves_no_gap() {
    on_each_engine(async |w| {
        let batch = brought_in(&w).await;
        assert_eq!(
            row_count(&w, "SELECT COUNT(*) AS n FROM counter WHERE series LIKE 'certificate:%'").await,
            0
        );
        let codes = codes(&w).await;
        assert!(codes.iter().all(|c| c.starts_with("TC-")), "{codes:?}");
        let v = verify(&w.public(), &codes[1].replace('-', " ").to_lowercase()).await.unwrap();
        assert_eq!(
            (v.star.product_name.as_str(), v.star.certificate, v.star.lookup),
            ("Mắm ruốc mẫu", None, Some(codes[1].clone()))
        );
        assert_eq!(v.star.trust, Trust::Published);
        assert_eq!(import::undo(&w.cx, &batch).await.unwrap(), Undone::Done(2));
        assert!(matches!(verify(&w.public(), &codes[1]).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(signed(&w, "1").await.unwrap(), ["79-2026-00001"], "{}", w.engine);
    })
    .await;
}

/// A number that a list gave to a product is passed by when the next certificate is signed.
#[tokio::test]
async fn a_number_that_a_list_gave_is_not_given_again() {
    on_each_engine(async |w| {
        let list = "name,subject,stars,issued,new_commune_code,Số GCN\n\
                    Mắm,HTX Ven Kênh,3,2025-06-20,27259,79 2026 00001\n\
                    Khô,HTX Ven Kênh,3,2025-06-20,27259,79-2026-00002\n";
        let cmd = Stage { file_name: "a.csv".into(), bytes: list.as_bytes().into(), dry_run: false };
        let batch = import::stage(&w.cx, cmd).await.unwrap().batch.unwrap();
        import::apply(&w.cx, Apply { batch_id: batch, leave_out_errors: false }).await.unwrap();
        assert_eq!(signed(&w, "1").await.unwrap(), ["79-2026-00003"], "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn decisions_of_lists_are_no_drafts_and_their_stars_are_withdrawn_like_others() {
    on_each_engine(async |w| {
        brought_in(&w).await;
        let leader = w.leader();
        let of = async |which| decisions(&leader, which, 1, 20).await.unwrap();
        let listed = of(Which::Listed).await;
        assert_eq!((listed.counts.drafts, listed.counts.signed, listed.counts.listed), (0, 0, 2));
        assert!(of(Which::Drafts).await.rows.is_empty());
        assert_eq!(listed.rows[0].number.as_deref(), Some("1187/QĐ-UBND"));
        assert_eq!((listed.rows[1].number.as_deref(), listed.rows[1].items), (None, 1));
        for row in &listed.rows {
            let view = decision(&leader, &row.id).await.unwrap();
            assert!(!view.may_sign && !view.may_draft && !view.may_send);
            let cmd = Sign { decision_id: row.id.clone(), version: 1, number: "9".into(), ..Sign::default() };
            assert!(matches!(sign(&leader, cmd).await, Err(Error::Conflict("decision_listed"))));
            let office = w.province_office();
            assert!(matches!(
                discard_draft(&office, &row.id, 1).await,
                Err(Error::Conflict("decision_listed"))
            ));
            assert!(matches!(decision_paper(&leader, &row.id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(!listed_products(&office, &row.id, 1).await.unwrap().products[0].may_withdraw);
            assert!(matches!(listed_products(&w.ward_officer(), &row.id, 1).await, Err(Error::Forbidden)));
        }
        let page = listed_products(&leader, &listed.rows[0].id, 1).await.unwrap();
        let star = &page.products[0];
        assert!(star.may_withdraw);
        let cmd = Withdraw {
            recognition_id: star.star.recognition_id.clone(),
            ground: "production_stopped".into(),
            decision_number: "12a".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        withdraw(&leader, cmd).await.unwrap();
        let after = verify(&w.public(), &star.star.key).await.unwrap().star;
        assert_eq!(after.standing, StandingOn::Known(Status::Withdrawn));
        assert_eq!(after.withdrawal_decision.as_deref(), Some("12a/QĐ-UBND"));
        assert!(!listed_products(&leader, &listed.rows[0].id, 1).await.unwrap().products[0].may_withdraw);
    })
    .await;
}

#[tokio::test]
async fn a_number_is_found_as_it_is_copied_and_a_wrong_shape_is_said_to_be_one() {
    on_each_engine(async |w| {
        brought_in(&w).await;
        let number = signed(&w, "12").await.unwrap().remove(0);
        for typed in [
            number.replace('-', "–"),
            number.replace('-', "‑"),
            number.replace('-', " "),
            number.replace('-', ""),
            format!("Số {number}"),
            format!("{number}."),
            format!("{number}\u{200b}"),
            format!("http://127.0.0.1/v/{number}"),
        ] {
            assert_eq!(verify(&w.public(), &typed).await.unwrap().star.key, number, "{}: {typed}", w.engine);
        }
        for typed in ["abc", "79-2026-0001", "–"] {
            let refused = verify(&w.public(), typed).await.unwrap_err();
            assert_eq!(refused.to_string(), "invalid: number: certificate_shape", "{typed}");
        }
        for typed in ["79-2026-00099", "123/GCN-UBND", "TC-00000-00000"] {
            assert!(
                matches!(verify(&w.public(), typed).await, Err(Error::NotFound | Error::Hidden)),
                "{typed}"
            );
        }

        // The list's own number, of any shape; two stars of one number are both named.
        let give = async |name: &str, number: &str, key: &str| {
            let sql = "UPDATE recognition SET listed_number = $2, listed_key = $3 WHERE product_name = $1";
            exec(&w, sql, args![name, number, key]).await;
        };
        give("Mắm ruốc mẫu", "123/GCN-UBND", "123GCNUBND").await;
        let v = verify(&w.public(), "Số: 123 / GCN–UBND.").await.unwrap();
        assert_eq!(
            (v.star.product_name.as_str(), v.star.certificate.as_deref()),
            ("Mắm ruốc mẫu", Some("123/GCN-UBND"))
        );
        assert!(v.star.key.starts_with("TC-"));
        give("Chả cá mẫu", "123/GCN-UBND", "123GCNUBND").await;
        let LookUp::Several(both) = look_up(&w.public(), "123/GCN-UBND").await.unwrap() else {
            panic!("one")
        };
        assert_eq!(both.len(), 2);
        assert!(matches!(
            verify(&w.public(), "123/GCN-UBND").await,
            Err(Error::Conflict("certificate_several"))
        ));
        // A list that gives the number of a paper signed here does not hide that paper.
        give("Chả cá mẫu", &number, &number.replace('-', "")).await;
        assert_eq!(verify(&w.public(), &number).await.unwrap().star.key, number);
    })
    .await;
}

#[tokio::test]
async fn a_star_of_another_origin_keeps_its_number() {
    on_each_engine(async |w| {
        let closed = law_round(&w, &[3]).await;
        insert_star(&w, &closed[0].product, "OLD-1", 3, None).await;
        let star = verify(&w.public(), "old-1").await.unwrap().star;
        assert_eq!(
            (star.certificate.as_deref(), star.lookup, star.trust),
            (Some("OLD-1"), None, Trust::Unstated)
        );
    })
    .await;
}
