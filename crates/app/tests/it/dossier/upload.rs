use super::help::*;
use crate::support::on_each_engine;
use flate2::{Compression, write::ZlibEncoder};
use image::{ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder};
use ocop_app::dossier::*;
use std::io::Write;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let pixels = vec![120; (width * height) as usize];
    PngEncoder::new(&mut out).write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    out
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let pixels = vec![120; (width * height) as usize];
    JpegEncoder::new(&mut out).write_image(&pixels, width, height, ExtendedColorType::L8).unwrap();
    out
}

/// A PNG whose header claims a size; its pixels are not there and are not looked for.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut out = png(4, 4);
    out[16..20].copy_from_slice(&width.to_be_bytes());
    out[20..24].copy_from_slice(&height.to_be_bytes());
    out
}

/// The same for the frame header of a JPEG.
fn jpeg_claiming(width: u16, height: u16) -> Vec<u8> {
    let mut out = jpeg(8, 8);
    let frame = out.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    out[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    out[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A PDF of one page with an object stream beside it.
/// `entry` of the catalogue leads to the packed object.
fn with_object_stream(entry: &str, inner: &[u8]) -> Vec<u8> {
    let mut out = String::from_utf8(pdf("x")).unwrap();
    out = out.replace("/Pages 2 0 R", &format!("/Pages 2 0 R/{entry} 10 0 R"));
    let mut out = out.into_bytes();
    let data = packed(inner);
    let head =
        format!("9 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length {}>>\nstream\n", data.len());
    out.extend(head.into_bytes());
    out.extend(data);
    out.extend(b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    out
}

/// What a Word file is, packed so that it unpacks into a hundred megabytes.
fn docx_bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["[Content_Types].xml", "word/document.xml"] {
        zip.start_file(name, options).unwrap();
        for _ in 0..50 {
            zip.write_all(&[b' '; 1024 * 1024]).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn program() -> Vec<u8> {
    let mut out = b"MZ\x90\x00\x03\x00\x00\x00".to_vec();
    out.resize(1024, 0);
    out
}

#[tokio::test]
async fn files_are_judged_by_their_content() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let mut huge = pdf("x");
        huge.resize(21 * 1024 * 1024, b' ');
        let encrypted = String::from_utf8(pdf("x")).unwrap().replace("/Root", "/Encrypt 5 0 R/Root");
        let script = String::from_utf8(pdf("x")).unwrap();
        let script = script.replace("/Pages 2", "/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Pages 2");
        let hidden = with_object_stream("OpenAction", b"10 0 <</S/JavaScript/JS(app.alert(1))>>");
        let bomb = docx_bomb();
        assert!(bomb.len() < 1024 * 1024);
        let table: Vec<(&str, Vec<u8>, Option<&str>)> = vec![
            ("21 MB.pdf", huge, Some("file_too_large")),
            ("0 bytes.pdf", vec![], Some("file_empty")),
            ("program.pdf", program(), Some("file_program")),
            ("page.pdf", b"<html><script>alert(1)</script></html>".to_vec(), Some("file_type")),
            ("moving.png", b"GIF89a\x01\x00\x01\x00".to_vec(), Some("file_picture")),
            ("bomb.docx", bomb, Some("file_office")),
            ("encrypted.pdf", encrypted.into_bytes(), Some("pdf_encrypted")),
            ("script.pdf", script.into_bytes(), Some("pdf_script")),
            ("script in an object stream.pdf", hidden, Some("pdf_script")),
            ("no pages.pdf", pdf_of(0, "x"), Some("pdf_no_pages")),
            ("head only.pdf", b"%PDF-1.4\n".to_vec(), Some("pdf_broken")),
            ("20,000 x 20,000.png", png_claiming(20_000, 20_000), Some("image_too_large")),
            ("20,000 x 20,000.jpg", jpeg_claiming(20_000, 20_000), Some("image_too_large")),
            ("no width.png", png_claiming(0, 10), Some("image_broken")),
            ("no frame.jpg", vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0], Some("image_broken")),
            ("cut.png", png(64, 48)[..60].to_vec(), Some("image_cut_off")),
            ("cut.jpg", jpeg(640, 480)[..1000].to_vec(), Some("image_cut_off")),
            ("not-a-picture.exe", png(640, 480), None),
            ("a.jpg", jpeg(640, 480), None),
            ("with object stream.pdf", with_object_stream("Outlines", b"10 0 <</Type/Outlines>>"), None),
            ("a.pdf", pdf_of(3, "x"), None),
        ];
        for (name, bytes, refusal) in table {
            let mut cmd = paper(&id, None, "");
            cmd.file_name = name.into();
            cmd.bytes = bytes;
            let outcome = upload(&own, cmd).await;
            match refusal {
                Some(code) => {
                    assert!(outcome.is_err(), "{name} was taken");
                    assert_eq!(codes(outcome), [("file".to_owned(), code)], "{name}");
                }
                None => assert!(outcome.is_ok(), "{name}: {outcome:?}"),
            }
        }
        let (papers, total) = library(&own, &id, 1, 50).await.unwrap();
        assert_eq!(total, 4);
        assert!(papers.iter().any(|p| p.file_name == "not-a-picture.png" && p.media_type == "image/png"));
        let pages: Vec<_> = papers.iter().map(|p| (p.file_name.as_str(), p.pages)).collect();
        assert!(pages.contains(&("a.pdf", Some(3))) && pages.contains(&("a.jpg", Some(1))), "{pages:?}");
    })
    .await;
}

#[tokio::test]
async fn a_page_is_cited_only_if_the_paper_has_it() {
    on_each_engine(async |w| {
        let (own, id) = started(&w).await;
        let file = Upload { bytes: pdf_of(5, "x"), ..paper(&id, Some("1.1"), "") };
        let beyond = Upload { page: "6".into(), ..file.clone() };
        assert_eq!(codes(upload(&own, beyond).await), [("page".to_owned(), "page_beyond")]);
        let evidence_id = upload(&own, Upload { page: "2-5".into(), ..file }).await.unwrap();
        let cited = show(&own, &id).await.unwrap().citations.remove(0);
        assert_eq!((cited.page, cited.page_to), (Some(2), Some(5)));
        let on = |page: &str| Cite {
            dossier_id: id.clone(),
            evidence_id: evidence_id.clone(),
            criterion: Some("1.1".into()),
            page: page.into(),
        };
        for (page, code) in
            [("6", "page_beyond"), ("4-6", "page_beyond"), ("3-2", "page_number"), ("0", "page_number")]
        {
            assert_eq!(codes(cite(&own, on(page)).await), [("page".to_owned(), code)], "{page}");
        }
        cite(&own, on("3")).await.unwrap();
        let cited = show(&own, &id).await.unwrap().citations.remove(0);
        assert_eq!((cited.page, cited.page_to), (Some(3), None));
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
