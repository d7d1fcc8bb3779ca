//! Upgrade and re-ranking: begun from the recognised dossier, compared with it, recognised in its place.

use super::crown::{council, crown, picks, sheet};
use super::help::*;
use crate::stars::insert_star;
use crate::support::{World, on_each_engine};
use jiff::civil::date;
use ocop_app::dossier::*;
use ocop_app::evidence::{Particulars, Renew, renew};
use ocop_app::recognition::{StandingOn, verify as verify_star};
use ocop_app::{Cx, Error};
use ocop_domain::dossier::carry::Outcome;
use ocop_domain::dossier::compare::Change;
use ocop_domain::dossier::seal::seal_of;
use ocop_domain::dossier::verify::verify_package;
use ocop_domain::dossier::{Kind, State, Topic};
use ocop_domain::recognition::Status;
use ocop_domain::stars::Stars;
use ocop_store::dossier::seal;

const PRODUCT: &str = "product-1";

async fn begun(own: &Cx, kind: Option<Kind>) -> Result<String, Error> {
    begin(own, Begin { product_id: PRODUCT.into(), kind }).await
}

fn certificate(id: &str, criterion: &str, until: &str, words: &str) -> Upload {
    Upload {
        kind: "production_certificate".into(),
        title: "Giấy chứng nhận đủ điều kiện".into(),
        number: words.into(),
        expires_on: until.into(),
        ..paper(id, Some(criterion), words)
    }
}

/// A product with three stars signed on 5/11/2026, by the whole way; its certificate.
async fn three_stars(w: &World) -> (Cx, String, String, String) {
    three_stars_with(w, |id| certificate(id, "1.1", "31/12/2026", "01/GCN")).await
}

async fn three_stars_with(w: &World, paper: impl Fn(&str) -> Upload) -> (Cx, String, String, String) {
    let (own, id) = started(w).await;
    assert_eq!(show(&own, &id).await.unwrap().kind, Kind::First);
    filled(&own, &id).await;
    let set = show(&own, &id).await.unwrap().set;
    let three = picks(set, Stars::THREE);
    save_answers(&own, sheet(&id, &three)).await.unwrap();
    upload(&own, paper(&id)).await.unwrap();
    submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
    let council = council(w).await;
    let number = crown(w, &council, (&id, &three), ("2026", "2"), date(2026, 11, 5)).await.unwrap();
    (own, id, council, number)
}

#[tokio::test]
async fn a_cited_range_of_pages_is_carried_whole() {
    on_each_engine(async |w| {
        let range = |id: &str| Upload {
            page: "2-3".into(),
            bytes: pdf_of(3, "range"),
            ..certificate(id, "1.1", "31/12/2030", "03/GCN")
        };
        let (own, ..) = three_stars_with(&w, range).await;
        w.on(date(2027, 2, 1));
        let d = show(&own, &begun(&own, None).await.unwrap()).await.unwrap();
        let cited = d.citations.iter().find(|c| c.criterion == "1.1").unwrap();
        assert_eq!((cited.page, cited.page_to), (Some(2), Some(3)));
        assert!(d.citation_carried("1.1", &cited.evidence_id));
    })
    .await;
}

