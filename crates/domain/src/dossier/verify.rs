//! Proves a downloaded package against its seal, from nothing but its own entries: which file, field or answer is
//! missing, added or changed, and whether the whole was made anew under another seal. Needs no server; the seal on
//! paper (`SealRef`) is what makes it proof against a person who changed everything consistently.

use super::leaves::{CONTENT, LIST, Outline, TEXT};
use super::seal::SealRef;
use crate::codes;
use crate::journal::sha256;
use std::collections::{BTreeMap, BTreeSet};

/// States the seal in the form of `sha256sum`.
pub const STATEMENT: &str = "niem-phong.sha256";
/// Hashes of every other entry, for the prints and the note that the seal itself does not cover.
pub const SUMS: &str = "SHA256SUMS";
/// The minutes of the commune's meeting on the dossier, where one was held.
pub const MEETING: &str = "3-cap-xa/bien-ban-hop.pdf";
/// Entries made when the package was built: prints of the sealed text, what the commune wrote on it, and the scan of a
/// signed sheet, whose hash is one of the text's fields.
pub const PRINTS: [&str; 10] = [
    "1-ho-so/mau-01.pdf",
    "1-ho-so/mau-01.docx",
    "1-ho-so/mau-02.pdf",
    "1-ho-so/mau-02.docx",
    "1-ho-so/thay-doi.json",
    MEETING,
    "1-ho-so/phieu-xac-nhan.pdf",
    "1-ho-so/phieu-xac-nhan.jpg",
    "1-ho-so/phieu-xac-nhan.png",
    "DOC-TRUOC.txt",
];

/// Entries whose bytes are read, not only hashed.
pub fn is_control(name: &str) -> bool {
    [TEXT, CONTENT, LIST, STATEMENT, SUMS].contains(&name)
}

/// One entry of the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub size: u64,
    pub sha256: String,
    /// The bytes themselves, of the entries `is_control` names.
    pub bytes: Option<Vec<u8>>,
}

codes! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum What ("kind of finding") {
        Missing = "missing",
        Added = "added",
        Changed = "changed",
        /// Everything fits everything, but not the seal that was asked for.
        Resealed = "resealed",
    }
}

codes! {
    /// What a finding is about.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Subject ("subject of a finding") {
        /// A file of the package.
        File = "file",
        /// A field of an answer of the self-assessment.
        Answer = "answer",
        /// Any other field of the sealed text.
        Field = "field",
        /// A print made from the sealed text, held against `SHA256SUMS` only.
        Print = "print",
        Seal = "seal",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: What,
    pub subject: Subject,
    /// Path of the file, or way to the field (`1.1.1/option` of an answer).
    pub name: String,
    /// What was sealed: a field's value, a file's hash; none where it is not known any more.
    pub sealed: Option<String>,
    pub found: Option<String>,
}

/// What the proof came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub format: u64,
    /// The seal this package has, computed anew.
    pub seal: String,
    /// Whether the seal was held against one from outside, and fits it.
    pub expected: Option<bool>,
    pub fields: usize,
    /// Papers under seal.
    pub files: usize,
    pub findings: Vec<Finding>,
}

