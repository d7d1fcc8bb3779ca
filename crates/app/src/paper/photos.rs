//! Photos of one paper, taken with a phone: turned upright, shrunk, and bound into one PDF in the order they were given.

use super::bounds::Fault;
use super::picture;
use super::sent::MediaType;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

/// The most photos of one paper.
pub(super) const MOST_PHOTOS: usize = 40;
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

/// Binds the photos, or says which code's sentence explains why not. One photo is open at a time.
pub(super) fn bind(photos: &[(MediaType, &[u8])]) -> Result<Vec<u8>, &'static str> {
    if photos.len() > MOST_PHOTOS {
        return Err("photos_too_many");
    }
    let leaves = photos.iter().map(|(kind, bytes)| leaf(*kind, bytes)).collect::<Result<Vec<_>, _>>()?;
    bound(&leaves)
}

fn leaf(kind: MediaType, bytes: &[u8]) -> Result<Leaf, &'static str> {
    let opened = picture::open(kind, bytes, LONG_EDGE).and_then(|rgb| {
        Ok(Leaf { jpeg: picture::write(&rgb, QUALITY)?, width: rgb.width(), height: rgb.height() })
    });
    opened.map_err(Fault::code)
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
