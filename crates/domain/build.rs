//! Embeds the criteria sets and refuses to build on data that contradicts the law: one sentence, naming the set
//! and the criterion. All files must be readable; the sets of Decision 26/2026 must add up to the last point.

#[path = "src/criteria/raw.rs"]
#[expect(dead_code, reason = "shared with the crate, which reads the rest")]
mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use raw::{PartCode, RawCriterion, RawOption, RawSet};

/// Where each decision's files are, what their ids begin with, how they cite it, and how many there are.
const LAWS: [(&str, &str, &str, usize); 3] = [
    ("qd26-2026", "QD26", "26/2026/QĐ-TTg", 26),
    ("qd148-2023", "QD148", "148/QĐ-TTg", 26),
    ("qd1048-781-2019-2020", "QD781", "1048/QĐ-TTg", 25),
];
/// Điều 3(1), 26/2026.
const PARTS: [(PartCode, u32); 3] = [(PartCode::A, 40), (PartCode::B, 25), (PartCode::C, 35)];
/// Counted in Phụ lục II of 26/2026.
const SCORABLE: usize = 787;
const MARKS: usize = 575;

type Checked = Result<(), String>;

fn main() {
    if let Err(sentence) = run() {
        eprintln!("{sentence}");
        process::exit(1);
    }
}

fn run() -> Checked {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/criteria");
    let data = data.canonicalize().map_err(|error| format!("{}: {error}", data.display()))?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", data.display());

    let mut list = String::from("pub(super) static FILES: &[(&str, &str)] = &[\n");
    let (mut ids, mut scorable, mut marks) = (BTreeSet::new(), 0, 0);
    for (folder, prefix, document, expected) in LAWS {
        let files = json_files(&data.join(folder))?;
        if files.len() != expected {
            return Err(format!("{folder} holds {} sets, and {document} has {expected}.", files.len()));
        }
        for file in files {
            let name = file.strip_prefix(&data).unwrap_or(&file).display().to_string();
            println!("cargo::rerun-if-changed={}", file.display());
            let text = fs::read_to_string(&file).map_err(|error| format!("{name}: {error}"))?;
            let set: RawSet = serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))?;
            check_any(&set, prefix, document).map_err(|why| format!("{name}: {why}"))?;
            if prefix == "QD26" {
                check_26(&set)?;
                scorable += leaves(&set).count();
                marks +=
                    leaves(&set).flat_map(|leaf| &leaf.options).filter(|row| row.min_star.is_some()).count();
            }
            if !ids.insert(set.id.clone()) {
                return Err(format!("{name}: the id {} is taken by another file.", set.id));
            }
            // {:?} writes a string literal, whatever the path contains.
            writeln!(list, "    ({name:?}, include_str!({:?})),", file.display().to_string())
                .map_err(|error| error.to_string())?;
        }
    }
    if (scorable, marks) != (SCORABLE, MARKS) {
        return Err(format!(
            "The sets of 26/2026 hold {scorable} criteria and {marks} star marks; the decision has {SCORABLE} and {MARKS}."
        ));
    }
    list.push_str("];\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("OUT_DIR is not set")?;
    fs::write(out.join("criteria_files.rs"), list).map_err(|error| error.to_string())
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What every file needs so that the binary can read it.
fn check_any(set: &RawSet, prefix: &str, document: &str) -> Checked {
    let id = &set.id;
    let number = id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
    if !number.is_some_and(|n| n.len() == 2 && n.bytes().all(|b| b.is_ascii_digit())) {
        return Err(format!("the id {id} is not {prefix}- and two digits."));
    }
    if !set.legal_document.starts_with(document) {
        return Err(format!("set {id} cites {}, and its folder holds {document}.", set.legal_document));
    }
    let corrected = set.corrections.iter().map(|correction| &correction.criterion);
    for code in all(set).map(|criterion| &criterion.code).chain(corrected) {
        let segment = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || c == 'đ');
        let digit_first = code.starts_with(|c: char| c.is_ascii_digit());
        if !digit_first || code.len() > 16 || !code.split('.').all(segment) {
            return Err(format!("set {id} has a criterion with the code “{code}”, which cannot be one."));
        }
    }
    for criterion in all(set) {
        let stars = criterion.options.iter().filter_map(|row| row.min_star).chain(criterion.min_star);
        if let Some(stars) = stars.into_iter().find(|stars| !(3..=5).contains(stars)) {
            return Err(format!(
                "set {id}, criterion {}: a mark of {stars} stars does not exist.",
                criterion.code
            ));
        }
    }
    Ok(())
}

