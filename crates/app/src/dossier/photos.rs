//! Photos of one paper, taken with a phone: turned upright, shrunk, and bound into one PDF in the order they were given.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};
use std::io::Cursor;

/// The most photos of one paper.
pub(super) const MOST_PHOTOS: usize = 40;
/// The most pixels of one photo that is unpacked: today's phones take up to fifty million.
const MOST_PIXELS: u64 = 64_000_000;
/// Long edge after shrinking: small print stays readable, thirty pages stay below the limit of a file.
const LONG_EDGE: u32 = 2000;
const QUALITY: u8 = 80;
/// A4 in points.
const SHORT_SIDE: f32 = 595.0;
const LONG_SIDE: f32 = 842.0;

struct Leaf {
    jpeg: Vec<u8>,
    width: u32,
    height: u32,
}

/// Binds the photos, or says which code's sentence explains why not. One photo is unpacked at a time.
pub(super) fn bind(photos: &[&[u8]]) -> Result<Vec<u8>, &'static str> {
    if photos.len() > MOST_PHOTOS {
        return Err("photos_too_many");
    }
    let leaves = photos.iter().map(|p| leaf(p)).collect::<Result<Vec<_>, _>>()?;
    bound(&leaves)
}

fn leaf(photo: &[u8]) -> Result<Leaf, &'static str> {
    let broken = |_| "image_broken";
    let mut reader =
        ImageReader::new(Cursor::new(photo)).with_guessed_format().map_err(|_| "image_broken")?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err("image_too_large");
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if width.max(height) > LONG_EDGE {
        picture = picture.thumbnail(LONG_EDGE, LONG_EDGE);
    }
    picture.apply_orientation(orientation);
    let rgb = picture.to_rgb8();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&rgb).map_err(broken)?;
    Ok(Leaf { jpeg, width: rgb.width(), height: rgb.height() })
}

fn bound(leaves: &[Leaf]) -> Result<Vec<u8>, &'static str> {
    let mut next = 0;
    let mut new = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, tree) = (new(), new());
    let ids: Vec<[Ref; 3]> = leaves.iter().map(|_| [new(), new(), new()]).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    let count = i32::try_from(leaves.len()).map_err(|_| "photos_too_many")?;
    pdf.pages(tree).kids(ids.iter().map(|[page, ..]| *page)).count(count);
    for (leaf, [page_id, picture_id, content_id]) in leaves.iter().zip(ids) {
        let (w, h) = (leaf.width as f32, leaf.height as f32);
        let (wide, high) = if w > h { (LONG_SIDE, SHORT_SIDE) } else { (SHORT_SIDE, LONG_SIDE) };
        let scale = (wide / w).min(high / h);
        let (w, h) = (w * scale, h * scale);
        let mut page = pdf.page(page_id);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, wide, high)).contents(content_id);
        page.resources().x_objects().pair(Name(b"P"), picture_id);
        page.finish();
        let mut picture = pdf.image_xobject(picture_id, &leaf.jpeg);
        picture.filter(Filter::DctDecode);
        picture.width(i32::try_from(leaf.width).map_err(|_| "image_too_large")?);
        picture.height(i32::try_from(leaf.height).map_err(|_| "image_too_large")?);
        picture.color_space().device_rgb();
        picture.bits_per_component(8);
        picture.finish();
        let mut content = Content::new();
        content.save_state();
        content.transform([w, 0.0, 0.0, h, (wide - w) / 2.0, (high - h) / 2.0]);
        content.x_object(Name(b"P"));
        content.restore_state();
        pdf.stream(content_id, &content.finish());
    }
    Ok(pdf.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    /// Left half black, right half white; `orientation` as a phone writes it into EXIF.
    fn photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
        let halves =
            RgbImage::from_fn(width, height, |x, _| Rgb(if x < width / 2 { [0; 3] } else { [255; 3] }));
        let mut plain = Vec::new();
        JpegEncoder::new(&mut plain).encode_image(&halves).unwrap();
        let exif = [
            b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
            &[orientation, 0, 0, 0, 0, 0, 0],
        ]
        .concat();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_photo_is_turned_upright_and_shrunk() {
        let turned = leaf(&photo(3000, 1000, 6)).unwrap();
        assert_eq!((turned.width, turned.height), (667, 2000));
        let shown = image::load_from_memory(&turned.jpeg).unwrap().to_rgb8();
        assert!(shown.get_pixel(300, 100).0[0] < 60 && shown.get_pixel(300, 1900).0[0] > 200);
        let as_it_was = leaf(&photo(400, 300, 1)).unwrap();
        assert_eq!((as_it_was.width, as_it_was.height), (400, 300));
    }

    #[test]
    fn photos_become_pages_in_their_order() {
        let photos = [photo(400, 300, 1), photo(400, 300, 6), photo(300, 300, 1)];
        let bytes = bind(&photos.each_ref().map(Vec::as_slice)).unwrap();
        assert_eq!(super::super::pdf::fault(&bytes), None);
        assert_eq!(super::super::pdf_pages::pages(&bytes), Ok(3));
        let pdf = hayro_syntax::Pdf::new(bytes).unwrap();
        let sizes: Vec<(f32, f32)> =
            pdf.pages().iter().map(hayro_syntax::page::Page::render_dimensions).collect();
        assert_eq!(sizes, [(842.0, 595.0), (595.0, 842.0), (595.0, 842.0)]);
    }

    #[test]
    fn too_many_or_broken_photos_are_refused() {
        let one = photo(8, 8, 1);
        assert_eq!(bind(&vec![one.as_slice(); MOST_PHOTOS + 1]), Err("photos_too_many"));
        assert_eq!(bind(&[&one, &one[..40]]), Err("image_broken"));
    }
}
