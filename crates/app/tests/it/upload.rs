//! Files that come in piece by piece: they go on where the line broke, nothing is counted twice, no other person sees
//! them, and a paper takes them in as it takes any file.

use crate::dossier::help::{PRODUCER, codes, paper, pdf, pdf_of, settled, started};
use crate::support::{World, on_each_engine};
use jiff::civil::date;
use ocop_app::dossier;
use ocop_app::evidence::{self, Add, BeginUpload, Particulars, Renew, begin_upload, keep_upload};
use ocop_app::paper::SentFile;
use ocop_app::upload::{KEPT_MS, MOST_BYTES, MOST_OPEN, append, clear, find, finished, max_size, stop};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_domain::journal::sha256;

const MB: usize = 1024 * 1024;

/// A sound PDF of this many bytes: what follows its end is blank.
fn big(bytes: usize) -> Vec<u8> {
    let mut out = pdf("lớn");
    out.resize(bytes, b' ');
    out
}

fn announce(bytes: &[u8]) -> BeginUpload {
    let size = i64::try_from(bytes.len()).unwrap();
    BeginUpload { producer_id: PRODUCER.into(), name: "giấy.pdf".into(), size }
}

async fn sent(cx: &Cx, bytes: &[u8]) -> String {
    let id = begin_upload(cx, announce(bytes)).await.unwrap().id;
    append(cx, &id, 0, bytes.to_vec()).await.unwrap();
    id
}

fn add(uploads: &[&str]) -> Add {
    Add {
        producer_id: PRODUCER.into(),
        particulars: Particulars {
            kind: "test_report".into(),
            title: "Phiếu kết quả".into(),
            ..Particulars::default()
        },
        uploads: uploads.iter().map(|id| (*id).to_owned()).collect(),
        files: vec![],
    }
}

/// How many pieces lie in the files store.
fn pieces(w: &World) -> usize {
    std::fs::read_dir(w.files_dir().join("uploads")).map_or(0, Iterator::count)
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Error>, code: &str) {
    assert!(matches!(&outcome, Err(Error::Conflict(c)) if *c == code), "{outcome:?} is not {code}");
}

#[tokio::test]
async fn a_file_goes_on_where_it_broke_and_arrives_byte_for_byte() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let bytes = big(3 * MB + 17);
        let begun = begin_upload(&own, announce(&bytes)).await.unwrap();
        let mut at = 0;
        for length in [700_000, 1, 1_300_000] {
            let piece = bytes[at..at + length].to_vec();
            at += length;
            assert_eq!(
                append(&own, &begun.id, i64::try_from(at - length).unwrap(), piece).await.unwrap(),
                at as i64
            );
        }
        // The line breaks; a person asks how far it came, and sends the rest.
        let now = find(&own, &begun.id).await.unwrap();
        assert_eq!((now.offset, now.is_finished(), now.name.as_str()), (at as i64, false, "giấy.pdf"));
        assert_eq!(
            codes(evidence::add(&own, add(&[&begun.id])).await),
            [("file".into(), "upload_unfinished")]
        );
        append(&own, &begun.id, now.offset, bytes[at..].to_vec()).await.unwrap();
        let names = [begun.id.clone(), "no-such".into(), begun.id.clone()];
        assert_eq!(finished(&own, &names).await.unwrap().len(), 1);

        let paper = evidence::add(&own, add(&[&begun.id])).await.unwrap();
        let file = dossier::paper_bytes(&own, &paper, None).await.unwrap();
        assert_eq!((file.sha256.as_str(), file.name.as_str()), (sha256(&bytes).as_str(), "giấy.pdf"));
        assert!(file.bytes == bytes);
        // Taken in once, and nothing of it is left.
        assert_eq!(codes(evidence::add(&own, add(&[&begun.id])).await), [("file".into(), "upload_gone")]);
        assert!(matches!(find(&own, &begun.id).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(pieces(&w), 0);
    })
    .await;
}

