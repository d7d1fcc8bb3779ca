use super::help::*;
use crate::support::on_each_engine;
use ocop_app::dossier::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
    out.extend(width.to_be_bytes());
    out.extend(height.to_be_bytes());
    out.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    out
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8];
    out.extend(height.to_be_bytes());
    out.extend(width.to_be_bytes());
    out.extend([1, 1, 0x11, 0]);
    out
}

#[tokio::test]
async fn files_are_judged_by_their_content() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let mut huge = pdf("x");
        huge.resize(MAX_FILE + 1, b' ');
        let table: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
            ("a.pdf", vec![], Some("file_empty")),
            ("a.pdf", huge, Some("file_too_large")),
            ("a.pdf", b"<html><script>alert(1)</script></html>".to_vec(), Some("file_type")),
            ("a.png", b"GIF89a\x01\x00\x01\x00".to_vec(), Some("file_type")),
            ("a.pdf", b"PK\x03\x04 docx".to_vec(), Some("file_type")),
            ("a.pdf", b"%PDF-1.4 trailer << /Encrypt 5 0 R >>".to_vec(), Some("pdf_encrypted")),
            ("a.pdf", b"%PDF-1.4 << /S /JavaScript /JS (x) >>".to_vec(), Some("pdf_script")),
            ("a.png", png(12_001, 10), Some("image_too_large")),
            ("a.png", png(0, 10), Some("image_broken")),
            ("a.jpg", jpeg(100, 12_001), Some("image_too_large")),
            ("a.jpg", vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0], Some("image_broken")),
            ("not-a-picture.exe", png(640, 480), None),
            ("a.jpg", jpeg(640, 480), None),
            ("a.pdf", pdf("x"), None),
        ];
        for (name, bytes, refusal) in table {
            let mut cmd = paper(&id, None, "");
            cmd.file_name = name.into();
            cmd.bytes = bytes;
            let outcome = upload(&own, cmd).await;
            match refusal {
                Some(code) => assert_eq!(codes(outcome), [("file".to_owned(), code)], "{name}"),
                None => assert!(outcome.is_ok(), "{name}: {outcome:?}"),
            }
        }
        let (papers, total) = library(&own, &id, 1, 50).await.unwrap();
        assert_eq!(total, 3);
        assert!(papers.iter().any(|p| p.file_name == "not-a-picture.png" && p.media_type == "image/png"));
    })
    .await;
}

#[tokio::test]
async fn the_particulars_of_a_paper_are_checked_together() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let cmd = Upload {
            dossier_id: id.clone(),
            kind: "poem".into(),
            title: " ".into(),
            issued_on: "31/02/2024".into(),
            expires_on: "ngày mai".into(),
            criterion: Some("42".into()),
            page: "-1".into(),
            file_name: "a.pdf".into(),
            bytes: pdf("x"),
            ..Upload::default()
        };
        let found = codes(upload(&own, cmd).await);
        let fields: Vec<&str> = found.iter().map(|(f, _)| f.as_str()).collect();
        assert_eq!(fields, ["kind", "title", "issued_on", "expires_on", "page", "criterion"]);
        let ends_first = Upload { expires_on: "01/01/2020".into(), ..paper(&id, None, "x") };
        assert_eq!(
            codes(upload(&own, ends_first).await),
            [("expires_on".to_owned(), "ends_before_it_begins")]
        );
        let to_come = Upload { issued_on: "01/01/2030".into(), ..paper(&id, None, "x") };
        assert_eq!(codes(upload(&own, to_come).await), [("issued_on".to_owned(), "date_in_future")]);
    })
    .await;
}
