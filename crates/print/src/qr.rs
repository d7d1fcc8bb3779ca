//! QR codes as vectors, for web pages and for the certificate. The drawing is done here in one path, because a code
//! that is cut into squares shows hairlines in many viewers.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::Error;

/// Light modules around the code; four is what ISO/IEC 18004 asks for.
const QUIET: usize = 4;

/// The text as a QR code (error level M), an SVG that scales without blur and says to a screen reader what it holds.
pub fn qr_svg(text: &str) -> Result<String, Error> {
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Error::QrTooLong(text.len()))?;
    let width = code.width();
    let size = width + 2 * QUIET;
    let title = escape(text);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\" \
         role=\"img\" aria-label=\"Mã QR: {title}\"><title>Mã QR: {title}</title>\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\""
    );
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}

/// Pixels a module is wide.
const MODULE: usize = 8;

/// The same code as a PNG of one bit a pixel, for word processors, which draw no SVG.
pub fn qr_png(text: &str) -> Result<Vec<u8>, Error> {
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| Error::QrTooLong(text.len()))?;
    let (width, colours) = (code.width(), code.to_colors());
    let size = (width + 2 * QUIET) * MODULE;
    let dark = |x: usize, y: usize| {
        let (x, y) = ((x / MODULE).checked_sub(QUIET), (y / MODULE).checked_sub(QUIET));
        matches!((x, y), (Some(x), Some(y)) if x < width && y < width && colours[y * width + x] == Color::Dark)
    };
    let row = size.div_ceil(8);
    let mut pixels = vec![0xFF_u8; row * size];
    for y in 0..size {
        for x in (0..size).filter(|x| dark(*x, y)) {
            pixels[y * row + x / 8] &= !(0x80 >> (x % 8));
        }
    }
    let side = u32::try_from(size).map_err(|_| Error::QrTooLong(text.len()))?;
    let mut out = Vec::new();
    let mut png = png::Encoder::new(&mut out, side, side);
    png.set_color(png::ColorType::Grayscale);
    png.set_depth(png::BitDepth::One);
    let broken = |e: png::EncodingError| Error::Archive(e.to_string());
    png.write_header().and_then(|mut w| w.write_image_data(&pixels)).map_err(broken)?;
    Ok(out)
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_path_with_a_title() {
        let svg = qr_svg("https://ocop.example/v/01-2026?a=1&b=\"<2>\"").unwrap();
        assert!(svg.contains("shape-rendering=\"crispEdges\""));
        assert!(svg.contains(
            "<title>Mã QR: https://ocop.example/v/01-2026?a=1&amp;b=&quot;&lt;2&gt;&quot;</title>"
        ));
        assert_eq!(svg.matches("<path").count(), 2);
        assert!(!svg.contains("<script"));
    }

    #[test]
    fn too_long_a_text_is_refused() {
        assert!(matches!(qr_svg(&"x".repeat(5000)), Err(Error::QrTooLong(5000))));
    }
}
