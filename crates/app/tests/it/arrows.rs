//! Which room of this crate stands on which: the list in `crates/app/arrows.txt`, without a circle. A room is a folder or a file
//! at the top of `src`; `cx`, `error` and the like are rooms as well.
//!
//! `OCOP_TAKE_ARROWS=1 cargo test -p ocop-app --test it arrows` writes the list anew. An arrow that closes a circle is never
//! taken: what a capability does after an act of another is an event (`src/event.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) type Arrows = BTreeMap<String, BTreeSet<String>>;

pub(crate) fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            files(&path, out);
        } else if name.ends_with(".rs") && !name.contains("tests") && name != "lib.rs" {
            out.push(path);
        }
    }
}

/// The first names behind `crate::`, also where several stand in braces.
fn named(source: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for (at, found) in source.match_indices("crate::") {
        let rest = &source[at + found.len()..];
        let Some(list) = rest.strip_prefix('{') else {
            out.push(first(rest));
            continue;
        };
        let (mut depth, mut begin) = (0, 0);
        for (i, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    out.push(first(&list[begin..i]));
                    break;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    out.push(first(&list[begin..i]));
                    begin = i + 1;
                }
                _ => {}
            }
        }
    }
    out
}

fn first(path: &str) -> &str {
    let path = path.trim_start();
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn arrows() -> Arrows {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let room = |path: &Path| {
        let top = path.strip_prefix(&src).unwrap().components().next().unwrap();
        top.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
    };
    let rooms: BTreeSet<String> = all.iter().map(|p| room(p)).collect();
    let mut out = Arrows::new();
    for path in &all {
        let (own, text) = (room(path), fs::read_to_string(path).unwrap());
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let code: String =
            text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let stands_on =
            named(&code).into_iter().filter(|n| *n != own && rooms.contains(*n)).map(str::to_owned);
        out.entry(own.clone()).or_default().extend(stands_on);
    }
    out
}

/// A way that leads back to where it began, if there is one.
pub(crate) fn circle(arrows: &Arrows) -> Option<Vec<String>> {
    fn walk(arrows: &Arrows, room: &str, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        if let Some(at) = way.iter().position(|r| r == room) {
            way.drain(..at);
            return true;
        }
        if !done.insert(room.to_owned()) {
            return false;
        }
        way.push(room.to_owned());
        if arrows.get(room).into_iter().flatten().any(|next| walk(arrows, next, way, done)) {
            return true;
        }
        way.pop();
        false
    }
    let (mut way, mut done) = (Vec::new(), BTreeSet::new());
    arrows.keys().any(|room| walk(arrows, room, &mut way, &mut done)).then_some(way)
}

#[test]
fn the_rooms_of_this_crate_stand_on_each_other_as_listed_and_in_no_circle() {
    let found = arrows();
    assert_eq!(circle(&found), None, "rooms that stand on each other");
    let told: String = found
        .iter()
        .map(|(room, on)| format!("{room}: {}\n", on.iter().cloned().collect::<Vec<_>>().join(" ")))
        .collect();
    let told = told.replace(": \n", ":\n");
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("arrows.txt");
    #[expect(clippy::disallowed_methods, reason = "a person asks for the list to be taken")]
    if std::env::var("OCOP_TAKE_ARROWS").is_ok() {
        fs::write(&list, &told).unwrap();
    }
    let kept = fs::read_to_string(&list).unwrap_or_default();
    for (now, then) in told.lines().zip(kept.lines()) {
        assert_eq!(now, then, "an arrow that is not in arrows.txt, or one there that is gone");
    }
    assert_eq!(told, kept);
}

#[test]
fn a_circle_is_found_and_names_in_braces_are_read() {
    let on = |rooms: &[&str]| rooms.iter().map(|r| (*r).to_owned()).collect::<BTreeSet<_>>();
    let mut some = Arrows::from([("a".into(), on(&["b"])), ("b".into(), on(&["c", "d"]))]);
    assert_eq!(circle(&some), None);
    some.insert("d".into(), on(&["b"]));
    assert_eq!(circle(&some), Some(vec!["b".to_owned(), "d".to_owned()]));
    assert_eq!(
        named("use crate::{Cx, dossier::{self, x}, upload};\ncrate::mail::queue()"),
        ["Cx", "dossier", "upload", "mail"]
    );
}
