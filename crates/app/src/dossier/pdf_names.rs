//! Names as a PDF writes them: `/Type`, `/J#61vaScript`.

/// The name that begins here, with `#xx` read as the letter it stands for: `/J#61vaScript` is no disguise.
pub(super) fn name_at(bytes: &[u8], from: usize) -> Vec<u8> {
    let mut name = Vec::new();
    let mut at = from;
    // No name looked for is longer than this.
    while name.len() <= 16 {
        let Some(byte) = bytes.get(at) else { break };
        if matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
            || matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
        {
            break;
        }
        let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
        match (*byte, hex(at + 1), hex(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                name.push(u8::try_from(high * 16 + low).unwrap_or(b'#'));
                at += 3;
            }
            _ => {
                name.push(*byte);
                at += 1;
            }
        }
    }
    name
}

/// Every name in a piece of a PDF.
pub(super) fn names(bytes: &[u8]) -> Vec<Vec<u8>> {
    let starts = bytes.iter().enumerate().filter(|(_, b)| **b == b'/');
    starts.map(|(at, _)| name_at(bytes, at + 1)).collect()
}
