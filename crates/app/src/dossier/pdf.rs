//! What a PDF must not carry. The names are looked for in the bytes as they stand and in the object streams, which are
//! unpacked only up to a bound; nothing of the file is run or laid out here.

use super::pdf_names::{name_at, names};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Why a PDF is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Encrypted,
    Script,
    /// Its structure cannot be read, or unpacks into more than any honest paper.
    Broken,
    NoPages,
}

/// What all object streams of one file together may unpack into. Structure is small beside pictures and text.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// How deep brackets may stand in each other. A reader goes down one level a bracket; chance brackets in packed bytes
/// stay far below this.
const MOST_DEPTH: usize = 10_000;
/// A dictionary before its stream is looked for no further back than this.
const MOST_DICTIONARY: usize = 64 * 1024;

/// A password or a program inside makes a paper unfit as evidence: it could not be opened in years, or would not say
/// the same to everybody.
pub(super) fn fault(bytes: &[u8]) -> Option<Fault> {
    let mut scan = Scan { left: MOST_UNPACKED, ..Scan::default() };
    scan.raw(bytes);
    if scan.encrypted {
        Some(Fault::Encrypted)
    } else if scan.script {
        Some(Fault::Script)
    } else if scan.broken {
        Some(Fault::Broken)
    } else {
        None
    }
}

#[derive(Default)]
struct Scan {
    encrypted: bool,
    script: bool,
    broken: bool,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl Scan {
    fn raw(&mut self, bytes: &[u8]) {
        self.depth(bytes);
        let (mut at, mut object, mut in_stream) = (0, 0, false);
        while let Some(byte) = bytes.get(at) {
            if *byte == b'/' {
                // A script is only ever run by an action named in full, so the short key is not believed within the
                // compressed bytes of a stream, where three letters stand by chance.
                self.name(&name_at(bytes, at + 1), !in_stream);
            } else if *byte == b'o' && at_word(bytes, at, b"obj") {
                object = at + 3;
            } else if *byte == b's' && at_word(bytes, at, b"stream") {
                if let Some(data) = after_break(bytes, at + 6) {
                    let dictionary = bytes.get(object.max(at.saturating_sub(MOST_DICTIONARY))..at);
                    in_stream =
                        self.stream(dictionary.unwrap_or_default(), bytes.get(data..).unwrap_or_default());
                }
            } else if *byte == b'e' && at_word(bytes, at, b"endstream") {
                in_stream = false;
                at += b"endstream".len();
                continue;
            }
            at += 1;
        }
    }

    fn name(&mut self, name: &[u8], short_counts: bool) {
        self.encrypted |= name == b"Encrypt";
        self.script |= name == b"JavaScript" || (short_counts && name == b"JS");
    }

    /// Looks into a stream that holds objects (it has `/First`) or the table of them (`/W`). Returns whether what
    /// follows in the file is packed.
    fn stream(&mut self, dictionary: &[u8], data: &[u8]) -> bool {
        let names = names(dictionary);
        let has = |wanted: &[u8]| names.iter().any(|n| n == wanted);
        if !(has(b"First") || has(b"W")) {
            return true;
        }
        let filters: Vec<bool> = names
            .iter()
            .filter(|n| {
                n.ends_with(b"Decode") || matches!(n.as_slice(), b"Fl" | b"LZW" | b"AHx" | b"A85" | b"RL")
            })
            .map(|n| matches!(n.as_slice(), b"FlateDecode" | b"Fl"))
            .collect();
        match filters.as_slice() {
            [] if !has(b"Filter") => return false,
            [true] => {
                let unpacked = self.inflate(data);
                self.depth(&unpacked);
                if has(b"First") {
                    for name in self::names(&unpacked) {
                        self.name(&name, true);
                    }
                }
            }
            // No writer packs structure twice or otherwise; whoever does hides something.
            _ => self.broken = true,
        }
        true
    }

    fn inflate(&mut self, data: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        // What is cut off or damaged is left to the reader of the structure, which judges the whole file.
        let _ = ZlibDecoder::new(data).take(self.left + 1).read_to_end(&mut out);
        let size = u64::try_from(out.len()).unwrap_or(u64::MAX);
        self.broken |= size > self.left;
        self.left = self.left.saturating_sub(size);
        out
    }

    fn depth(&mut self, bytes: &[u8]) {
        let (mut depth, mut deepest) = (0usize, 0usize);
        for byte in bytes {
            match byte {
                b'[' | b'<' => depth += 1,
                b']' | b'>' => depth = depth.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        self.broken |= deepest > MOST_DEPTH;
    }
}

fn at_word(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes.get(at..at + word.len()) == Some(word)
}

/// Where the bytes of a stream begin, if its keyword is followed by a line break.
fn after_break(bytes: &[u8], at: usize) -> Option<usize> {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (Some(b'\r' | b'\n'), _) => Some(at + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_programs_are_seen_also_in_disguise() {
        assert_eq!(fault(b"%PDF-1.4 trailer << /Encrypt 5 0 R >>"), Some(Fault::Encrypted));
        assert_eq!(fault(b"%PDF-1.4 << /S /JavaScript /JS (x) >>"), Some(Fault::Script));
        assert_eq!(fault(b"%PDF-1.4 << /S /J#61vaScr#69pt >>"), Some(Fault::Script));
        assert_eq!(fault(b"%PDF-1.4 << /JS(app.alert) >>"), Some(Fault::Script));
    }

    #[test]
    fn chance_letters_in_a_stream_and_longer_names_are_no_fault() {
        assert_eq!(fault(b"%PDF << >>\nstream\nab/JS (c\nendstream\nendobj"), None);
        assert_eq!(fault(b"%PDF << /JSON 1 /EncryptionNote 2 >>"), None);
        assert_eq!(fault(b"%PDF stream\nx\nendstream << /JS 3 0 R >>"), Some(Fault::Script));
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    fn object_stream(keys: &str, inner: &[u8]) -> Vec<u8> {
        let mut out =
            format!("%PDF-1.5\n1 0 obj << /Type /ObjStm /N 1 /First 4 {keys} >>\nstream\n").into_bytes();
        out.extend(inner);
        out.extend(b"\nendstream\nendobj");
        out
    }

    #[test]
    fn packed_objects_are_unpacked_within_a_bound() {
        let script = packed(b"2 0 << /S /JavaScript /JS (x) >>");
        assert_eq!(fault(&object_stream("/Filter /FlateDecode", &script)), Some(Fault::Script));
        assert_eq!(fault(&object_stream("/Filter [/Fl]", &packed(b"2 0 << /OpenAction 3 0 R >>"))), None);
        assert_eq!(fault(&object_stream("", b"2 0 << /JS 3 0 R >>")), Some(Fault::Script));
        let bomb = packed(&vec![b' '; 70 * 1024 * 1024]);
        assert!(bomb.len() < 100_000);
        assert_eq!(fault(&object_stream("/Filter /FlateDecode", &bomb)), Some(Fault::Broken));
        let twice = packed(&script);
        let keys = "/Filter [/FlateDecode /FlateDecode]";
        assert_eq!(fault(&object_stream(keys, &twice)), Some(Fault::Broken));
        assert_eq!(fault(&object_stream("/Filter 9 0 R", &script)), Some(Fault::Broken));
        let deep = packed(&vec![b'['; 20_000]);
        assert_eq!(fault(&object_stream("/Filter /FlateDecode", &deep)), Some(Fault::Broken));
    }
}
