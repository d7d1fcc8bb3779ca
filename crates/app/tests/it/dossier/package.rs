use super::help::*;
use crate::support::on_each_engine;
use jiff::civil::date;
use ocop_app::Error;
use ocop_app::dossier::*;
use ocop_domain::dossier::seal::{SealRef, short};
use ocop_domain::dossier::verify::{Subject, What, verify_package};
use ocop_domain::term::Standing;
use ocop_store::args;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn names(bytes: &[u8]) -> Vec<String> {
    ZipArchive::new(Cursor::new(bytes)).unwrap().file_names().map(|n| n.unwrap().into_owned()).collect()
}

#[tokio::test]
async fn a_package_proves_itself_and_leaves_the_house_only_whole() {
    on_each_engine(async |w| {
        let (own, id, receipt) = submitted(&w).await;
        let archive = sealed_package(&own, &id, 1).await.unwrap();
        assert!(archive.name.starts_with("ho-so-01-pdk"), "{}", archive.name);
        assert_eq!(sealed_package(&w.ward_officer(), &id, 1).await.unwrap(), archive);
        let held = names(&archive.bytes);
        for name in ["niem-phong.json", "niem-phong.txt", "1-ho-so/mau-01.pdf", "2-minh-chung/01-giay.pdf"] {
            assert!(held.iter().any(|n| n == name), "{name} in {held:?}");
        }
        let on_paper: SealRef = short(&receipt.seal_hash).parse().unwrap();
        let entries = open_package(Cursor::new(&archive.bytes)).unwrap();
        let verdict = verify_package(&entries, Some(&on_paper)).unwrap();
        assert!(verdict.whole(), "{:?}", verdict.findings);
        assert_eq!(verdict.seal, receipt.seal_hash);

        // A person packs it again with one answer changed.
        let mut zip = ZipArchive::new(Cursor::new(&archive.bytes)).unwrap();
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..zip.len() {
            let mut file = zip.by_index(i).unwrap();
            let name = file.name().unwrap().into_owned();
            let mut bytes = vec![];
            std::io::copy(&mut file, &mut bytes).unwrap();
            if name == "niem-phong.json" {
                let text = String::from_utf8(bytes).unwrap();
                let at = text.find("\"points\":").unwrap() + 9;
                bytes = format!("{}9{}", &text[..at], &text[at..]).into_bytes();
            }
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
        let forged = out.finish().unwrap().into_inner();
        let verdict = verify_package(&open_package(Cursor::new(forged)).unwrap(), None).unwrap();
        assert_eq!(verdict.findings.len(), 1, "{:?}", verdict.findings);
        let found = &verdict.findings[0];
        assert_eq!((found.what, found.subject), (What::Changed, Subject::Answer));
        assert!(found.name.ends_with("/points") && found.sealed.is_some());

        // Strangers, other attempts, and bytes that rotted.
        assert!(matches!(
            sealed_package(&w.producer("other"), &id, 1).await,
            Err(Error::NotFound | Error::Hidden)
        ));
        assert!(matches!(sealed_package(&own, &id, 2).await, Err(Error::NotFound | Error::Hidden)));
        let file = sealed(&own, &id, None).await.unwrap().seal.files[0].clone();
        let on_disk = w.files_dir().join("sha256").join(&file.sha256[..2]).join(&file.sha256);
        let mut bytes = std::fs::read(&on_disk).unwrap();
        bytes[20] ^= 1;
        std::fs::write(&on_disk, bytes).unwrap();
        assert!(matches!(sealed_package(&own, &id, 1).await, Err(Error::Conflict("seal_broken"))));
    })
    .await;
}

#[tokio::test]
async fn anyone_may_ask_for_a_seal_and_learns_no_name() {
    on_each_engine(async |w| {
        let (_, id, receipt) = submitted(&w).await;
        let public = w.public();
        let whole = seal_known(&public, &receipt.seal_hash).await.unwrap();
        assert_eq!(seal_known(&public, &short(&receipt.seal_hash)).await.unwrap(), whole);
        assert_eq!((whole.attempt, whole.registration_number), (1, receipt.registration_number));
        for unknown in ["", "abc", "0000-0000-0000-0000", "' OR 1=1 --"] {
            assert!(matches!(seal_known(&public, unknown).await, Err(Error::NotFound | Error::Hidden)), "{unknown}");
        }
        let changed = "UPDATE dossier_seal SET seal = REPLACE(seal, 'Ban giám đốc', 'Ban quản trị') WHERE dossier_id = $1";
        w.cx.db().exec(changed, args![id.as_str()]).await.unwrap();
        assert!(matches!(seal_known(&public, &receipt.seal_hash).await, Err(Error::Internal(_))));
    })
    .await;
}

#[tokio::test]
async fn forms_and_letter_come_as_docx_too() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        assert_eq!(form01_docx(&own, &id).await.unwrap().get(..2), Some(b"PK".as_slice()));
        filled(&own, &id).await;
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        // The plain mark of the seal stands on what was sealed alone: a copy with masked contacts says what it is.
        for (cx, masked) in [(own.clone(), false), (w.leader(), true)] {
            let docx = form01_docx(&cx, &id).await.unwrap();
            let mut foot = String::new();
            let mut docx = ZipArchive::new(Cursor::new(docx)).unwrap();
            docx.by_name("word/footer1.xml").unwrap().read_to_string(&mut foot).unwrap();
            assert_eq!(foot.contains("Bản che thông tin liên hệ"), masked, "{:?}", cx.actor);
            assert_eq!(foot.contains("Mã niêm phong hồ sơ:"), !masked, "{:?}", cx.actor);
        }
        let ward = w.ward_officer();
        assert_eq!(form02_docx(&own, &id).await.unwrap(), form02_docx(&ward, &id).await.unwrap());
        assert!(matches!(form03_docx(&own, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert!(
            matches!(letter_pdf(&ward, &id).await, Err(Error::NotFound | Error::Hidden)),
            "nothing is written yet"
        );

        // Half written: the commune's own, not the producer's.
        let version = ward_check(&ward, &id).await.unwrap().dossier.version;
        let j = Judgements { reasons: "Thiếu phiếu kiểm nghiệm.".into(), ..Judgements::default() };
        save_check(&ward, SaveCheck { dossier_id: id.clone(), version, judgements: j.clone() })
            .await
            .unwrap();
        assert!(matches!(letter_pdf(&own, &id).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(letter_pdf(&ward, &id).await.unwrap().get(..5), Some(b"%PDF-".as_slice()));
        assert!(matches!(letter_docx(&w.producer("other"), &id).await, Err(Error::NotFound | Error::Hidden)));

        let version = ward_check(&ward, &id).await.unwrap().dossier.version;
        return_to_producer(&ward, Return { dossier_id: id.clone(), version, judgements: j }).await.unwrap();
        let docx = letter_docx(&own, &id).await.unwrap();
        let mut text = String::new();
        let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
        zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
        assert!(text.contains("Thiếu phiếu kiểm nghiệm."), "{text}");
        assert!(text.contains("trả lại hồ sơ") && text.contains("Hợp tác xã Mẫu"));

        // Mended and handed in again: as long as nothing new is written, the last letter is still the one there is.
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        assert_eq!(letter_docx(&own, &id).await.unwrap().len(), zip.into_inner().into_inner().len());
    })
    .await;
}

fn docx_text(docx: Vec<u8>) -> String {
    let mut text = String::new();
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Điều 7(2): the day of receipt on paper is the one the term runs from, and no more days are left than the term has.
/// A dossier that comes back mended keeps the day it was first filed.
#[tokio::test]
async fn papers_print_the_legal_day_of_receipt() {
    on_each_engine(async |w| {
        ocop_app::holiday::load(&w.cx).await.unwrap();
        let (own, id) = started(&w).await;
        filled(&own, &id).await;
        w.clock.set(date(2026, 11, 29), 20);
        let receipt = submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        assert_eq!(receipt.due_on, date(2026, 12, 21));
        let form = docx_text(form01_docx(&own, &id).await.unwrap());
        assert!(form.contains("30/11/2026"), "{form}");
        let ward = w.ward_officer();
        let check = ward_check(&ward, &id).await.unwrap();
        assert_eq!(check.term, Some(Standing::Left(15)));
        assert_eq!(list(&ward, List::default()).await.unwrap().lines[0].term, Some(Standing::Left(15)));

        let judgements = Judgements { reasons: "Thiếu phiếu.".into(), ..Judgements::default() };
        let version = check.dossier.version;
        return_to_producer(&ward, Return { dossier_id: id.clone(), version, judgements }).await.unwrap();
        let letter = docx_text(letter_docx(&own, &id).await.unwrap());
        assert!(letter.contains("nhận ngày 30 tháng 11 năm 2026"), "{letter}");

        w.on(date(2026, 12, 7));
        submit(&own, Submit { dossier_id: id.clone(), declared: true }).await.unwrap();
        let kept = "SELECT COUNT(*) AS n FROM dossier WHERE filed_on = '2026-11-29'";
        assert_eq!(w.cx.db().number(kept, vec![]).await.unwrap(), 1);
    })
    .await;
}

#[test]
fn what_is_no_package_is_refused() {
    let pack = |entries: &[(&str, &[u8])]| {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            out.start_file(*name, SimpleFileOptions::default()).unwrap();
            out.write_all(bytes).unwrap();
        }
        out.finish().unwrap().into_inner()
    };
    assert!(matches!(open_package(Cursor::new(b"no zip")), Err(Unreadable::Zip(_))));
    assert!(matches!(open_package(Cursor::new(pack(&[("../x", b"a")]))), Err(Unreadable::Name(_))));
    // 65 MB of nothing pack into a few kilobytes.
    let bomb = pack(&[("2-minh-chung/01-a.pdf", &vec![0; 65 << 20])]);
    assert!(matches!(open_package(Cursor::new(bomb)), Err(Unreadable::TooLarge(_))));
    let mut twice = pack(&[("a.txt", b"1"), ("b.txt", b"2")]);
    for at in 0..twice.len() - 5 {
        if &twice[at..at + 5] == b"b.txt" {
            twice[at] = b'a';
        }
    }
    assert!(matches!(open_package(Cursor::new(twice)), Err(Unreadable::Twice)));
    let entries = open_package(Cursor::new(pack(&[("a.txt", b"1")]))).unwrap();
    assert!(verify_package(&entries, None).is_err());
}
