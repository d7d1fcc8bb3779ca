//! The papers of a council's round: archival PDFs and whole DOCX files with the same words, kept as snapshots, filled in
//! and blank.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::io::{Cursor, Read};

use ocop_print::*;
use zip::ZipArchive;

#[path = "../examples/sample/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each test file takes its own samples")]
mod sample;

fn document(docx: &[u8]) -> String {
    let mut out = String::new();
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut out).unwrap();
    out
}

/// Words alone, parted by one space: what a PDF and a DOCX have in common.
fn flat(xml: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in xml.replace("</w:p>", " </w:p>").replace("<w:br/>", " <w:br/>").chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn words_on_the_papers_of_a_round() {
    insta::assert_snapshot!("score_form", text(&sample::score_form()).unwrap());
    insta::assert_snapshot!("score_summary", text(&sample::score_summary()).unwrap());
    insta::assert_snapshot!("round_report", text(&sample::round_report()).unwrap());
    insta::assert_snapshot!("result_notice", text(&sample::result_notice()).unwrap());
    insta::assert_snapshot!("invitation", text(&sample::invitation()).unwrap());
}

#[test]
fn every_paper_of_a_round_is_an_archival_pdf_even_when_blank() {
    for bytes in [
        score_form(&sample::score_form()).unwrap(),
        score_form(&ScoreForm::default()).unwrap(),
        score_summary(&sample::score_summary()).unwrap(),
        score_summary(&ScoreSummary::default()).unwrap(),
        round_report(&sample::round_report()).unwrap(),
        round_report(&RoundReport::default()).unwrap(),
        result_notice(&sample::result_notice()).unwrap(),
        result_notice(&ResultNotice::default()).unwrap(),
        invitation(&sample::invitation()).unwrap(),
        invitation(&Invitation::default()).unwrap(),
    ] {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let mark = b"<pdfuaid:part>1</pdfuaid:part>";
        assert!(bytes.windows(mark.len()).any(|w| w == mark));
    }
    let same = |f: fn() -> Vec<u8>| assert_eq!(f(), f(), "the same paper has the same bytes");
    same(|| score_form(&sample::score_form()).unwrap());
    same(|| score_form_docx(&sample::score_form()).unwrap());
}

#[test]
fn the_documents_say_what_the_pdfs_say() {
    let summary = document(&score_summary_docx(&sample::score_summary()).unwrap());
    assert!(summary.contains("w:orient=\"landscape\""));
    for (docx, words) in [
        (
            document(&score_form_docx(&sample::score_form()).unwrap()),
            vec!["Thiếu giấy chứng nhận", "không đạt mức nào", "TỔNG ĐIỂM", "lần 2", "****", "09:15"],
        ),
        (summary, vec!["TV9: Nguyễn Văn Mẫu 9", "80*", "82,50", "hạng 3 sao cần 2"]),
        (
            document(&round_report_docx(&sample::round_report()).unwrap()),
            vec!["4. Không đề nghị công nhận (1 sản phẩm)", "Không có.", "thẩm quyền./."],
        ),
        (
            document(&result_notice_docx(&sample::result_notice()).unwrap()),
            vec!["2. Tiêu chí có dấu sao chưa đạt", "Không ghi lý do", "5. Việc chủ thể có thể làm"],
        ),
        (
            document(&invitation_docx(&sample::invitation()).unwrap()),
            vec!["08 giờ 00", "2. Chấm điểm từng sản phẩm.", "kính mời./."],
        ),
    ] {
        let docx = flat(&docx);
        for part in words {
            assert!(docx.contains(part), "{part} is not in {docx}");
        }
    }
    let form = flat(&document(&score_form_docx(&sample::score_form()).unwrap()));
    assert_eq!(form.matches('☑').count(), 9, "eight picks, one of them none, and one ground");
}

#[test]
fn odd_text_stays_text() {
    let odd = "#panic() *x* @y <w:p> & \u{202e}";
    let form = ScoreForm { product: odd.to_owned(), opinion: odd.to_owned(), ..sample::score_form() };
    assert!(text(&form).unwrap().contains("#panic() *x* @y"));
    assert!(document(&score_form_docx(&form).unwrap()).contains("&lt;w:p&gt; &amp;"));
}
