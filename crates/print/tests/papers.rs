//! Every paper is made, twice the same, in the archival format; what stands on its pages is kept as snapshots, filled in,
//! blank and with long names.

use ocop_print::{
    AdvisoryReport, Certificate, Decision, Error, Form01, Form02, Form03, Imprint, Label, Labels, Minutes,
    Outcome, WardMeeting, advisory_report, certificate, decision, form01, form02, form03, labels, minutes,
    text, ward_meeting,
};
use sha2::{Digest, Sha256};

#[path = "../examples/sample/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each test file takes its own samples")]
mod sample;

fn sha(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|part| part == words.as_bytes())
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Five labels with names longer than a label.
fn sample_labels() -> Labels {
    let label = |n: usize| Label {
        number: format!("01/PĐK-79-27259-2026/{n}"),
        nth: format!("Mẫu {n}/5"),
        product: "Nước mắm truyền thống ủ chượp thùng gỗ Minh Họa loại đặc biệt dùng làm quà ".repeat(2),
        producer: "Hợp tác xã sản xuất và tiêu thụ nông thủy sản Minh Họa Xóm Chiếu".into(),
        place: "Phường Xóm Chiếu".into(),
        url: format!("https://ocop.example/dossiers/0199/samples?n={n}"),
    };
    let imprint =
        Imprint { ident: "labels".into(), specimen: Some("BẢN MINH HỌA".into()), ..Imprint::default() };
    Labels { imprint, labels: (1..=5).map(label).collect() }
}

#[test]
fn a_label_sheet_fits_one_page_and_numbers_every_sample() {
    let words = text(&sample_labels()).unwrap();
    assert_eq!(words.matches('\u{c}').count(), 0, "five labels on one page");
    for n in 1..=5 {
        assert!(words.contains(&format!("Mẫu {n}/5")), "{words}");
        assert!(words.contains(&format!("01/PĐK-79-27259-2026/{n}")), "{words}");
    }
}

#[test]
fn every_paper_is_an_archival_accessible_pdf() {
    let papers = [
        certificate(&sample::certificate()).unwrap(),
        certificate(&sample::long_certificate()).unwrap(),
        minutes(&sample::minutes()).unwrap(),
        minutes(&Minutes::default()).unwrap(),
        decision(&sample::decision()).unwrap(),
        decision(&sample::open_decision()).unwrap(),
        decision(&Decision::default()).unwrap(),
        form01(&sample::form01()).unwrap(),
        form01(&Form01::default()).unwrap(),
        form02(&sample::form02()).unwrap(),
        form02(&Form02::default()).unwrap(),
        form03(&sample::form03()).unwrap(),
        form03(&Form03::default()).unwrap(),
        ward_meeting(&sample::ward_meeting()).unwrap(),
        ward_meeting(&WardMeeting::default()).unwrap(),
        advisory_report(&sample::advisory_report()).unwrap(),
        advisory_report(&AdvisoryReport::default()).unwrap(),
        labels(&sample_labels()).unwrap(),
        labels(&Labels::default()).unwrap(),
    ];
    for bytes in papers {
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(holds(&bytes, "<pdfaid:part>2</pdfaid:part>"));
        assert!(holds(&bytes, "<pdfaid:conformance>A</pdfaid:conformance>"));
        assert!(holds(&bytes, "<pdfuaid:part>1</pdfuaid:part>"));
    }
}

#[test]
fn the_same_paper_has_the_same_bytes() {
    let first = sha(&certificate(&sample::certificate()).unwrap());
    assert_eq!(first, sha(&certificate(&sample::certificate()).unwrap()));
    let mut other = sample::certificate();
    other.imprint.ident = "another".to_owned();
    assert_ne!(first, sha(&certificate(&other).unwrap()));
    assert_eq!(sha(&minutes(&sample::minutes()).unwrap()), sha(&minutes(&sample::minutes()).unwrap()));
}

#[test]
fn a_certificate_is_for_three_to_five_stars() {
    for stars in [0, 1, 2, 6] {
        let paper = Certificate { stars, ..sample::certificate() };
        assert!(matches!(certificate(&paper), Err(Error::Stars(n)) if n == stars));
    }
}

