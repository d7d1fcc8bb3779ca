//! The library of papers: facts, lists by validity, renewals that reach drafts and never a sealed package.

use crate::dossier::help::{PRODUCER, SET, codes, filled, pdf, pdf_of, product, settled, started};
use crate::support::{World, XOM_CHIEU, on_each_engine};
use jiff::civil::date;
use ocop_app::dossier::{self, Cite, Judgements, Return, Start, Submit};
use ocop_app::evidence::{
    Add, Edit, Filter, Particulars, Renew, Standing, add, edit, list, remove, renew, show,
};
use ocop_app::paper::SentFile;
use ocop_app::settings::limits::{self, PutLimits};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::dossier::EvidenceKind;

fn particulars(title: &str, expires_on: &str) -> Particulars {
    Particulars {
        kind: "test_report".into(),
        title: title.into(),
        issuer: "Trung tâm Hư cấu".into(),
        issued_on: "01/02/2026".into(),
        expires_on: expires_on.into(),
        ..Particulars::default()
    }
}

fn sent(name: &str, bytes: Vec<u8>) -> Vec<SentFile> {
    vec![SentFile { name: name.into(), bytes, cut: false }]
}

fn photo(width: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let picture = image::RgbImage::from_pixel(width, 30, image::Rgb([200, 180, 90]));
    image::codecs::jpeg::JpegEncoder::new(&mut out).encode_image(&picture).unwrap();
    out
}

/// With a scanner at hand every file is shown to it first; without its answer nothing is kept either.
#[cfg(unix)]
#[tokio::test]
async fn a_file_the_scanner_refuses_or_does_not_answer_for_is_not_kept() {
    on_each_engine(async |w| {
        let cx = settled(&w).await;
        let with = |script: &str| {
            let args = vec!["-c".to_owned(), script.to_owned()];
            let scan = Some(ocop_app::ScanCommand { program: "/bin/sh".into(), args });
            Cx { config: ocop_app::Config { scan, ..ocop_app::Config::default() }.into(), ..cx.clone() }
        };
        let cmd = || Add {
            producer_id: PRODUCER.into(),
            particulars: particulars("Sổ", ""),
            files: sent("a.pdf", pdf("x")),
            ..Add::default()
        };
        assert_eq!(codes(add(&with("exit 1"), cmd()).await), [("file".into(), "file_infected")]);
        let silent = add(&with("exit 2"), cmd()).await;
        assert!(matches!(silent, Err(Error::Unavailable(ocop_app::Outage::Unscanned(_)))), "{silent:?}");
        let none = "SELECT COUNT(*) AS n FROM evidence WHERE title = 'Sổ'";
        assert_eq!(w.cx.db().number(none, vec![]).await.unwrap(), 0, "{}", w.engine);
        add(&with("grep -q PDF \"$0\""), cmd()).await.unwrap();
        assert_eq!(w.cx.db().number(none, vec![]).await.unwrap(), 1, "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_paper_and_one_renewal() {
    on_each_engine(async |w| {
        let cx = Cx { sending: Some("a".into()), ..settled(&w).await };
        let cmd = || Add {
            producer_id: PRODUCER.into(),
            particulars: particulars("Sổ", ""),
            files: sent("a.pdf", pdf("x")),
            ..Add::default()
        };
        let (one, two) = tokio::join!(add(&cx, cmd()), add(&cx, cmd()));
        let id = one.unwrap();
        assert_eq!(id, two.unwrap(), "{}", w.engine);
        let cx = Cx { sending: Some("b".into()), ..cx };
        let again = || Renew {
            id: id.clone(),
            version: 1,
            particulars: particulars("Sổ mới", ""),
            files: sent("b.pdf", pdf("y")),
            ..Renew::default()
        };
        let first = renew(&cx, again()).await.unwrap();
        assert_eq!(renew(&cx, again()).await.unwrap().id, first.id);
        let papers = "SELECT COUNT(*) AS n FROM evidence WHERE id = $1 OR replaces = $1";
        let papers = w.cx.db().number(papers, ocop_store::args![id]).await.unwrap();
        assert_eq!(papers, 2, "{}", w.engine);
    })
    .await;
}

/// Sets how much a library may hold, on what the administrator is shown.
async fn holds(admin: &Cx, who: &Cx, mb: &str) -> Result<(), Error> {
    let shown = limits::show(admin).await?;
    let assist_days = shown.assist_days.to_string();
    limits::put(who, PutLimits { seen: shown.stamp(), assist_days, library_mb: mb.into() }).await
}

#[tokio::test]
async fn a_library_takes_no_more_than_its_room() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert_eq!(limits::show(&admin).await.unwrap().library_mb, 2048);
        assert_eq!(codes(holds(&admin, &admin, "0").await), [("library_mb".to_owned(), "library_mb")]);
        holds(&admin, &admin, "1").await.unwrap();
        assert!(matches!(holds(&admin, &own, "9").await, Err(Error::Forbidden)));
        let cmd = |size: usize| {
            let mut file = pdf("x");
            file.resize(size, b' ');
            Add {
                producer_id: PRODUCER.into(),
                particulars: particulars("Sổ", ""),
                files: sent("a.pdf", file),
                ..Add::default()
            }
        };
        add(&own, cmd(700_000)).await.unwrap();
        assert_eq!(codes(add(&own, cmd(500_000)).await), [("file".to_owned(), "library_full")]);
        add(&own, cmd(300_000)).await.unwrap();
    })
    .await;
}

