//! Pictures as they come from telephones and scanners, opened within a bound of memory, not of pixels: decoded row by
//! row and made smaller on the way, turned upright, and without what the camera wrote beside the pixels.

use super::bounds::{Fault, within};
use super::sent::MediaType;
use super::{head, jpeg, plain, png};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};

/// The long edge of a picture that is looked at only to learn whether it is whole.
const GLANCE: u32 = 64;
/// The long edge of a single photo that had to be turned: no camera in use takes sharper small print.
const TURNED_EDGE: u32 = 4000;
const TURNED_QUALITY: u8 = 90;
/// The long edge of a picture that the public sees.
const SHOWN_EDGE: u32 = 2000;
const SHOWN_QUALITY: u8 = 85;

/// Opens a picture upright, its long edge at most so many pixels.
pub(super) fn open(kind: MediaType, bytes: &[u8], long_edge: u32) -> Result<RgbImage, Fault> {
    let picture = match kind {
        MediaType::Png => {
            let (width, height) = head::png_size(bytes).ok_or(Fault::Broken)?;
            within(width, height)?;
            png::decode(bytes, long_edge)?
        }
        MediaType::Jpeg => jpeg::decode(bytes, long_edge)?,
        MediaType::Pdf => return Err(Fault::Broken),
    };
    let orientation = plain::orientation(kind, bytes);
    if orientation == Orientation::NoTransforms {
        return Ok(picture);
    }
    let mut turned = DynamicImage::ImageRgb8(picture);
    turned.apply_orientation(orientation);
    Ok(turned.into_rgb8())
}

/// Writes a picture as a JPEG that holds nothing but itself.
pub(super) fn write(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Fault> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(picture).map_err(|_| Fault::Broken)?;
    Ok(jpeg)
}

/// A single picture as a paper: whole, without what the camera wrote beside the pixels. Its pixels stay as they are, but
/// for one that viewers would have to turn, which is turned and written anew.
pub(super) fn single(kind: MediaType, bytes: Vec<u8>) -> Result<(MediaType, Vec<u8>), Fault> {
    if plain::orientation(kind, &bytes) != Orientation::NoTransforms {
        return Ok((MediaType::Jpeg, write(&open(kind, &bytes, TURNED_EDGE)?, TURNED_QUALITY)?));
    }
    open(kind, &bytes, GLANCE)?;
    Ok((kind, plain::without_metadata(kind, bytes)))
}

/// A picture for public pages: decoded, upright, at most as large as a screen, and written anew.
pub(crate) fn for_the_public(kind: MediaType, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    write(&open(kind, bytes, SHOWN_EDGE)?, SHOWN_QUALITY)
}
