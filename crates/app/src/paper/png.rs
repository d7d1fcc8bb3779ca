//! PNG pictures, row by row: on white where they are transparent, eight bits a colour, as small as wanted.

use super::bounds::Fault;
use super::shrink::{Rows, Scattered, fitted};
use image::RgbImage;
use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};
use std::io::{Cursor, ErrorKind};

/// What the decoder itself may hold: one row of the widest picture taken, twice, and the window of its unpacking.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// How the rows of the seven passes of an interlaced picture lie in it: (first column, step, first row, step).
const PASSES: [(usize, usize, usize, usize); 7] =
    [(0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)];

/// Reads every row there should be.
pub(super) fn decode(bytes: &[u8], long_edge: u32) -> Result<RgbImage, Fault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_BYTES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(fault)?;
    let info = reader.info();
    let (from, interlaced) = ((info.width, info.height), info.interlaced);
    let (kind, depth) = reader.output_color_type();
    if depth != BitDepth::Eight {
        return Err(Fault::Broken);
    }
    let to = fitted(from.0, from.1, long_edge);
    if !interlaced {
        let mut rows = Rows::new(from, to);
        for _ in 0..from.1 {
            let row = reader.next_row().map_err(fault)?.ok_or(Fault::CutOff)?;
            let data = row.data();
            rows.row(|x| colour(kind, data, x));
        }
        return rows.done().ok_or(Fault::Broken);
    }
    let mut all = Scattered::new(from, to);
    let (width, height) = (usize::try_from(from.0).unwrap_or(0), usize::try_from(from.1).unwrap_or(0));
    for (left, right, top, down) in PASSES {
        // A pass without a column of its own has no rows in the file.
        if left >= width {
            continue;
        }
        for y in (top..height).step_by(down) {
            let row = reader.next_interlaced_row().map_err(fault)?.ok_or(Fault::CutOff)?;
            for (n, x) in (left..width).step_by(right).enumerate() {
                all.pixel(x, y, colour(kind, row.data(), n));
            }
        }
    }
    all.done().ok_or(Fault::Broken)
}

fn colour(kind: ColorType, row: &[u8], x: usize) -> [u8; 3] {
    let at = |n: usize| row.get(n).copied().unwrap_or(0);
    match kind {
        ColorType::Grayscale => [at(x); 3],
        ColorType::GrayscaleAlpha => on_white([at(2 * x); 3], at(2 * x + 1)),
        ColorType::Rgba => on_white([at(4 * x), at(4 * x + 1), at(4 * x + 2)], at(4 * x + 3)),
        _ => [at(3 * x), at(3 * x + 1), at(3 * x + 2)],
    }
}

/// A paper is white where nothing is written: what shows through is the sheet.
fn on_white(rgb: [u8; 3], alpha: u8) -> [u8; 3] {
    let alpha = u32::from(alpha);
    rgb.map(|c| {
        let mixed = (u32::from(c) * alpha + 255 * (255 - alpha) + 127) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}

fn fault(error: DecodingError) -> Fault {
    match error {
        DecodingError::IoError(e) if e.kind() == ErrorKind::UnexpectedEof => Fault::CutOff,
        DecodingError::LimitsExceeded => Fault::TooLarge,
        _ => Fault::Broken,
    }
}
