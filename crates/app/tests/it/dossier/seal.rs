use super::help::*;
use crate::support::{XOM_CHIEU, on_each_engine};
use ocop_app::Error;
use ocop_app::dossier::*;
use ocop_store::args;

#[tokio::test]
async fn the_seal_lists_every_file_and_sees_a_changed_byte() {
    on_each_engine(async |w| {
        let (own, id, receipt) = submitted(&w).await;
        let package = sealed(&own, &id, None).await.unwrap();
        assert!(package.whole);
        assert_eq!(package.hash, receipt.seal_hash);
        assert_eq!((package.seal.total, package.seal.rank, package.seal.attempt), (100, 5, 1));
        assert_eq!(package.seal.producer.name, "Hợp tác xã Mẫu");
        let file = package.seal.files[0].clone();
        assert_eq!(file.size, i64::try_from(pdf("x").len()).unwrap());
        assert!(verify(&own, &id, None).await.unwrap().iter().all(|f| f.whole));

        // A later correction of the register does not reach into the package.
        let renamed = "UPDATE producer SET name = 'Tên khác' WHERE id = $1";
        w.cx.db().exec(renamed, args![PRODUCER]).await.unwrap();
        assert_eq!(sealed(&own, &id, None).await.unwrap().seal.producer.name, "Hợp tác xã Mẫu");

        let on_disk = w.files_dir().join("sha256").join(&file.sha256[..2]).join(&file.sha256);
        let mut bytes = std::fs::read(&on_disk).unwrap();
        bytes[20] ^= 1;
        std::fs::write(&on_disk, bytes).unwrap();
        assert!(!verify(&own, &id, None).await.unwrap()[0].whole);
        assert!(refused(&own, &id, &file.evidence).await);

        let longer = "UPDATE dossier_seal SET seal = REPLACE(seal, 'Ban giám đốc', 'Ban quản trị') WHERE dossier_id = $1";
        w.cx.db().exec(longer, args![id.as_str()]).await.unwrap();
        assert!(!sealed(&own, &id, None).await.unwrap().whole);
    })
    .await;
}

async fn refused(cx: &ocop_app::Cx, id: &str, evidence: &str) -> bool {
    matches!(file(cx, id, evidence).await, Err(Error::Internal(_)))
}

#[tokio::test]
async fn every_submission_keeps_its_own_package() {
    on_each_engine(async |w| {
        let (own, id, first) = submitted(&w).await;
        let ward = w.ward_officer();
        let version = ward_check(&ward, &id).await.unwrap().dossier.version;
        let reasons = Judgements { reasons: "Bổ sung.".into(), ..Judgements::default() };
        return_to_producer(&ward, Return { dossier_id: id.clone(), version, judgements: reasons })
            .await
            .unwrap();
        let cited = show(&own, &id).await.unwrap().papers[0].id.clone();
        assert!(matches!(remove(&own, &id, &cited).await, Err(Error::Conflict("evidence_sealed"))));
        let mut form = form02();
        form.plan = "Kế hoạch mới.".into();
        save_form02(&own, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await.unwrap();
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let one = sealed(&own, &id, Some(1)).await.unwrap();
        let two = sealed(&own, &id, Some(2)).await.unwrap();
        assert_eq!(one.hash, first.seal_hash);
        assert_eq!(
            (one.seal.form02.plan.as_str(), two.seal.form02.plan.as_str()),
            ("Mở rộng xưởng.", "Kế hoạch mới.")
        );
        assert!(one.whole && two.whole);
        assert!(matches!(sealed(&own, &id, Some(3)).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

#[tokio::test]
async fn a_paper_is_uploaded_once_and_cited_where_it_serves() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let four = Upload { bytes: pdf_of(4, "x"), ..paper(&id, None, "") };
        let paper_id = upload(&own, four).await.unwrap();
        for (criterion, page) in [("1.1", "2"), ("3.3", ""), ("1.1", "4")] {
            let cmd = Cite {
                dossier_id: id.clone(),
                evidence_id: paper_id.clone(),
                criterion: Some(criterion.into()),
                page: page.into(),
            };
            cite(&own, cmd).await.unwrap();
        }
        let d = show(&own, &id).await.unwrap();
        assert_eq!(d.cited_on("1.1").map(|(_, page)| page).collect::<Vec<_>>(), [Some(4)]);
        assert_eq!(d.citations.len(), 2);
        uncite(&own, &id, "3.3", &paper_id).await.unwrap();
        assert!(matches!(uncite(&own, &id, "3.3", &paper_id).await, Err(Error::NotFound | Error::Hidden)));
        let bad = Cite {
            dossier_id: id.clone(),
            evidence_id: paper_id.clone(),
            criterion: Some("99".into()),
            page: "0".into(),
        };
        assert_eq!(codes(cite(&own, bad).await).len(), 2);

        // The library serves the producer's next dossier too.
        product(&w, "product-2", PRODUCER, XOM_CHIEU, Some(SET)).await;
        let next = start(&own, Start { product_id: "product-2".into() }).await.unwrap();
        assert_eq!(library(&own, &next, 1, 20).await.unwrap().1, 1);
        assert_eq!(file(&own, &next, &paper_id).await.unwrap().bytes, pdf_of(4, "x"));
        remove(&own, &id, &paper_id).await.unwrap();
        assert_eq!(library(&own, &next, 1, 20).await.unwrap().1, 0);
        assert!(show(&own, &id).await.unwrap().citations.is_empty());
    })
    .await;
}

#[tokio::test]
async fn forms_print_from_draft_and_seal() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        assert_eq!(form01_pdf(&own, &id).await.unwrap().get(..5), Some(b"%PDF-".as_slice()));
        filled(&own, &id).await;
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let first = form02_pdf(&own, &id).await.unwrap();
        assert_eq!(first, form02_pdf(&w.ward_officer(), &id).await.unwrap(), "a reprint has the same bytes");
        assert!(matches!(form03_pdf(&own, &id).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}