#[tokio::test]
async fn a_three_star_product_is_upgraded_by_what_changed_only() {
    on_each_engine(async |w| {
        let (own, first, council, certificate_3) = three_stars(&w).await;
        let old_seal = seal::find(w.cx.db(), &first, None).await.unwrap().unwrap();

        w.on(date(2027, 2, 1));
        let offered = startable(&own, 1).await.unwrap();
        assert_eq!(offered[0].choice.proposed, Some(Kind::Upgrade));
        // A first-time dossier beside a valid star, and a re-ranking two years early, are refused with their days.
        for (kind, code, day) in [
            (Kind::First, "kind_holds_star", ("expires", "05/11/2029")),
            (Kind::Reranking, "kind_too_early", ("opens", "09/05/2029")),
        ] {
            match begun(&own, Some(kind)).await {
                Err(Error::Invalid(i)) => {
                    assert_eq!(i.0[0].code, code);
                    assert!(i.0[0].args.contains(&(day.0, day.1.to_owned())), "{:?}", i.0[0].args);
                }
                other => panic!("{other:?}"),
            }
        }
        let id = begun(&own, None).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        assert_eq!(d.kind, Kind::Upgrade);
        let was = show(&own, &first).await.unwrap();
        assert_eq!((&d.answers, &d.notes), (&was.answers, &was.notes));
        assert_eq!(d.form02, was.form02);
        assert!(d.answers.keys().all(|c| d.answer_carried(c)) && d.text_carried("plan"));
        assert!(d.findings.is_empty(), "knock-out answers are declarations of their day");
        assert_eq!(d.citations.len(), 1, "the paper that ran out is not cited again");
        let basis = d.basis.as_ref().unwrap();
        let left = basis.papers_left_behind();
        assert_eq!((left[0].0.title.as_str(), left[0].1), ("Giấy chứng nhận đủ điều kiện", Outcome::Expired));
        assert!(d.citation_carried("", &d.papers[0].id));

        // Nothing is said to be new yet.
        let lacking: Vec<_> = missing(&d, w.cx.today()).into_iter().map(|m| (m.code, m.about)).collect();
        assert_eq!(lacking, [("topic", Some("changes".to_owned()))]);
        save_questions(&own, no_to_all(&own, &id).await).await.unwrap();
        let four = picks(d.set, Stars::FOUR);
        save_answers(&own, sheet(&id, &four)).await.unwrap();
        upload(&own, certificate(&id, "1.1", "31/12/2028", "02/GCN")).await.unwrap();
        let mut form = d.form02.clone();
        form.market = "Xuất khẩu sang hai nước.".into();
        save_form02(&own, SaveForm02 { dossier_id: id.clone(), stamp: None, form }).await.unwrap();
        assert_eq!(
            codes(submit(&own, Submit { dossier_id: id.clone(), declared: true }).await),
            [("updates".to_owned(), "dossier_incomplete")]
        );
        let said = vec![("changes".to_owned(), "Thêm vùng nguyên liệu, có khách nước ngoài.".to_owned())];
        let cmd = SaveUpdates { dossier_id: id.clone(), stamp: None, words: said };
        save_updates(&own, cmd.clone()).await.unwrap();
        let stale = SaveUpdates { stamp: Some("older".into()), ..cmd.clone() };
        assert!(matches!(save_updates(&own, stale).await, Err(Error::Conflict("stale"))));
        let unasked = SaveUpdates { words: vec![("revenue".into(), "x".into())], ..cmd.clone() };
        assert_eq!(codes(save_updates(&own, unasked).await), [("updates".to_owned(), "unknown_topic")]);

        let now = show(&own, &id).await.unwrap();
        assert!(!now.text_carried("market") && now.text_carried("plan"));
        let touched = now.answers.keys().filter(|c| !now.answer_carried(c)).count();
        assert!(touched > 0 && touched < now.answers.len());

        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let ward = w.ward_officer();
        assert!(matches!(save_updates(&ward, cmd).await, Err(Error::Forbidden)));
        let seen = changes(&ward, &id).await.unwrap();
        let c = seen.comparison.unwrap();
        assert!(seen.sealed && c.same_set() && c.shows_changes());
        let differing: Vec<_> =
            c.fields.iter().filter(|f| f.change != Change::Unchanged).map(|f| f.field).collect();
        assert_eq!(differing, ["market"], "touched one text, one text differs");
        let points =
            |picked: &Option<ocop_domain::dossier::compare::Picked>| picked.as_ref().map_or(0, |p| p.points);
        let gain: u32 = c.answers.iter().map(|a| points(&a.after)).sum();
        assert_eq!(gain, c.total.1);
        assert_eq!(c.answers.iter().filter(|a| a.change != Change::Unchanged).count(), touched);
        assert_eq!(c.rank, (3, 4));
        let renewed = c.papers.iter().find(|p| p.change == Change::Changed).unwrap();
        assert_eq!(renewed.differs, ["file", "number", "dates"]);
        let json = changes_json(w.cx.db(), &id).await.unwrap().unwrap();
        assert_eq!(json["recognised"]["seal_hash"], old_seal.seal_hash.as_str());
        assert_eq!(json["updates"][0]["topic"], "changes");
        let package = sealed_package(&own, &id, 1).await.unwrap().bytes;
        let entries = open_package(std::io::Cursor::new(package)).unwrap();
        assert_eq!(verify_package(&entries, None).unwrap().findings, [], "thay-doi.json belongs to it");
        assert!(form02_pdf(&ward, &id).await.unwrap().starts_with(b"%PDF-"));
        assert!(
            matches!(changes(&ward, &first).await, Err(Error::NotFound | Error::Hidden)),
            "a first dossier has no before"
        );
        let stranger = w.producer("somebody-else");
        assert!(matches!(changes(&stranger, &id).await, Err(Error::NotFound | Error::Hidden)));

        let certificate_4 = crown(&w, &council, (&id, &four), ("2027", "1"), date(2027, 5, 5)).await.unwrap();
        let old = verify_star(&w.public(), &certificate_3).await.unwrap().star;
        let new = verify_star(&w.public(), &certificate_4).await.unwrap().star;
        assert_eq!((old.stars, old.standing), (3, StandingOn::Known(Status::Superseded)));
        assert_eq!((new.stars, new.standing), (4, StandingOn::Known(Status::Valid)));
        assert_eq!(new.expires_on, Some(date(2030, 5, 5)));
        // The package of the three stars is what it was, to the byte.
        let again = seal::find(w.cx.db(), &first, None).await.unwrap().unwrap();
        assert_eq!(again, old_seal);
        assert_eq!(seal_of(&again.seal.text), again.seal_hash);
        assert!(verify(&own, &first, None).await.unwrap().iter().all(|f| f.whole));
        assert!(sealed(&own, &first, None).await.unwrap().whole);
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_paper_renewed_since_is_carried_as_its_renewal() {
    on_each_engine(async |w| {
        let (own, first, ..) = three_stars(&w).await;
        let old = show(&own, &first).await.unwrap();
        let old = old.papers.iter().find(|p| p.title == "Giấy chứng nhận đủ điều kiện").unwrap().clone();
        let particulars = Particulars {
            kind: "production_certificate".into(),
            title: "Giấy chứng nhận mới".into(),
            expires_on: "31/12/2029".into(),
            ..Particulars::default()
        };
        let files = vec![ocop_app::paper::SentFile { name: "moi.pdf".into(), bytes: pdf("moi"), cut: false }];
        let version = ocop_app::evidence::show(&own, &old.id).await.unwrap().paper.version;
        let cmd = Renew { id: old.id.clone(), version, particulars, files, ..Renew::default() };
        let new = renew(&own, cmd).await.unwrap().id;

        // The old one ran out on the last day of 2026; its renewal did not.
        w.on(date(2027, 2, 1));
        let id = begun(&own, None).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        let cited = d.citations.iter().find(|c| c.criterion == "1.1").unwrap();
        assert_eq!((cited.evidence_id.as_str(), cited.check_page), (new.as_str(), false), "{}", w.engine);
        assert!(d.basis.as_ref().unwrap().papers_left_behind().is_empty());
        assert!(!d.citation_carried("1.1", &new), "another paper than the one that was judged");
    })
    .await;
}

#[tokio::test]
async fn an_upgrade_in_which_nothing_changed_is_not_submitted() {
    on_each_engine(async |w| {
        let (own, ..) = three_stars(&w).await;
        let id = begun(&own, Some(Kind::Upgrade)).await.unwrap();
        save_questions(&own, no_to_all(&own, &id).await).await.unwrap();
        let words = vec![("changes".to_owned(), "Tốt hơn.".to_owned())];
        save_updates(&own, SaveUpdates { dossier_id: id.clone(), stamp: None, words }).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        let lacking: Vec<_> = missing(&d, w.cx.today()).into_iter().map(|m| m.code).collect();
        assert_eq!(lacking, ["nothing_changed"]);
        let refused = codes(submit(&own, Submit { dossier_id: id, declared: true }).await);
        assert_eq!(refused, [("updates".to_owned(), "dossier_incomplete")]);
    })
    .await;
}

#[tokio::test]
async fn re_ranking_asks_every_topic_of_the_law_and_renewed_papers() {
    on_each_engine(async |w| {
        let (own, ..) = three_stars(&w).await;
        w.on(date(2029, 5, 8));
        assert_eq!(
            begun(&own, Some(Kind::Reranking)).await.map_err(|e| e.to_string()),
            Err("invalid: kind: kind_too_early".into())
        );
        // 180 days before 5/11/2029.
        w.on(date(2029, 5, 9));
        let id = begun(&own, None).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        assert_eq!(d.kind, Kind::Reranking);
        let lacking: Vec<_> = missing(&d, w.cx.today()).into_iter().map(|m| m.code).collect();
        assert_eq!(lacking.iter().filter(|c| **c == "topic").count(), 9, "Điều 6(1)c names nine");
        assert_eq!(lacking.last(), Some(&"not_renewed"), "the certificate of 2026 has run out");
        let words = Topic::asked_of(Kind::Reranking)
            .into_iter()
            .map(|t| (t.as_str().to_owned(), "Như trước.".to_owned()));
        save_updates(&own, SaveUpdates { dossier_id: id.clone(), stamp: None, words: words.collect() })
            .await
            .unwrap();
        save_questions(&own, no_to_all(&own, &id).await).await.unwrap();
        upload(&own, certificate(&id, "1.1", "31/12/2031", "03/GCN")).await.unwrap();
        assert_eq!(missing(&show(&own, &id).await.unwrap(), w.cx.today()), []);
        // Handed in after the window, on the last day: the certificate runs on until the result (Điều 12(3)).
        w.on(date(2029, 11, 5));
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        w.on(date(2029, 11, 6));
        assert_eq!(show(&own, &id).await.unwrap().state, State::AtWard);
        let star = ocop_store::recognition::of_product(w.cx.db(), PRODUCT).await.unwrap();
        let standing = verify_star(&w.public(), &star[0].certificate).await.unwrap().star.standing;
        assert_eq!(standing, StandingOn::Known(Status::Extended));
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_waited_too_long_is_refused_with_the_day() {
    on_each_engine(async |w| {
        let (own, ..) = three_stars(&w).await;
        let id = begun(&own, None).await.unwrap();
        w.on(date(2029, 11, 6));
        match submit(&own, Submit { dossier_id: id, declared: true }).await {
            Err(Error::Invalid(i)) => {
                assert_eq!((i.0[0].field.as_str(), i.0[0].code), ("kind", "kind_expired"));
                assert!(i.0[0].args.contains(&("expires", "05/11/2029".to_owned())));
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_star_from_a_list_begins_empty_and_one_without_dates_leaves_the_choice() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        insert_star(&w, PRODUCT, "cu-1", 4, Some(("2025-03-01", "2028-03-01"))).await;
        let id = begun(&own, None).await.unwrap();
        let d = show(&own, &id).await.unwrap();
        assert_eq!(d.kind, Kind::Upgrade);
        let basis = d.basis.as_ref().unwrap();
        assert!(basis.source.is_none() && basis.recognised.is_none() && basis.recognition_id.is_some());
        assert_eq!((d.answers.len(), d.citations.len()), (0, 0));
        assert_eq!(d.form02.history, "Thành lập năm 2019.", "the register still fills in what it knows");
        assert!(changes(&own, &id).await.unwrap().comparison.is_none());

        super::help::product(&w, "undated", PRODUCER, crate::support::XOM_CHIEU, Some(SET)).await;
        insert_star(&w, "undated", "cu-2", 3, None).await;
        let asked = |kind| begin(&own, Begin { product_id: "undated".into(), kind });
        assert_eq!(codes(asked(None).await), [("kind".to_owned(), "kind_choose")]);
        let id = asked(Some(Kind::Reranking)).await.unwrap();
        assert_eq!(show(&own, &id).await.unwrap().kind, Kind::Reranking);
    })
    .await;
}
