//! Every code that a page turns into words has its words: enums by all their values, text columns by all that is written
//! into them. Where a place of the source builds a key from a code, the words of that key are those of exactly one closed set
//! (`codes!`); what else there is stands in [`families`] or in [`SPELT`].

use super::*;
use ocop_domain::{account, dossier, national, producer, product, recognition};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Keys whose varying part is spelt out in the source beside the place that uses it; the walk of all pages by every
/// post asks for them.
const SPELT: &[&str] = &[
    "account.settings.{}",
    "account.{}.lead",
    "account.{}.title",
    "area.fact.{}",
    "assist.{}",
    "dossier.evidence.{}",
    "dossier.known.{}",
    "dossier.report.{}",
    "dossier.form.{}",
    "dossier.seal.{}",
    "dossier.{}.title",
    "errors.{}",
    "errors.conflict.{}",
    "errors.{}_title",
    "kinds.field.{}",
    "objection.terms.{}",
    "portal.fact.{}",
    "producer.{}",
    "product.{}",
    "recognition.show.{}",
    "survey.{}",
    "import.finding.{}",
    // The families above and below stand for the two parts.
    "area.{}.{}",
    "register.{}.{}",
];

fn words(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|c| (*c).to_owned()).collect()
}

macro_rules! all {
    ($of:ty) => {
        <$of>::ALL.iter().map(|x| x.as_str().to_owned()).collect::<Vec<String>>()
    };
}

fn topics() -> Vec<String> {
    let asked = dossier::Kind::ALL.into_iter().flat_map(dossier::Topic::asked_of);
    asked.map(|t| t.as_str().to_owned()).collect()
}

/// Tables that hang on a producer or product, as the register of merges names them.
fn merged_tables() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src/register/merge.rs");
    let text = std::fs::read_to_string(file).unwrap();
    let code = text.split("pub const STAYING").next().unwrap_or_default();
    let named = code.split("hanging(\"").skip(1).chain(code.split("table: \"").skip(1));
    let found: Vec<String> = named.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect();
    assert!(found.len() > 10, "the tables of merges are found");
    found
}

