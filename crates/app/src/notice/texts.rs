//! Finds the text of a notice: one file a case in `notices/`, both languages side by side, named places in braces. A kind
//! without a file, and a file without both languages, does not compile; a test holds the places of both languages equal.

use super::data::Data;
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;

/// The kinds with their files; the first line that fits is taken.
macro_rules! texts {
    (|$d:ident| $($kind:ident $(if $case:expr)? => $file:literal),+ $(,)?) => {
        #[cfg(test)]
        const FILES: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../notices/", $file, ".yml")))),+];

        fn file(kind: NoticeKind, $d: &Data) -> &'static str {
            match kind {
                $(NoticeKind::$kind $(if $case)? => {
                    const TEXT: &str = include_str!(concat!("../../notices/", $file, ".yml"));
                    const _: () = assert!(complete(TEXT), concat!("a text is missing in notices/", $file, ".yml"));
                    TEXT
                })+
            }
        }
    };
}

texts! { |d|
    DossierReceived => "dossier_received",
    DossierSubmitted => "dossier_submitted",
    DossierReturned => "dossier_returned",
    AdditionsRequested => "additions_requested",
    AdditionsAwaited => "additions_awaited",
    DossierProposed => "dossier_proposed",
    NotRecognised if d.ground == "stopped" => "not_recognised.stopped",
    NotRecognised if d.ground == "eliminated" => "not_recognised.eliminated",
    NotRecognised => "not_recognised",
    Recognised => "recognised",
    Withdrawn if d.number.is_empty() => "withdrawn.unnumbered",
    Withdrawn => "withdrawn",
    PaperEnds => "paper_ends",
    AssistOpened => "assist_opened",
    AssistSubmitted => "assist_submitted",
    AdvisoryAdditions => "advisory_additions",
    AdvisoryTest => "advisory_test",
    AssistCode if d.product.is_empty() => "assist_code.consent",
    AssistCode => "assist_code",
    WrittenOpened => "written_opened",
    WrittenAwaited => "written_awaited",
    WrittenMeeting => "written_meeting",
    AtMinistry => "at_ministry",
    PackageReturned => "package_returned",
    BelowFive => "below_five",
    EvaluatedAgain => "evaluated_again",
    ResultCorrected if d.outcome == "stays" => "result_corrected.stays",
    ResultCorrected if d.outcome == "waits" => "result_corrected.waits",
    ResultCorrected if !d.known_before => "result_corrected.first",
    ResultCorrected => "result_corrected",
    RedoDemanded => "redo_demanded",
    DemandAnswered => "demand_answered",
    ObjectionFiled => "objection_filed",
    ObjectionReceived => "objection_received",
    ObjectionAnswered => "objection_answered",
    ObjectionWithdrawn => "objection_withdrawn",
    PersonInvited => "person_invited",
}

const KEYS: [&str; 4] = ["title_vi: \"", "title_en: \"", "body_vi: \"", "body_en: \""];

/// Holds the file a text for every key? Read by the compiler.
const fn complete(file: &str) -> bool {
    let mut key = 0;
    while key < KEYS.len() {
        if !says(file.as_bytes(), KEYS[key].as_bytes()) {
            return false;
        }
        key += 1;
    }
    true
}

/// Does the key stand in the file, with at least one letter behind it?
const fn says(file: &[u8], key: &[u8]) -> bool {
    let mut at = 0;
    while at + key.len() < file.len() {
        let mut same = 0;
        while same < key.len() && file[at + same] == key[same] {
            same += 1;
        }
        if same == key.len() {
            return file[at + same] != b'"';
        }
        at += 1;
    }
    false
}

/// Title and body of a notice, with their places still open.
pub(super) fn of(kind: NoticeKind, d: &Data, lang: Lang) -> (String, String) {
    let file = file(kind, d);
    let text = |part: &str| text(file, &format!("{part}_{}", lang.code()));
    (text("title"), text("body"))
}

/// The value of a key: text in double quotes, escaped as YAML and JSON both do it.
fn text(file: &str, key: &str) -> String {
    let value = file.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
    value.and_then(|v| serde_json::from_str(v).ok()).unwrap_or_default()
}

/// Fills the places of a text in one pass: braces in a name or a reason are text.
pub(super) fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        filled.push_str(before);
        let place = from.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        match place {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = from;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::super::words::place;
    use super::*;
    use std::collections::BTreeSet;

    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn every_file_says_the_same_places_in_both_languages() {
        for (name, file) in FILES {
            for part in ["title", "body"] {
                let (vi, en) = (text(file, &format!("{part}_vi")), text(file, &format!("{part}_en")));
                assert!(!vi.trim().is_empty() && !en.trim().is_empty(), "{name}: {part}");
                assert_eq!(places(&vi), places(&en), "{name}: {part}");
                for known in places(&vi) {
                    assert!(place(known, &Data::default(), Lang::Vi).is_some(), "{name}: {known}");
                }
            }
            assert_eq!(file.lines().count(), KEYS.len(), "{name}");
        }
    }

    #[test]
    fn every_file_is_used() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/notices");
        let there: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().file_name().to_string_lossy().trim_end_matches(".yml").to_owned())
            .collect();
        assert_eq!(there, FILES.iter().map(|(name, _)| (*name).to_owned()).collect());
    }

    #[test]
    fn braces_in_a_value_are_text() {
        let value = |name: &str| (name == "product").then(|| "{day} {".to_owned());
        assert_eq!(fill("a {product} {b}", value), "a {day} { {b}");
    }
}
