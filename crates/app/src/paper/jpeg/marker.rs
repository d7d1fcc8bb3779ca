//! The marks that cut a JPEG into segments, and the numbers within.

/// The next marker and where its segment begins. Stray bytes between segments are passed over, as every viewer does.
pub(in crate::paper) fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        if *bytes.get(at)? == 0xFF && !matches!(*bytes.get(at + 1)?, 0 | 0xFF) {
            return Some((*bytes.get(at + 1)?, at + 2));
        }
        at += 1;
    }
}

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(*bytes.get(at)?) * 256 + usize::from(*bytes.get(at + 1)?))
}
