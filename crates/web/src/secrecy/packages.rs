//! No package, paper or page shows a producer's contacts to a post that has no need of them.

use super::*;

/// The files of a body that is an archive: packages, and DOCX, which are archives too.
fn unpacked(body: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    if !body.starts_with(b"PK\x03\x04") {
        return Vec::new();
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(body)).unwrap();
    let mut out = Vec::new();
    for i in 0..zip.len() {
        let (mut file, mut bytes) = (zip.by_index(i).unwrap(), Vec::new());
        file.read_to_end(&mut bytes).unwrap();
        out.push((file.name().unwrap().into_owned(), bytes));
    }
    out
}

/// A package does not open to a person who is refused what lies in it, and no page or list shows a producer's contacts to a post
/// that has no need of them (Luật 91/2025/QH15).
#[tokio::test(flavor = "multi_thread")]
async fn no_way_round_shows_what_its_own_way_refuses() {
    const PHONE: &str = "0987 654 321";
    const MAIL: &str = "lien-he-rieng@vi-du.example";
    let h = house().await;
    // What the packages were sealed with, before it is changed: no person finds it by unpacking either.
    let sealed = ["0900000000", "chuthe@demo.example", "\"Kinh\""];
    let sql = "UPDATE producer SET phone = $1, email = $2";
    h.cx.db().exec(sql, vec![PHONE.into(), MAIL.into()]).await.unwrap();
    // Those who keep the register need them, and the ward calls producers.
    let need = ["chuthe", "xa", "vanphong"];
    let all = h.read(None).await;
    let mut masked = 0;
    for ((who, path), answer) in all.iter().filter(|((who, _), _)| !need.contains(who)) {
        for contact in [PHONE, "0987654321", MAIL] {
            assert!(!answer.holds(contact), "{who} reads a contact at {path}");
        }
        masked += i64::from(answer.holds("•••"));
    }
    assert!(masked > 5, "only {masked} answers show a masked contact");
    assert!(all.iter().any(|((who, _), a)| *who == "xa" && a.holds(PHONE)), "the ward reads it");

    let sent: Vec<String> = {
        let page = h.door.get(&h.people["bo"], "/ministry").await.text();
        let ids =
            page.match_indices("/packages/").filter_map(|(at, p)| page.get(at + p.len()..at + p.len() + 36));
        ids.map(str::to_owned).collect()
    };
    let mut dossiers = sent;
    dossiers.push(h.ids["dossiers"].clone());
    let readers = ["vanphong", "lanhdao", "bo", "kiemtra"];
    let (mut archives, mut packages) = (0, 0);
    let mut without = |who: &str, path: &str, answer: &Answer| {
        for (name, bytes) in unpacked(&answer.body) {
            archives += 1;
            for contact in sealed.iter().chain(&[PHONE, MAIL]) {
                let there = bytes.windows(contact.len()).any(|w| w == contact.as_bytes());
                assert!(!there, "{who} reads {contact} in {name} of {path}");
            }
        }
    };
    for ((who, path), answer) in all.iter().filter(|((who, _), _)| !need.contains(who)) {
        without(who, path, answer);
    }
    for dossier in &dossiers {
        for who in OTHERS {
            let someone = &h.people[who];
            for path in [format!("/packages/{dossier}"), format!("/packages/{dossier}.zip")] {
                let answer = h.door.get(someone, &path).await;
                assert!(answer.status.as_u16() < 500, "{who} at {path}: {}", answer.status);
                assert!(readers.contains(&who) || answer.status != StatusCode::OK, "{who} opens {path}");
                if !need.contains(&who) && path.ends_with(".zip") && answer.status == StatusCode::OK {
                    packages += 1;
                    without(who, &path, &answer);
                    // A person who is refused the sealed package finds none of its own files in another.
                    let at = format!("/dossiers/{dossier}/sealed/1/package.zip");
                    let own: Vec<_> = unpacked(&h.door.get(&h.people["vanphong"], &at).await.body)
                        .into_iter()
                        .filter(|(name, _)| {
                            name.starts_with("niem-phong") || name == "noi-dung.txt" || name.contains("mau-0")
                        })
                        .collect();
                    assert!(own.len() > 4, "the sealed package of {dossier} was not read");
                    for (name, bytes) in unpacked(&answer.body) {
                        assert!(
                            !own.iter().any(|(_, sealed)| *sealed == bytes),
                            "{who} takes {name} by {path}"
                        );
                    }
                }
            }
            // The sealed package holds the contacts in clear.
            let sealed = h.door.get(someone, &format!("/dossiers/{dossier}/sealed/1/package.zip")).await;
            assert!(need.contains(&who) || sealed.status != StatusCode::OK, "{who} takes the sealed package");
        }
    }
    // A refusal that says "not found" is noted like one that says "no" (ASVS 16.3.2), and looks like nothing being there.
    let package = dossiers.first().unwrap();
    let list = h.door.get(&h.people["vanphong"], "/producers").await.text();
    let producer = first_id(&list, "/producers/").unwrap();
    for path in [
        format!("/packages/{package}"),
        format!("/dossiers/{}", h.ids["dossiers"]),
        format!("/producers/{producer}"),
    ] {
        let none = format!("{}/{}", path.rsplit_once('/').unwrap().0, "0197f000-0000-7000-8000-000000000000");
        let noted = async |path: &str| {
            let sql = format!(
                "SELECT COUNT(*) AS n FROM journal WHERE act = 'access.refused' AND diff LIKE '%\"{path}\"%'"
            );
            h.number(&sql).await
        };
        let before = noted(&path).await;
        let (hidden, absent) =
            (h.door.get(&h.people["quantri"], &path).await, h.door.get(&h.people["quantri"], &none).await);
        assert_eq!((hidden.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{path}");
        assert_eq!(noted(&path).await, before + 1, "{path}");
        assert_eq!(noted(&none).await, 0, "{none}");
    }
    assert!(packages >= 2 && archives > 30, "only {packages} packages and {archives} files were unpacked");
}
