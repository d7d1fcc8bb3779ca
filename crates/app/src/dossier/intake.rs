//! What may come in as a file, decided by its content; the name it was given proves nothing.

use super::{image, pdf};

/// The largest file: 20 MB.
pub const MAX_FILE: usize = 20 * 1024 * 1024;
/// The longest side of a picture. A small file can unpack into one that no machine opens.
pub const MAX_PIXELS: u32 = 12_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    Pdf,
    Jpeg,
    Png,
}

impl MediaType {
    pub fn as_str(self) -> &'static str {
        match self {
            MediaType::Pdf => "application/pdf",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            MediaType::Pdf => "pdf",
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
        }
    }
}

/// A file that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    pub media_type: MediaType,
    /// Without directories and control characters, ending as its content demands.
    pub name: String,
}

/// Lets a file in, or gives the code of the sentence why not.
pub fn intake(name: &str, bytes: &[u8]) -> Result<Intake, &'static str> {
    if bytes.is_empty() {
        return Err("file_empty");
    }
    if bytes.len() > MAX_FILE {
        return Err("file_too_large");
    }
    let media_type = match infer::get(bytes).map(|t| t.mime_type()) {
        Some("application/pdf") => MediaType::Pdf,
        Some("image/jpeg") => MediaType::Jpeg,
        Some("image/png") => MediaType::Png,
        _ => return Err("file_type"),
    };
    let size = match media_type {
        MediaType::Pdf => match pdf::fault(bytes) {
            Some(pdf::Fault::Encrypted) => return Err("pdf_encrypted"),
            Some(pdf::Fault::Script) => return Err("pdf_script"),
            None => None,
        },
        MediaType::Jpeg => Some(image::jpeg_size(bytes)),
        MediaType::Png => Some(image::png_size(bytes)),
    };
    match size {
        Some(None | Some((0, _) | (_, 0))) => return Err("image_broken"),
        Some(Some((w, h))) if w > MAX_PIXELS || h > MAX_PIXELS => return Err("image_too_large"),
        _ => {}
    }
    Ok(Intake { media_type, name: safe_name(name, media_type) })
}

fn safe_name(name: &str, media_type: MediaType) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).collect();
    let stem = plain.rsplit_once('.').map_or(plain.as_str(), |(stem, _)| stem);
    let stem: String = ocop_domain::text::clean(stem).chars().take(100).collect();
    let stem = if stem.is_empty() { "tai-lieu".to_owned() } else { stem };
    format!("{stem}.{}", media_type.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_path_and_gain_the_ending_of_the_content() {
        assert_eq!(safe_name("../../etc/giấy phép.exe", MediaType::Pdf), "giấy phép.pdf");
        assert_eq!(safe_name("C:\\x\\\u{7}.png", MediaType::Png), "tai-lieu.png");
    }
}
