//! One block of eight by eight coefficients, as the three kinds of scans write it.

use super::bits::{Bits, Huffman};

/// Where the n-th coefficient of a scan stands in its block: row × 8 + column.
pub(super) const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// A code that no table has, or a coefficient beyond the last.
#[derive(Debug)]
pub(super) struct Bad;

/// Reads the difference of a block's mean to the block before.
pub(super) fn mean(bits: &mut Bits, table: &Huffman) -> Result<i32, Bad> {
    let length = u32::from(bits.symbol(table).ok_or(Bad)?);
    if length > 16 { Err(Bad) } else { Ok(bits.signed(length)) }
}

/// Reads the 63 further coefficients of a sequential block; `set` takes (n-th, value).
pub(super) fn sequential(
    bits: &mut Bits,
    table: &Huffman,
    mut set: impl FnMut(usize, i32),
) -> Result<(), Bad> {
    let mut n = 1;
    while n < 64 {
        let symbol = bits.symbol(table).ok_or(Bad)?;
        let (run, length) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if length == 0 {
            if run < 15 {
                break;
            }
            n += 16;
            continue;
        }
        n += run;
        let value = bits.signed(length);
        if n > 63 {
            return Err(Bad);
        }
        set(n, value);
        n += 1;
    }
    Ok(())
}

/// A band of coefficients of a progressive scan: from, to, and how far they are shifted.
#[derive(Clone, Copy)]
pub(super) struct Band {
    pub from: usize,
    pub to: usize,
    pub shift: u32,
}

/// Reads a band for the first time. `blank` counts blocks that have nothing more.
pub(super) fn first(
    bits: &mut Bits,
    table: &Huffman,
    band: Band,
    blank: &mut i32,
    mut set: impl FnMut(usize, i32),
) -> Result<(), Bad> {
    if *blank > 0 {
        *blank -= 1;
        return Ok(());
    }
    let mut n = band.from;
    while n <= band.to {
        let symbol = bits.symbol(table).ok_or(Bad)?;
        let (run, length) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        if length == 0 {
            if run < 15 {
                *blank = (1 << run) + bits.get(run) - 1;
                break;
            }
            n += 16;
            continue;
        }
        n += usize::try_from(run).map_err(|_| Bad)?;
        let value = bits.signed(length) * (1 << band.shift);
        if n > 63 {
            return Err(Bad);
        }
        set(n, value);
        n += 1;
    }
    Ok(())
}

/// Makes a band finer by one bit. `known` has a bit for every coefficient that is not zero; `set` takes new ones,
/// `refine` those that were there.
pub(super) fn finer(
    bits: &mut Bits,
    table: &Huffman,
    band: Band,
    blank: &mut i32,
    known: &mut u64,
    mut change: impl FnMut(usize, Change),
) -> Result<(), Bad> {
    let one = 1 << band.shift;
    let mut n = band.from;
    if *blank == 0 {
        while n <= band.to {
            let symbol = bits.symbol(table).ok_or(Bad)?;
            let (mut run, length) = (u32::from(symbol >> 4), symbol & 15);
            let mut value = 0;
            if length == 0 {
                if run < 15 {
                    *blank = (1 << run) + bits.get(run);
                    break;
                }
            } else {
                value = if bits.bit() { one } else { -one };
            }
            while n <= band.to {
                if *known >> n & 1 == 1 {
                    if bits.bit() {
                        change(n, Change::Finer(one));
                    }
                } else if run == 0 {
                    if value != 0 {
                        *known |= 1 << n;
                        change(n, Change::New(value));
                    }
                    n += 1;
                    break;
                } else {
                    run -= 1;
                }
                n += 1;
            }
            if bits.over {
                return Ok(());
            }
        }
    }
    if *blank > 0 {
        while n <= band.to {
            if *known >> n & 1 == 1 && bits.bit() {
                change(n, Change::Finer(one));
            }
            n += 1;
        }
        *blank -= 1;
    }
    Ok(())
}

/// What a finer scan does to a coefficient.
pub(super) enum Change {
    New(i32),
    /// It grows by so much away from zero, unless it has that bit already.
    Finer(i32),
}
