//! What a camera writes beside the pixels: where the photo was taken, with which device, when, a second smaller picture.
//! It is read here for how the photo lies, and taken out. Colours stay as the file says them (ICC profile, Adobe mark).

use super::jpeg::next_marker;
use super::sent::MediaType;
use image::metadata::Orientation;

/// How a picture lies by its EXIF.
pub(super) fn orientation(kind: MediaType, bytes: &[u8]) -> Orientation {
    let exif = match kind {
        MediaType::Jpeg => return jpeg_orientation(bytes),
        MediaType::Png => png_exif(bytes),
        MediaType::Pdf => None,
    };
    exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
}

/// The part of a PNG that holds EXIF, before or behind the pixels.
fn png_exif(bytes: &[u8]) -> Option<&[u8]> {
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let from = at.checked_add(8)?;
        let end = from.checked_add(usize::try_from(length).ok()?)?;
        match bytes.get(at + 4..from)? {
            b"eXIf" => return bytes.get(from..end),
            b"IEND" => return None,
            _ => at = end.checked_add(4)?,
        }
    }
}

fn jpeg_orientation(bytes: &[u8]) -> Orientation {
    let mut at = 2;
    while let Some((marker, from)) = next_marker(bytes, at) {
        let length = bytes.get(from..from + 2).map(|l| usize::from(l[0]) * 256 + usize::from(l[1]));
        let Some(length) = length.filter(|n| *n >= 2 && !matches!(marker, 0xD0..=0xDA)) else { break };
        let segment = bytes.get(from + 2..from + length).unwrap_or_default();
        if marker == 0xE1
            && let Some(exif) = segment.strip_prefix(b"Exif\0\0")
        {
            return Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms);
        }
        at = from + length;
    }
    Orientation::NoTransforms
}

/// The same picture without its metadata and without what stands behind its end. Pixels are not touched.
pub(super) fn without_metadata(kind: MediaType, bytes: Vec<u8>) -> Vec<u8> {
    let plain = match kind {
        MediaType::Jpeg => jpeg(&bytes),
        MediaType::Png => png(&bytes),
        MediaType::Pdf => None,
    };
    plain.unwrap_or(bytes)
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, 0xD8];
    let mut at = 2;
    while let Some((marker, from)) = next_marker(bytes, at) {
        if marker == 0xD9 {
            break;
        }
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            at = from;
            continue;
        }
        let length = usize::from(*bytes.get(from)?) * 256 + usize::from(*bytes.get(from + 1)?);
        let end = from + length.max(2);
        let segment = bytes.get(from..end)?;
        let body = segment.get(2..).unwrap_or_default();
        let keep = match marker {
            0xE0 => body.starts_with(b"JFIF\0"),
            0xE2 => body.starts_with(b"ICC_PROFILE\0"),
            0xEE => body.starts_with(b"Adobe"),
            0xE1..=0xEF | 0xFE => false,
            _ => true,
        };
        if keep {
            out.extend([0xFF, marker]);
            out.extend(segment);
        }
        at = end;
        if marker == 0xDA {
            // The packed bits reach to the next marker that is no restart.
            let mut stop = end;
            while let Some((next, after)) = next_marker(bytes, stop) {
                if !matches!(next, 0xD0..=0xD7) {
                    stop = after - 2;
                    break;
                }
                stop = after;
            }
            if next_marker(bytes, stop).is_none() {
                stop = bytes.len();
            }
            out.extend(bytes.get(end..stop)?);
            at = stop;
        }
    }
    out.extend([0xFF, 0xD9]);
    Some(out)
}

/// The parts of a PNG that say how its pixels look.
const LOOKS: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"pHYs",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at = 8;
    while let Some(length) = bytes.get(at..at + 4) {
        let length = u32::from_be_bytes(length.try_into().ok()?);
        let end = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        let Some(chunk) = bytes.get(at..end) else { break };
        let name = chunk.get(4..8)?;
        if LOOKS.iter().any(|l| l.as_slice() == name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        at = end;
    }
    out.extend(b"\0\0\0\0IEND\xAE\x42\x60\x82");
    Some(out)
}