impl Verdict {
    pub fn whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// The entries are no sealed package at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no sealed package: neither {TEXT} nor {LIST} is in it")]
pub struct NotAPackage;

type Hashes = BTreeMap<String, String>;

/// Proves a package (Điều 6(1)a, 26/2026: what was handed in). Without `expected` it is held against the seal it states
/// itself, which shows accidents and clumsy hands, not a package made anew from end to end.
pub fn verify_package(entries: &[Entry], expected: Option<&SealRef>) -> Result<Verdict, NotAPackage> {
    let by_name: BTreeMap<&str, &Entry> = entries.iter().map(|e| (e.name.as_str(), e)).collect();
    let bytes = |name: &str| by_name.get(name).and_then(|e| e.bytes.as_deref());
    if bytes(TEXT).is_none() && bytes(LIST).is_none() {
        return Err(NotAPackage);
    }
    let has_list = bytes(LIST).is_some();
    let mut c = Check { by_name, findings: vec![] };
    // Only format 2 has a list; a text that then calls itself format 1 was changed there too.
    let least = if has_list { 2 } else { 1 };
    let outline = c.text(TEXT).and_then(|text| Outline::at_least(least, text).ok());
    let list = c.text(LIST).map(|text| (sha256(text.as_bytes()), read_sums(text)));
    let format = outline.as_ref().map_or(2, |o| o.format);
    let stated = c.statement(if format > 1 { LIST } else { TEXT });

    let fits = |seal: &str| match expected {
        Some(asked) => asked.fits(seal),
        None => stated.as_ref().is_none_or(|s| s == seal),
    };
    let listed = list.as_ref().map(|(root, _)| root.as_str());
    let derived = outline.as_ref().map(|o| o.seal.as_str());
    // The list is the sealed thing of format 2. If it was changed and the text was not, the text gives it back.
    let by_list = format > 1 && listed.is_some_and(fits);
    let by_text = !by_list && derived.is_some_and(fits);
    let whole_list = list.as_ref().and_then(|(_, rows)| rows.clone());
    let reference: Option<Hashes> = match (&outline, whole_list) {
        (Some(o), _) if by_text || format < 2 => Some(o.hashes.clone()),
        (_, Some(rows)) => Some(rows),
        (Some(o), None) => Some(o.hashes.clone()),
        (None, None) => None,
    };
    if format > 1 {
        match listed {
            None => c.add(What::Missing, Subject::File, LIST, derived.map(str::to_owned), None),
            Some(root) if by_text => {
                c.add(What::Changed, Subject::File, LIST, derived.map(str::to_owned), Some(root.to_owned()));
            }
            Some(_) => {}
        }
    }
    let seal = listed.filter(|_| format > 1 && !by_text).or(derived).unwrap_or_default().to_owned();
    if !by_list && !by_text {
        let asked = expected.map(|e| e.as_str().to_owned()).or_else(|| stated.clone());
        let agreed = format < 2 || listed == derived;
        let (what, name) = match expected {
            Some(_) if agreed => (What::Resealed, "--seal"),
            Some(_) => (What::Changed, "--seal"),
            None => (What::Changed, STATEMENT),
        };
        c.add(what, Subject::Seal, name, asked, Some(seal.clone()));
    } else if expected.is_some() && stated.as_ref().is_some_and(|s| *s != seal) {
        c.add(What::Changed, Subject::File, STATEMENT, Some(seal.clone()), stated.clone());
    }
    let files = reference.as_ref().map_or(0, |r| {
        r.keys().filter(|n| !n.starts_with('#') && n.as_str() != TEXT && n.as_str() != CONTENT).count()
    });
    if let Some(reference) = &reference {
        c.fields(reference, outline.as_ref());
        c.files(reference);
    }
    c.sums(reference.as_ref());
    Ok(Verdict {
        format,
        seal,
        expected: expected.map(|_| by_list || by_text),
        fields: outline.as_ref().map_or(0, |o| o.leaves.len()),
        files,
        findings: c.findings,
    })
}

/// Lines as `sha256sum` writes them; none if a line is not one.
fn read_sums(text: &str) -> Option<Hashes> {
    let body = text.strip_suffix('\n')?;
    let mut out = Hashes::new();
    for line in body.split('\n') {
        let (hash, name) = line.split_once("  ")?;
        let digits = hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if hash.len() != 64 || !digits || name.is_empty() {
            return None;
        }
        out.insert(name.to_owned(), hash.to_owned()).is_none().then_some(())?;
    }
    Some(out)
}

struct Check<'a> {
    by_name: BTreeMap<&'a str, &'a Entry>,
    findings: Vec<Finding>,
}

