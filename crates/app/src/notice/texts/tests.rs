//! The texts against the reviewed ones, codes against their enums, and what a sender has to give.

use super::*;
use ocop_domain::assist::{How, Purpose};
use ocop_domain::codes::Code;
use ocop_domain::council::MeetingGround;
use ocop_domain::objection::Outcome;
use ocop_domain::recognition::WithdrawalGround;
use std::collections::BTreeSet;

/// Values that many texts name.
fn usual() -> Data {
    Data::new()
        .text("product", "Mắm nêm Minh Họa")
        .text("producer", "Hợp tác xã Mẫu")
        .text("number", "12/PĐK-79-27259-2026")
        .text("day", "2026-12-31")
        .text("paper", "Giấy an toàn thực phẩm")
        .text("reasons", "Thiếu phiếu kiểm nghiệm.")
        .text("ground", "misuse_of_mark")
        .number("stars", 4)
        .text("office", "Phường Xóm Chiếu")
        .text("purposes", "library,dossiers")
        .text("how", "sheet")
        .text("code", "1234 5678")
        .text("points", "88,42")
        .text("outcome", "partly")
        .text("points_before", "61,5")
        .number("stars_before", 3)
        .maybe("ground_before", "")
}

/// A value for every place of a text: the usual one, or one that its rule can write.
fn sample(about: &About, case: Option<(&'static str, &str)>) -> Data {
    let open = about.cases.iter().map(|case| case.0).filter(|place| usual().get(place).is_none());
    let mut d = open.fold(usual(), |d, place| d.maybe(place, ""));
    if let Some((place, value)) = case {
        d = d.maybe(place, value);
    }
    let text = about.text(&d);
    for part in text.title.iter().chain(&text.body).copied().flatten() {
        let Some(place) = part.place().filter(|_| part.fill(&d, Lang::Vi).is_none()) else { continue };
        let codes = if let Part::Code(_, family) = part { family } else { &[][..] };
        let codes = codes.iter().map(|(code, _)| (*code).to_owned());
        let mut values = codes.chain([format!("‹{place}›"), "2026-12-31".to_owned()]);
        let fits = |value: &String| part.fill(&d.clone().text(place, value), Lang::Vi).is_some();
        d = d.clone().text(place, values.find(fits).unwrap());
    }
    d
}

/// Every text in both languages. `OCOP_TAKE_NOTICES=1 cargo test -p ocop-app --lib notice` writes them anew, to be read.
#[test]
fn the_texts_are_the_reviewed_ones() {
    let mut told = String::new();
    for kind in NoticeKind::ALL {
        let about = about(kind);
        let cases = about.cases.iter().map(|case| Some((case.0, case.1)));
        for case in std::iter::once(None).chain(cases) {
            let d = sample(about, case);
            assert_eq!(lacking(kind, &d), None, "{kind:?} {case:?}");
            let which = case.map_or_else(String::new, |(place, value)| format!(" {place}={value}"));
            for lang in Lang::ALL {
                let w = words(kind, &d, lang);
                told += &format!("[{}{which} {}]\n{}\n{}\n\n", kind.as_str(), lang.code(), w.title, w.body);
            }
        }
    }
    let list = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/notices.txt");
    #[expect(clippy::disallowed_methods, reason = "a person asks for the texts to be taken")]
    if std::env::var("OCOP_TAKE_NOTICES").is_ok() {
        std::fs::write(list, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(list).unwrap());
}

#[test]
fn every_code_has_its_words_and_no_word_is_without_its_code() {
    fn codes<T: Code>() -> BTreeSet<&'static str> {
        T::VALUES.iter().map(|value| value.code()).collect()
    }
    for (family, words) in families::ALL {
        let mut codes = match *family {
            "ASSIST_HOW" => codes::<How>(),
            "ASSIST_PURPOSE" => codes::<Purpose>(),
            "MEETING_GROUND" => codes::<MeetingGround>(),
            "OBJECTION_OUTCOME" => codes::<Outcome>(),
            "WITHDRAWAL_GROUND" => codes::<WithdrawalGround>(),
            other => panic!("name the set whose codes stand in notices/words: {other}"),
        };
        // There a person says why.
        codes.remove(MeetingGround::Complex.as_str());
        assert_eq!(words.iter().map(|(code, _)| *code).collect::<BTreeSet<_>>(), codes, "{family}");
    }
}

#[test]
fn what_a_text_names_has_to_be_given() {
    let withdrawn = |d: Data| lacking(NoticeKind::Withdrawn, &d);
    let d = Data::new().text("product", "Mắm nêm").text("day", "2026-12-31").number("stars", 4);
    let whole = d.clone().text("ground", "forgery").text("number", "7");
    assert_eq!(withdrawn(whole.clone()), None);
    assert_eq!(withdrawn(d.clone().text("ground", "forgery")), Some("number"), "the text is chosen by it");
    assert_eq!(withdrawn(d.clone().text("ground", "forgery").text("number", "")), Some("number"));
    assert_eq!(withdrawn(d.clone().text("ground", "forgery").maybe("number", "")), None, "said to be empty");
    assert_eq!(withdrawn(d.text("number", "7")), Some("ground"));
    assert_eq!(withdrawn(whole.clone().text("ground", "gone")), Some("ground"), "a code without words");
    assert_eq!(withdrawn(whole.clone().text("day", "tomorrow")), Some("day"));
    assert_eq!(withdrawn(whole.number("stars", 0)), Some("stars"));
    // What stands beside the place of a result is needed as well.
    let below = Data::new().text("product", "Mắm nêm").text("reasons", "x").maybe("points", "");
    let corrected = below.maybe("known_before", false).text("outcome", "changed").maybe("ground", "");
    assert_eq!(lacking(NoticeKind::ResultCorrected, &corrected), Some("points"));
    assert_eq!(lacking(NoticeKind::ResultCorrected, &corrected.maybe("stars", 0)), None);
}

#[test]
fn only_what_is_not_empty_is_stored_and_braces_in_a_value_are_text() {
    let d =
        Data::new().text("product", "{day} {").number("stars", 4).maybe("number", "").maybe("known", true);
    let stored = serde_json::to_string(&d).unwrap();
    assert_eq!(stored, r#"{"known":true,"product":"{day} {","stars":4}"#);
    let read: Data = serde_json::from_str(&stored).unwrap();
    assert_eq!(read.get("number"), Some(String::new()), "a stored notice lacks nothing");
    assert_eq!(
        words(NoticeKind::DossierReturned, &read, Lang::En).title,
        "Dossier returned for completion: {day} {"
    );
}
