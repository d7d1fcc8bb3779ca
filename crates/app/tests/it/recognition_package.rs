//! The package of a five-star candidate, from the province to the ministry (Điều 6(3), 26/2026).

use crate::recognition::{code, draft, typed};
use crate::stars::{CONTACTS, five_star_round, row_count};
use crate::support::{HCMC, World, on_each_engine};
use ocop_app::Error;
use ocop_app::paper::SentFile;
use ocop_app::recognition::{PackageZip, SendPackage, package_zip, send_package, sign, view_package};
use ocop_domain::account::{Role, Scope};
use ocop_domain::journal::sha256;
use ocop_domain::national::Paper;
use std::io::{Cursor, Read};

/// The least a PDF can be: one empty page.
fn scan(name: &str) -> SentFile {
    let bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
          3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    SentFile { name: name.into(), bytes: bytes.to_vec(), cut: false }
}

fn names_and_bytes(zip: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[tokio::test]
async fn ninety_points_go_to_the_ministry_with_their_package() {
    on_each_engine(async |w| {
        let closed = five_star_round(&w).await;
        let (office, leader) = (w.province_office(), w.leader());
        assert_eq!(
            code(draft(&office, "recognise", &closed).await.unwrap_err()),
            "dossiers:dossier_does_not_fit"
        );
        let cmd = SendPackage {
            dossier_id: closed[0].dossier.clone(),
            letter_number: "88/UBND-KT".into(),
            sent_on: "05/10/2026".into(),
            attached: vec![
                (Paper::Letter, scan("cong-van.pdf")),
                (Paper::ExtraTests, scan("kiem-nghiem.pdf")),
            ],
        };
        assert!(matches!(send_package(&office, cmd.clone()).await, Err(Error::Conflict("not_approved"))));
        let id = draft(&office, "approve_result", &closed).await.unwrap();
        assert!(sign(&leader, typed(&id)).await.unwrap().certificates.is_empty());
        assert!(matches!(send_package(&w.ward_officer(), cmd.clone()).await, Err(Error::Forbidden)));
        let other = SentFile { name: "van-ban.docx".into(), bytes: b"PK\x03\x04".to_vec(), cut: false };
        for (paper, file) in [(Paper::Letter, other), (Paper::CouncilReport, scan("bao-cao.pdf"))] {
            let odd = SendPackage { attached: vec![(paper, file)], ..cmd.clone() };
            let refused = send_package(&office, odd).await;
            let field = format!("file.{}", paper.as_str());
            assert!(matches!(&refused, Err(Error::Invalid(i)) if i.0[0].field == field), "{refused:?}");
        }
        let sent = send_package(&office, cmd.clone()).await.unwrap();
        assert!(matches!(send_package(&office, cmd).await, Err(Error::Conflict("dossier_moved"))));
        let zip = package_zip(&office, &closed[0].dossier).await.unwrap();
        assert!(matches!(zip, PackageZip::Sent(_)), "what was sent goes out as a stream");
        let zip = zip.bytes().await.unwrap();
        assert_eq!(sha256(&zip), sent.file_hash);
        contacts_leave_in_a_masked_copy(&w, &closed[0].dossier).await;
        assert!(matches!(package_zip(&w.public(), &closed[0].dossier).await, Err(Error::SignIn)));
        a_package_stays_between_its_readers(&w, &closed[0].dossier).await;
        let files = names_and_bytes(zip);
        let sums = &files.iter().find(|(n, _)| n == "SHA256SUMS").unwrap().1;
        let sums = String::from_utf8(sums.clone()).unwrap();
        for (name, bytes) in files.iter().filter(|(n, _)| n != "SHA256SUMS") {
            assert!(sums.contains(&format!("{}  {name}\n", sha256(bytes))), "{name}");
        }
        let names: Vec<&str> = files.iter().map(|(n, _)| n.as_str()).collect();
        for want in [
            "index.html",
            "index.csv",
            "1-ho-so/mau-01.json",
            "1-ho-so/niem-phong.json",
            "2-minh-chung/01-giay-chung-nhan.pdf",
            "3-cap-xa/mau-03.json",
            "4-hoi-dong/ket-qua.json",
            "4-hoi-dong/bien-ban.pdf",
            "4-hoi-dong/bao-cao-hoi-dong.pdf",
            "0-cong-van/01.pdf",
            "6-kiem-nghiem-bo-sung/01.pdf",
            "5-quyet-dinh/quyet-dinh-phe-duyet.pdf",
        ] {
            assert!(names.contains(&want), "{want} in {names:?}");
        }
        assert!(!names.iter().any(|n| n.contains("ngoai-niem-phong")), "{names:?}");
        assert_eq!(
            row_count(&w, "SELECT COUNT(*) AS n FROM dossier WHERE state = 'sent_to_ministry'").await,
            1
        );
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM recognition").await, 0);
        assert_eq!(HCMC, "79");
    })
    .await;
}

async fn read(cx: &ocop_app::Cx, dossier: &str) -> Vec<u8> {
    package_zip(cx, dossier).await.unwrap().bytes().await.unwrap()
}

/// Luật 91/2025/QH15: those who are refused a producer's contacts read the package without them, and are told so.
async fn contacts_leave_in_a_masked_copy(w: &World, dossier: &str) {
    let whole = names_and_bytes(read(&w.province_office(), dossier).await);
    for cx in [
        w.leader(),
        w.as_role("bo", Role::MinistryOffice, Scope::Nation),
        w.as_role("auditor", Role::Auditor, Scope::Nation),
    ] {
        let files = names_and_bytes(read(&cx, dossier).await);
        let names: Vec<&str> = files.iter().map(|(n, _)| n.as_str()).collect();
        for (name, bytes) in &files {
            let text = String::from_utf8_lossy(bytes);
            for contact in CONTACTS {
                assert!(!text.contains(contact), "{:?} reads {contact} in {name}", cx.actor);
                // Nor a hash that is undone by trying: of the line the seal counts.
                let tried = CONTACT_FIELDS.map(|f| sha256(format!("producer/{f}=\"{contact}\"").as_bytes()));
                assert!(!tried.iter().any(|hash| text.contains(hash)), "a hash of {contact} in {name}");
            }
        }
        for name in ["1-ho-so/niem-phong-ban-che.json", "1-ho-so/niem-phong-ban-che.txt"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        let of =
            |name: &str| String::from_utf8(files.iter().find(|(n, _)| n == name).unwrap().1.clone()).unwrap();
        assert!(of("1-ho-so/niem-phong-ban-che.json").contains("09•• ••• 678"));
        assert!(of("index.html").contains("bản che thông tin liên hệ"), "{}", of("index.html"));
        for (name, bytes) in files.iter().filter(|(n, _)| n != "SHA256SUMS") {
            assert!(of("SHA256SUMS").contains(&format!("{}  {name}\n", sha256(bytes))), "{name}");
        }
        // Nothing else is missing.
        let same = whole.iter().filter(|file| files.contains(file)).count();
        assert_eq!(same + 5, whole.len(), "index, sums, and the two texts are other bytes: {names:?}");
    }
}

const CONTACT_FIELDS: [&str; 4] = ["phone", "email", "representative_address", "representative_ethnicity"];

/// Điều 6(3), 26/2026: the package goes from the province to the ministry. No reader finds in it what is refused to
/// that reader elsewhere: neither sheets nor minutes before the round is closed, nor anything of a draft.
async fn a_package_stays_between_its_readers(w: &World, dossier: &str) {
    let here = || Scope::Province(HCMC.into());
    let readers = [
        w.province_office(),
        w.leader(),
        w.as_role("bo", Role::MinistryOffice, Scope::Nation),
        w.as_role("auditor", Role::Auditor, Scope::Nation),
    ];
    let strangers = [
        w.as_role("tuvan", Role::AdvisoryMember, here()),
        w.as_role("member", Role::CouncilMember, here()),
        w.ward_officer(),
        w.as_role("admin", Role::Administrator, Scope::Nation),
        w.as_role("elsewhere", Role::ProvinceOffice, Scope::Province("68".into())),
    ];
    for cx in &readers {
        assert!(package_zip(cx, dossier).await.is_ok(), "{:?}", cx.actor);
    }
    for cx in &strangers {
        assert!(
            matches!(package_zip(cx, dossier).await, Err(Error::NotFound | Error::Hidden)),
            "{:?}",
            cx.actor
        );
        assert!(
            matches!(view_package(cx, dossier).await, Err(Error::NotFound | Error::Hidden)),
            "{:?}",
            cx.actor
        );
    }
    // Sent before, with the whole round's minutes in it, and the round opened again: it stays shut to all of them.
    let set = async |sql: &str| w.cx.db().exec(sql, vec![]).await.unwrap();
    set("UPDATE round SET state = 'open'").await;
    for cx in &readers {
        assert!(
            matches!(package_zip(cx, dossier).await, Err(Error::NotFound | Error::Hidden)),
            "{:?}",
            cx.actor
        );
    }
    set("UPDATE round SET state = 'closed'").await;
    set("UPDATE dossier SET state = 'draft'").await;
    for cx in readers.iter().chain(&strangers) {
        assert!(
            matches!(view_package(cx, dossier).await, Err(Error::NotFound | Error::Hidden)),
            "{:?}",
            cx.actor
        );
        assert!(
            matches!(package_zip(cx, dossier).await, Err(Error::NotFound | Error::Hidden)),
            "{:?}",
            cx.actor
        );
    }
    set("UPDATE dossier SET state = 'sent_to_ministry'").await;
}
