//! The sealed text taken apart: one line for each field, answer and citation, each with a SHA-256 of its own, and the
//! list of all these hashes whose hash is the seal (format 2). A changed answer can so be named without the original,
//! and everything is recomputed with `sha256sum` alone; `docs/SEAL.md` says how.

use super::seal::Sha256Text;
use crate::journal::sha256;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The sealed text, byte for byte as it was kept at submission.
pub const TEXT: &str = "niem-phong.json";
/// One line per field, as hashed.
pub const CONTENT: &str = "noi-dung.txt";
/// The list of hashes. Its own SHA-256 is the seal.
pub const LIST: &str = "niem-phong.txt";

/// One field of the sealed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Way to the field: `answers/1.1.1/option`, `form02/plan`, `files/ID/title`.
    pub name: String,
    /// The value as compact JSON, so that it always fits one line.
    pub value: String,
}

impl Leaf {
    /// What is hashed: name, equals sign, value; UTF-8, without a line end.
    pub fn line(&self) -> String {
        format!("{}={}", self.name, self.value)
    }
}

/// What a sealed text says about the package it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    pub format: u64,
    /// By name.
    pub leaves: Vec<Leaf>,
    /// Hash by name: a field under `#name`, a file of the package under its path.
    pub hashes: BTreeMap<String, Sha256Text>,
    /// Format 2: SHA-256 of the list; format 1: SHA-256 of the text.
    pub seal: Sha256Text,
}

impl Outline {
    /// Takes a sealed text apart. The text is read as it is, not through today's types: what a later program adds to
    /// the forms does not change what an old text says.
    pub fn of(text: &str) -> Result<Outline, serde_json::Error> {
        Outline::at_least(1, text)
    }

    /// The same, for a text whose package shows that it is of a later format, whatever the text says of itself.
    pub fn at_least(format: u64, text: &str) -> Result<Outline, serde_json::Error> {
        let json: Value = serde_json::from_str(text)?;
        let format = json.get("format").and_then(Value::as_u64).unwrap_or(1).max(format);
        let mut leaves = Vec::new();
        if format > 1 {
            walk(&json, String::new(), &mut leaves);
            leaves.sort_by(|a, b| a.name.cmp(&b.name));
        }
        let mut hashes: BTreeMap<String, Sha256Text> =
            leaves.iter().map(|l| (format!("#{}", l.name), sha256(l.line().as_bytes()))).collect();
        let files = json.get("files").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for (i, file) in files.iter().enumerate() {
            let field = |name: &str| file.get(name).and_then(Value::as_str).unwrap_or_default();
            let path = match field("path") {
                "" => path(i + 1, field("file_name")),
                path => path.to_owned(),
            };
            hashes.insert(path, field("sha256").to_owned());
        }
        hashes.insert(TEXT.to_owned(), sha256(text.as_bytes()));
        let mut outline = Outline { format, leaves, hashes, seal: sha256(text.as_bytes()) };
        if format > 1 {
            outline.hashes.insert(CONTENT.to_owned(), sha256(outline.content().as_bytes()));
            outline.seal = sha256(outline.list().as_bytes());
        }
        Ok(outline)
    }

    /// `noi-dung.txt`: every field on its line.
    pub fn content(&self) -> String {
        let mut out = String::new();
        for leaf in &self.leaves {
            let _ = writeln!(out, "{}", leaf.line());
        }
        out
    }

    /// `niem-phong.txt`: hash, two blanks, name; by name, byte by byte. The form `sha256sum` writes and reads.
    pub fn list(&self) -> String {
        let mut out = String::new();
        for (name, hash) in &self.hashes {
            let _ = writeln!(out, "{hash}  {name}");
        }
        out
    }
}

fn walk(value: &Value, name: String, out: &mut Vec<Leaf>) {
    let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}/{key}") };
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            fields.iter().for_each(|(key, value)| walk(value, below(key), out));
        }
        Value::Array(items) if !items.is_empty() => {
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            for (i, item) in items.iter().enumerate() {
                let key = key_of(item).unwrap_or_else(|| (i + 1).to_string());
                let times = seen.entry(key.clone()).and_modify(|n| *n += 1).or_insert(1);
                // A second entry of one key may not hide behind the first.
                let key = if *times > 1 { format!("{key}~{times}") } else { key };
                walk(item, below(&key), out);
            }
        }
        _ => out.push(Leaf { name, value: value.to_string() }),
    }
}

/// What an entry of a list is called: its criterion, question or paper, not its place.
fn key_of(item: &Value) -> Option<String> {
    let key = ["criterion", "key", "evidence"].iter().find_map(|k| item.get(k)?.as_str())?;
    Some(if key.is_empty() { "-".to_owned() } else { key.to_owned() })
}

/// Where the n-th paper of a seal lies in the package.
pub fn path(no: usize, file_name: &str) -> String {
    format!("2-minh-chung/{no:02}-{}", safe_name(file_name))
}

/// A name as it may stand in an archive on any system: ASCII letters, digits, dot and hyphen.
pub fn safe_name(name: &str) -> String {
    let (stem, ext) = name.rsplit_once('.').unwrap_or((name, ""));
    let words = crate::text::fold(stem).replace(' ', "-");
    let ascii =
        |s: &str| s.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(60).collect::<String>();
    let stem = Some(ascii(&words)).filter(|s| !s.is_empty()).unwrap_or_else(|| "tai-lieu".to_owned());
    let ext = ascii(&ext.to_lowercase());
    if ext.is_empty() { stem } else { format!("{stem}.{ext}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEALED: &str = r#"{"format":2,"answers":[{"criterion":"1.1.1","option":2,"note":"a\nb"},
        {"criterion":"1.1.1","option":3}],"files":[{"evidence":"e1","path":"2-minh-chung/01-a.pdf","sha256":"ab",
        "cited":[{"criterion":"","page":null}]}],"questions":[]}"#;

    #[test]
    fn every_field_is_a_line_of_its_own() {
        let o = Outline::of(SEALED).unwrap();
        let lines: Vec<String> = o.leaves.iter().map(Leaf::line).collect();
        assert_eq!(
            lines,
            [
                r#"answers/1.1.1/criterion="1.1.1""#,
                r#"answers/1.1.1/note="a\nb""#,
                "answers/1.1.1/option=2",
                r#"answers/1.1.1~2/criterion="1.1.1""#,
                "answers/1.1.1~2/option=3",
                r#"files/e1/cited/-/criterion="""#,
                "files/e1/cited/-/page=null",
                r#"files/e1/evidence="e1""#,
                r#"files/e1/path="2-minh-chung/01-a.pdf""#,
                r#"files/e1/sha256="ab""#,
                "format=2",
                "questions=[]",
            ]
        );
        assert_eq!(o.seal, sha256(o.list().as_bytes()));
        assert!(o.list().contains("ab  2-minh-chung/01-a.pdf\n"));
    }

    #[test]
    fn a_text_of_format_1_is_sealed_by_its_own_hash() {
        let text = r#"{"format":1,"files":[{"file_name":"Giấy phép.PDF","sha256":"cd"}]}"#;
        let o = Outline::of(text).unwrap();
        assert_eq!((o.seal.as_str(), o.leaves.len()), (sha256(text.as_bytes()).as_str(), 0));
        assert_eq!(o.hashes["2-minh-chung/01-giay-phep.pdf"], "cd");
    }

    #[test]
    fn names_are_safe_anywhere() {
        assert_eq!(safe_name("../Giấy đăng ký.PDF"), "giay-dang-ky.pdf");
        assert_eq!(safe_name("???"), "tai-lieu");
    }
}
