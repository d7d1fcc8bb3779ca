//! The package for readers who are refused the producer's contacts (Luật 91/2025/QH15): the same files, the texts that
//! hold contacts in a masked copy under another name. The list of hashes goes without the lines of what is masked: a hash
//! of a telephone number or of one of 54 peoples is undone by trying them all.

use super::archive::{Entry, build};
use crate::Error;
use ocop_domain::producer::{mask_email, mask_phone};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// What the sealed text says of the representative as a person.
const LEFT_OUT: [&str; 3] = ["representative_gender", "representative_ethnicity", "representative_address"];

/// The files whose text holds contacts, in packages of any age.
const PERSONAL: [&str; 3] = ["1-ho-so/niem-phong.json", "1-ho-so/niem-phong.txt", "1-ho-so/thay-doi.json"];

/// Added to the title of what is a masked copy.
const SAID: &str = "bản che thông tin liên hệ";

/// Does a file of the package hold the producer's contacts?
pub(super) fn personal(path: &str) -> bool {
    PERSONAL.contains(&path)
}

/// The archive again, its personal texts masked, with an index and sums of its own.
pub(super) fn copy(title: &str, zip: impl Read + Seek) -> Result<Vec<u8>, Error> {
    let mut archive = ZipArchive::new(zip).map_err(Error::internal)?;
    let mut files = Vec::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).map_err(Error::internal)?;
        let path = file.name().map_err(Error::internal)?.into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(Error::internal)?;
        files.push((path, bytes));
    }
    let index = files.iter().find(|(path, _)| path == "index.csv");
    let titles = index.map(|(_, bytes)| titles(bytes)).unwrap_or_default();
    let mut out = Vec::new();
    for (path, bytes) in files {
        if ["index.csv", "index.html", "SHA256SUMS"].contains(&path.as_str()) {
            continue;
        }
        let title = titles.get(&path).cloned().unwrap_or_else(|| path.clone());
        if !personal(&path) {
            out.push(Entry { path, title, bytes });
            continue;
        }
        // What cannot be read cannot be masked, and stays out.
        if let Some(bytes) = masked(&path, &bytes) {
            out.push(Entry { path: renamed(&path), title: format!("{title} ({SAID})"), bytes });
        }
    }
    build(&format!("{title} ({SAID})"), &out)
}

/// `1-ho-so/niem-phong.json` → `1-ho-so/niem-phong-ban-che.json`: not taken for the text that was sealed.
fn renamed(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-ban-che.{ending}"),
        None => format!("{path}-ban-che"),
    }
}

fn masked(path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    if path.ends_with(".txt") {
        return Some(list(text).into_bytes());
    }
    let mut json: Value = serde_json::from_str(text).ok()?;
    if let Some(producer) = json.get_mut("producer") {
        hide_producer(producer);
    }
    if let Some(fields) = json.pointer_mut("/comparison/fields").and_then(Value::as_array_mut) {
        fields.iter_mut().for_each(hide_change);
    }
    serde_json::to_vec_pretty(&json).ok()
}

fn hide_producer(producer: &mut Value) {
    let Some(facts) = producer.as_object_mut() else { return };
    LEFT_OUT.iter().for_each(|name| drop(facts.remove(*name)));
    for (name, mask) in [("phone", mask_phone as fn(&str) -> String), ("email", mask_email)] {
        if let Some(value) = facts.get_mut(name) {
            hide(value, mask);
        }
    }
}

/// A field before and after.
fn hide_change(change: &mut Value) {
    let mask = match change.get("field").and_then(Value::as_str) {
        Some("phone") => mask_phone,
        Some("email") => mask_email,
        Some(name) if LEFT_OUT.contains(&name) => |_: &str| String::new(),
        _ => return,
    };
    for side in ["before", "after"] {
        if let Some(value) = change.get_mut(side) {
            hide(value, mask);
        }
    }
}

fn hide(value: &mut Value, mask: fn(&str) -> String) {
    if let Some(text) = value.as_str().filter(|t| !t.is_empty()) {
        *value = mask(text).into();
    }
}

/// The list of hashes without the lines that name a masked field.
fn list(text: &str) -> String {
    let hidden = |line: &str| {
        let name = line.split_once("  #producer/").map(|(_, name)| name);
        name.is_some_and(|n| n == "phone" || n == "email" || LEFT_OUT.contains(&n))
    };
    text.lines().filter(|line| !hidden(line)).map(|line| format!("{line}\n")).collect()
}

/// Title by path, from the index of the package.
fn titles(index: &[u8]) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_reader(index);
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|r| Some((r.get(1)?.to_owned(), r.get(2)?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_that_could_be_tried_out_is_left_out() {
        let text =
            "aa  #producer/name\nbb  #producer/phone\ncc  #producer/representative_ethnicity\ndd  x.pdf\n";
        assert_eq!(list(text), "aa  #producer/name\ndd  x.pdf\n");
    }

    #[test]
    fn a_comparison_is_masked_before_and_after() {
        let text = r#"{"comparison":{"fields":[{"field":"phone","before":"0912345678","after":"0987654321"},
            {"field":"email","before":"","after":"huong@example.vn"},{"field":"name","before":"A","after":"B"}]}}"#;
        let json: Value =
            serde_json::from_slice(&masked("1-ho-so/thay-doi.json", text.as_bytes()).unwrap()).unwrap();
        let fields = &json["comparison"]["fields"];
        assert_eq!(fields[0]["before"], "09•• ••• 678");
        assert_eq!(fields[0]["after"], "09•• ••• 321");
        assert_eq!((&fields[1]["before"], &fields[1]["after"]), (&"".into(), &"h•••@example.vn".into()));
        assert_eq!(fields[2]["after"], "B");
    }

    #[test]
    fn what_cannot_be_read_stays_out() {
        assert_eq!(masked("1-ho-so/niem-phong.json", b"0912345678"), None);
    }
}
