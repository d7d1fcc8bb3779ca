//! The objects of a PDF as they are written: numbers, names, strings, lists, dictionaries, references.

use std::cell::Cell;

/// How deep lists and dictionaries may stand in each other; honest ones stay below twenty.
const MOST_DEPTH: usize = 100;
/// How many parts one object may have.
const MOST_PARTS: usize = 1_000_000;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Obj {
    /// Also true, false and unknown words.
    Null,
    Int(i64),
    /// As written.
    Real(Vec<u8>),
    /// As written, with its brackets; what it says is not looked at.
    Text(Vec<u8>),
    /// With `#xx` read as the letter it stands for.
    Name(Vec<u8>),
    List(Vec<Obj>),
    Dict(Dict),
    /// A dictionary with packed bytes, and where these begin.
    Stream(Dict, usize),
    Ref(u32),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Dict(pub Vec<(Vec<u8>, Obj)>);

impl Dict {
    /// The last value of a key, as readers take it.
    pub fn get(&self, key: &str) -> Option<&Obj> {
        self.of(key.as_bytes())
    }

    pub fn of(&self, key: &[u8]) -> Option<&Obj> {
        self.0.iter().rev().find(|(k, _)| k == key).map(|(_, v)| v)
    }
}

impl Obj {
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Obj::Dict(d) | Obj::Stream(d, _) => Some(d),
            _ => None,
        }
    }

    pub fn int(&self) -> Option<usize> {
        match self {
            Obj::Int(n) => usize::try_from(*n).ok(),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&[u8]> {
        match self {
            Obj::Name(n) => Some(n),
            _ => None,
        }
    }

    /// As it would be written again.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Obj::Null => out.extend(b"null"),
            Obj::Int(n) => out.extend(n.to_string().bytes()),
            Obj::Real(text) | Obj::Text(text) => out.extend(text),
            Obj::Name(name) => write_name(name, out),
            Obj::Ref(n) => out.extend(format!("{n} 0 R").bytes()),
            Obj::List(all) => {
                out.push(b'[');
                for one in all {
                    one.write(out);
                    out.push(b' ');
                }
                out.push(b']');
            }
            Obj::Dict(d) | Obj::Stream(d, _) => {
                out.extend(b"<<");
                for (key, value) in &d.0 {
                    write_name(key, out);
                    out.push(b' ');
                    value.write(out);
                }
                out.extend(b">>");
            }
        }
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Reads objects from bytes. `fuel` is what may still be looked at in the whole file: reading ends when it is used up.
pub(super) struct Reader<'a> {
    pub data: &'a [u8],
    pub at: usize,
    fuel: &'a Cell<usize>,
    parts: usize,
}

impl<'a> Reader<'a> {
    pub fn new(data: &'a [u8], at: usize, fuel: &'a Cell<usize>) -> Reader<'a> {
        Reader { data, at, fuel, parts: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.data.get(self.at + ahead).copied()
    }

    fn go(&mut self, bytes: usize) -> Option<()> {
        let left = self.fuel.get().checked_sub(bytes);
        self.fuel.set(left.unwrap_or(0));
        self.at += bytes;
        left.map(|_| ())
    }

    /// Passes over white space and comments.
    pub fn space(&mut self) -> Option<()> {
        while let Some(byte) = self.peek(0) {
            if is_space(byte) {
                self.go(1)?;
            } else if byte == b'%' {
                while self.peek(0).is_some_and(|b| b != b'\n' && b != b'\r') {
                    self.go(1)?;
                }
            } else {
                break;
            }
        }
        Some(())
    }

    /// Passes over a word, if it is next.
    pub fn word(&mut self, word: &[u8]) -> Option<()> {
        if self.data.get(self.at..)?.starts_with(word) { self.go(word.len()) } else { None }
    }

    /// A whole number without sign, if it is next.
    pub fn number(&mut self) -> Option<usize> {
        self.space()?;
        let digits = self.data.get(self.at..)?.iter().take(12).take_while(|b| b.is_ascii_digit()).count();
        let text = std::str::from_utf8(self.data.get(self.at..self.at + digits)?).ok()?;
        let number = text.parse().ok()?;
        self.go(digits)?;
        Some(number)
    }

    /// `12 0 obj`: the object's number, the place behind it.
    pub fn head(&mut self) -> Option<(u32, u32)> {
        let number = self.number()?;
        let generation = self.number()?;
        self.space()?;
        self.word(b"obj")?;
        Some((u32::try_from(number).ok()?, u32::try_from(generation).ok()?))
    }