#[tokio::test]
async fn a_piece_that_comes_twice_or_at_a_wrong_place_changes_nothing() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let bytes = pdf("x");
        let id = begin_upload(&own, announce(&bytes)).await.unwrap().id;
        conflict(append(&own, &id, 1, bytes[1..].to_vec()).await, "upload_offset");
        conflict(append(&own, &id, -1, bytes.clone()).await, "upload_offset");
        append(&own, &id, 0, bytes[..40].to_vec()).await.unwrap();
        for _ in 0..2 {
            conflict(append(&own, &id, 0, bytes[..40].to_vec()).await, "upload_offset");
        }
        // Two at once: one is confirmed, whichever it is.
        let piece = || append(&own, &id, 40, bytes[40..60].to_vec());
        let (one, two) = tokio::join!(piece(), piece());
        assert_eq!([&one, &two].iter().filter(|r| r.is_ok()).count(), 1, "{one:?} {two:?}");
        conflict(if one.is_ok() { two } else { one }, "upload_offset");
        assert_eq!((find(&own, &id).await.unwrap().offset, pieces(&w)), (60, 2));
        // Nothing sent is nothing changed; more than was announced is refused whole.
        assert_eq!(append(&own, &id, 60, vec![]).await.unwrap(), 60);
        conflict(append(&own, &id, 60, vec![b' '; bytes.len()]).await, "too_large");
        append(&own, &id, 60, bytes[60..].to_vec()).await.unwrap();
        conflict(append(&own, &id, bytes.len() as i64, vec![b' ']).await, "too_large");
        let paper = evidence::add(&own, add(&[&id])).await.unwrap();
        assert!(dossier::paper_bytes(&own, &paper, None).await.unwrap().bytes == bytes);
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_its_owners_alone() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let bytes = pdf("x");
        let id = sent(&own, &bytes).await;
        // A second person of the same producer keeps the same library, but not this upload.
        let colleague = w.as_role("colleague", Role::Producer, Scope::Producer(PRODUCER.into()));
        for cx in [colleague, w.ward_officer(), w.leader()] {
            assert!(matches!(find(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(
                append(&cx, &id, bytes.len() as i64, vec![]).await,
                Err(Error::NotFound | Error::Hidden)
            ));
            assert!(matches!(stop(&cx, &id).await, Err(Error::NotFound | Error::Hidden)));
            assert_eq!(finished(&cx, std::slice::from_ref(&id)).await.unwrap(), []);
        }
        let theirs = w.as_role("colleague", Role::Producer, Scope::Producer(PRODUCER.into()));
        assert_eq!(codes(evidence::add(&theirs, add(&[&id])).await), [("file".into(), "upload_gone")]);
        assert!(matches!(find(&w.public(), &id).await, Err(Error::SignIn)));
        assert!(matches!(begin_upload(&w.public(), announce(&bytes)).await, Err(Error::SignIn)));
        for cx in [w.ward_officer(), w.province_office(), w.leader(), w.producer("another")] {
            assert!(matches!(
                begin_upload(&cx, announce(&bytes)).await,
                Err(Error::NotFound | Error::Hidden)
            ));
        }
        assert!(find(&own, &id).await.unwrap().is_finished());
        stop(&own, &id).await.unwrap();
        assert!(matches!(stop(&own, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(pieces(&w), 0);
    })
    .await;
}

#[tokio::test]
async fn after_a_day_nothing_is_left_and_what_a_crash_left_goes_too() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let old = sent(&own, &pdf("x")).await;
        let begun = begin_upload(&own, announce(&pdf("y"))).await.unwrap();
        assert_eq!(begun.expires_at, own.now_ms() + KEPT_MS);
        w.on(date(2026, 10, 6));
        for id in [&old, &begun.id] {
            assert!(matches!(find(&own, id).await, Err(Error::NotFound | Error::Hidden)));
            assert!(matches!(append(&own, id, 0, pdf("y")).await, Err(Error::NotFound | Error::Hidden)));
        }
        let young = sent(&own, &pdf("z")).await;
        // Bytes that were written when the program died, of an upload that stands and of one that is gone.
        for upload in [young.as_str(), "gone"] {
            w.cx.store.files.put_part(upload, "unnamed", vec![1]).await.unwrap();
        }
        assert!(matches!(clear(&own).await, Err(Error::Forbidden)));
        assert_eq!(clear(&w.cx).await.unwrap(), (2, 2));
        assert_eq!(clear(&w.cx).await.unwrap(), (0, 0));
        assert_eq!(pieces(&w), 2);
        evidence::add(&own, add(&[&young])).await.unwrap();
        assert_eq!(clear(&w.cx).await.unwrap(), (0, 1));
        assert_eq!(pieces(&w), 0);
    })
    .await;
}

