//! Opens a downloaded package for proof. The file comes from anywhere, so every size is bounded before it is read and
//! nothing is written to disk.

use ocop_domain::dossier::verify::{Entry, is_control};
use ocop_domain::journal::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};
use zip::ZipArchive;

/// More entries than any dossier has.
pub const MAX_ENTRIES: usize = 2_000;
/// Unpacked size of one entry; a single upload ends at 20 MB.
pub const MAX_ENTRY: u64 = 64 << 20;
/// Unpacked size of all.
pub const MAX_TOTAL: u64 = 4 << 30;
/// Of an entry that is read as text.
const MAX_TEXT: u64 = 16 << 20;

/// Why a file cannot be read as a package.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("it is not a ZIP archive, or a damaged one: {0}")]
    Zip(String),
    #[error("it has more than {MAX_ENTRIES} entries")]
    TooMany,
    #[error("“{0}” is larger than a package may hold")]
    TooLarge(String),
    #[error("it has two entries of one name, so that two readers could see two packages")]
    Twice,
    #[error("“{0}” is no name an entry may have")]
    Name(String),
}

/// Reads every entry: size and SHA-256 of all, the bytes of those the proof itself reads.
pub fn open_package<R: Read + Seek>(mut reader: R) -> Result<Vec<Entry>, Unreadable> {
    let broken = |e: &dyn std::fmt::Display| Unreadable::Zip(e.to_string());
    let declared = declared(&mut reader).map_err(|e| broken(&e))?;
    let mut zip = ZipArchive::new(reader).map_err(|e| broken(&e))?;
    if zip.len() > MAX_ENTRIES {
        return Err(Unreadable::TooMany);
    }
    if declared.is_some_and(|n| n != zip.len()) {
        return Err(Unreadable::Twice);
    }
    let (mut out, mut total, mut names) = (Vec::with_capacity(zip.len()), 0, BTreeSet::new());
    for i in 0..zip.len() {
        let file = zip.by_index(i).map_err(|e| broken(&e))?;
        let name = match std::str::from_utf8(file.name_raw()) {
            Ok(name) if !name.starts_with('/') && !name.contains("..") && !name.contains('\\') => {
                name.to_owned()
            }
            _ => return Err(Unreadable::Name(String::from_utf8_lossy(file.name_raw()).into_owned())),
        };
        if name.ends_with('/') {
            continue;
        }
        if !names.insert(name.clone()) {
            return Err(Unreadable::Twice);
        }
        let limit = if is_control(&name) { MAX_TEXT } else { MAX_ENTRY }.min(MAX_TOTAL - total);
        let entry = read(file, name, limit)?;
        total += entry.size;
        out.push(entry);
    }
    Ok(out)
}

/// The size is counted while unpacking: what the archive says of it is not to be trusted.
fn read(mut file: impl Read, name: String, limit: u64) -> Result<Entry, Unreadable> {
    let (mut hash, mut size, mut kept) = (Sha256::new(), 0_u64, Vec::new());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let n = file.read(&mut buffer).map_err(|e| Unreadable::Zip(format!("{name}: {e}")))?;
        if n == 0 {
            break;
        }
        size += n as u64;
        if size > limit {
            return Err(Unreadable::TooLarge(name));
        }
        hash.update(&buffer[..n]);
        if is_control(&name) {
            kept.extend_from_slice(&buffer[..n]);
        }
    }
    let bytes = is_control(&name).then_some(kept);
    Ok(Entry { sha256: hex(&hash.finalize()), name, size, bytes })
}

/// How many entries the end of the archive counts; the reader's own list drops all but the last of a name.
fn declared<R: Read + Seek>(reader: &mut R) -> std::io::Result<Option<usize>> {
    let length = reader.seek(SeekFrom::End(0))?;
    let tail = length.min(22 + 65_535);
    reader.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    reader.take(tail).read_to_end(&mut bytes)?;
    let at = bytes.windows(4).rposition(|w| w == b"PK\x05\x06");
    let count =
        at.and_then(|at| bytes.get(at + 10..at + 12)).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    reader.seek(SeekFrom::Start(0))?;
    Ok(count.filter(|n| *n != 0xFFFF))
}
