//! PDFs with restrictions. A file that opens without a password (only printing or changing is restricted) is taken; its
//! packed objects are unlocked to be looked into. The library that knows the ciphers is handed a small file of our own
//! making that holds the lock and those streams, so that nothing of the structure that came in reaches it.

use super::fault::Fault;
use super::lex::Obj;
use hayro_syntax::object::{ObjectIdentifier, Stream};
use hayro_syntax::{LoadPdfError, Pdf};
use std::collections::HashMap;

/// A stream as it stands in the file.
pub(super) struct Locked<'a> {
    pub number: u32,
    pub generation: u32,
    pub bytes: &'a [u8],
}

/// The lock as the file's trailer writes it.
pub(super) struct Lock {
    encrypt: Vec<u8>,
    id: Vec<u8>,
}

/// Beyond every object number that is looked at.
const CATALOG: u32 = 9_000_001;
const PAGES: u32 = 9_000_002;
/// A lock has a dozen entries; the strings within are below two hundred bytes each.
const MOST_BYTES: usize = 16 * 1024;

impl Lock {
    /// Opens the lock without a password, or says that one is needed.
    pub fn open(encrypt: &Obj, id: Option<&Obj>) -> Result<Lock, Fault> {
        let written = |obj: &Obj| {
            let mut out = Vec::new();
            obj.write(&mut out);
            out
        };
        let lock = Lock { encrypt: written(encrypt), id: id.map_or(b"[]".to_vec(), written) };
        if lock.encrypt.len() + lock.id.len() > MOST_BYTES {
            return Err(Fault::Encrypted);
        }
        match Pdf::new(lock.around(&[])) {
            Ok(_) => Ok(lock),
            Err(LoadPdfError::Decryption(_) | LoadPdfError::Invalid) => Err(Fault::Encrypted),
        }
    }

    /// The bytes of streams as they were before they were locked, all at once: opening the lock is what takes time.
    pub fn unlocked(&self, streams: &[Locked]) -> HashMap<u32, Vec<u8>> {
        let Ok(pdf) = Pdf::new(self.around(streams)) else { return HashMap::new() };
        let each = streams.iter().filter_map(|s| {
            let id = ObjectIdentifier::new(s.number.try_into().ok()?, s.generation.try_into().ok()?);
            Some((s.number, pdf.xref().get::<Stream<'_>>(id)?.raw_data().into_owned()))
        });
        each.collect()
    }

    fn around(&self, streams: &[Locked]) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut table = String::from("xref\n");
        let mut add = |out: &mut Vec<u8>, number: u32, generation: u32, body: &[&[u8]]| {
            table.push_str(&format!("{number} 1\n{:010} {generation:05} n \n", out.len()));
            out.extend(format!("{number} {generation} obj\n").bytes());
            for piece in body {
                out.extend(*piece);
            }
            out.extend(b"\nendobj\n");
        };
        for s in streams {
            let head = format!("<</Length {}>>\nstream\n", s.bytes.len());
            add(&mut out, s.number, s.generation, &[head.as_bytes(), s.bytes, b"\nendstream"]);
        }
        add(&mut out, CATALOG, 0, &[format!("<</Type/Catalog/Pages {PAGES} 0 R>>").as_bytes()]);
        add(&mut out, PAGES, 0, &[b"<</Type/Pages/Kids[]/Count 0>>"]);
        let start = out.len();
        out.extend(table.bytes());
        out.extend(format!("trailer\n<</Size {}/Root {CATALOG} 0 R/Encrypt ", PAGES + 1).bytes());
        out.extend(&self.encrypt);
        out.extend(b"/ID ");
        out.extend(&self.id);
        out.extend(format!(">>\nstartxref\n{start}\n%%EOF\n").bytes());
        out
    }
}
