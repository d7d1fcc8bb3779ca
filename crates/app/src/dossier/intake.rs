//! What may come in as a file, decided by its content; the name it was given proves nothing.

use super::{image, pdf, pdf_pages, photos};
use crate::Error;
use ocop_domain::journal::sha256;
use tokio::sync::Semaphore;

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
    /// A picture is one page.
    pub pages: u32,
    /// Without directories and control characters, ending as its content demands.
    pub name: String,
}

/// Lets a file in, or gives the code of the sentence why not. Nothing is unpacked but the structure of a PDF, within a
/// bound; a picture's size is read from its header.
pub fn intake(name: &str, bytes: &[u8]) -> Result<Intake, &'static str> {
    if bytes.is_empty() {
        return Err("file_empty");
    }
    if bytes.len() > MAX_FILE {
        return Err("file_too_large");
    }
    let media_type = media_type(bytes)?;
    let pages = match media_type {
        MediaType::Pdf => pdf_pages(bytes)?,
        MediaType::Jpeg => picture(image::jpeg_size(bytes), image::jpeg_whole(bytes))?,
        MediaType::Png => picture(image::png_size(bytes), image::png_whole(bytes))?,
    };
    Ok(Intake { media_type, pages, name: safe_name(name, media_type) })
}

/// A file as it was sent.
#[derive(Debug, Clone, Default)]
pub struct SentFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// More of it was sent than is kept.
    pub cut: bool,
}

/// A paper that was let in.
pub(crate) struct TakenIn {
    pub intake: Intake,
    pub bytes: Vec<u8>,
    /// SHA-256 of each photo, where several were bound into one paper.
    pub originals: Vec<String>,
}

/// Photos unpacked at the same time, each up to a few hundred megabytes.
static UNPACKING: Semaphore = Semaphore::const_new(1);

/// Lets a paper in beside the server's other work: one file as it is, several photos bound into one PDF.
pub(crate) async fn take_in(files: Vec<SentFile>) -> Result<Result<TakenIn, &'static str>, Error> {
    let _turn =
        if files.len() > 1 { Some(UNPACKING.acquire().await.map_err(Error::internal)?) } else { None };
    tokio::task::spawn_blocking(move || taken(files)).await.map_err(Error::internal)
}

fn taken(mut files: Vec<SentFile>) -> Result<TakenIn, &'static str> {
    if files.iter().any(|f| f.cut) {
        return Err("file_too_large");
    }
    let first = if files.is_empty() { SentFile::default() } else { files.remove(0) };
    if files.is_empty() {
        let intake = intake(&first.name, &first.bytes)?;
        return Ok(TakenIn { intake, bytes: first.bytes, originals: vec![] });
    }
    files.insert(0, first);
    for file in &files {
        if intake(&file.name, &file.bytes)?.media_type == MediaType::Pdf {
            return Err("photos_only");
        }
    }
    let photos: Vec<&[u8]> = files.iter().map(|f| f.bytes.as_slice()).collect();
    let bytes = photos::bind(&photos)?;
    let originals = photos.iter().map(|p| sha256(p)).collect();
    let name = files.first().map_or("", |f| f.name.as_str());
    Ok(TakenIn { intake: intake(name, &bytes)?, bytes, originals })
}

/// What is no paper is told apart where the producer would do something else about it.
fn media_type(bytes: &[u8]) -> Result<MediaType, &'static str> {
    match infer::get(bytes).map(|t| t.mime_type()) {
        Some("application/pdf") => Ok(MediaType::Pdf),
        Some("image/jpeg") => Ok(MediaType::Jpeg),
        Some("image/png") => Ok(MediaType::Png),
        // Word and Excel files are ZIP archives. None is opened: what is never unpacked cannot be a bomb.
        Some(t) if t == "application/zip" || t.contains("officedocument") || t.contains("opendocument") => {
            Err("file_office")
        }
        Some("application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint") => {
            Err("file_office")
        }
        Some("application/vnd.microsoft.portable-executable" | "application/x-executable") => {
            Err("file_program")
        }
        Some("image/heif" | "image/heic") => Err("file_heic"),
        _ if bytes.starts_with(b"MZ") => Err("file_program"),
        _ => Err("file_type"),
    }
}

fn pdf_pages(bytes: &[u8]) -> Result<u32, &'static str> {
    let counted = match pdf::fault(bytes) {
        Some(fault) => Err(fault),
        None => pdf_pages::pages(bytes),
    };
    counted.map_err(|fault| match fault {
        pdf::Fault::Encrypted => "pdf_encrypted",
        pdf::Fault::Script => "pdf_script",
        pdf::Fault::Broken => "pdf_broken",
        pdf::Fault::NoPages => "pdf_no_pages",
    })
}

fn picture(size: Option<(u32, u32)>, whole: bool) -> Result<u32, &'static str> {
    match size {
        None | Some((0, _) | (_, 0)) => Err("image_broken"),
        Some((w, h)) if w > MAX_PIXELS || h > MAX_PIXELS => Err("image_too_large"),
        Some(_) if !whole => Err("image_cut_off"),
        Some(_) => Ok(1),
    }
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
