//! Any byte of any file and any field of a sealed package: changed, it is found and named. A package made anew under
//! another seal does not pass for the one whose seal stands on paper.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use ocop_domain::dossier::leaves::{CONTENT, LIST, Outline, TEXT, path};
use ocop_domain::dossier::seal::{
    FORMAT, Seal, SealRef, SealedAnswer, SealedCitation, SealedConfirmation, SealedFile, SealedMark,
    SealedProducer, SealedProduct, SealedQuestion, short,
};
use ocop_domain::dossier::verify::{
    Entry, STATEMENT, SUMS, Subject, Verdict, What, is_control, verify_package,
};
use ocop_domain::dossier::{Form01, Form02};
use ocop_domain::journal::sha256;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

type Package = BTreeMap<String, Vec<u8>>;

fn seal() -> Seal {
    let file = |no: usize, name: &str, bytes: &[u8]| SealedFile {
        evidence: format!("e{no}"),
        kind: "test_report".into(),
        title: format!("Giấy tờ số {no}"),
        issuer: Some("Trung tâm Mẫu".into()),
        number: None,
        issued_on: Some("2026-01-02".into()),
        expires_on: None,
        file_name: name.into(),
        path: path(no, name),
        media_type: "application/pdf".into(),
        sha256: sha256(bytes),
        size: bytes.len() as i64,
        cited: vec![SealedCitation { criterion: "1.1.1".into(), page: Some(2), page_to: None }],
    };
    Seal {
        format: FORMAT,
        dossier: "d1".into(),
        kind: "first".into(),
        attempt: 1,
        law: "26/2026/QĐ-TTg".into(),
        set: "26/2026-1".into(),
        registration_number: "001/PĐK-68-24778-2026".into(),
        submitted_at: 1_780_000_000_000,
        submitted_by: "a1".into(),
        producer: SealedProducer { name: "Hợp tác xã Mẫu".into(), ..SealedProducer::default() },
        product: SealedProduct { name: "Chè mẫu".into(), ..SealedProduct::default() },
        form01: Form01::default(),
        form02: Form02 { plan: "Mở rộng\nvùng chè".into(), ..Form02::default() },
        questions: vec![SealedQuestion { key: "banned".into(), applies: false, reason: None }],
        answers: [("1.1.1", 2), ("1.1.2", 1), ("2.1", 3)]
            .map(|(c, option)| SealedAnswer {
                criterion: c.into(),
                option,
                points: option as u32,
                note: Some("theo sổ sách".into()),
            })
            .to_vec(),
        total: 6,
        band: 1,
        rank: 0,
        updates: vec![],
        recognised: None,
        files: vec![file(1, "Giấy phép.pdf", b"mot"), file(2, "Phiếu.pdf", b"hai ba")],
        assisted: vec![],
        confirmed: None,
    }
}

fn build(text: &str) -> Package {
    let outline = Outline::of(text).unwrap();
    let mut p: Package = [
        (TEXT, text.to_owned()),
        (CONTENT, outline.content()),
        (LIST, outline.list()),
        (STATEMENT, format!("{}  {LIST}\n", outline.seal)),
        ("1-ho-so/mau-01.pdf", "%PDF mẫu".to_owned()),
        ("2-minh-chung/01-giay-phep.pdf", "mot".to_owned()),
        ("2-minh-chung/02-phieu.pdf", "hai ba".to_owned()),
    ]
    .map(|(name, text)| (name.to_owned(), text.into_bytes()))
    .into();
    let sums: String = p.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
    p.insert(SUMS.to_owned(), sums.into_bytes());
    p
}

fn whole() -> (Package, String) {
    static WHOLE: LazyLock<(Package, String)> = LazyLock::new(|| {
        let (text, hash) = seal().write().unwrap();
        (build(&text), hash)
    });
    WHOLE.clone()
}