/// Key with `{}` for the code, and every code that can stand there.
fn families() -> Vec<(&'static str, Vec<String>)> {
    let forms = all!(producer::LegalForm);
    let mut decisions = all!(recognition::DecisionKind);
    decisions.push("imported".into());
    let extents = words(&["full", "partial", "rest", "unchanged"]);
    let mut reasons = all!(producer::duplicates::Reason);
    reasons.extend(all!(product::duplicates::Reason));
    let mut tables = words(&["producer", "product", "register_merge"]);
    tables.extend(merged_tables());
    let mut standings = all!(recognition::Status);
    standings.push("unknown".into());
    let shown = standings.iter().map(|s| if s == "renewal_window" { "renewal".into() } else { s.clone() });
    let shown = shown.collect();
    vec![
        ("account.calendar.{}", words(&["off", "work"])),
        ("account.readings.{}.{}", Vec::new()),
        ("account.readings.extension.{}", words(&["lasting", "transitional"])),
        ("account.readings.ends.{}", words(&["lenient", "strict", "moved"])),
        ("dossier.check.undrawn_{}", words(&["product", "producer", "representative", "address", "report"])),
        (
            "area.kind.{}",
            words(&["thanh_pho", "tinh", "quan", "huyen", "thi_xa", "phuong", "xa", "thi_tran", "dac_khu"]),
        ),
        ("area.extent.{}", extents.clone()),
        ("assist.confirmed.{}", words(&["code", "sheet"])),
        (
            "assist.standing.{}",
            words(&["asked", "running", "withdrawn", "finished", "expired", "moved", "post_ended"]),
        ),
        ("common.status.{}", crate::status::KEYS.iter().map(|(key, _)| (*key).to_owned()).collect()),
        ("correction.state.{}", words(&["open", "signed", "refused", "withdrawn"])),
        ("council.duty.{}", words(&["chair", "deputy", "secretary", "member"])),
        (
            "council.tie.{}",
            words(&[
                "employer",
                "shareholding",
                "earlier_work",
                "family",
                "namesake",
                "phone",
                "address",
                "other",
            ]),
        ),
        ("desk.exchange.{}", words(&["submitted", "asked", "returned", "proposed"])),
        ("desk.item.{}", all!(dossier::additions::ItemState)),
        ("desk.list.{}", words(&["waiting", "late", "producer", "all"])),
        ("desk.waited.{}", words(&["ward", "producer"])),
        ("dossier.held.{}", words(&dossier::Held::NAMES)),
        (
            "dossier.missing.{}",
            words(&[
                "questions",
                "knocked_out",
                "check_page",
                "year",
                "samples",
                "score",
                "evidence",
                "specification",
                "history",
                "organisation",
                "production",
                "quality",
                "market",
                "business",
                "plan",
            ]),
        ),
        (
            "dossier.ward.{}",
            words(&[
                "local_material",
                "local_labour",
                "idea_origin",
                "local_identity",
                "conclusion",
                "reasons",
            ]),
        ),
        ("dossier.ward.{}_hint", words(&["local_material", "local_labour", "idea_origin", "local_identity"])),
        ("import.action.{}", all!(ocop_app::import::Action)),
        ("import.what.{}", words(&["product", "producer", "decision"])),
        ("kinds.hours.{}", words(&["closing", "any"])),
        ("kinds.topic.{}", topics()),
        ("national.standing.{}", all!(national::Standing)),
        ("national.receive.{}", words(&["taken", "returned"])),
        ("portal.legal_form.{}", forms.clone()),
        ("portal.sentence.{}", standings),
        ("portal.verdict.{}", shown),
        (
            "portal.status_filter.{}",
            words(&["in_force", "valid", "renewal_window", "extended", "expired", "withdrawn", "unknown"]),
        ),
        ("producer.form.{}", forms),
        ("producer.gender.{}", words(&["female", "male", "other"])),
        (
            "recognition.correct.{}",
            words(&[
                "stars",
                "issued_on",
                "expires_on",
                "certificate_no",
                "decision_number",
                "decided_on",
                "issuer",
            ]),
        ),
        ("recognition.kind.{}", decisions),
        ("register.reason.{}", reasons),
        ("register.table.{}", tables),
        ("job.kinds.{}", ocop_app::jobs::all().iter().map(|j| j.kind.replace('.', "_")).collect()),
        ("job.states.{}", words(&["waiting", "running", "done", "dead"])),
        (
            "written.ground.{}",
            words(&["asked", "ranks_differ", "spread", "unsettled", "no_quorum", "complex"]),
        ),
        ("written.stand.{}", words(&["agree", "other", "meeting"])),
        ("written.stand.{}_hint", words(&["agree", "other", "meeting"])),
        ("evidence.filter.{}", words(&["valid", "runs_out", "expired"])),
        ("import.by.{}", merged_tables()),
        ("import.reason.{}", words(&["in_use", "edited"])),
        ("import.severity.{}", words(&["error", "warning", "question"])),
        ("import.state.{}", words(&["staged", "reading", "stopped", "applied", "undone"])),
        ("kinds.differs.{}", words(&["file", "number", "dates", "title", "citations"])),
        ("kinds.left.{}", words(&["criterion_differs", "option_differs", "expired", "gone"])),
        ("kinds.missing.{}", words(&["topic", "nothing_changed", "not_renewed", "expired_paper"])),
        (
            "kinds.why.{}",
            words(&[
                "never_held",
                "withdrawn",
                "lapsed",
                "refused",
                "raise",
                "in_window",
                "late_transition",
                "late",
                "dates_unknown",
                "holds_star",
                "extendable",
                "no_star",
                "highest",
                "expired",
                "too_early",
                "too_late",
                "not_yet",
            ]),
        ),
        ("national.past.{}", words(&["sent_up"])),
        ("area.from.{}", extents.clone()),
        ("area.into.{}", extents.clone()),
    ]
}

#[test]
fn every_value_of_every_code_has_words_in_both_languages() {
    let mut without = Vec::new();
    for (key, codes) in families() {
        for code in codes {
            let key = key.replacen("{}", &code, 1);
            without.extend(Lang::ALL.into_iter().filter(|l| !has(*l, &key)).map(|l| (l.code(), key.clone())));
        }
    }
    assert!(without.is_empty(), "no words: {without:?}");
}

fn sources(at: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, ending, found);
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
}

/// String literals of the code before its tests.
fn literals(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let code = crate::i18n::without_tests(&text).to_owned();
    code.split('"').skip(1).map(str::to_owned).collect()
}

