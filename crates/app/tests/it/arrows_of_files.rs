//! No files of this crate stand on each other in a circle. A file stands on another where it names it, or what it defines,
//! by `crate::`, `super::`, `self::` or the name of a module below it; a name that a `mod.rs` hands on stands for the file that
//! defines it. What two files share lies in one below both.

use crate::arrows::{Arrows, circle, files};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files of the crate by their modules (`dossier::show`), each with its code.
struct House(BTreeMap<String, String>);

/// The code without tests and comments; `pub(in crate::x)` names no module that is stood on.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
    lines.join("\n").split("(in ").enumerate().fold(String::new(), |all, (n, part)| {
        all + if n == 0 { part } else { part.split_once(')').map_or(part, |(_, rest)| rest) }
    })
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The paths of a `use` tree, each with the name under which it is known.
fn leaves(prefix: &str, tree: &str, out: &mut Vec<(String, String)>) {
    let tree = tree.trim();
    let Some((head, body)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree));
        let path = format!("{prefix}{}", path.trim());
        let path = path.strip_suffix("::self").unwrap_or(&path).to_owned();
        let name = if name == tree { path.rsplit("::").next().unwrap_or_default() } else { name.trim() };
        out.push((path.clone(), name.to_owned()));
        return;
    };
    let body = body.trim_end().strip_suffix('}').unwrap_or(body);
    let (mut depth, mut begin) = (0, 0);
    for (at, c) in body.char_indices().chain([(body.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !body[begin..at].trim().is_empty() {
                    leaves(&format!("{prefix}{head}"), &body[begin..at], out);
                }
                begin = at + 1;
            }
            _ => {}
        }
    }
}

/// What a file brings in and what it hands on, as paths with the names under which they are known, and its other code.
#[derive(Default)]
struct Uses {
    own: Vec<(String, String)>,
    handed_on: Vec<(String, String)>,
    rest: String,
}

impl Uses {
    fn of(code: &str) -> Uses {
        let mut out = Uses::default();
        for part in code.split_inclusive(';') {
            let at = part.match_indices("use ").map(|(at, _)| at).find(|at| !part[..*at].ends_with(is_name));
            let Some(at) = at.filter(|_| !part.contains('"')) else {
                out.rest += part;
                continue;
            };
            let line = part[..at].rsplit('\n').next().unwrap_or_default();
            let handed_on = line.trim_start().starts_with("pub");
            let list = if handed_on { &mut out.handed_on } else { &mut out.own };
            leaves("", part[at + 4..].trim_end_matches(';'), list);
            out.rest += &part[..at];
        }
        out
    }

    /// A path with the module that its first name was brought in from.
    fn whole(&self, path: &str) -> String {
        let (head, tail) = path.split_once("::").unwrap_or((path, ""));
        let brought = self.own.iter().find(|(_, known)| known == head);
        brought.map_or_else(|| path.to_owned(), |(from, _)| format!("{from}::{tail}"))
    }
}

/// The paths in code, `a::b::c`.
fn paths(code: &str) -> BTreeSet<&str> {
    let parts = code.split(|c: char| !is_name(c) && c != ':');
    parts.filter(|p| p.contains("::")).map(|p| p.trim_matches(':')).collect()
}

impl House {
    fn read() -> House {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut all = Vec::new();
        files(&src, &mut all);
        House::of(all.iter().map(|path| {
            let inside = path.strip_prefix(&src).unwrap().with_extension("");
            let names: Vec<_> = inside.iter().map(|n| n.to_string_lossy().into_owned()).collect();
            (names.join("::").trim_end_matches("::mod").to_owned(), fs::read_to_string(path).unwrap())
        }))
    }

    fn of(files: impl Iterator<Item = (String, String)>) -> House {
        House(files.map(|(module, text)| (module, code(&text))).collect())
    }

    fn below(&self, module: &str, name: &str) -> Option<String> {
        let inner = if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") };
        self.0.contains_key(&inner).then_some(inner)
    }

    /// The file that a path leads to from a module, through what is handed on.
    fn at(
        &self,
        handed_on: &BTreeMap<String, Vec<(String, String)>>,
        from: &str,
        path: &str,
    ) -> Option<String> {
        let mut names = path.split("::").peekable();
        let mut module = from.to_owned();
        match names.peek()? {
            &"crate" => module = String::new(),
            &"self" | &"super" => {}
            name => drop(self.below(from, name)?),
        }
        while let Some(name) = names.next_if(|n| matches!(*n, "crate" | "self" | "super")) {
            if name == "super" {
                module = module.rsplit_once("::").map_or(String::new(), |(outer, _)| outer.to_owned());
            }
        }
        while let Some(inner) = names.peek().and_then(|name| self.below(&module, name)) {
            module = inner;
            names.next();
        }
        let handed = handed_on.get(&module).into_iter().flatten();
        let through = names.peek().and_then(|name| handed.clone().find(|(_, known)| known == name));
        match through.and_then(|(path, _)| self.at(handed_on, &module, path)) {
            Some(file) => Some(file),
            None => Some(module).filter(|m| !m.is_empty()),
        }
    }

    fn arrows(&self) -> Arrows {
        let read: BTreeMap<_, _> = self.0.iter().map(|(module, code)| (module, Uses::of(code))).collect();
        let handed_on =
            read.iter().map(|(module, file)| ((*module).clone(), file.handed_on.clone())).collect();
        let stands_on = |module: &String, file: &Uses| {
            // What a file without modules of its own hands on it stands on as well.
            let leaf = !self.0.keys().any(|other| other.starts_with(&format!("{module}::")));
            let on = file.handed_on.iter().filter(|_| leaf);
            let brought = file.own.iter().chain(on).map(|(path, _)| path.clone());
            let called = paths(&file.rest).into_iter().map(|path| file.whole(path));
            let files = brought.chain(called).filter_map(|path| self.at(&handed_on, module, &path));
            files.filter(|file| file != module).collect::<BTreeSet<_>>()
        };
        read.iter().map(|(module, file)| ((*module).clone(), stands_on(module, file))).collect()
    }
}

#[test]
fn no_files_of_this_crate_stand_on_each_other_in_a_circle() {
    let arrows = House::read().arrows();
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 1000, "arrows are read");
    assert_eq!(circle(&arrows), None, "files that stand on each other");
}

#[test]
fn a_circle_of_files_is_found_through_what_is_handed_on() {
    let house = |b: &str| {
        let files = [
            ("room", "pub use a::{A, go as begin};\nmod a;\nmod b;"),
            ("room::a", "use super::b::{self, B};\npub(in crate::room) struct A(B);"),
            ("room::b", b),
            ("other", "use crate::room::A;\nfn f() { crate::room::begin() }"),
        ];
        House::of(files.into_iter().map(|(module, text)| (module.to_owned(), text.to_owned()))).arrows()
    };
    let calm = house(
        "pub struct B;\n// use super::a::A;\n#[cfg(test)]\nmod tests {\n    use super::super::a::A;\n}",
    );
    assert_eq!(circle(&calm), None);
    assert_eq!(calm["other"].iter().collect::<Vec<_>>(), ["room::a"]);
    for b in [
        "use super::a::A;",
        "use crate::room::A;",
        "fn f() { super::a::go() }",
        "fn f() { crate::room::begin() }",
    ] {
        let found = circle(&house(b));
        assert_eq!(found, Some(vec!["room::a".to_owned(), "room::b".to_owned()]), "{b}");
    }
}