/// Two files at once for the last room of a library: one is refused.
#[tokio::test]
async fn the_last_room_of_a_library_is_given_once() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        holds(&admin, &admin, "1").await.unwrap();
        let cmd = |n: usize| {
            let mut file = pdf("x");
            file.resize(600_000 + n, b' ');
            Add {
                producer_id: PRODUCER.into(),
                particulars: particulars("Sổ", ""),
                files: sent("a.pdf", file),
                ..Add::default()
            }
        };
        let both = tokio::join!(add(&own, cmd(0)), add(&own, cmd(1)));
        assert_ne!(both.0.is_ok(), both.1.is_ok(), "{}: {both:?}", w.engine);
        let refused = if both.0.is_ok() { both.1 } else { both.0 };
        assert_eq!(codes(refused), [("file".to_owned(), "library_full")]);
    })
    .await;
}

#[tokio::test]
async fn several_photos_become_one_paper_and_the_journal_keeps_their_hashes() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let cmd = |files: Vec<SentFile>| Add {
            producer_id: PRODUCER.into(),
            particulars: particulars("Sổ", ""),
            files,
            ..Add::default()
        };
        let photos: Vec<SentFile> = [40, 20, 60].iter().flat_map(|n| sent("anh.jpg", photo(*n))).collect();
        let id = add(&own, cmd(photos.clone())).await.unwrap();
        let paper = show(&own, &id).await.unwrap().paper;
        assert_eq!(
            (paper.media_type.as_str(), paper.pages, paper.file_name.as_str()),
            ("application/pdf", Some(3), "anh.pdf")
        );
        let log = "SELECT COUNT(*) AS n FROM journal WHERE subject = $1 AND diff LIKE $2";
        let hash = ocop_domain::journal::sha256(&photos[1].bytes);
        let kept = w.cx.db().number(log, ocop_store::args![id, format!("%{hash}%")]).await.unwrap();
        assert_eq!(kept, 1);
        let mixed = [photos, sent("a.pdf", pdf("x"))].concat();
        assert_eq!(codes(add(&own, cmd(mixed)).await), [("file".to_owned(), "photos_only")]);
    })
    .await;
}

async fn added(own: &Cx, title: &str, expires_on: &str, pages: usize) -> String {
    let cmd = Add {
        producer_id: PRODUCER.into(),
        particulars: particulars(title, expires_on),
        files: sent("giay.pdf", pdf_of(pages, title)),
        ..Add::default()
    };
    add(own, cmd).await.unwrap()
}

fn renewal(id: &str, version: i64, pages: usize) -> Renew {
    Renew {
        id: id.into(),
        version,
        particulars: particulars("Phiếu mới", "01/02/2028"),
        files: sent("moi.pdf", pdf_of(pages, "moi")),
        ..Renew::default()
    }
}

async fn cite_on(own: &Cx, dossier: &str, paper: &str, criterion: &str, page: &str) {
    let cmd = Cite {
        dossier_id: dossier.into(),
        evidence_id: paper.into(),
        criterion: Some(criterion.into()),
        page: page.into(),
    };
    dossier::cite(own, cmd).await.unwrap();
}

async fn handed_in(own: &Cx, dossier: &str) {
    filled(own, dossier).await;
    dossier::submit(own, Submit { dossier_id: dossier.into(), declared: true }).await.unwrap();
}

