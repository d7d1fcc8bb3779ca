//! A PDF as a table of objects: where each stands, read from the newest table of the file or, where that is damaged, from
//! the objects themselves. Objects are read when they are asked for and not kept.

use super::fault::Fault;
use super::filter::unpack;
use super::lex::{Dict, Obj, Reader, is_space};
use super::locked::{Lock, Locked};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// How often each byte of a file may be looked at: once for its place, once for its pages, once for what it does.
const LOOKS: usize = 4;
/// What all packed structure of one file may unpack into. Structure is small beside pictures and text.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
const MOST_OBJECTS: usize = 500_000;
const MOST_NUMBER: u32 = 8_388_607;
/// A file saved again and again has a table for each time.
const MOST_TABLES: usize = 1000;
/// How many streams of objects may need each other to be opened: a stream's own entries must not lie in another one
/// (ISO 32000-1, 7.5.7), so an honest file needs one.
const MOST_WITHIN: usize = 8;

#[derive(Debug, Clone, Copy)]
enum Place {
    At(usize),
    /// Within the packed objects of a stream, at an index.
    In(u32, usize),
    Free,
}

/// What a search for packed objects ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    All,
    /// A lock that was opened: what was read before it is worth nothing.
    Lock,
}

/// The unpacked objects of one stream.
struct Packed {
    bytes: Vec<u8>,
    /// (object, where it begins)
    index: Vec<(u32, usize)>,
}

pub(super) struct File<'a> {
    data: &'a [u8],
    fuel: Cell<usize>,
    left: Cell<usize>,
    places: RefCell<HashMap<u32, Place>>,
    packed: RefCell<HashMap<u32, Option<Rc<Packed>>>>,
    /// How many streams of objects are being opened, each for the one before.
    within: Cell<usize>,
    pub trailer: Dict,
    lock: Option<Lock>,
    /// Streams of objects out of a locked file, unlocked but still packed.
    unlocked: HashMap<u32, Vec<u8>>,
    rebuilt: bool,
}

