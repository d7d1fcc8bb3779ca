//! The sheets of a file, whatever kind of file it is.

use super::sheet::Sheet;
use super::{delimited, file_kind, workbook};
use crate::Error;

/// The sheets of a file, told apart by content, not by the name it has.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    if let Some(code) = file_kind::other(bytes) {
        return Err(Error::field("file", code));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        let locked: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let is_locked = bytes.windows(locked.len()).any(|w| w == locked);
        let old = || file_kind::other_compound(bytes).unwrap_or("import_old_excel");
        return Err(Error::field("file", if is_locked { "import_locked" } else { old() }));
    }
    Ok(vec![delimited::read(bytes)?])
}