#[tokio::test]
async fn a_library_is_listed_by_kind_and_by_what_ends_when() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        for (title, until) in
            [("Hết", "04/10/2026"), ("Sắp", "03/01/2027"), ("Còn", "04/01/2027"), ("Mãi", "")]
        {
            added(&own, title, until, 1).await;
        }
        let titles = async |filter: Filter| {
            let found = list(&own, PRODUCER, &filter, 1, 20).await.unwrap();
            assert_eq!(i64::try_from(found.papers.len()).unwrap(), found.total);
            found.papers.into_iter().map(|p| p.title).collect::<Vec<_>>()
        };
        let standing = |s| Filter { standing: Some(s), ..Filter::default() };
        assert_eq!(titles(Filter::default()).await, ["Hết", "Sắp", "Còn", "Mãi"]);
        assert_eq!(titles(standing(Standing::Expired)).await, ["Hết"]);
        assert_eq!(titles(standing(Standing::RunsOut)).await, ["Sắp"]);
        assert_eq!(titles(standing(Standing::Valid)).await, ["Còn", "Mãi"]);
        let other = Filter { kind: Some(EvidenceKind::Award), standing: None };
        assert!(titles(other).await.is_empty());
        w.on(date(2027, 1, 4));
        assert_eq!(titles(standing(Standing::RunsOut)).await, ["Còn"]);
    })
    .await;
}

#[tokio::test]
async fn a_renewal_reaches_every_draft_and_no_sealed_dossier() {
    on_each_engine(async |w| {
        let (own, sealed) = started(&w).await;
        product(&w, "product-2", PRODUCER, XOM_CHIEU, Some(SET)).await;
        let draft = dossier::start(&own, Start { product_id: "product-2".into() }).await.unwrap();
        let old = added(&own, "Phiếu cũ", "01/02/2027", 5).await;
        cite_on(&own, &sealed, &old, "1.1", "5").await;
        cite_on(&own, &draft, &old, "1.1", "2-3").await;
        cite_on(&own, &draft, &old, "3.3", "4").await;
        handed_in(&own, &sealed).await;

        let renewed = renew(&own, renewal(&old, 1, 3)).await.unwrap();
        assert_eq!((renewed.moved, renewed.to_check), (2, 1));
        let d = dossier::show(&own, &draft).await.unwrap();
        let cites: Vec<_> =
            d.citations.iter().map(|c| (c.criterion.as_str(), c.page, c.page_to, c.check_page)).collect();
        assert_eq!(cites, [("1.1", Some(2), Some(3), false), ("3.3", Some(4), None, true)]);
        assert!(d.citations.iter().all(|c| c.evidence_id == renewed.id));
        // A page that is not there is not sealed.
        filled(&own, &draft).await;
        let refused = dossier::submit(&own, Submit { dossier_id: draft.clone(), declared: true }).await;
        assert_eq!(codes(refused), [("evidence".to_owned(), "check_page")]);
        // Naming the page again settles the doubt.
        cite_on(&own, &draft, &renewed.id, "3.3", "1").await;
        let d = dossier::show(&own, &draft).await.unwrap();
        assert!(d.citations.iter().all(|c| !c.check_page));
        assert_eq!(dossier::readiness(&d), []);

        // The ward reads what was sealed: the old bytes under the old facts.
        let ward = w.ward_officer();
        assert_eq!(dossier::paper_bytes(&ward, &old, None).await.unwrap().bytes, pdf_of(5, "Phiếu cũ"));
        assert!(matches!(
            dossier::paper_bytes(&ward, &renewed.id, None).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert!(dossier::verify(&ward, &sealed, None).await.unwrap().iter().all(|f| f.whole));
        let seen = dossier::show(&ward, &sealed).await.unwrap();
        assert_eq!(seen.paper(&old).unwrap().title, "Phiếu cũ");

        let view = show(&own, &old).await.unwrap();
        assert_eq!(
            view.versions.iter().map(|v| v.id.as_str()).collect::<Vec<_>>(),
            [renewed.id.as_str(), &old]
        );
        assert!(view.sealed && !view.may_keep);
        for refused in [
            renew(&own, renewal(&old, 2, 1)).await.map(|_| ()),
            edit(&own, Edit { id: old.clone(), version: 2, particulars: particulars("x", "") }).await,
            remove(&own, &old).await.map(|_| ()),
        ] {
            assert!(matches!(refused, Err(Error::Conflict("evidence_replaced"))), "{refused:?}");
        }
        // Taking the renewal back makes the old paper the present one again.
        remove(&own, &renewed.id).await.unwrap();
        assert_eq!(show(&own, &old).await.unwrap().versions.len(), 1);
        let d = dossier::show(&own, &draft).await.unwrap();
        assert!(d.citations.iter().all(|c| c.evidence_id != renewed.id));
    })
    .await;
}

#[tokio::test]
async fn corrected_facts_change_no_seal_and_a_lost_update_is_refused() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let paper_id = added(&own, "Phiếu", "01/02/2027", 1).await;
        cite_on(&own, &id, &paper_id, "", "").await;
        handed_in(&own, &id).await;
        let before = dossier::sealed(&own, &id, None).await.unwrap();
        let cmd =
            Edit { id: paper_id.clone(), version: 1, particulars: particulars("Tên sửa", "01/03/2027") };
        edit(&own, cmd.clone()).await.unwrap();
        assert!(matches!(edit(&own, cmd).await, Err(Error::Conflict("stale"))));
        assert_eq!(dossier::sealed(&own, &id, None).await.unwrap(), before);
        assert_eq!(dossier::show(&own, &id).await.unwrap().paper(&paper_id).unwrap().title, "Phiếu");
        assert_eq!(show(&own, &paper_id).await.unwrap().paper.title, "Tên sửa");
        let wrong = Edit { id: paper_id.clone(), version: 2, particulars: particulars("", "01/01/2020") };
        let fields: Vec<_> = codes(edit(&own, wrong).await).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["title", "expires_on"]);
        assert!(matches!(remove(&own, &paper_id).await, Err(Error::Conflict("evidence_sealed"))));
    })
    .await;
}

