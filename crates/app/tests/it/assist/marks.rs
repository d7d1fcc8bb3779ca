use super::help::*;
use crate::dossier::help::{PRODUCER, best, form02, paper};
use crate::support::on_each_engine;
use jiff::civil::date;
use ocop_app::dossier::*;
use ocop_app::evidence::{self, Add, Particulars};
use ocop_app::producer::{self, ProducerForm};
use ocop_app::{Cx, Error};
use ocop_domain::dossier::Form02;

async fn keys(cx: &Cx, id: &str) -> Vec<String> {
    show(cx, id).await.unwrap().marks.into_iter().map(|m| m.key).collect()
}

#[tokio::test]
async fn each_part_keeps_its_mark_until_the_producer_edits_that_part() {
    on_each_engine(async |w| {
        let (officer, own, id, _) = begun(&w).await;
        assert!(keys(&own, &id).await.is_empty(), "what the register filled in is nobody's typing");
        save_form02(&officer, SaveForm02 { dossier_id: id.clone(), stamp: None, form: form02() })
            .await
            .unwrap();
        let typed = keys(&own, &id).await;
        for part in ["production", "quality", "market", "business", "plan", "organisation"] {
            assert!(typed.contains(&format!("form02/{part}")), "{part}: {typed:?}");
        }
        assert!(!typed.contains(&"form02/history".into()), "it stood there already");
        // The producer looks, saves the page as it is, and then changes one text.
        save_form02(&own, SaveForm02 { dossier_id: id.clone(), stamp: None, form: form02() }).await.unwrap();
        assert_eq!(keys(&own, &id).await, typed, "saving without a change is no edit");
        let form = Form02 { plan: "Do tôi viết lại.".into(), ..form02() };
        save_form02(&own, SaveForm02 { dossier_id: id.clone(), stamp: None, form: form.clone() })
            .await
            .unwrap();
        let left = keys(&own, &id).await;
        assert!(!left.contains(&"form02/plan".into()) && left.len() == typed.len() - 1, "{left:?}");
        w.on(date(2026, 10, 6));
        let form = Form02 { plan: "Cán bộ sửa lại.".into(), ..form };
        save_form02(&officer, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        assert_eq!(d.mark("form02/plan").unwrap().on, "2026-10-06");

        save_answers(&officer, best(&officer, &id).await).await.unwrap();
        let mut sheet = best(&own, &id).await;
        let mine = sheet.answers[0].criterion.clone();
        sheet.answers[0].note = "Tôi xác nhận.".into();
        save_answers(&own, sheet.clone()).await.unwrap();
        let left = keys(&own, &id).await;
        assert!(!left.contains(&format!("answers/{mine}")));
        assert!(left.contains(&format!("answers/{}", sheet.answers[1].criterion)));
    })
    .await;
}

#[tokio::test]
async fn papers_and_citations_are_marked_and_only_ones_own_are_taken_out() {
    on_each_engine(async |w| {
        let (officer, own, id, _) = begun(&w).await;
        let theirs = upload(&own, paper(&id, Some(""), "của chủ thể")).await.unwrap();
        let his = upload(&officer, paper(&id, Some("1.1"), "cán bộ tải lên")).await.unwrap();
        let cite_it = Cite {
            dossier_id: id.clone(),
            evidence_id: theirs.clone(),
            criterion: Some("1.1".into()),
            page: String::new(),
        };
        cite(&officer, cite_it).await.unwrap();
        let mut want =
            [format!("files/{his}"), format!("files/{his}/cited/1.1"), format!("files/{theirs}/cited/1.1")];
        want.sort();
        assert_eq!(keys(&own, &id).await, want);
        for refused in [
            remove(&officer, &id, &theirs).await.map(|_| ()),
            evidence::remove(&officer, &theirs).await.map(|_| ()),
        ] {
            assert!(matches!(refused, Err(Error::Conflict("assist_not_typed_here"))), "{refused:?}");
        }
        uncite(&officer, &id, "1.1", &theirs).await.unwrap();
        remove(&officer, &id, &his).await.unwrap();
        assert!(keys(&own, &id).await.is_empty());

        let particulars = Particulars {
            kind: "business_registration".into(),
            title: "Giấy".into(),
            ..Particulars::default()
        };
        let add =
            Add { producer_id: PRODUCER.into(), particulars, files: scan("thư viện"), ..Add::default() };
        let added = evidence::add(&officer, add).await.unwrap();
        let cite_it = Cite {
            dossier_id: id.clone(),
            evidence_id: added.clone(),
            criterion: Some(String::new()),
            page: String::new(),
        };
        cite(&own, cite_it).await.unwrap();
        assert_eq!(keys(&own, &id).await, [format!("files/{added}")]);
    })
    .await;
}

#[tokio::test]
async fn the_register_is_marked_where_the_consent_names_it() {
    on_each_engine(async |w| {
        let (officer, own) = ward(&w).await;
        let edit = async |cx: &Cx, title: &str| {
            let p = producer::show(cx, PRODUCER).await.unwrap().producer;
            let form = ProducerForm {
                legal_form: p.legal_form,
                name: p.name,
                address: p.address,
                commune_id: p.commune_id.unwrap(),
                representative: p.representative.unwrap(),
                representative_title: title.into(),
                phone: p.phone.unwrap(),
                email: p.email.unwrap(),
                history: p.history.unwrap(),
                ..ProducerForm::default()
            };
            producer::edit(cx, producer::Edit { id: PRODUCER.into(), version: p.version, form })
                .await
                .unwrap();
        };
        // The office's own work on the register needs no consent and leaves no mark.
        edit(&officer, "Chủ tịch").await;
        consented(&officer, &["register", "dossiers"]).await;
        let id = start(&officer, Start { product_id: "product-1".into() }).await.unwrap();
        assert!(keys(&own, &id).await.is_empty());
        edit(&officer, "Phó giám đốc").await;
        assert_eq!(keys(&own, &id).await, ["producer/representative_title"]);
        edit(&own, "Giám đốc").await;
        assert!(keys(&own, &id).await.is_empty());
    })
    .await;
}