impl<'a> File<'a> {
    /// Opens by the tables of the file.
    pub fn open(data: &'a [u8]) -> Result<File<'a>, Fault> {
        let mut file = File::empty(data);
        if file.read_tables().is_none() || file.root().is_none() {
            if file.used_up() {
                return Err(Fault::Broken);
            }
            return File::rebuilt(data);
        }
        file.unlock()?;
        // The catalogue may be packed and locked.
        if file.root().and_then(|r| r.dict().map(|d| d.get("Pages").is_some())) == Some(true) {
            return Ok(file);
        }
        if file.used_up() { Err(Fault::Broken) } else { File::rebuilt(data) }
    }

    /// Opens by the objects that stand in the file, whatever its tables say.
    pub fn rebuilt(data: &'a [u8]) -> Result<File<'a>, Fault> {
        let mut file = File::empty(data);
        file.rebuilt = true;
        file.find_objects()?;
        file.unlock()?;
        if file.find_packed()? == Found::Lock {
            file.find_packed()?;
        }
        if file.root().is_none() { Err(Fault::Broken) } else { Ok(file) }
    }

    pub fn was_rebuilt(&self) -> bool {
        self.rebuilt
    }

    fn empty(data: &'a [u8]) -> File<'a> {
        File {
            data,
            fuel: Cell::new(LOOKS * data.len() + 64 * 1024),
            left: Cell::new(MOST_UNPACKED),
            places: RefCell::default(),
            packed: RefCell::default(),
            within: Cell::new(0),
            trailer: Dict::default(),
            lock: None,
            unlocked: HashMap::new(),
            rebuilt: false,
        }
    }

    /// More was to be looked at than an honest file asks for.
    pub fn used_up(&self) -> bool {
        self.fuel.get() == 0 || self.left.get() == 0
    }

    fn root(&self) -> Option<Obj> {
        match self.trailer.get("Root")? {
            // Where everything is locked the catalogue cannot be read before the lock is open.
            Obj::Ref(_) if self.lock.is_none() && self.names_a_lock() => Some(Obj::Null),
            root => Some(self.resolved(root)).filter(|r| r.dict().is_some()),
        }
    }

    /// Whether the trailer names a lock; `null` names none.
    fn names_a_lock(&self) -> bool {
        self.trailer.get("Encrypt").is_some_and(|e| *e != Obj::Null)
    }

    fn unlock(&mut self) -> Result<(), Fault> {
        let Some(encrypt) = self.trailer.get("Encrypt").map(|e| self.resolved(e)) else { return Ok(()) };
        // A lock that is named and not there can be opened by nothing.
        if encrypt == Obj::Null && matches!(self.trailer.get("Encrypt"), Some(Obj::Ref(_))) {
            return Err(Fault::Encrypted);
        }
        if encrypt != Obj::Null {
            let id = self.trailer.get("ID").map(|id| self.resolved(id));
            self.lock = Some(Lock::open(&encrypt, id.as_ref())?);
        }
        let places = self.places.borrow().clone();
        let streams =
            places.into_values().filter_map(|p| if let Place::In(n, _) = p { Some(n) } else { None });
        self.unlock_streams(streams.collect());
        Ok(())
    }

    fn unlock_streams(&mut self, numbers: BTreeSet<u32>) {
        let Some(lock) = &self.lock else { return };
        let locked = numbers.into_iter().filter_map(|number| {
            let Some(Place::At(at)) = self.places.borrow().get(&number).copied() else { return None };
            let mut reader = Reader::new(self.data, at, &self.fuel);
            let (found, generation) = reader.head()?;
            let Obj::Stream(dict, from) = reader.whole()? else { return None };
            let rest = self.data.get(from..)?;
            let bytes = rest.get(..self.length(&dict, rest)?)?;
            (found == number).then_some(Locked { number, generation, bytes })
        });
        self.unlocked = lock.unlocked(&locked.collect::<Vec<_>>());
    }

    /// The object behind a reference, and behind one that leads to another.
    pub fn resolved(&self, obj: &Obj) -> Obj {
        let mut found = obj.clone();
        for _ in 0..8 {
            let Obj::Ref(number) = found else { return found };
            found = self.object(number).unwrap_or(Obj::Null);
        }
        Obj::Null
    }

    pub fn numbers(&self) -> Vec<u32> {
        let mut all: Vec<u32> = self.places.borrow().keys().copied().collect();
        all.sort_unstable();
        all
    }

    pub fn object(&self, number: u32) -> Option<Obj> {
        let place = self.places.borrow().get(&number).copied()?;
        match place {
            Place::At(at) => {
                let mut reader = Reader::new(self.data, at, &self.fuel);
                if reader.head()?.0 != number {
                    return None;
                }
                reader.whole()
            }
            Place::In(stream, index) => {
                let packed = self.packed(stream)?;
                let (found, at) = *packed.index.get(index)?;
                let at =
                    if found == number { at } else { packed.index.iter().find(|(n, _)| *n == number)?.1 };
                Reader::new(&packed.bytes, at, &self.fuel).whole()
            }
            Place::Free => None,
        }
    }

    /// Whether an object's place does not lead to it: then the tables are damaged.
    pub fn misplaced(&self, number: u32) -> bool {
        let place = self.places.borrow().get(&number).copied();
        match place {
            Some(Place::At(at)) => {
                Reader::new(self.data, at, &self.fuel).head().is_none_or(|(found, _)| found != number)
            }
            Some(Place::In(stream, _)) => self.packed(stream).is_none(),
            Some(Place::Free) | None => false,
        }
    }

    fn packed(&self, number: u32) -> Option<Rc<Packed>> {
        if let Some(known) = self.packed.borrow().get(&number) {
            return known.clone();
        }
        let within = self.within.get();
        if within >= MOST_WITHIN {
            // Each would be opened on the stack of the one before.
            self.left.set(0);
            return None;
        }
        // Entered as missing first: a stream that says it lies within itself finds nothing.
        self.packed.borrow_mut().insert(number, None);
        self.within.set(within + 1);
        let found = self.unpack_objects(number).map(Rc::new);
        self.within.set(within);
        self.packed.borrow_mut().insert(number, found.clone());
        found
    }

    fn unpack_objects(&self, number: u32) -> Option<Packed> {
        let Some(Place::At(at)) = self.places.borrow().get(&number).copied() else { return None };
        let mut reader = Reader::new(self.data, at, &self.fuel);
        let (found, _) = reader.head()?;
        let Obj::Stream(dict, from) = reader.whole()? else { return None };
        if found != number {
            return None;
        }
        let bytes = self.unpacked(&dict, from, Some(number))?;
        let first = self.resolved(dict.get("First")?).int()?;
        let count = self.resolved(dict.get("N")?).int()?;
        let mut index = Vec::new();
        let mut reader = Reader::new(&bytes, 0, &self.fuel);
        for _ in 0..count.min(MOST_OBJECTS) {
            let (Some(object), Some(at)) = (reader.number(), reader.number()) else { break };
            index.push((u32::try_from(object).ok()?, first.saturating_add(at)));
        }
        Some(Packed { bytes, index })
    }

    /// The bytes of a stream of structure. `own` names the stream where the file is locked.
    fn unpacked(&self, dict: &Dict, from: usize, own: Option<u32>) -> Option<Vec<u8>> {
        let listed = |key: &str, short: &str| match dict.get(key).or_else(|| dict.get(short)) {
            Some(value) => match self.resolved(value) {
                Obj::List(all) => all.iter().map(|one| self.resolved(one)).collect(),
                Obj::Null => vec![],
                one => vec![one],
            },
            None => vec![],
        };
        let filters: Option<Vec<Vec<u8>>> =
            listed("Filter", "F").iter().map(|f| f.name().map(<[u8]>::to_vec)).collect();
        let parameters: Vec<Option<Dict>> =
            listed("DecodeParms", "DP").iter().map(|p| p.dict().cloned()).collect();
        let (filters, rest) = (filters?, self.data.get(from..)?);
        let packed = match (&self.lock, own) {
            (Some(_), Some(number)) => self.unlocked.get(&number)?,
            _ if filters.is_empty() => rest.get(..self.length(dict, rest)?)?,
            _ => rest.get(..self.length(dict, rest).unwrap_or(rest.len()))?,
        };
        let mut left = self.left.get();
        let bytes = unpack(&filters, &parameters, packed, &mut left);
        self.left.set(if bytes.is_ok() { left } else { 0 });
        let bytes = bytes.ok()?;
        self.fuel.set(self.fuel.get().saturating_add(LOOKS * bytes.len()));
        Some(bytes)
    }

    /// How long a stream is: as it says if its end stands there, else up to the next end.
    fn length(&self, dict: &Dict, rest: &[u8]) -> Option<usize> {
        if let Some(length) = dict.get("Length").map(|l| self.resolved(l)).and_then(|l| l.int()) {
            let after = rest.get(length..).unwrap_or_default();
            let space = after.iter().take(8).take_while(|b| is_space(**b)).count();
            if after.get(space..)?.starts_with(b"endstream") {
                return Some(length);
            }
        }
        let found = rest.windows(9).position(|w| w == b"endstream");
        let looked = found.unwrap_or(rest.len());
        let fuel = self.fuel.get().checked_sub(looked);
        self.fuel.set(fuel.unwrap_or(0));
        fuel?;
        found
    }

    fn place(&self, number: u32, place: Place) -> Option<()> {
        let mut places = self.places.borrow_mut();
        if number <= MOST_NUMBER {
            places.entry(number).or_insert(place);
        }
        (places.len() <= MOST_OBJECTS).then_some(())
    }

    /// Reads the tables from the newest to the oldest; what a newer one says counts.
    fn read_tables(&mut self) -> Option<()> {
        let tail = self.data.len().saturating_sub(4096);
        let end = self.data.get(tail..)?.windows(9).rposition(|w| w == b"startxref")?;
        let first = Reader::new(self.data, tail + end + 9, &self.fuel).number()?;
        let (mut next, mut seen) = (vec![first], HashSet::new());
        while let Some(at) = next.pop() {
            if !seen.insert(at) {
                continue;
            }
            if seen.len() > MOST_TABLES {
                return None;
            }
            let trailer = self.table(at)?;
            // The last pushed is read first: the table beside this one, then the one before it.
            for key in ["Prev", "XRefStm"] {
                next.extend(trailer.get(key).and_then(Obj::int));
            }
            for (key, value) in trailer.0 {
                if matches!(key.as_slice(), b"Root" | b"Encrypt" | b"ID") && self.trailer.of(&key).is_none() {
                    self.trailer.0.push((key, value));
                }
            }
        }
        Some(())
    }

    fn table(&self, at: usize) -> Option<Dict> {
        let mut reader = Reader::new(self.data, at, &self.fuel);
        reader.space()?;
        if reader.word(b"xref").is_none() {
            return self.packed_table(at);
        }
        loop {
            reader.space()?;
            if reader.word(b"trailer").is_some() {
                return reader.whole()?.dict().cloned();
            }
            let (start, count) = (reader.number()?, reader.number()?);
            for n in 0..count {
                let (at, _) = (reader.number()?, reader.number()?);
                reader.space()?;
                let used = reader.word(b"n").is_some();
                if !used {
                    reader.word(b"f")?;
                }
                let number = u32::try_from(start.checked_add(n)?).ok()?;
                self.place(number, if used { Place::At(at) } else { Place::Free })?;
            }
        }
    }

    fn packed_table(&self, at: usize) -> Option<Dict> {
        let mut reader = Reader::new(self.data, at, &self.fuel);
        reader.head()?;
        let Obj::Stream(dict, from) = reader.whole()? else { return None };
        // The table is never locked.
        let bytes = self.unpacked(&dict, from, None)?;
        let Some(Obj::List(widths)) = dict.get("W") else { return None };
        let widths: Vec<usize> = widths.iter().filter_map(Obj::int).filter(|w| *w <= 8).collect();
        let [kind, second, third] = widths.as_slice() else { return None };
        let sections = match dict.get("Index") {
            Some(Obj::List(all)) => all.iter().filter_map(Obj::int).collect(),
            _ => vec![0, dict.get("Size").and_then(Obj::int)?],
        };
        let mut rows = bytes.chunks_exact((kind + second + third).max(1));
        let field =
            |bytes: &[u8]| bytes.iter().fold(0usize, |all, b| all.wrapping_mul(256) + usize::from(*b));
        for section in sections.chunks_exact(2) {
            for n in 0..section[1] {
                let Some(row) = rows.next() else { return Some(dict) };
                let (first, rest) = row.split_at(*kind);
                let (middle, last) = rest.split_at(*second);
                let place = match if *kind == 0 { 1 } else { field(first) } {
                    0 => Place::Free,
                    1 => Place::At(field(middle)),
                    2 => Place::In(u32::try_from(field(middle)).ok()?, field(last)),
                    _ => continue,
                };
                self.place(u32::try_from(section[0].checked_add(n)?).ok()?, place)?;
            }
        }
        Some(dict)
    }

    /// Finds every object and trailer by its own words. The last of a number counts, as it was written last.
    fn find_objects(&mut self) -> Result<(), Fault> {
        let mut trailers = Vec::new();
        for (at, byte) in self.data.iter().enumerate() {
            let rest = self.data.get(at..).unwrap_or_default();
            if *byte == b'o' && rest.starts_with(b"obj") {
                if let Some((number, from)) = head_before(self.data, at).filter(|(n, _)| *n <= MOST_NUMBER) {
                    self.places.borrow_mut().insert(number, Place::At(from));
                }
            } else if *byte == b't' && rest.starts_with(b"trailer") {
                trailers.push(at + 7);
            }
            if self.places.borrow().len() > MOST_OBJECTS || trailers.len() > MOST_TABLES {
                return Err(Fault::Broken);
            }
        }
        for at in trailers.into_iter().rev() {
            let found = Reader::new(self.data, at, &self.fuel).whole();
            for (key, value) in found.as_ref().and_then(Obj::dict).map_or(vec![], |d| d.0.clone()) {
                if matches!(key.as_slice(), b"Root" | b"Encrypt" | b"ID") && self.trailer.of(&key).is_none() {
                    self.trailer.0.push((key, value));
                }
            }
        }
        Ok(())
    }

    /// Enters the packed objects, and takes root and lock from tables that are streams. Once a lock was found all has to
    /// be entered anew; there is one lock, so that happens once.
    fn find_packed(&mut self) -> Result<Found, Fault> {
        let mut catalogue = None;
        if self.lock.is_some() {
            let holds = |n: &u32| {
                let found = self.object(*n);
                found.as_ref().and_then(Obj::dict).and_then(|d| d.get("Type")?.name()) == Some(b"ObjStm")
            };
            let streams = self.numbers().into_iter().filter(holds).collect();
            self.unlock_streams(streams);
        }
        for number in self.numbers() {
            let Some(found) = self.object(number) else { continue };
            let Some(dict) = found.dict() else { continue };
            match dict.get("Type").and_then(Obj::name) {
                Some(b"ObjStm") if matches!(found, Obj::Stream(..)) => {
                    let Some(packed) = self.packed(number) else { continue };
                    for (index, (object, _)) in packed.index.iter().enumerate() {
                        self.place(*object, Place::In(number, index)).ok_or(Fault::Broken)?;
                    }
                }
                Some(b"XRef") => {
                    for key in ["Root", "Encrypt", "ID"] {
                        if let (None, Some(value)) =
                            (self.trailer.get(key), dict.get(key).filter(|v| **v != Obj::Null))
                        {
                            self.trailer.0.push((key.into(), value.clone()));
                        }
                    }
                    if self.lock.is_none() && self.names_a_lock() {
                        self.unlock()?;
                        if self.lock.is_some() {
                            self.packed.borrow_mut().clear();
                            return Ok(Found::Lock);
                        }
                    }
                }
                Some(b"Catalog") => catalogue = Some(number),
                _ => {}
            }
        }
        if self.used_up() {
            return Err(Fault::Broken);
        }
        let sound = self.root().is_some_and(|r| r.dict().is_some_and(|d| d.get("Pages").is_some()));
        if !sound {
            let packed = self.numbers().into_iter().find(|n| {
                let found = self.object(*n);
                found.as_ref().and_then(Obj::dict).and_then(|d| d.get("Type")?.name()) == Some(b"Catalog")
            });
            if let Some(number) = catalogue.or(packed) {
                self.trailer.0.push((b"Root".to_vec(), Obj::Ref(number)));
            }
        }
        Ok(Found::All)
    }
}

/// The number of the object whose `obj` stands here, and where that number begins.
fn head_before(data: &[u8], at: usize) -> Option<(u32, usize)> {
    let before = data.get(at.saturating_sub(32)..at)?;
    let back = |end: usize, what: fn(&u8) -> bool| {
        before.get(..end).map_or(0, |b| b.iter().rev().take_while(|b| what(b)).count())
    };
    let space = |b: &u8| is_space(*b);
    let end = before.len() - back(before.len(), space);
    let generation = end - back(end, u8::is_ascii_digit);
    let number_end = generation - back(generation, space);
    let number = number_end - back(number_end, u8::is_ascii_digit);
    if generation == end || number_end == generation || number == number_end {
        return None;
    }
    let digits = std::str::from_utf8(before.get(number..number_end)?).ok()?;
    Some((digits.parse().ok()?, at - before.len() + number))
}
