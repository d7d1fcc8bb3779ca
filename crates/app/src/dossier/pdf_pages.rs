//! How many pages a PDF has, read from its structure by a PDF library. A citation down to the page can be wrong only
//! if somebody counted.

use super::pdf::Fault;
use hayro_syntax::{LoadPdfError, Pdf};
use std::thread;

/// Room for a structure as deep as [`super::pdf`] lets through.
const STACK: usize = 256 * 1024 * 1024;

/// The number of pages, at least one. Only for a file in which [`super::pdf::fault`] found nothing: object streams are
/// unpacked without a bound here.
pub(super) fn pages(bytes: &[u8]) -> Result<u32, Fault> {
    let bytes = bytes.to_vec();
    let count = move || match Pdf::new(bytes) {
        Ok(pdf) => match pdf.pages().len() {
            0 => Err(Fault::NoPages),
            n => u32::try_from(n).map_err(|_| Fault::Broken),
        },
        Err(LoadPdfError::Decryption(_)) => Err(Fault::Encrypted),
        Err(LoadPdfError::Invalid) => Err(Fault::Broken),
    };
    // A thread of its own: a fault of the library ends there, and its stack is wide enough.
    match thread::Builder::new().stack_size(STACK).spawn(count) {
        Ok(counting) => counting.join().unwrap_or(Err(Fault::Broken)),
        Err(_) => Err(Fault::Broken),
    }
}