#[test]
fn a_certificate_stays_on_one_page() {
    let paper = Certificate {
        product: sample::LONG_NAME.repeat(3),
        producer: "Liên hiệp Hợp tác xã Ẵm Bồng Phượng Vỹ ".repeat(6),
        address: "Thôn Nghĩa Đường Thượng, xã Ví Dụ, tỉnh Minh Họa, ".repeat(6),
        ..sample::certificate()
    };
    let words = text(&paper).unwrap();
    assert_eq!(words.matches('\u{c}').count(), 0);
    assert!(words.contains("Bốn sao"));
}

#[test]
fn odd_text_is_printed_and_never_run() {
    let odd = "#panic() \\ *đậm* $x$ `m` @tham_chieu // 🍵\u{202e} <script> \u{0} “Chè” 茶";
    let paper = Certificate { product: odd.to_owned(), ..sample::certificate() };
    certificate(&paper).unwrap();
    let words = flat(&text(&paper).unwrap());
    assert!(words.contains("#panic() \\ *đậm* $x$ `m` @tham_chieu // ? <script>"), "{words}");
    let form = Form02 { producer: odd.to_owned(), plan: odd.to_owned(), ..sample::form02() };
    form02(&form).unwrap();
}

#[test]
fn a_long_address_in_the_code_is_refused_with_its_length() {
    let paper = Certificate { verify_url: "x".repeat(4000), ..sample::certificate() };
    assert!(matches!(certificate(&paper), Err(Error::QrTooLong(4000))));
}

#[test]
fn outcomes_are_in_words() {
    assert_eq!(Outcome::Recognise(4).words(), "Đề nghị công nhận 4 sao");
    assert_eq!(Outcome::NotRecognised.words(), "Không công nhận");
    assert_eq!(Outcome::Ministry.words(), "Chuyển Bộ đánh giá 5 sao");
}

#[test]
fn words_on_the_pages() {
    insta::assert_snapshot!("certificate", text(&sample::certificate()).unwrap());
    insta::assert_snapshot!("certificate_long", text(&sample::long_certificate()).unwrap());
    insta::assert_snapshot!("minutes", text(&sample::minutes()).unwrap());
    insta::assert_snapshot!("minutes_empty", text(&Minutes::default()).unwrap());
    insta::assert_snapshot!("decision", text(&sample::decision()).unwrap());
    insta::assert_snapshot!("ward_meeting", text(&sample::ward_meeting()).unwrap());
    insta::assert_snapshot!("advisory_report", text(&sample::advisory_report()).unwrap());
    insta::assert_snapshot!("decision_open", text(&sample::open_decision()).unwrap());
}

/// Nghị định 30/2020, Phụ lục I: number and symbol stand on one line, however long the place on their right is.
#[test]
fn the_number_of_a_paper_stands_on_one_line() {
    let mut paper = sample::minutes();
    paper.reference.number = None;
    paper.reference.date = None;
    paper.reference.place = "Phòng họp minh họa, Ủy ban nhân dân Thành phố".into();
    let words = text(&paper).unwrap();
    assert!(words.lines().any(|l| l.starts_with("Số: ……/BB-HĐOCOP")), "{words}");
}

#[test]
fn words_on_the_forms() {
    insta::assert_snapshot!("form01", text(&sample::form01()).unwrap());
    insta::assert_snapshot!("form02", text(&sample::form02()).unwrap());
    insta::assert_snapshot!("form03", text(&sample::form03()).unwrap());
}

/// The words of Phụ lục III, in its order, each of which must be on the blank form.
#[test]
fn the_forms_speak_the_laws_words() {
    for (form, law) in [
        (flat(&text(&Form01::default()).unwrap()), include_str!("law/form01.txt")),
        (flat(&text(&Form02::default()).unwrap()), include_str!("law/form02.txt")),
        (flat(&text(&Form03::default()).unwrap()), include_str!("law/form03.txt")),
    ] {
        let mut rest = form.as_str();
        for line in law.lines().filter(|line| !line.is_empty()) {
            let at = rest
                .find(line)
                .unwrap_or_else(|| panic!("not on the form, or not in the law's order: {line}"));
            rest = &rest[at + line.len()..];
        }
    }
}