fn check(p: &Package, expected: Option<&str>) -> Verdict {
    let entries: Vec<Entry> = p
        .iter()
        .map(|(name, bytes)| Entry {
            name: name.clone(),
            size: bytes.len() as u64,
            sha256: sha256(bytes),
            bytes: is_control(name).then(|| bytes.clone()),
        })
        .collect();
    verify_package(&entries, expected.map(|s| s.parse::<SealRef>().unwrap()).as_ref()).unwrap()
}

fn names(v: &Verdict) -> Vec<(What, Subject, &str)> {
    v.findings.iter().map(|f| (f.what, f.subject, f.name.as_str())).collect()
}

#[test]
fn an_untouched_package_is_whole() {
    let (p, hash) = whole();
    for expected in [None, Some(hash.as_str()), Some(short(&hash).as_str())] {
        let v = check(&p, expected);
        assert!(v.whole(), "{:?}", v.findings);
        assert_eq!((v.seal.as_str(), v.files, v.expected), (hash.as_str(), 2, expected.map(|_| true)));
    }
    assert!(verify_package(&[], None).is_err());
}

#[test]
fn a_changed_answer_is_named_with_what_was_sealed() {
    let (mut p, hash) = whole();
    let text = String::from_utf8(p[TEXT].clone()).unwrap();
    let changed = text.replace(r#""criterion":"1.1.2","option":1"#, r#""criterion":"1.1.2","option":4"#);
    assert_ne!(text, changed);
    p.insert(TEXT.into(), changed.clone().into_bytes());
    let v = check(&p, Some(&hash));
    assert_eq!(names(&v), [(What::Changed, Subject::Answer, "1.1.2/option")]);
    assert_eq!((v.findings[0].sealed.as_deref(), v.findings[0].found.as_deref()), (Some("1"), Some("4")));

    // The same with all lists made anew: whole in itself, but not under the seal on paper.
    let forged = build(&changed);
    assert!(check(&forged, None).whole());
    let v = check(&forged, Some(&short(&hash)));
    assert_eq!(names(&v), [(What::Resealed, Subject::Seal, "--seal")]);
    assert_eq!(v.expected, Some(false));

    // Answer and its line in the list changed, the rest left: the list does not give the stated seal any more.
    let mut half = forged;
    half.insert(STATEMENT.into(), format!("{hash}  {LIST}\n").into_bytes());
    assert!(names(&check(&half, None)).contains(&(What::Changed, Subject::Seal, STATEMENT)));
}

#[test]
fn a_text_that_denies_its_format_is_named_by_that() {
    let (mut p, hash) = whole();
    let text = String::from_utf8(p[TEXT].clone()).unwrap();
    for format in ["1", "0", "7", "\"2\""] {
        let changed = text.replace("\"format\":2", &format!("\"format\":{format}"));
        p.insert(TEXT.into(), changed.into_bytes());
        for expected in [None, Some(hash.as_str())] {
            assert_eq!(names(&check(&p, expected)), [(What::Changed, Subject::Field, "format")], "{format}");
        }
    }
}

#[test]
fn files_that_go_or_come_are_named() {
    let (mut p, hash) = whole();
    p.remove("2-minh-chung/02-phieu.pdf");
    p.insert("2-minh-chung/03-them.pdf".into(), b"x".to_vec());
    let v = check(&p, Some(&hash));
    assert_eq!(
        names(&v),
        [
            (What::Missing, Subject::File, "2-minh-chung/02-phieu.pdf"),
            (What::Added, Subject::File, "2-minh-chung/03-them.pdf"),
        ]
    );
    for control in [TEXT, CONTENT, LIST, STATEMENT, SUMS] {
        let (mut p, hash) = whole();
        p.remove(control);
        let v = check(&p, Some(&hash));
        assert!(names(&v).contains(&(What::Missing, Subject::File, control)), "{control}: {:?}", v.findings);
    }
}

#[test]
fn a_package_of_format_1_is_still_checked() {
    let text = serde_json::to_string(&Seal { format: 1, ..seal() }).unwrap();
    let hash = sha256(text.as_bytes());
    let mut p = whole().0;
    p.remove(LIST);
    p.remove(CONTENT);
    p.insert(TEXT.into(), text.clone().into_bytes());
    p.insert(STATEMENT.into(), format!("{hash}  {TEXT}\n").into_bytes());
    p.remove(SUMS);
    let sums: String = p.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
    p.insert(SUMS.into(), sums.into_bytes());
    assert!(check(&p, Some(&hash)).whole(), "{:?}", check(&p, Some(&hash)).findings);
    p.insert("2-minh-chung/01-giay-phep.pdf".into(), b"MOT".to_vec());
    assert_eq!(names(&check(&p, None)), [(What::Changed, Subject::File, "2-minh-chung/01-giay-phep.pdf")]);
    let changed = text.replace(r#""option":1"#, r#""option":2"#);
    p.insert(TEXT.into(), changed.into_bytes());
    assert!(!check(&p, Some(&hash)).whole());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_changed_byte_is_found_and_its_file_named(which in 0usize..8, at in any::<prop::sample::Index>(), flip in 1u8..=255) {
        let (mut p, hash) = whole();
        let name = p.keys().nth(which).unwrap().clone();
        let bytes = p.get_mut(&name).unwrap();
        let i = at.index(bytes.len());
        bytes[i] ^= flip;
        for expected in [None, Some(hash.as_str())] {
            let v = check(&p, expected);
            let named = v.findings.iter().any(|f| {
                f.name == name
                    // A change within the text is named by its field, one within the sums by what they are about.
                    || (name == TEXT && matches!(f.subject, Subject::Answer | Subject::Field))
                    || (name == SUMS && f.subject == Subject::Print)
            });
            prop_assert!(named, "{name} byte {i}: {:?}", v.findings);
        }
    }

    #[test]
    fn any_changed_answer_is_named(which in 0usize..3, part in 0usize..3, value in 5u32..90) {
        let (mut p, hash) = whole();
        let mut seal = seal();
        let answer = &mut seal.answers[which];
        let field = ["option", "points", "note"][part];
        match part {
            0 => answer.option = value as usize,
            1 => answer.points = value,
            _ => answer.note = Some(format!("sửa {value}")),
        }
        let name = format!("{}/{field}", answer.criterion);
        p.insert(TEXT.into(), serde_json::to_string(&seal).unwrap().into_bytes());
        for expected in [None, Some(hash.as_str())] {
            let v = check(&p, expected);
            prop_assert_eq!(names(&v), vec![(What::Changed, Subject::Answer, name.as_str())]);
            prop_assert!(v.findings[0].sealed.is_some());
        }
    }
}

/// What a producer confirms is the package itself, not its number, its time or who pressed the button; anything else
/// that changes makes it another content.
#[test]
fn a_confirmed_content_is_everything_but_the_submission() {
    let content = seal().content().unwrap();
    let confirmed = SealedConfirmation { how: "code".into(), content: content.clone(), at: 1, sheet: None };
    let handed_in = Seal {
        registration_number: "9".into(),
        submitted_at: 7,
        submitted_by: "x".into(),
        confirmed: Some(confirmed),
        ..seal()
    };
    assert_eq!(handed_in.content().unwrap(), content);
    let mark = |key: &str| SealedMark {
        key: key.into(),
        office: "Xã Mẫu".into(),
        on: "2026-10-05".into(),
        by: "a".into(),
    };
    let others = [
        Seal { assisted: vec![mark("form02/plan")], ..seal() },
        Seal { attempt: 2, ..seal() },
        Seal { form02: Form02::default(), ..seal() },
        Seal { files: vec![], ..seal() },
        Seal { producer: SealedProducer { phone: Some("0".into()), ..seal().producer }, ..seal() },
    ];
    for other in others {
        assert_ne!(other.content().unwrap(), content);
    }
    let (text, _) = Seal { assisted: vec![mark("form02/plan")], ..seal() }.write().unwrap();
    let named = Outline::of(&text).unwrap().leaves;
    assert!(named.iter().any(|l| l.name == "assisted/form02/plan/office"), "a mark is a field of its own");
    assert!(!seal().write().unwrap().0.contains("assisted"), "where nobody helped, nothing says so");
}
