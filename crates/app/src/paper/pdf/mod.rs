//! What a PDF has and must not carry: pages are counted, and actions, attached files and locks are looked for, by reading
//! its structure (ISO 32000-1, 7) and never by words that stand somewhere in its bytes. A page may speak of encryption, a
//! link may end in "JavaScript", a dark scan may look like anything. Each byte is looked at a few times at most, packed
//! structure is opened within a bound, and nothing is laid out or run.

mod fault;
mod file;
mod filter;
mod lex;
mod locked;
mod walk;

pub(super) use fault::Fault;
use file::File;

/// Whether a PDF begins with its own first word: white space and a byte order mark at most may stand before it. Other
/// programs would read what else stands there.
pub(super) fn begins(bytes: &[u8]) -> bool {
    start(bytes).is_some()
}

fn start(bytes: &[u8]) -> Option<usize> {
    let mark = if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
    let rest = bytes.get(mark..)?;
    let space = rest.iter().take(1024).take_while(|b| lex::is_space(**b)).count();
    rest.get(space..)?.starts_with(b"%PDF").then_some(mark + space)
}

/// The number of pages of a PDF that may be kept.
pub(super) fn pages(bytes: &[u8]) -> Result<u32, Fault> {
    let from = start(bytes).ok_or(Fault::Broken)?;
    let judged = judge(bytes, false);
    match judged {
        // Places may be counted from the first word.
        Err(Fault::Broken | Fault::NoPages) if from > 0 => {
            judge(bytes.get(from..).unwrap_or_default(), false)
        }
        other => other,
    }
}

fn judge(bytes: &[u8], rebuilt: bool) -> Result<u32, Fault> {
    let file = if rebuilt { File::rebuilt(bytes)? } else { File::open(bytes)? };
    let sound = file.was_rebuilt() || file.numbers().into_iter().all(|n| !file.misplaced(n));
    let count = if sound { walk::pages(&file) } else { Err(Fault::Broken) };
    if count.is_err() && !file.was_rebuilt() && !file.used_up() && count != Err(Fault::TooManyPages) {
        // The tables lead astray; the objects themselves may still be whole.
        return judge(bytes, true);
    }
    let count = count?;
    walk::danger(&file)?;
    // Put together from the objects that were found: without its end, how many there were is not known.
    if file.was_rebuilt() && !has_end(bytes) {
        return Err(Fault::CutOff);
    }
    Ok(count)
}

/// A whole file ends with a trailer or the place of its table (ISO 32000-1, 7.5.5); no object comes behind, padding may.
fn has_end(bytes: &[u8]) -> bool {
    let words: [(&[u8], bool); 4] =
        [(b"startxref", true), (b"trailer", true), (b"%%EOF", true), (b"endobj", false)];
    let last = (0..bytes.len()).rev().find_map(|at| {
        let rest = bytes.get(at..)?;
        words.iter().find(|(word, _)| rest.starts_with(word)).map(|(_, ends)| *ends)
    });
    last == Some(true)
}
