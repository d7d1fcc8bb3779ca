//! A struct that a form is read into, held against its template, and how forms are read and filled.

use super::*;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;

thread_local! {
    static NAMES: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
}

/// Asks a struct for the names of its inputs and gives it nothing.
struct Asked;

impl<'de> Deserializer<'de> for Asked {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mismatch> {
        Err(serde::de::Error::custom("no struct"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Mismatch> {
        NAMES.set(names);
        Err(serde::de::Error::custom("asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The inputs of a template and of what it includes, the token aside.
fn inputs(template: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").join(template);
    let text = std::fs::read_to_string(file).unwrap();
    let mut found = BTreeSet::new();
    for opening in ["name=\"", "(page, form, \"", "\"primary\", \"", "\"secondary\", \"", "\"link\", \""] {
        let names = text.split(opening).skip(1).filter_map(|rest| rest.split('"').next());
        found.extend(
            names.filter(|n| n.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).map(str::to_owned),
        );
    }
    for part in text.split("{% include \"").skip(1) {
        found.extend(inputs(part.split('"').next().unwrap()));
    }
    found.remove("csrf");
    found
}

/// What `typed!` says of a struct is so.
#[track_caller]
pub fn typed_into<T: DeserializeOwned>(template: &str, beside: &[&str]) {
    NAMES.set(&[]);
    assert!(T::deserialize(Asked).is_err());
    let struct_says: BTreeSet<String> = NAMES.get().iter().map(|n| (*n).to_owned()).collect();
    assert!(!struct_says.is_empty(), "{} names no input", std::any::type_name::<T>());
    let mut all = struct_says;
    for name in beside {
        if name.ends_with(".html") { all.extend(inputs(name)) } else { all.extend([(*name).to_owned()]) }
    }
    assert_eq!(all, inputs(template), "{} and {template}", std::any::type_name::<T>());
}

#[derive(Debug, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
struct Example {
    #[serde(skip)]
    id: String,
    version: i64,
    name: String,
    note: Option<String>,
    sure: bool,
    papers: Vec<String>,
}

impl Typed for Example {}

#[test]
fn what_was_typed_is_read_and_filled_in() {
    let sent = [
        ("id", "foreign"),
        ("version", "7"),
        ("name", " Mắm "),
        ("sure", "on"),
        ("papers", "a"),
        ("papers", "b"),
    ];
    let fields = Fields::from_pairs(sent.map(|(n, v)| (n.to_owned(), v.to_owned())));
    let read: Example = fields.read().unwrap();
    let papers = vec!["a".to_owned(), "b".to_owned()];
    let same =
        Example { id: String::new(), version: 7, name: "Mắm".into(), note: None, sure: true, papers };
    assert_eq!(read, same, "what the form does not bring cannot be set by it");
    assert_eq!(
        Fields::default().read::<Example>().unwrap(),
        Example::default(),
        "nothing sent is nothing typed"
    );

    let form = Form::of(&same);
    assert_eq!((form.value("version"), form.value("name"), form.value("note")), ("7", "Mắm", ""));
    assert!(form.has("sure", "yes") && form.has("papers", "b") && form.value("id").is_empty());
}

/// The files below a folder that end so, tests aside.
fn texts(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        if path.is_dir() {
            found.extend(texts(&path, ending));
        } else if name.ends_with(ending) && !name.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((name, text));
        }
    }
    found
}

/// What a page reads or fills by hand is an input of a template of its folder, too.
#[test]
fn every_name_written_by_hand_stands_in_a_template() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut seen, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(root.join("src/pages")).unwrap() {
        let folder = entry.unwrap().path();
        let templates = root.join("templates").join(folder.file_name().unwrap());
        if !folder.is_dir() || !templates.is_dir() {
            continue;
        }
        let templates = texts(&templates, ".html");
        let said: BTreeSet<&str> = templates.iter().flat_map(|(_, text)| text.split('"').skip(1)).collect();
        for (file, text) in texts(&folder, ".rs") {
            for opening in ["fields.get(\"", "fields.has(\"", "fields.all(\"", ".set(\"", ".set_all(\""] {
                let names = text.split(opening).skip(1).filter_map(|rest| rest.split('"').next());
                // The terms of objections are a list, and their inputs are made from it; a script adds the word that no
                // visit waits to be sent.
                let made = |n: &str| n == "csrf" || n.starts_with("term_") || n == "nothing_waits";
                for name in names.filter(|n| !made(n)) {
                    seen += 1;
                    if !said.contains(name) {
                        wrong.push(format!("{file}: {name}"));
                    }
                }
            }
        }
    }
    assert!(seen > 200, "only {seen} names found");
    assert!(wrong.is_empty(), "no template has these inputs: {wrong:#?}");
}
