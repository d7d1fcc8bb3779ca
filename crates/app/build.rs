//! Makes the texts of notices from the folder `notices`: a file `KIND.yml` is taken in by being there, and so are
//! `KIND.CASE.yml` and `words/FAMILY.yml`. What is made is a `match` over `NoticeKind`, so that a kind without a file and a file
//! without a kind do not compile, nor does a rule or a reader that the crate does not know. Refuses files that are not whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs, process};

/// The keys of a file with what stands behind them, as it is written.
type Keys = BTreeMap<String, String>;
/// Files by their names without the end.
type Files = BTreeMap<String, Keys>;

const TEXTS: [&str; 4] = ["title_vi", "title_en", "body_vi", "body_en"];

fn main() {
    if let Err(sentence) = run() {
        eprintln!("notices/{sentence}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    // By its name in the package: a target directory that was copied from elsewhere sees the folder as well.
    let folder = Path::new("notices");
    println!("cargo::rerun-if-changed=notices");
    let (families, files) = (read_all(&folder.join("words"))?, read_all(folder)?);
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script where to write by the environment"
    )]
    let out = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    for (name, made) in
        [("families.rs", made_families(&families)?), ("notices.rs", made_kinds(&files, &families)?)]
    {
        fs::write(Path::new(&out).join(name), made).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn read_all(folder: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).map_err(|e| e.to_string())? {
        let path = entry.map_err(|e| e.to_string())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            continue;
        }
        let stem = name.strip_suffix(".yml").ok_or_else(|| format!("{name}: name it NAME.yml"))?;
        let text = fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
        files.insert(stem.to_owned(), read(&text).map_err(|why| format!("{name}: {why}"))?);
    }
    Ok(files)
}

fn read(text: &str) -> Result<Keys, String> {
    let mut keys = Keys::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (key, value) = line.split_once(": ").ok_or_else(|| format!("no key in “{line}”"))?;
        if keys.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(format!("{key} stands there twice"));
        }
    }
    Ok(keys)
}

fn made_families(families: &Files) -> Result<String, String> {
    let (mut consts, mut list) = (String::new(), String::new());
    for (name, keys) in families {
        let words = made_words(keys).map_err(|why| format!("words/{name}.yml: {why}"))?;
        let name = name.to_uppercase();
        consts += &format!("pub(super) const {name}: Family = &[{words}];\n");
        list += &format!("({name:?}, {name}), ");
    }
    Ok(format!("{consts}#[cfg(test)]\npub(super) const ALL: &[(&str, Family)] = &[{list}];\n"))
}

/// `CODE_vi` and `CODE_en` for each code.
fn made_words(keys: &Keys) -> Result<String, String> {
    let codes: BTreeSet<&str> = keys.keys().filter_map(|key| Some(key.rsplit_once('_')?.0)).collect();
    let both = |code: &&str| [format!("{code}_vi"), format!("{code}_en")];
    only(keys, &codes.iter().flat_map(both).collect::<Vec<_>>())?;
    let mut words = String::new();
    for code in codes {
        words += &format!("({code:?}, {}), ", pair(keys, code)?);
    }
    Ok(words)
}

fn made_kinds(files: &Files, families: &Files) -> Result<String, String> {
    let (mut cases, mut arms) = (BTreeMap::<&str, String>::new(), String::new());
    for (name, keys) in files {
        if let Some((kind, _)) = name.split_once('.') {
            let made = made_case(keys, families).map_err(|why| format!("{name}.yml: {why}"))?;
            *cases.entry(kind).or_default() += &made;
        }
    }
    for (kind, keys) in files.iter().filter(|(name, _)| !name.contains('.')) {
        let cases = cases.remove(kind.as_str()).unwrap_or_default();
        let made = made_about(keys, &cases, families).map_err(|why| format!("{kind}.yml: {why}"))?;
        arms += &format!("NoticeKind::{} => &{made},\n", camel(kind));
    }
    match cases.keys().next() {
        Some(kind) => Err(format!("{kind}.yml is missing, and there are cases of it")),
        None => Ok(format!(
            "/// The file of a kind.\npub fn about(kind: NoticeKind) -> &'static About {{\nmatch kind {{\n{arms}}}\n}}\n"
        )),
    }
}

