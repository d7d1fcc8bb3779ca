//! The package a workbook comes in (.xlsx is a ZIP of XML): opened and walked through within bounds, whatever the file
//! says of its own size. Parts, bytes, depth and tags are counted while they are unpacked.

use super::sheet::{too_big, unreadable};
use crate::Error;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;
use zip::ZipArchive;

/// Parts of a file; an honest workbook has dozens.
const MOST_PARTS: usize = 4_000;
/// Bytes of each of the parts that say what the book has.
pub const BOOK_BYTES: u64 = 2 << 20;
/// Bytes of one text or tag.
const EVENT_BYTES: u64 = 4 << 20;
/// Elements within elements; a workbook needs fewer than ten.
const DEEPEST: usize = 64;
/// Tags and texts of all parts; a full list has about three million.
const MOST_EVENTS: usize = 10_000_000;

type Zip<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub struct Package<'a> {
    zip: Zip<'a>,
    /// By lower-case path.
    names: HashMap<String, usize>,
    /// Tags and texts that may still be read.
    events: usize,
}

impl<'a> Package<'a> {
    /// Opens a file that begins like a package, before anything of it is unpacked.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Error> {
        // Counted before the directory is read: each entry of it takes memory many times its size.
        let parts = bytes.windows(4).filter(|w| *w == b"PK\x01\x02").count();
        if parts > MOST_PARTS {
            return Err(too_big());
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
        let plain = |name: &str| name.replace('\\', "/").trim_start_matches('/').to_lowercase();
        let names: HashMap<String, usize> =
            (0..zip.len()).filter_map(|i| Some((plain(&zip.name_for_index(i)?.ok()?), i))).collect();
        Ok(Package { zip, names, events: MOST_EVENTS })
    }

    pub fn has(&self, path: &str) -> bool {
        self.names.contains_key(&path.to_lowercase())
    }

    /// Walks through the events of a part, as far as `each` says, within what is `left` of a bound.
    pub fn walk(
        &mut self,
        path: &str,
        left: &mut u64,
        mut each: impl FnMut(Event<'_>) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        let index = *self.names.get(&path.to_lowercase()).ok_or_else(unreadable)?;
        let part = self.zip.by_index(index).map_err(|_| unreadable())?;
        if part.size() > *left {
            return Err(too_big());
        }
        let since = Cell::new(0);
        let bounded = Bounded { inner: part, left, since: &since };
        let mut xml = quick_xml::Reader::from_reader(BufReader::with_capacity(64 << 10, bounded));
        xml.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        loop {
            buffer.clear();
            since.set(0);
            let event = xml.read_event_into(&mut buffer).map_err(|e| match e {
                quick_xml::Error::Io(e) if e.kind() == std::io::ErrorKind::FileTooLarge => too_big(),
                _ => unreadable(),
            })?;
            match &event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Eof => return Ok(()),
                _ => {}
            }
            self.events = self.events.checked_sub(1).ok_or_else(too_big)?;
            if depth > DEEPEST {
                return Err(unreadable());
            }
            if each(event)?.is_break() {
                return Ok(());
            }
        }
    }
}

/// Counts what is unpacked and stops at the bound, whatever size the file gave for itself.
struct Bounded<'a, R> {
    inner: R,
    left: &'a mut u64,
    /// Bytes since the last event: one text or tag is held whole, so it has a bound of its own.
    since: &'a Cell<u64>,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let too_large = || std::io::Error::from(std::io::ErrorKind::FileTooLarge);
        *self.left = self.left.checked_sub(n as u64).ok_or_else(too_large)?;
        self.since.set(self.since.get() + n as u64);
        if self.since.get() > EVENT_BYTES { Err(too_large()) } else { Ok(n) }
    }
}

pub struct Relation {
    pub id: String,
    pub kind: String,
    pub path: String,
}

pub fn relations(package: &mut Package<'_>, path: &str, folder: &str) -> Result<Vec<Relation>, Error> {
    let mut out = Vec::new();
    if !package.has(path) {
        return Ok(out);
    }
    package.walk(path, &mut { BOOK_BYTES }, |event| {
        if let Event::Start(e) = &event
            && e.local_name().as_ref() == "Relationship"
        {
            let target = attribute(e, "Target").unwrap_or_default();
            out.push(Relation {
                id: attribute(e, "Id").unwrap_or_default(),
                kind: attribute(e, "Type").unwrap_or_default(),
                path: within(folder, &target),
            });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(out)
}

/// The path within the package of a target that stands in a folder.
fn within(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            other => steps.push(other),
        }
    }
    steps.join("/")
}

pub fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    e.attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)
        .and_then(|a| a.normalized_value(XmlVersion::Implicit1_0).ok().map(|v| v.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_from_their_folder() {
        assert_eq!(within("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(within("xl", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(within("xl/x", "../a.xml"), "xl/a.xml");
    }
}
