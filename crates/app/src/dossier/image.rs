//! Width and height of a picture, read from its header alone: a picture is never unpacked here.

/// Of a PNG: the first chunk says it.
pub(super) fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    Some((be32(bytes.get(16..20)?)?, be32(bytes.get(20..24)?)?))
}

/// Of a JPEG: the frame header says it, after any number of other segments.
pub(super) fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            // The scan or the end without a frame header before it.
            0xD9 | 0xDA => return None,
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                return Some((be16(bytes.get(at + 7..at + 9)?)?, be16(bytes.get(at + 5..at + 7)?)?));
            }
            _ => {
                let length = be16(bytes.get(at + 2..at + 4)?)?;
                at += 2 + usize::try_from(length).ok().filter(|n| *n >= 2)?;
            }
        }
    }
}

/// A PNG is whole when its chunks lead to the closing one, each within the file.
pub(super) fn png_whole(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some(length) = bytes.get(at..at + 4).and_then(be32).and_then(|n| usize::try_from(n).ok()) {
        let Some(end) = at.checked_add(12).and_then(|n| n.checked_add(length)).filter(|n| *n <= bytes.len())
        else {
            return false;
        };
        if bytes.get(at + 4..at + 8) == Some(b"IEND") {
            return true;
        }
        at = end;
    }
    false
}

/// A JPEG is whole when its first scan is followed by the end mark, which cannot stand within a scan's own bytes. What
/// phones append after it (a second picture, a film) does not matter.
pub(super) fn jpeg_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(0xFF), Some(0xFF)) => at += 1,
            (Some(0xFF), Some(0x01 | 0xD0..=0xD8)) => at += 2,
            (Some(0xFF), Some(0xDA)) => {
                return bytes.get(at..).unwrap_or_default().windows(2).any(|w| w == [0xFF, 0xD9]);
            }
            (Some(0xFF), Some(_)) => {
                let length = bytes.get(at + 2..at + 4).and_then(be16).and_then(|n| usize::try_from(n).ok());
                let Some(length) = length.filter(|n| *n >= 2) else { return false };
                at += 2 + length;
            }
            _ => return false,
        }
    }
}

fn be32(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

fn be16(bytes: &[u8]) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_headers_and_cut_off_headers_give_none() {
        let mut png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec();
        png.extend([0, 0, 0x2E, 0xE1, 0, 0, 0, 9]);
        assert_eq!(png_size(&png), Some((12_001, 9)));
        assert_eq!(png_size(&png[..20]), None);

        let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8];
        jpeg.extend([0x00, 0x10, 0x01, 0x00]);
        assert_eq!(jpeg_size(&jpeg), Some((256, 16)));
        assert_eq!(jpeg_size(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF]), None);
        assert_eq!(jpeg_size(&[0xFF, 0xD8, 0xFF, 0xDA]), None);
    }
}