/// `a.{x}.b` → `a.{}.b`; none where it is no key of a catalogue.
fn family(literal: &str, catalogues: &BTreeSet<String>) -> Option<String> {
    let (head, _) = literal.split_once('.')?;
    let shape = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._{}".contains(c);
    if !catalogues.contains(head) || !literal.contains('{') || !literal.chars().all(shape) {
        return None;
    }
    let mut out = String::new();
    let mut inside = false;
    for c in literal.chars() {
        inside = (inside || c == '{') && c != '}';
        if !inside || c == '{' {
            out.push(c);
        }
    }
    Some(out)
}

/// The codes of every closed set of the rules and the acts.
fn closed_sets() -> Vec<BTreeSet<String>> {
    let mut files = Vec::new();
    for folder in ["../domain/src", "../app/src"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ".rs", &mut files);
    }
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for text in files.iter().map(|path| std::fs::read_to_string(path).unwrap()) {
        for set in text.split("codes! {").skip(1).filter_map(|rest| rest.split("\n    }").next()) {
            let codes = set.lines().filter_map(|line| Some(line.strip_suffix("\",")?.split_once(" = \"")?.1));
            found.push(codes.map(str::to_owned).collect());
        }
    }
    assert!(found.len() > 50 && found.iter().all(|set| !set.is_empty()), "the closed sets are found");
    // Words are held against any of them: two alike could drift apart unseen.
    assert_eq!(
        found.iter().collect::<BTreeSet<_>>().len(),
        found.len(),
        "two closed sets have the same codes"
    );
    found
}

/// What the catalogues have in the place of a family's code.
fn worded(family: &str) -> BTreeSet<String> {
    let (before, after) = family.split_once("{}").unwrap();
    let all = crate::_rust_i18n_backend().messages_for_locale("vi").unwrap();
    let codes = all.iter().filter_map(|(key, _)| key.strip_prefix(before)?.strip_suffix(after));
    codes.filter(|code| !code.contains('.')).map(str::to_owned).collect()
}

#[test]
fn every_place_that_makes_a_key_of_a_code_is_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), ".rs", &mut files);
    sources(&root.join("templates"), ".html", &mut files);
    let mut names = Vec::new();
    sources(&root.join("locales"), ".yml", &mut names);
    let stem = |p: &PathBuf| p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let catalogues: BTreeSet<String> = names.iter().map(stem).collect();
    let known: BTreeSet<&str> = families().iter().map(|(key, _)| *key).chain(SPELT.iter().copied()).collect();
    let sets = closed_sets();
    let mut unknown = BTreeMap::new();
    let mut seen = 0;
    for path in files.iter().filter(|p| !p.ends_with("i18n/codes.rs")) {
        for key in literals(path).iter().filter_map(|l| family(l, &catalogues)) {
            seen += 1;
            if !known.contains(key.as_str()) && !sets.contains(&worded(&key)) {
                unknown.insert(key, path.display().to_string());
            }
        }
    }
    assert!(seen > 80, "only {seen} found");
    assert!(
        unknown.is_empty(),
        "the catalogues have other words for these than the codes of a closed set; if that is meant, name the codes in \
         `families`: {unknown:#?}"
    );
}

/// What the journal is written with, act by act, wherever the literal stands in the acts' crate.
#[test]
fn every_act_and_thing_of_the_journal_has_its_word() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src");
    let mut files = Vec::new();
    sources(&app, ".rs", &mut files);
    let mut heads: BTreeSet<&str> =
        account::Act::ALL.iter().filter_map(|a| a.as_str().split('.').next()).collect();
    heads.extend(["agenda", "area", "certificate", "notice", "papers", "practice", "written"]);
    // Settings, faults and a kind of job are written alike.
    let other = [
        "account.key",
        "assist.most_days",
        "conflict.council_written_over",
        "council.papers",
        "evidence.library_mb",
        "product.pictures_plain",
    ];
    let mut without = BTreeSet::new();
    let mut acts: BTreeSet<String> = account::Act::ALL.iter().map(|a| a.as_str().to_owned()).collect();
    // Kinds of jobs and the refusals told on a form are written like acts, and have words of their own.
    let others = ["src/jobs.rs", "src/error.rs"];
    for path in files.iter().filter(|path| !others.iter().any(|other| path.ends_with(other))) {
        for literal in literals(path) {
            let act = literal.split_once('.').is_some_and(|(head, verb)| {
                heads.contains(head)
                    && !verb.is_empty()
                    && verb.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            });
            if act && !other.contains(&literal.as_str()) {
                acts.insert(literal);
            }
        }
    }
    assert!(acts.len() > account::Act::ALL.len(), "the scan finds acts");
    for act in acts {
        let key = format!("account.acts.{}", act.replace('.', "_"));
        without.extend(Lang::ALL.into_iter().filter(|l| !has(*l, &key)).map(|l| (l.code(), key.clone())));
    }
    assert!(without.is_empty(), "no words: {without:?}");
}