impl<'a> Check<'a> {
    fn add(
        &mut self,
        what: What,
        subject: Subject,
        name: &str,
        sealed: Option<String>,
        found: Option<String>,
    ) {
        let finding = Finding { what, subject, name: name.to_owned(), sealed, found };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.by_name.get(name)?.bytes.as_deref()?).ok()
    }

    /// The seal the package itself states.
    fn statement(&mut self, of: &str) -> Option<String> {
        if !self.by_name.contains_key(STATEMENT) {
            self.add(What::Missing, Subject::File, STATEMENT, None, None);
            return None;
        }
        let rows = self.text(STATEMENT).and_then(read_sums);
        match rows.as_ref().and_then(|r| r.get(of)).filter(|_| rows.as_ref().is_some_and(|r| r.len() == 1)) {
            Some(hash) => Some(hash.clone()),
            None => {
                self.add(What::Changed, Subject::File, STATEMENT, None, None);
                None
            }
        }
    }

    /// Every field of the text and of its lines against the reference.
    fn fields(&mut self, reference: &Hashes, outline: Option<&Outline>) {
        // A line that still gives its sealed hash tells what was sealed.
        let lines: Vec<&str> = self.text(CONTENT).map_or(vec![], |t| t.lines().collect());
        let line_of: BTreeMap<&str, &str> = lines.iter().filter_map(|l| l.split_once('=')).collect();
        let hash_of = |name: &str, value: &str| sha256(format!("{name}={value}").as_bytes());
        let sealed_value = |name: &str, hash: &str| {
            line_of.get(name).filter(|value| hash_of(name, value) == hash).map(|v| (*v).to_owned())
        };
        let found: BTreeMap<&str, &str> = outline
            .map_or(&[][..], |o| &o.leaves)
            .iter()
            .map(|l| (l.name.as_str(), l.value.as_str()))
            .collect();
        let before = self.findings.len();
        for (name, hash) in reference.iter().filter_map(|(n, h)| Some((n.strip_prefix('#')?, h))) {
            let in_text = found.get(name);
            let (subject, short) = subject_of(name);
            match in_text {
                Some(value) if hash_of(name, value) == *hash => {}
                Some(value) => {
                    let sealed = sealed_value(name, hash);
                    self.add(What::Changed, subject, short, sealed, Some((*value).to_owned()));
                }
                None if outline.is_some() => {
                    self.add(What::Missing, subject, short, sealed_value(name, hash), None);
                }
                None => {}
            }
            if line_of.get(name).is_some_and(|value| hash_of(name, value) != *hash) {
                let sealed = in_text.filter(|v| hash_of(name, v) == *hash).map(|v| (*v).to_owned());
                let line = line_of.get(name).map(|v| (*v).to_owned());
                self.add(What::Changed, subject, short, sealed, line);
            }
        }
        for (name, value) in &found {
            if !reference.contains_key(&format!("#{name}")) {
                let (subject, short) = subject_of(name);
                self.add(What::Added, subject, short, None, Some((*value).to_owned()));
            }
        }
        let named = self.findings.len() > before;
        for control in [TEXT, CONTENT] {
            let Some(sealed) = reference.get(control) else { continue };
            let found = self.by_name.get(control).map(|e| e.sha256.clone());
            match found {
                None => self.add(What::Missing, Subject::File, control, Some(sealed.clone()), None),
                // The fields of the text are named; that its bytes changed goes without saying.
                Some(found) if found != *sealed && !(named && control == TEXT) => {
                    self.add(What::Changed, Subject::File, control, Some(sealed.clone()), Some(found));
                }
                Some(_) => {}
            }
        }
    }

    fn files(&mut self, reference: &Hashes) {
        for (name, sealed) in reference {
            if name.starts_with('#') || name == TEXT || name == CONTENT {
                continue;
            }
            match self.by_name.get(name.as_str()).map(|e| e.sha256.clone()) {
                None => self.add(What::Missing, Subject::File, name, Some(sealed.clone()), None),
                Some(found) if found != *sealed => {
                    self.add(What::Changed, Subject::File, name, Some(sealed.clone()), Some(found));
                }
                Some(_) => {}
            }
        }
        let names: Vec<&str> = self.by_name.keys().copied().collect();
        for name in names {
            let known = is_control(name) || PRINTS.contains(&name) || reference.contains_key(name);
            if !known {
                self.add(
                    What::Added,
                    Subject::File,
                    name,
                    None,
                    self.by_name.get(name).map(|e| e.sha256.clone()),
                );
            }
        }
    }

    /// What the seal does not cover, against `SHA256SUMS`; and whether that list itself was touched.
    fn sums(&mut self, reference: Option<&Hashes>) {
        let Some(entry) = self.by_name.get(SUMS) else {
            return self.add(What::Missing, Subject::File, SUMS, None, None);
        };
        let (found, rows) = (Some(entry.sha256.clone()), self.text(SUMS).and_then(read_sums));
        let Some(rows) = rows else {
            return self.add(What::Changed, Subject::File, SUMS, None, found);
        };
        let covered: BTreeSet<&str> =
            reference.map_or_else(BTreeSet::new, |r| r.keys().map(String::as_str).collect());
        let mut touched = false;
        for (name, hash) in &rows {
            match self.by_name.get(name.as_str()).map(|e| e.sha256.clone()) {
                Some(now) if now == *hash => {}
                Some(now) if PRINTS.contains(&name.as_str()) => {
                    self.add(What::Changed, Subject::Print, name, Some(hash.clone()), Some(now));
                }
                // The sealed hash decides on a sealed file; a list that differs from it alone was touched itself.
                Some(now) => {
                    let sealed = reference.and_then(|r| r.get(name));
                    touched |= sealed.is_none_or(|s| *s == now) && !self.names(name);
                }
                None if PRINTS.contains(&name.as_str()) => {
                    self.add(What::Missing, Subject::Print, name, Some(hash.clone()), None);
                }
                None => touched |= !covered.contains(name.as_str()) && !is_control(name),
            }
        }
        touched |= self.by_name.keys().any(|n| *n != SUMS && !rows.contains_key(*n) && !self.names(n));
        if touched {
            self.add(What::Changed, Subject::File, SUMS, None, found);
        }
    }

    fn names(&self, name: &str) -> bool {
        self.findings.iter().any(|f| f.name == name || (name == TEXT && f.subject != Subject::Print))
    }
}

fn subject_of(name: &str) -> (Subject, &str) {
    match name.strip_prefix("answers/") {
        Some(answer) => (Subject::Answer, answer),
        None => (Subject::Field, name),
    }
}