/// What the decision in force fixes.
fn check_26(set: &RawSet) -> Checked {
    let id = &set.id;
    if set.max_points != 100 || !set.parts.iter().map(|part| (part.code, part.max)).eq(PARTS) {
        return Err(format!("Set {id} is not divided into A 40, B 25 and C 35 of 100 points."));
    }
    for part in &set.parts {
        let sum: u32 = part.criteria.iter().map(|criterion| criterion.max).sum();
        if sum != part.max {
            return Err(format!(
                "Set {id}: the criteria of part {:?} add up to {sum}, not {}.",
                part.code, part.max
            ));
        }
    }
    let mut codes = BTreeSet::new();
    for criterion in all(set) {
        if !codes.insert(&criterion.code) {
            return Err(format!("Set {id}: criterion {} stands there twice.", criterion.code));
        }
        check_criterion(criterion).map_err(|why| format!("Set {id}, criterion {}: {why}", criterion.code))?;
    }
    if set.scorable_criteria != Some(leaves(set).count()) {
        return Err(format!(
            "Set {id} has {} criteria to score, not as many as it says.",
            leaves(set).count()
        ));
    }
    check_gates(set)
}

fn check_criterion(criterion: &RawCriterion) -> Checked {
    let max = criterion.max;
    if criterion.alternative_cases || criterion.min_star.is_some() {
        return Err("the shape belongs to 148/QĐ-TTg.".to_owned());
    }
    if !criterion.children.is_empty() {
        let sum: u32 = criterion.children.iter().map(|child| child.max).sum();
        if sum != max {
            return Err(format!("the criteria under it add up to {sum}, not {max}."));
        }
        if !criterion.options.is_empty() {
            return Err("a heading cannot have options of its own.".to_owned());
        }
        return Ok(());
    }
    let points =
        |row: &RawOption| row.points.ok_or_else(|| format!("the option “{}” has no points.", row.text));
    let all = criterion.options.iter().map(points).collect::<Result<Vec<u32>, String>>()?;
    if all.iter().max() != Some(&max) {
        return Err(format!("the best option is not worth its {max} points."));
    }
    let unknown = criterion.options.iter().find(|row| {
        row.case.as_ref().map_or(!criterion.cases.is_empty(), |case| !criterion.cases.contains_key(case))
    });
    if let Some(row) = unknown {
        return Err(format!("the option “{}” belongs to no case.", row.text));
    }
    Ok(())
}

/// The gates written in the file against the marks printed on the options.
fn check_gates(set: &RawSet) -> Checked {
    let id = &set.id;
    for stars in 3..=5u8 {
        let mut worked_out = BTreeMap::new();
        for leaf in leaves(set) {
            let marked = leaf.options.iter().filter(|row| row.min_star.is_some_and(|mark| mark <= stars));
            if let Some(required) = marked.filter_map(|row| row.points).max() {
                worked_out.insert(leaf.code.clone(), required);
            }
        }
        let written = set.star_gates.get(&stars.to_string()).cloned().unwrap_or_default();
        let every = written.keys().chain(worked_out.keys());
        if let Some(code) = every.into_iter().find(|code| written.get(*code) != worked_out.get(*code)) {
            let show = |gate: Option<&u32>| gate.map_or("none".to_owned(), u32::to_string);
            return Err(format!(
                "Set {id}, criterion {code}: the file's gate for {stars} stars is {}, its marks make it {}.",
                show(written.get(code)),
                show(worked_out.get(code)),
            ));
        }
    }
    Ok(())
}

fn all(set: &RawSet) -> impl Iterator<Item = &RawCriterion> {
    fn gather<'a>(criteria: &'a [RawCriterion], out: &mut Vec<&'a RawCriterion>) {
        for criterion in criteria {
            out.push(criterion);
            gather(&criterion.children, out);
        }
    }
    let mut out = Vec::new();
    for part in &set.parts {
        gather(&part.criteria, &mut out);
    }
    out.into_iter()
}

fn leaves(set: &RawSet) -> impl Iterator<Item = &RawCriterion> {
    all(set).filter(|criterion| criterion.children.is_empty())
}
