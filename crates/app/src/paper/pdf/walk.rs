//! What a PDF has and does, found by following its structure from the root: its pages, and whatever would run, send,
//! open or carry something when the paper is read.

use super::fault::Fault;
use super::file::File;
use super::lex::{Dict, Obj};
use std::collections::HashSet;

/// The most pages of one paper.
const MOST_PAGES: u32 = 5_000;

/// Counts the pages. A node of the tree that is reached twice makes a tree without end, or one that multiplies.
pub(super) fn pages(file: &File) -> Result<u32, Fault> {
    let root = file.resolved(file.trailer.get("Root").ok_or(Fault::Broken)?);
    let top = root.dict().and_then(|d| d.get("Pages")).ok_or(Fault::Broken)?;
    let (mut seen, mut next, mut count) = (HashSet::new(), vec![top.clone()], 0);
    let mut branches = HashSet::new();
    let mut root_only = true;
    while let Some(node) = next.pop() {
        let number = if let Obj::Ref(n) = node { Some(n) } else { None };
        // A page that is shown again and again is counted without being read again.
        if number.is_some_and(|n| seen.contains(&n) && !branches.contains(&n)) {
            count += 1;
        } else {
            let found = file.resolved(&node);
            let Some(dict) = found.dict() else { continue };
            let kids = dict.get("Kids").map(|k| file.resolved(k));
            let first = number.is_none_or(|n| seen.insert(n));
            match kids {
                Some(Obj::List(kids)) => {
                    if !first {
                        return Err(Fault::Broken);
                    }
                    branches.extend(number);
                    next.extend(kids.into_iter().rev());
                }
                // The tree itself is no page, whatever it lacks.
                _ if root_only || kind(file, dict) == Some(b"Pages".to_vec()) => {}
                _ => count += 1,
            }
        }
        root_only = false;
        if count > MOST_PAGES {
            return Err(Fault::TooManyPages);
        }
        if file.used_up() {
            return Err(Fault::Broken);
        }
    }
    if count == 0 { Err(Fault::NoPages) } else { Ok(count) }
}

fn kind(file: &File, dict: &Dict) -> Option<Vec<u8>> {
    file.resolved(dict.get("Type")?).name().map(<[u8]>::to_vec)
}

/// What an object is reached as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    Plain,
    /// An action that happens without being asked for.
    Happens,
    /// A list of such actions by their occasions.
    Occasions,
    /// The form of the document.
    Form,
}

/// Follows everything from the root and says what is wrong with it first.
pub(super) fn danger(file: &File) -> Result<(), Fault> {
    let mut walk = Walk { file, next: vec![], seen: HashSet::new() };
    for (_, value) in &file.trailer.0 {
        walk.look(value, Role::Plain)?;
    }
    while let Some((number, role)) = walk.next.pop() {
        if walk.seen.insert((number, role))
            && let Some(found) = file.object(number)
        {
            walk.look(&found, role)?;
        }
        if file.used_up() {
            return Err(Fault::Broken);
        }
    }
    Ok(())
}

struct Walk<'f, 'a> {
    file: &'f File<'a>,
    next: Vec<(u32, Role)>,
    seen: HashSet<(u32, Role)>,
}

impl Walk<'_, '_> {
    fn look(&mut self, obj: &Obj, role: Role) -> Result<(), Fault> {
        match obj {
            Obj::Ref(number) => {
                if !self.seen.contains(&(*number, role)) {
                    self.next.push((*number, role));
                }
                Ok(())
            }
            Obj::List(all) => all.iter().try_for_each(|one| self.look(one, role)),
            Obj::Dict(dict) => self.dict(dict, role, false),
            Obj::Stream(dict, _) => self.dict(dict, role, true),
            _ => Ok(()),
        }
    }

    fn dict(&mut self, dict: &Dict, role: Role, stream: bool) -> Result<(), Fault> {
        if let Some(fault) = self.action(dict, role).or_else(|| self.carries(dict, role, stream)) {
            return Err(fault);
        }
        for (key, value) in &dict.0 {
            let role = match (role, key.as_slice()) {
                (Role::Occasions, _) | (Role::Happens, b"Next") => Role::Happens,
                // A place in the document may stand here as well; it is a list.
                (_, b"OpenAction") if !matches!(self.file.resolved(value), Obj::List(_)) => Role::Happens,
                (_, b"AA") => Role::Occasions,
                (_, b"AcroForm") => Role::Form,
                _ => Role::Plain,
            };
            self.look(value, role)?;
        }
        Ok(())
    }

    fn name(&self, dict: &Dict, key: &str) -> Option<Vec<u8>> {
        match dict.get(key)? {
            Obj::Name(name) => Some(name.clone()),
            other @ Obj::Ref(_) => self.file.resolved(other).name().map(<[u8]>::to_vec),
            _ => None,
        }
    }

    /// An action is what says in full which one it is; a name of three letters elsewhere is none.
    fn action(&self, dict: &Dict, role: Role) -> Option<Fault> {
        // What a part of the text is called is its author's word. A part has a parent; an action has none, and where one is
        // looked for, no word excuses it.
        let part = self.name(dict, "Type").is_some_and(|kind| kind == b"StructElem");
        if part
            && role == Role::Plain
            && !["JS", "F", "URI", "D", "Win", "Sound", "AN"].iter().any(|k| dict.get(k).is_some())
        {
            return None;
        }
        match self.name(dict, "S")?.as_slice() {
            b"JavaScript" => Some(Fault::Script),
            b"Launch" => Some(Fault::Launch),
            b"SubmitForm" | b"ImportData" => Some(Fault::Sends),
            b"GoToR" | b"GoToE" => Some(Fault::Elsewhere),
            b"URI" if role == Role::Happens => Some(Fault::Elsewhere),
            b"Thread" if dict.get("F").is_some() => Some(Fault::Elsewhere),
            b"Rendition" | b"RichMediaExecute" | b"Sound" | b"Movie" | b"GoTo3DView" => Some(Fault::Media),
            _ => None,
        }
    }

    fn carries(&self, dict: &Dict, role: Role, stream: bool) -> Option<Fault> {
        let holds = |key: &str| match dict.get(key).map(|v| self.file.resolved(v)) {
            Some(Obj::Dict(d)) => !d.0.is_empty(),
            Some(Obj::List(all)) => !all.is_empty(),
            Some(Obj::Stream(..) | Obj::Text(_)) => true,
            _ => false,
        };
        let outside = stream && holds("F");
        let kind = |key: &str, wanted: &[u8]| self.name(dict, key).is_some_and(|found| found == wanted);
        if holds("EF") || kind("Type", b"EmbeddedFile") {
            return Some(Fault::Attached);
        }
        if (role == Role::Form || dict.get("Fields").is_some()) && holds("XFA") {
            return Some(Fault::Form);
        }
        // Bytes, or a page, that lie in another file: the reader's machine would fetch them.
        if outside || kind("Subtype", b"Form") && holds("Ref") {
            return Some(Fault::Elsewhere);
        }
        if kind("Subtype", b"FileAttachment") && holds("FS") {
            return Some(Fault::Attached);
        }
        let moves = ["RichMedia", "Movie", "Sound", "3D"].iter().any(|of| kind("Subtype", of.as_bytes()));
        (moves || holds("RichMediaContent")).then_some(Fault::Media)
    }
}
