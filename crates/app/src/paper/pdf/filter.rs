//! Unpacks the streams that hold structure: objects, and the table of where they are.

use super::Fault;
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
