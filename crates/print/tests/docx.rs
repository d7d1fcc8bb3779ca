//! The forms as DOCX: whole archives of well-formed parts, in the law's words and order, with the words of the PDF, the
//! page of Nghị định 30/2020 and tables whose heads come again and whose rows are not parted.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Read};

use ocop_print::{
    Error, Foot, Form01, Form02, Form03, advisory_report_docx, form01_docx, form02_docx, form03_docx,
    letter_docx, text, ward_meeting_docx,
};
use unicode_normalization::is_nfc;
use zip::ZipArchive;

#[path = "../examples/sample/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each test file takes its own samples")]
mod sample;

fn part(docx: &[u8], name: &str) -> String {
    let mut out = String::new();
    ZipArchive::new(Cursor::new(docx)).unwrap().by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

/// Tags opened and closed in order; entities known. Enough for parts that are written by hand.
fn well_formed(xml: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let known = rest[..at]
            .split('&')
            .skip(1)
            .all(|e| ["amp;", "lt;", "gt;", "quot;"].iter().any(|k| e.starts_with(k)));
        if rest[..at].contains('>') || !known {
            return false;
        }
        let Some(end) = rest[at..].find('>') else { return false };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return false,
            Some(_) => {}
            None => open.push(tag.split_whitespace().next().unwrap_or_default()),
        }
    }
    open.is_empty()
}

/// Line by line, cells of a row parted by a bar.
fn words(docx: &[u8]) -> String {
    let xml = part(docx, "word/document.xml");
    let marked = xml
        .replace("</w:p>", "\n")
        .replace("</w:tc>", "|")
        .replace("</w:tr>", "\n")
        .replace("<w:br/>", "\n")
        .replace("<w:tab/>", "…");
    let mut out = String::new();
    let mut inside = false;
    for c in marked.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let lines: Vec<&str> =
        out.lines().map(str::trim).filter(|l| !l.is_empty() && l.chars().any(|c| c != '|')).collect();
    lines.join("\n")
}