fn made_about(keys: &Keys, cases: &str, families: &Files) -> Result<String, String> {
    only(keys, &[&["name_vi", "name_en", "to", "duty"][..], &TEXTS].concat())?;
    let (name, text) = (pair(keys, "name")?, made_text(keys, families)?);
    let (to, duty) = (readers(keys, "to")?, readers(keys, "duty")?);
    if let Some(stranger) = duty.iter().find(|reader| !to.contains(reader)) {
        return Err(format!("duty names {stranger}, to does not"));
    }
    let (to, duty) = (to.join(", "), duty.join(", "));
    Ok(format!("About {{ name: {name}, to: &[{to}], duty: &[{duty}], cases: &[{cases}], text: {text} }}"))
}

fn made_case(keys: &Keys, families: &Files) -> Result<String, String> {
    only(keys, &[&["when"][..], &TEXTS].concat())?;
    let (place, value) = quoted(keys, "when")?.split_once('=').ok_or("when is \"PLACE=VALUE\"")?;
    Ok(format!("(\"{place}\", \"{value}\", {}), ", made_text(keys, families)?))
}

/// Title and body, each in parts; both languages name the same places.
fn made_text(keys: &Keys, families: &Files) -> Result<String, String> {
    let mut made = String::new();
    for key in ["title", "body"] {
        let (vi, in_vi) = parts(quoted(keys, &format!("{key}_vi"))?, families)?;
        let (en, in_en) = parts(quoted(keys, &format!("{key}_en"))?, families)?;
        if let Some(place) = in_vi.symmetric_difference(&in_en).next() {
            return Err(format!("{{{place}}} stands in one language of {key} only"));
        }
        made += &format!("{key}: [&[{vi}], &[{en}]], ");
    }
    Ok(format!("Text {{ {made}}}"))
}

fn parts<'a>(mut text: &'a str, families: &Files) -> Result<(String, BTreeSet<&'a str>), String> {
    let (mut made, mut places) = (String::new(), BTreeSet::new());
    while let Some((before, from)) = text.split_once('{') {
        let (place, after) = from.split_once('}').ok_or("a brace is not closed")?;
        let (name, rule) = place.split_once(':').unwrap_or((place, "text"));
        let part = match families.contains_key(rule) {
            true => format!("Code(\"{name}\", families::{})", rule.to_uppercase()),
            false => format!("Place(\"{name}\", rules::{rule})"),
        };
        made += &format!("Part::Words(\"{before}\"), Part::{part}, ");
        places.insert(place);
        text = after;
    }
    Ok((format!("{made}Part::Words(\"{text}\")"), places))
}

/// A text in both languages.
fn pair(keys: &Keys, key: &str) -> Result<String, String> {
    let said = |lang| quoted(keys, &format!("{key}_{lang}"));
    Ok(format!("[\"{}\", \"{}\"]", said("vi")?, said("en")?))
}

/// What stands in the quotes of a key, with its escapes: they are those of Rust as well.
fn quoted<'a>(keys: &'a Keys, key: &str) -> Result<&'a str, String> {
    let value = keys.get(key).ok_or(format!("{key} is missing"))?;
    let text = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).filter(|v| !v.trim().is_empty());
    text.ok_or(format!("{key} is a text in double quotes"))
}

/// The list of a key: `[producer, ward]`.
fn readers(keys: &Keys, key: &str) -> Result<Vec<String>, String> {
    let list = keys.get(key).and_then(|v| v.strip_prefix('[')?.strip_suffix(']'));
    let list = list.ok_or(format!("{key} is a list of readers"))?.split(',').map(str::trim);
    Ok(list.filter(|r| !r.is_empty()).map(|reader| format!("Reader::{}", camel(reader))).collect())
}

fn only(keys: &Keys, known: &[impl AsRef<str>]) -> Result<(), String> {
    let stranger = keys.keys().find(|key| !known.iter().any(|k| k.as_ref() == *key));
    stranger.map_or(Ok(()), |key| Err(format!("no key is called {key}")))
}

/// `paper_ends` → `PaperEnds`: the variant of a code.
fn camel(code: &str) -> String {
    let mut begins = true;
    let letter = |c: char| match std::mem::replace(&mut begins, c == '_') {
        true => c.to_ascii_uppercase(),
        false => c,
    };
    code.chars().map(letter).filter(|c| *c != '_').collect()
}