#[tokio::test]
async fn an_account_holds_only_so_much() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let of = |size: i64| BeginUpload { size, ..announce(b"") };
        assert_eq!(codes(begin_upload(&own, of(0)).await), [("file".into(), "file_empty")]);
        assert_eq!(codes(begin_upload(&own, of(max_size() + 1)).await), [("file".into(), "file_too_large")]);
        for _ in 0..MOST_OPEN {
            begin_upload(&own, of(1)).await.unwrap();
        }
        conflict(begin_upload(&own, of(1)).await, "upload_too_many");
        w.on(date(2026, 10, 7));
        for _ in 0..MOST_BYTES / max_size() {
            begin_upload(&own, of(max_size())).await.unwrap();
        }
        conflict(begin_upload(&own, of(max_size())).await, "upload_too_many");
        begin_upload(&own, of(1)).await.unwrap();
        // The room of another account is its own.
        let other = w.as_role("colleague", Role::Producer, Scope::Producer(PRODUCER.into()));
        begin_upload(&other, of(max_size())).await.unwrap();
        assert_eq!(
            keep_upload(&own, PRODUCER, SentFile { bytes: big(MB), ..SentFile::default() })
                .await
                .unwrap()
                .map(|u| u.size),
            Some(MB as i64)
        );
        let cut = SentFile { name: "a.pdf".into(), bytes: pdf("x"), cut: true };
        assert_eq!(keep_upload(&own, PRODUCER, cut).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_a_file_is_decides_its_content_and_a_refusal_leaves_it_there() {
    on_each_engine(async |w| {
        let (own, dossier_id) = started(&w).await;
        let program = sent(&own, b"MZ\x90\x00 not a paper").await;
        let upload = |ids: &[&str]| dossier::Upload {
            uploads: ids.iter().map(|id| (*id).to_owned()).collect(),
            file_name: String::new(),
            bytes: vec![],
            ..paper(&dossier_id, Some("1.1"), "")
        };
        assert_eq!(
            codes(dossier::upload(&own, upload(&[&program])).await),
            [("file".into(), "file_program")]
        );
        let sound = sent(&own, &pdf_of(2, "x")).await;
        let beyond = dossier::Upload { page: "3".into(), ..upload(&[&sound]) };
        assert_eq!(codes(dossier::upload(&own, beyond).await), [("page".into(), "page_beyond")]);
        assert_eq!(finished(&own, &[program.clone(), sound.clone()]).await.unwrap().len(), 2);
        let id = dossier::upload(&own, upload(&[&sound])).await.unwrap();
        assert_eq!(evidence::show(&own, &id).await.unwrap().paper.pages, Some(2));
        assert_eq!(codes(dossier::upload(&own, upload(&[])).await), [("file".into(), "file_empty")]);

        // A renewal by upload; a piece changed on disk is never taken for what was sent.
        let renew = |upload: &str| Renew {
            id: id.clone(),
            version: 1,
            particulars: add(&[]).particulars,
            uploads: vec![upload.to_owned()],
            files: vec![],
        };
        let damaged = sent(&own, &pdf("x")).await;
        for entry in std::fs::read_dir(w.files_dir().join("uploads")).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_str().unwrap().starts_with(&damaged) {
                std::fs::write(path, pdf("y")).unwrap();
            }
        }
        assert!(matches!(evidence::renew(&own, renew(&damaged)).await, Err(Error::Internal(_))));
        let fresh = sent(&own, &pdf("mới")).await;
        let renewed = evidence::renew(&own, renew(&fresh)).await.unwrap();
        assert!(dossier::paper_bytes(&own, &renewed.id, None).await.unwrap().bytes == pdf("mới"));
    })
    .await;
}

#[tokio::test]
async fn photos_sent_ahead_and_photos_of_the_form_become_one_paper_in_order() {
    on_each_engine(async |w| {
        let own = settled(&w).await;
        let photo = |width: u32| {
            let mut out = Vec::new();
            let picture = image::RgbImage::from_pixel(width, 30, image::Rgb([200, 180, 90]));
            image::codecs::jpeg::JpegEncoder::new(&mut out).encode_image(&picture).unwrap();
            out
        };
        let (one, two) = (sent(&own, &photo(40)).await, sent(&own, &photo(20)).await);
        let mut cmd = add(&[&two, &one]);
        cmd.files = vec![SentFile { name: "ba.jpg".into(), bytes: photo(60), cut: false }];
        let paper = evidence::add(&own, cmd).await.unwrap();
        assert_eq!(evidence::show(&own, &paper).await.unwrap().paper.pages, Some(3));
        let order = [photo(20), photo(40), photo(60)].map(|p| format!("\"{}\"", sha256(&p))).join(",");
        let log = "SELECT COUNT(*) AS n FROM journal WHERE subject = $1 AND diff LIKE $2";
        let kept = w.cx.db().number(log, ocop_store::args![paper, format!("%[{order}]%")]).await.unwrap();
        assert_eq!(kept, 1);
        assert_eq!(pieces(&w), 0);
    })
    .await;
}
