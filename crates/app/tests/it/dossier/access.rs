use super::help::*;
use crate::support::{HCMC, KHANH_HOI, KHANH_HOI_CODE, World, on_each_engine};
use ocop_app::dossier::*;
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::dossier::State;
use ocop_domain::term::Standing;

fn other_ward(w: &World) -> Cx {
    let scope = Scope::Commune { province: HCMC.into(), commune: KHANH_HOI_CODE.into() };
    w.as_role("other-ward", Role::WardOfficer, scope)
}

#[tokio::test]
async fn a_draft_is_its_producers_alone() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        producer(&w, "producer-2", KHANH_HOI).await;
        for cx in [w.producer("producer-2"), w.ward_officer(), w.province_office(), w.leader()] {
            assert!(matches!(show(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(ward_check(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert_eq!(list(&cx, List::default()).await.unwrap().total, 0);
        }
        let auditor = w.as_role("auditor", Role::Auditor, Scope::Nation);
        assert_eq!(list(&auditor, List::default()).await.unwrap().total, 0);
        assert!(matches!(show(&w.public(), &id).await, Err(Error::SignIn)));
        assert_eq!(list(&own, List::default()).await.unwrap().lines[0].id, id);
    })
    .await;
}

#[tokio::test]
async fn a_submitted_dossier_is_seen_by_its_offices_and_nobody_else() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        producer(&w, "producer-2", KHANH_HOI).await;
        let paper = show(&own, &id).await.unwrap().papers[0].id.clone();
        for cx in [w.producer("producer-2"), other_ward(&w)] {
            assert!(matches!(show(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(file(&cx, &id, &paper).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(sealed(&cx, &id, None).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(form02_pdf(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert_eq!(list(&cx, List::default()).await.unwrap().total, 0);
        }
        for cx in [w.ward_officer(), w.province_office(), w.leader()] {
            assert!(!show(&cx, &id).await.unwrap().may_edit);
            assert_eq!(file(&cx, &id, &paper).await.unwrap().media_type, "application/pdf");
            let listed = list(&cx, List { states: vec![State::AtWard], ..List::default() }).await.unwrap();
            assert_eq!((listed.total, listed.lines[0].term), (1, Some(Standing::Left(15))));
        }
        let found = list(&own, List { query: "nuoc MẮM".into(), ..List::default() }).await.unwrap();
        assert_eq!(found.total, 1);
        let none = list(&own, List { query: "rượu".into(), ..List::default() }).await.unwrap();
        assert_eq!(none.total, 0);
    })
    .await;
}

#[tokio::test]
async fn offices_change_nothing_of_the_producers_and_the_producer_checks_nothing() {
    on_each_engine(async |w| {
        let (own, id, _) = submitted(&w).await;
        let ward = w.ward_officer();
        let save = SaveForm02 { dossier_id: id.clone(), stamp: None, form: form02() };
        assert!(matches!(save_form02(&ward, save).await, Err(Error::Forbidden)));
        let cmd = Submit { dossier_id: id.clone(), declared: true };
        assert!(matches!(submit(&w.province_office(), cmd).await, Err(Error::Forbidden)));
        assert!(matches!(ward_check(&own, &id).await, Err(Error::Forbidden)));
        let version = show(&own, &id).await.unwrap().version;
        for cx in [own, w.province_office(), w.leader()] {
            let cmd = Propose { dossier_id: id.clone(), version, judgements: judgements() };
            assert!(matches!(propose(&cx, cmd).await, Err(Error::Forbidden)));
        }
    })
    .await;
}

#[tokio::test]
async fn another_producers_paper_can_neither_be_cited_nor_opened() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        producer(&w, "producer-2", KHANH_HOI).await;
        product(&w, "product-2", "producer-2", KHANH_HOI, Some(SET)).await;
        let theirs = w.producer("producer-2");
        assert!(matches!(
            start(&theirs, Start { product_id: "product-1".into() }).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        let other = start(&theirs, Start { product_id: "product-2".into() }).await.unwrap();
        let foreign = upload(&theirs, paper(&other, None, "y")).await.unwrap();
        let cmd = Cite { dossier_id: id.clone(), evidence_id: foreign.clone(), ..Cite::default() };
        assert!(matches!(cite(&own, cmd).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(file(&own, &id, &foreign).await, Err(Error::NotFound | Error::Hidden)));
        assert!(matches!(remove(&own, &id, &foreign).await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}
