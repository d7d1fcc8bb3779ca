//! Unpacks the streams that hold structure: objects, and the table of where they are.

use super::fault::Fault;
use super::lex::{Dict, Obj, is_space};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Undoes the filters of a stream, one after the other, within `left` bytes.
pub(super) fn unpack(
    filters: &[Vec<u8>],
    parameters: &[Option<Dict>],
    packed: &[u8],
    left: &mut usize,
) -> Result<Vec<u8>, Fault> {
    let mut bytes: Option<Vec<u8>> = None;
    if filters.len() > 4 {
        return Err(Fault::Broken);
    }
    for (n, filter) in filters.iter().enumerate() {
        let from = bytes.as_deref().unwrap_or(packed);
        let unpacked = match filter.as_slice() {
            b"FlateDecode" | b"Fl" => inflate(from, *left)?,
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(from),
            b"ASCII85Decode" | b"A85" => base85(from),
            b"RunLengthDecode" | b"RL" => runs(from, *left)?,
            b"LZWDecode" | b"LZW" => {
                let early = parameters.get(n).and_then(|p| p.as_ref()?.get("EarlyChange")?.int()) != Some(0);
                lzw(from, early, *left)?
            }
            // No writer packs structure otherwise; a file that does hides something.
            _ => return Err(Fault::Broken),
        };
        let unpacked = match parameters.get(n) {
            Some(Some(dict)) => predicted(unpacked, dict)?,
            _ => unpacked,
        };
        *left = left.checked_sub(unpacked.len()).ok_or(Fault::Broken)?;
        bytes = Some(unpacked);
    }
    Ok(bytes.unwrap_or_else(|| packed.to_vec()))
}

fn inflate(packed: &[u8], left: usize) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    // What is cut off or damaged is judged by what can be read of it.
    let _ = ZlibDecoder::new(packed).take(most).read_to_end(&mut out);
    if out.len() > left { Err(Fault::Broken) } else { Ok(out) }
}

/// ISO 32000-1, 7.4.5: bytes as they are, or one byte many times.
fn runs(packed: &[u8], left: usize) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let mut rest = packed;
    while let Some((length, after)) = rest.split_first() {
        let length = usize::from(*length);
        rest = match length {
            0..128 => {
                let (run, after) = after.split_at(after.len().min(length + 1));
                out.extend(run);
                after
            }
            128 => break,
            _ => {
                let Some((byte, after)) = after.split_first() else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - length));
                after
            }
        };
        if out.len() > left {
            return Err(Fault::Broken);
        }
    }
    Ok(out)
}

/// ISO 32000-1, 7.4.4: codes of nine to twelve bits, each the bytes of an earlier one and one more. `early`: the codes
/// grow by a bit one code sooner than they would have to.
fn lzw(packed: &[u8], early: bool, left: usize) -> Result<Vec<u8>, Fault> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut out: Vec<u8> = Vec::new();
    // Where the bytes of a code from 258 on stand in what was unpacked.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held) = (0u32, 0u32);
    let mut bytes = packed.iter();
    loop {
        let next = 258 + table.len() + usize::from(early);
        let width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        while held < width {
            // What is cut off is judged by what can be read of it.
            let Some(byte) = bytes.next() else { return Ok(out) };
            bits = (bits << 8) | u32::from(*byte);
            held += 8;
        }
        held -= width;
        let code = usize::try_from((bits >> held) & ((1 << width) - 1)).unwrap_or(END);
        bits &= (1 << held) - 1;
        if code == CLEAR {
            table.clear();
            last = None;
            continue;
        }
        if code == END {
            return Ok(out);
        }
        let at = out.len();
        if let Some(span) = last.filter(|_| table.len() < 4096 - 258) {
            // The new code: the last one's bytes and the first of this one, which follow each other in what is written.
            table.push((span.0, span.1 + 1));
        }
        match u8::try_from(code) {
            Ok(byte) => out.push(byte),
            Err(_) => {
                let &(from, length) = table.get(code - 258).ok_or(Fault::Broken)?;
                if at + length > left {
                    return Err(Fault::Broken);
                }
                for n in from..from + length {
                    let byte = *out.get(n).ok_or(Fault::Broken)?;
                    out.push(byte);
                }
            }
        }
        if out.len() > left {
            return Err(Fault::Broken);
        }
        last = Some((at, out.len() - at));
    }
}

fn hexadecimal(text: &[u8]) -> Vec<u8> {
    let digits: Vec<u32> =
        text.iter().take_while(|b| **b != b'>').filter_map(|b| char::from(*b).to_digit(16)).collect();
    let pairs = digits.chunks(2);
    pairs.filter_map(|p| u8::try_from(p[0] * 16 + p.get(1).copied().unwrap_or(0)).ok()).collect()
}