#[tokio::test]
async fn a_returned_dossier_cites_the_renewal_and_its_old_package_stays_open() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let old = added(&own, "Phiếu cũ", "01/02/2027", 2).await;
        cite_on(&own, &id, &old, "1.1", "2").await;
        handed_in(&own, &id).await;
        let ward = w.ward_officer();
        let version = dossier::ward_check(&ward, &id).await.unwrap().dossier.version;
        let judgements = Judgements { reasons: "Gia hạn phiếu.".into(), ..Judgements::default() };
        let back = Return { dossier_id: id.clone(), version, judgements };
        dossier::return_to_producer(&ward, back).await.unwrap();
        let renewed = renew(&own, renewal(&old, 1, 2)).await.unwrap();
        assert_eq!((renewed.moved, renewed.to_check), (1, 0));
        assert_eq!(dossier::file(&ward, &id, &old).await.unwrap().bytes, pdf_of(2, "Phiếu cũ"));
        assert!(matches!(dossier::remove(&own, &id, &old).await, Err(Error::Conflict("evidence_sealed"))));
    })
    .await;
}

#[tokio::test]
async fn a_library_is_its_producers_alone() {
    on_each_engine(async |w: World| {
        let own = settled(&w).await;
        let paper_id = added(&own, "Phiếu", "", 1).await;
        let add_as = async |cx: &Cx| {
            let particulars = particulars("Phiếu", "");
            let files = sent("a.pdf", pdf("x"));
            add(cx, Add { producer_id: PRODUCER.into(), particulars, files, ..Add::default() }).await
        };
        for cx in [w.ward_officer(), w.province_office(), w.leader(), w.producer("another")] {
            assert!(matches!(add_as(&cx).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(show(&cx, &paper_id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(remove(&cx, &paper_id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(
                dossier::paper_bytes(&cx, &paper_id, None).await,
                Err(Error::NotFound | Error::Hidden)
            ));
            assert!(matches!(
                list(&cx, PRODUCER, &Filter::default(), 1, 9).await,
                Err(Error::NotFound | Error::Hidden)
            ));
            assert!(matches!(
                renew(&cx, renewal(&paper_id, 1, 1)).await,
                Err(Error::NotFound | Error::Hidden)
            ));
        }
        assert!(matches!(add_as(&w.public()).await, Err(Error::SignIn)));
        assert!(matches!(dossier::paper_bytes(&w.public(), &paper_id, None).await, Err(Error::SignIn)));
        let file = dossier::paper_bytes(&own, &paper_id, None).await.unwrap();
        assert!(file.inline && file.bytes == pdf_of(1, "Phiếu"));
        let bad =
            Add { producer_id: PRODUCER.into(), files: sent("a.pdf", b"MZ".to_vec()), ..Add::default() };
        let found = codes(add(&own, bad).await);
        assert!(found.contains(&("file".to_owned(), "file_program")) && found.len() == 3, "{found:?}");
    })
    .await;
}