fn flat(words: &str) -> String {
    words.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all() -> [Vec<u8>; 10] {
    [
        form01_docx(&sample::form01()).unwrap(),
        form01_docx(&Form01::default()).unwrap(),
        form02_docx(&sample::form02()).unwrap(),
        form02_docx(&sample::long_form02()).unwrap(),
        form02_docx(&Form02::default()).unwrap(),
        form03_docx(&sample::form03()).unwrap(),
        form03_docx(&Form03::default()).unwrap(),
        letter_docx(&sample::letter()).unwrap(),
        ward_meeting_docx(&sample::ward_meeting()).unwrap(),
        advisory_report_docx(&sample::advisory_report()).unwrap(),
    ]
}

#[test]
fn every_part_is_well_formed_and_named() {
    for docx in all() {
        let mut zip = ZipArchive::new(Cursor::new(&docx)).unwrap();
        let types = part(&docx, "[Content_Types].xml");
        for i in 0..zip.len() {
            let name = zip.by_index(i).unwrap().name().unwrap().into_owned();
            if name.ends_with(".png") {
                continue;
            }
            let xml = part(&docx, &name);
            assert!(well_formed(&xml), "{name}: {xml}");
            assert!(is_nfc(&xml), "{name}");
            let known =
                name.ends_with(".rels") || name.starts_with('[') || types.contains(&format!("\"/{name}\""));
            assert!(known, "{name} has no content type");
        }
    }
}

#[test]
fn the_page_is_that_of_decree_30() {
    for docx in all() {
        let xml = part(&docx, "word/document.xml");
        assert!(xml.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
        // 1134–1417 twips: 20–25 mm; 1701: 30 mm; 1021: 18 mm.
        assert!(
            xml.contains("w:top=\"1247\" w:right=\"1021\" w:bottom=\"1417\" w:left=\"1701\"")
                || xml.contains("w:bottom=\"1134\" w:left=\"1701\"")
        );
        assert!(xml.contains("<w:titlePg/>"));
        assert!(part(&docx, "word/header1.xml").contains(" PAGE "));
        assert!(!part(&docx, "word/header2.xml").contains("PAGE"));
        assert!(part(&docx, "word/styles.xml").contains("Times New Roman"));
        let rows = xml.matches("<w:tr>").count();
        assert_eq!(xml.matches("<w:cantSplit/>").count(), rows);
    }
    let long = part(&form02_docx(&sample::long_form02()).unwrap(), "word/document.xml");
    assert_eq!(long.matches("<w:tblHeader/>").count(), 3, "guide, score, annex");
}

#[test]
fn the_foot_says_what_the_sheet_was_printed_from() {
    let sealed = form01_docx(&sample::form01()).unwrap();
    for foot in ["word/footer1.xml", "word/footer2.xml"] {
        assert!(part(&sealed, foot).contains("A1B2-C3D4-E5F6-7890"));
    }
    let mut png = Vec::new();
    ZipArchive::new(Cursor::new(&sealed))
        .unwrap()
        .by_name("word/media/qr.png")
        .unwrap()
        .read_to_end(&mut png)
        .unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let draft = form02_docx(&sample::form02()).unwrap();
    assert!(part(&draft, "word/footer1.xml").contains("Bản nháp, chưa niêm phong"));
    assert!(text(&sample::form02()).unwrap().contains("Bản nháp, chưa niêm phong"));
    let pages = text(&sample::form01()).unwrap();
    assert_eq!(pages.matches("A1B2-C3D4-E5F6-7890").count(), pages.matches('\u{c}').count() + 1);
    assert!(matches!(ocop_print::SealMark::new("", &"x".repeat(4000)), Err(Error::QrTooLong(_))));
    let mark = ocop_print::SealMark::new("A1B2-C3D4-E5F6-7890", "https://ocop.example/seal/a1").unwrap();
    let copy = Form01 { foot: Foot::Sealed(mark.masked()), ..sample::form01() };
    let foot = part(&form01_docx(&copy).unwrap(), "word/footer1.xml");
    assert!(foot.contains("Bản che thông tin liên hệ") && foot.contains("A1B2-C3D4-E5F6-7890"), "{foot}");
    assert!(!foot.contains("Mã niêm phong hồ sơ:"), "a masked copy is not the sealed paper: {foot}");
    let pages = text(&copy).unwrap();
    assert!(
        pages.contains("Bản che thông tin liên hệ") && !pages.contains("Mã niêm phong hồ sơ:"),
        "{pages}"
    );
    let plain = Form01 { foot: Foot::Plain, ..sample::form01() };
    assert!(!part(&form01_docx(&plain).unwrap(), "word/footer1.xml").contains("niêm phong"));
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    assert_eq!(form02_docx(&sample::form02()).unwrap(), form02_docx(&sample::form02()).unwrap());
}

#[test]
fn odd_text_stays_text() {
    let odd = "<w:p> & \"x\" \u{202e}\u{0} 🍵 Tra\u{300}";
    let docx = form02_docx(&Form02 { producer: odd.to_owned(), ..sample::form02() }).unwrap();
    assert!(well_formed(&part(&docx, "word/document.xml")));
    assert!(words(&docx).contains("<w:p> & \"x\"  🍵 Trà"), "{}", words(&docx));
}

#[test]
fn words_in_the_documents() {
    insta::assert_snapshot!("form01_docx", words(&form01_docx(&sample::form01()).unwrap()));
    insta::assert_snapshot!("form02_docx", words(&form02_docx(&sample::form02()).unwrap()));
    insta::assert_snapshot!("form03_docx", words(&form03_docx(&sample::form03()).unwrap()));
    insta::assert_snapshot!("letter_docx", words(&letter_docx(&sample::letter()).unwrap()));
    insta::assert_snapshot!("ward_meeting_docx", words(&ward_meeting_docx(&sample::ward_meeting()).unwrap()));
    let report = advisory_report_docx(&sample::advisory_report()).unwrap();
    insta::assert_snapshot!("advisory_report_docx", words(&report));
    insta::assert_snapshot!("letter", text(&sample::letter()).unwrap());
}

/// Nothing that was written is in the one and not in the other.
#[test]
fn pdf_and_docx_hold_the_same_answers() {
    let f = sample::form03();
    let r = sample::form02();
    let long = "Một câu rất dài. ".repeat(200);
    let mut heavy = sample::form02();
    heavy.score.parts[0].groups[0].criteria[0].note = Some(long.clone());
    let (docx, pdf) = (flat(&words(&form02_docx(&heavy).unwrap())), flat(&text(&heavy).unwrap()));
    assert!(docx.contains(long.trim()));
    assert_eq!(pdf.matches("rất dài").count(), 200, "a row longer than a page is parted, not cut");
    let (two, three) = (flat(&words(&form02_docx(&r).unwrap())), flat(&words(&form03_docx(&f).unwrap())));
    for (all, answers) in [
        (
            &two,
            vec![
                &r.product,
                &r.history,
                &r.structure,
                &r.results.production,
                &r.results.quality,
                &r.results.market,
                &r.results.business,
                &r.plan,
            ],
        ),
        (&three, vec![&f.findings.materials, &f.findings.labour, &f.findings.origin, &f.findings.identity]),
    ] {
        for answer in answers {
            assert!(all.contains(&flat(answer)), "{answer}");
        }
    }
}

/// The words of Phụ lục III, in its order, each of which must be in the blank document.
#[test]
fn the_documents_speak_the_laws_words() {
    for (docx, law) in [
        (form01_docx(&Form01::default()).unwrap(), include_str!("law/form01.txt")),
        (form02_docx(&Form02::default()).unwrap(), include_str!("law/form02.txt")),
        (form03_docx(&Form03::default()).unwrap(), include_str!("law/form03.txt")),
    ] {
        assert_eq!(
            part(&docx, "word/document.xml").contains("footnoteReference"),
            law.contains("Theo Phụ lục I về")
        );
        let form = flat(&words(&docx));
        let mut rest = form.as_str();
        let notes = part(&docx, "word/footnotes.xml");
        for line in law.lines().filter(|line| !line.is_empty() && !notes.contains(line)) {
            let at = rest
                .find(line)
                .unwrap_or_else(|| panic!("not in the document, or not in order: {line}\n{rest}"));
            rest = &rest[at + line.len()..];
        }
    }
}