fn base85(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    let write = |group: &[u32], out: &mut Vec<u8>| {
        let filled = group.iter().copied().chain(std::iter::repeat(84)).take(5);
        let value = filled.fold(0u32, |all, digit| all.wrapping_mul(85).wrapping_add(digit));
        out.extend(value.to_be_bytes().iter().take(group.len() - 1));
    };
    for byte in text.iter().filter(|b| !is_space(**b)) {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            write(&group, &mut out);
            group.clear();
        }
    }
    if group.len() > 1 {
        write(&group, &mut out);
    }
    out
}

/// Undoes the differences to the row before (PNG predictors), in which tables are written.
fn predicted(bytes: Vec<u8>, dict: &Dict) -> Result<Vec<u8>, Fault> {
    let number = |key: &str, usual: usize| dict.get(key).and_then(Obj::int).unwrap_or(usual);
    match number("Predictor", 1) {
        1 => return Ok(bytes),
        10..=15 => {}
        _ => return Err(Fault::Broken),
    }
    let (colors, bits, columns) = (number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1));
    if colors > 32 || bits > 16 || columns > 1_000_000 {
        return Err(Fault::Broken);
    }
    let step = (colors * bits).div_ceil(8).max(1);
    let width = (colors * bits * columns).div_ceil(8).max(1);
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0u8; width];
    for row in bytes.chunks(width + 1) {
        let Some((kind, row)) = row.split_first() else { break };
        let mut line = vec![0u8; width];
        for (x, byte) in row.iter().enumerate() {
            let left = x.checked_sub(step).and_then(|i| line.get(i)).copied().unwrap_or(0);
            let corner = x.checked_sub(step).and_then(|i| above.get(i)).copied().unwrap_or(0);
            let up = above.get(x).copied().unwrap_or(0);
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or(0),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            if let Some(cell) = line.get_mut(x) {
                *cell = byte.wrapping_add(guess);
            }
        }
        out.extend(line.get(..row.len()).unwrap_or_default());
        above = line;
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let guess = a + b - c;
    let (da, db, dc) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if da <= db && da <= dc {
        left
    } else if db <= dc {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(filter: &str, packed: &[u8], left: usize) -> Result<Vec<u8>, Fault> {
        unpack(&[filter.as_bytes().to_vec()], &[], packed, &mut left.clone())
    }

    #[test]
    fn every_lossless_filter_of_the_standard_is_undone_within_its_bound() {
        // The example of ISO 32000-1, 7.4.4.2.
        let packed = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        let plain = [45, 45, 45, 45, 45, 65, 45, 45, 45, 66];
        assert_eq!(one("LZWDecode", &packed, 100), Ok(plain.to_vec()));
        assert_eq!(one("LZWDecode", &packed, 5), Err(Fault::Broken));
        let runs = [2, b'a', b'b', b'c', 254, b'x', 128, 9, 9];
        assert_eq!(one("RunLengthDecode", &runs, 100), Ok(b"abcxxx".to_vec()));
        assert_eq!(one("RL", &[129, b'x'], 100), Err(Fault::Broken));
        assert_eq!(one("AHx", b"61 62>", 100), Ok(b"ab".to_vec()));
    }

    #[test]
    fn codes_grow_with_the_table() {
        let plain: Vec<u8> = (0..3000u32).map(|n| u8::try_from(n * n % 251).unwrap()).collect();
        let (mut codes, mut table) = (Vec::new(), std::collections::HashMap::new());
        let mut held: Vec<u8> = Vec::new();
        for byte in &plain {
            let longer = [held.as_slice(), &[*byte]].concat();
            if longer.len() > 1 && !table.contains_key(&longer) {
                codes.push(if held.len() == 1 { usize::from(held[0]) } else { table[&held] });
                let new = 258 + table.len();
                table.insert(longer, new);
                held = vec![*byte];
            } else {
                held = longer;
            }
        }
        codes.push(if held.len() == 1 { usize::from(held[0]) } else { table[&held] });
        codes.push(257);
        let mut bits: Vec<u8> = vec![1, 0, 0, 0, 0, 0, 0, 0, 0];
        for (n, code) in codes.iter().enumerate() {
            // The reader's table is one entry behind, and the codes grow one entry early.
            let next = 258 + n.saturating_sub(1) + 1;
            let width = (9..12).find(|w| next < 1 << w).unwrap_or(12);
            bits.extend((0..width).rev().map(|at| u8::try_from(code >> at & 1).unwrap()));
        }
        assert!(codes.len() > 800, "the codes grow twice");
        let packed: Vec<u8> = bits
            .chunks(8)
            .map(|b| b.iter().enumerate().fold(0, |all, (n, bit)| all | bit << (7 - n)))
            .collect();
        assert_eq!(one("LZW", &packed, 10_000), Ok(plain));
    }
}