    /// An object, with the place of its packed bytes if it has some.
    pub fn whole(&mut self) -> Option<Obj> {
        self.space()?;
        match self.object(0)? {
            Obj::Dict(dict) => {
                self.space()?;
                if self.word(b"stream").is_none() {
                    return Some(Obj::Dict(dict));
                }
                if self.peek(0) == Some(b'\r') {
                    self.go(1)?;
                }
                if self.peek(0) == Some(b'\n') {
                    self.go(1)?;
                }
                Some(Obj::Stream(dict, self.at))
            }
            other => Some(other),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Obj> {
        self.parts += 1;
        if depth > MOST_DEPTH || self.parts > MOST_PARTS {
            return None;
        }
        match self.peek(0)? {
            b'/' => {
                self.go(1)?;
                Some(Obj::Name(self.name()?))
            }
            b'(' => self.text(),
            b'<' if self.peek(1) == Some(b'<') => self.dict(depth),
            b'<' => {
                let length = self.data.get(self.at..)?.iter().position(|b| *b == b'>');
                let from = self.at;
                self.go(length.map_or(self.data.len() - from, |n| n + 1))?;
                length.map(|n| Obj::Text(self.data.get(from..=from + n).unwrap_or_default().to_vec()))
            }
            b'[' => self.list(depth),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.numeric(),
            byte if is_delimiter(byte) => {
                self.go(1)?;
                Some(Obj::Null)
            }
            _ => {
                self.regular()?;
                Some(Obj::Null)
            }
        }
    }

    /// The bytes up to the next space or delimiter.
    fn regular(&mut self) -> Option<&'a [u8]> {
        let rest = self.data.get(self.at..)?;
        let length = rest.iter().position(|b| is_space(*b) || is_delimiter(*b)).unwrap_or(rest.len());
        self.go(length)?;
        rest.get(..length)
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        let written = self.regular()?;
        if !written.contains(&b'#') {
            return Some(written.to_vec());
        }
        let mut name = Vec::new();
        let mut at = 0;
        let hex = |i: usize| written.get(i).and_then(|b| char::from(*b).to_digit(16));
        while let Some(byte) = written.get(at) {
            match (*byte, hex(at + 1), hex(at + 2)) {
                (b'#', Some(high), Some(low)) => {
                    name.push(u8::try_from(high * 16 + low).ok()?);
                    at += 3;
                }
                _ => {
                    name.push(*byte);
                    at += 1;
                }
            }
        }
        Some(name)
    }

    fn text(&mut self) -> Option<Obj> {
        let from = self.at;
        let mut open = 0;
        loop {
            match self.peek(0)? {
                b'\\' => self.go(1)?,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.go(1)?;
            if open == 0 {
                return Some(Obj::Text(self.data.get(from..self.at)?.to_vec()));
            }
        }
    }

    fn numeric(&mut self) -> Option<Obj> {
        let written = self.regular()?;
        let Some(number) = std::str::from_utf8(written).ok().and_then(|t| t.parse::<i64>().ok()) else {
            return Some(Obj::Real(written.to_vec()));
        };
        if let Ok(number) = u32::try_from(number)
            && let Some(length) = self.reference()
        {
            self.go(length)?;
            return Some(Obj::Ref(number));
        }
        Some(Obj::Int(number))
    }

    /// How many bytes are left of a reference whose number was read: ` 0 R`.
    fn reference(&self) -> Option<usize> {
        let rest = self.data.get(self.at..self.data.len().min(self.at + 24))?;
        let skip = |from: usize, what: fn(u8) -> bool| {
            rest.get(from..).map_or(0, |r| r.iter().take_while(|b| what(**b)).count())
        };
        let first = skip(0, is_space);
        let digits = skip(first, |b| b.is_ascii_digit());
        let second = skip(first + digits, is_space);
        let end = first + digits + second;
        let after = rest.get(end + 1).is_none_or(|b| is_space(*b) || is_delimiter(*b));
        (first > 0 && digits > 0 && second > 0 && rest.get(end) == Some(&b'R') && after).then_some(end + 1)
    }

    fn list(&mut self, depth: usize) -> Option<Obj> {
        self.go(1)?;
        let mut all = Vec::new();
        loop {
            self.space()?;
            if self.peek(0)? == b']' {
                self.go(1)?;
                return Some(Obj::List(all));
            }
            if self.at_end_of_object() {
                return Some(Obj::List(all));
            }
            all.push(self.object(depth + 1)?);
        }
    }

    fn dict(&mut self, depth: usize) -> Option<Obj> {
        self.go(2)?;
        let mut dict = Dict::default();
        loop {
            self.space()?;
            let byte = self.peek(0)?;
            if byte == b'>' && self.peek(1) == Some(b'>') {
                self.go(2)?;
                return Some(Obj::Dict(dict));
            }
            if self.at_end_of_object() {
                return Some(Obj::Dict(dict));
            }
            if byte != b'/' {
                // What stands between the pairs by mistake is passed over.
                self.object(depth + 1)?;
                continue;
            }
            self.go(1)?;
            let key = self.name()?;
            self.space()?;
            let value = if self.peek(0) == Some(b'>') { Obj::Null } else { self.object(depth + 1)? };
            dict.0.push((key, value));
        }
    }

    fn at_end_of_object(&self) -> bool {
        let rest = self.data.get(self.at..).unwrap_or_default();
        rest.starts_with(b"endobj") || rest.starts_with(b"endstream")
    }
}