/// A refusal is told by its code, wherever in the acts it is made.
#[test]
fn every_refusal_has_its_sentence() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), ".rs", &mut files);
    let mut codes = BTreeSet::new();
    for path in &files {
        let text = std::fs::read_to_string(path).unwrap();
        let code = crate::i18n::without_tests(&text);
        let said = code.split("Conflict(\"").skip(1).filter_map(|rest| rest.split('"').next());
        codes.extend(said.map(|c| format!("errors.conflict.{c}")));
    }
    assert!(codes.len() > 50, "the scan finds refusals");
    let without: Vec<_> =
        Lang::ALL.into_iter().flat_map(|l| codes.iter().filter(move |key| !has(l, key))).collect();
    assert!(without.is_empty(), "no words: {without:?}");
}

/// Every key of the catalogues is asked for: as a literal, or put together from a literal and a code that is one. A key that
/// nothing asks for is taken out.
#[test]
fn every_key_of_the_catalogues_is_used() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let texts = |folder: &str, ending: &str| {
        let mut files = Vec::new();
        sources(&crates.join(folder), ending, &mut files);
        files.retain(|path| !path.ends_with("i18n/codes.rs"));
        let mut found = BTreeSet::new();
        for path in files {
            let text = std::fs::read_to_string(path).unwrap();
            let code = crate::i18n::without_tests(&text);
            found.extend(code.split('"').skip(1).map(str::to_owned));
        }
        found
    };
    let mut pages = texts("web/src", ".rs");
    pages.extend(texts("web/templates", ".html"));
    let mut codes = pages.clone();
    for folder in ["app/src", "domain/src", "store/src"] {
        codes.extend(texts(folder, ".rs"));
    }
    let beginnings: BTreeSet<String> =
        codes.iter().filter_map(|text| text.split_once(':')).map(|(kind, _)| kind.to_owned()).collect();
    // Acts and jobs are written with a dot, kinds of things before a colon.
    let dotted: BTreeSet<String> = codes.iter().map(|code| code.replace('.', "_")).collect();
    let code = |part: &str| {
        let part = part.strip_suffix("_hint").unwrap_or(part);
        [&codes, &beginnings, &dotted].iter().any(|known| known.contains(part))
    };
    let mut names = Vec::new();
    sources(&crates.join("web/locales"), ".yml", &mut names);
    let roots = names.iter().map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    let mut made: BTreeSet<Vec<String>> = BTreeSet::new();
    for family in pages.iter().filter_map(|text| family(text, &roots)) {
        made.insert(family.split("{}").map(str::to_owned).collect());
    }
    // Not from the catalogue's root on: `errors.{key}` takes keys with a dot in them.
    made.insert(vec!["errors.conflict.".into(), String::new()]);
    made.insert(vec!["errors.unavailable.".into(), String::new()]);
    let fits = |key: &str, made: &[String]| match made {
        [before, after] => key
            .strip_prefix(before.as_str())
            .and_then(|rest| rest.strip_suffix(after.as_str()))
            .is_some_and(code),
        [before, between, after] => {
            let middle = key.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str()));
            middle
                .and_then(|m| m.split_once(between.as_str()))
                .is_some_and(|(one, two)| code(one) && code(two))
        }
        _ => false,
    };
    let below = |key: &str| {
        key.match_indices('.')
            .any(|(at, _)| pages.contains(&key[..at]) && key[..at].contains('.') && code(&key[at + 1..]))
    };
    let all = crate::_rust_i18n_backend().messages_for_locale("vi").unwrap();
    let unused: Vec<_> = all
        .iter()
        .map(|(key, _)| key.as_ref())
        .filter(|key| !pages.contains(*key) && !below(key) && !made.iter().any(|m| fits(key, m)))
        .collect();
    assert!(all.len() > 3_000, "the catalogues are read");
    assert!(unused.is_empty(), "nothing asks for these: {unused:#?}");
}
