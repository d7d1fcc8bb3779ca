//! JPEG photos, made smaller while they are decoded: of each block only the coefficients that the small picture needs are
//! kept, so that a photo of two hundred million pixels costs no more memory than one of ten. Sequential and progressive
//! photos of eight bits with Huffman codes are read, as cameras, telephones and messengers write them; the rest of the
//! standard is [`Fault::Unsupported`]. Every row is asked for: a photo that breaks off is told from one whose end mark
//! alone is missing.

mod bits;
mod block;
mod frame;
mod marker;
mod paint;
mod scan;
mod tables;

use super::bounds::Fault;
use frame::{Frame, Kind};
use image::RgbImage;
use marker::be16;
use paint::Colours;
use scan::{Scan, Store};
use tables::Tables;

pub(super) use marker::next_marker;

/// How many scans a photo may have: encoders write about ten.
const MOST_SCANS: usize = 100;
/// Coefficients kept for photos that come in several scans may take so much memory; beyond it fewer are kept.
const MOST_KEPT: usize = 72 * 1024 * 1024;

/// Decodes a photo so that its long edge has at most so many pixels.
pub(super) fn decode(bytes: &[u8], long_edge: u32) -> Result<RgbImage, Fault> {
    let mut tables = Tables::default();
    let mut frame: Option<Frame> = None;
    let mut store: Option<Store> = None;
    let (mut at, mut scans, mut blocks) = (2, 0, 0u64);
    while let Some((marker, from)) = next_marker(bytes, at) {
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            at = from;
            continue;
        }
        if marker == 0xD9 {
            break;
        }
        let length = match (bytes.get(from), bytes.get(from + 1)) {
            (Some(high), Some(low)) => usize::from(*high) * 256 + usize::from(*low),
            _ => return Err(Fault::CutOff),
        };
        if length < 2 {
            return Err(Fault::Broken);
        }
        let Some(segment) = bytes.get(from + 2..from + length) else {
            return Err(if frame.is_some() { Fault::CutOff } else { Fault::Broken });
        };
        at = from + length;
        match marker {
            0xDB => tables.quantisation(segment)?,
            0xC4 => tables.huffman(segment)?,
            0xDD => tables.restart = be16(segment, 0).ok_or(Fault::Broken)?,
            0xEE if segment.starts_with(b"Adobe") => tables.adobe = segment.get(11).copied(),
            0xC0..=0xC2 if frame.is_none() => {
                let kind = if marker == 0xC2 { Kind::Progressive } else { Kind::Sequential };
                frame = Some(Frame::read(segment, kind, long_edge)?);
            }
            0xC0..=0xCF if marker != 0xC8 && marker != 0xCC => return Err(Fault::Unsupported),
            0xDA => {
                let Some(frame) = &mut frame else { return Err(Fault::Broken) };
                scans += 1;
                let scan = Scan::read(segment, frame)?;
                if store.is_none() && frame.kind == Kind::Sequential && scan.parts.len() == frame.parts.len()
                {
                    return scan::stream(bytes, at, frame, &scan, &tables, colours(frame, &tables));
                }
                blocks += scan.blocks(frame);
                if scans > MOST_SCANS || blocks > 60 * frame.blocks() + 1_000_000 {
                    return Err(Fault::Broken);
                }
                let kept = match &mut store {
                    Some(kept) => kept,
                    None => store.insert(Store::new(frame, MOST_KEPT)),
                };
                at = scan::keep(bytes, at, frame, &scan, &tables, kept)?;
            }
            _ => {}
        }
    }
    match (frame, store) {
        (Some(frame), Some(store)) if store.begun() => {
            scan::paint(&frame, &store, &tables, colours(&frame, &tables))
        }
        (Some(_), _) => Err(Fault::CutOff),
        (None, _) => Err(Fault::Broken),
    }
}

fn colours(frame: &Frame, tables: &Tables) -> Colours {
    let ids: Vec<u8> = frame.parts.iter().map(|p| p.id).collect();
    match (frame.parts.len(), tables.adobe) {
        (1, _) => Colours::Grey,
        (3, Some(0)) => Colours::Rgb,
        (3, None) if ids == *b"RGB" => Colours::Rgb,
        (3, _) => Colours::Ycc,
        (_, adobe) => Colours::Inks { luma: adobe == Some(2), inverted: adobe.is_some() },
    }
}
