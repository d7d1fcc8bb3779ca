//! The sample a member judged: only one that was received, kept with the sheet, printed on the form.

use super::*;
use ocop_domain::dossier::sample::SampleState;
use ocop_store::dossier::sample;

#[tokio::test]
async fn a_member_names_the_sample_he_tasted_and_says_what_he_found() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        let mem = w.member("mem");
        assert!(open_sheet(&mem, &s.round, "d1").await.unwrap().samples.is_empty());
        let tasted = |n: &str| Content {
            sample: n.into(),
            tasting: "Mật sánh, thơm hoa tràm.".into(),
            ..content(&[])
        };
        match w.hand_in(&s, "mem", "d1", tasted("2")).await {
            Err(Error::Invalid(found)) => assert_eq!(found.0[0].field, "sample"),
            other => panic!("nobody received sample 2: {other:?}"),
        }
        sample::put(w.cx.db(), "d1", 2, 0, SampleState::Received).await.unwrap();
        let save =
            |version, content| SaveSheet { round: s.round.clone(), dossier: "d1".into(), version, content };
        save_sheet(&mem, save(0, tasted("2"))).await.unwrap();
        let desk = open_sheet(&mem, &s.round, "d1").await.unwrap();
        assert_eq!(desk.samples.iter().map(|s| s.label.as_str()).collect::<Vec<_>>(), ["d1/2"]);
        assert_eq!(
            (desk.content.sample.as_str(), desk.content.tasting.as_str()),
            ("2", "Mật sánh, thơm hoa tràm.")
        );
        // A person who saw none hands in as well.
        w.hand_in(&s, "chair", "d1", content(&[])).await.unwrap();
        submit_sheet(&mem, save(desk.version, tasted("2"))).await.unwrap();
        let view = read_sheet(&w.member("chair"), &s.round, "d1", "mem", None).await.unwrap();
        assert_eq!((view.sample, view.tasting.as_deref()), (Some(2), Some("Mật sánh, thơm hoa tràm.")));
    })
    .await;
}
