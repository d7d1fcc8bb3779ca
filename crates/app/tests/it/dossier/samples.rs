//! Five samples, numbered, from hand to hand; none for tourism services.

use super::help::*;
use crate::support::{XOM_CHIEU, on_each_engine};
use ocop_app::Error;
use ocop_app::dossier::*;
use ocop_domain::dossier::sample::SampleState;

fn step(id: &str, numbers: &[&str], step: &str, counterpart: &str) -> HandleSamples {
    HandleSamples {
        dossier_id: id.into(),
        numbers: numbers.iter().map(|n| (*n).into()).collect(),
        step: step.into(),
        counterpart: counterpart.into(),
        note: String::new(),
    }
}

#[tokio::test]
async fn five_samples_go_from_hand_to_hand_with_name_and_time() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        assert!(
            matches!(sample_labels(&own, &id).await, Err(Error::NotFound | Error::Hidden)),
            "no number yet"
        );
        filled(&own, &id).await;
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let (ward, office) = (w.ward_officer(), w.province_office());
        let seen = samples(&own, &id).await.unwrap();
        assert_eq!((seen.samples.len(), seen.may_handle), (5, false));
        assert_eq!(seen.samples[4].label, "01/PĐK-79-27259-2026/5");
        assert!(sample_labels(&own, &id).await.unwrap().starts_with(b"%PDF-"));

        let all = ["1", "2", "3", "4", "5"];
        let own_step = handle_samples(&own, step(&id, &all, "receive", "x")).await;
        assert!(matches!(own_step, Err(Error::Forbidden)));
        let elsewhere = w.producer("somebody-else");
        assert!(matches!(samples(&elsewhere, &id).await, Err(Error::NotFound | Error::Hidden)));
        let nobody = handle_samples(&ward, step(&id, &all, "receive", " ")).await;
        assert_eq!(codes(nobody), [("counterpart".to_owned(), "required")]);
        let unknown = handle_samples(&ward, step(&id, &["6"], "receive", "x")).await;
        assert_eq!(codes(unknown), [("samples".to_owned(), "choose_one")]);
        handle_samples(&ward, step(&id, &all, "receive", "Nguyễn Văn Mẫu")).await.unwrap();
        handle_samples(&ward, step(&id, &all, "store", "")).await.unwrap();
        let twice = handle_samples(&ward, step(&id, &["2"], "store", "")).await;
        assert_eq!(codes(twice), [("samples".to_owned(), "sample_step")]);
        handle_samples(&ward, step(&id, &all[..4], "hand_over", "Văn phòng OCOP")).await.unwrap();
        // The other side says itself that it has them.
        handle_samples(&office, step(&id, &all[..4], "receive", "Phường Xóm Chiếu")).await.unwrap();
        handle_samples(&office, step(&id, &["1"], "use_up", "")).await.unwrap();
        handle_samples(&ward, step(&id, &["5"], "return", "Nguyễn Văn Mẫu")).await.unwrap();
        let now = samples(&own, &id).await.unwrap().samples;
        let states: Vec<_> = now.iter().map(|s| s.state).collect();
        use SampleState::{Received, Returned, UsedUp};
        assert_eq!(states, [UsedUp, Received, Received, Received, Returned]);
        let hands: Vec<_> = now[0].steps.iter().map(|s| (s.step.as_str(), s.by_account.as_str())).collect();
        assert_eq!(
            hands,
            [
                ("receive", "ward-officer"),
                ("store", "ward-officer"),
                ("hand_over", "ward-officer"),
                ("receive", "province-office"),
                ("use_up", "province-office"),
            ]
        );
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn tourism_services_hand_in_none() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        product(&w, "tour", PRODUCER, XOM_CHIEU, Some("QD26-26")).await;
        let id = start(&own, Start { product_id: "tour".into() }).await.unwrap();
        assert!(samples(&own, &id).await.unwrap().samples.is_empty());
    })
    .await;
}
