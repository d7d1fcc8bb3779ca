//! What may come in as a file, decided by its content; the name it was given proves nothing.

use super::bounds::Fault;
use super::plain::without_metadata;
use super::scan::scanned;
use super::sent::{MediaType, SentFile};
use super::{pdf, photos, picture};
use crate::{Cx, Error};
use ocop_domain::journal::sha256;
use std::num::NonZero;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// The largest file: 20 MB.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// A file that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    pub media_type: MediaType,
    /// A picture is one page.
    pub pages: u32,
    /// Without directories and control characters, ending as its content demands.
    pub name: String,
}

impl Intake {
    fn new(name: &str, media_type: MediaType, pages: u32) -> Intake {
        Intake { media_type, pages, name: safe_name(name, media_type) }
    }
}

/// A file that was let in, with the bytes to keep.
pub(crate) struct TakenIn {
    pub intake: Intake,
    pub bytes: Vec<u8>,
    /// SHA-256 of each photo as it was sent, where what is kept is not what was sent.
    pub originals: Vec<String>,
}

/// Pictures open at the same time, each up to a hundred megabytes.
static OPEN: Semaphore = Semaphore::const_new(1);
/// Files looked into at the same time: as many as the machine has cores, so that requests beside them are answered; two
/// at least, so that a picture does not keep every PDF waiting.
static LOOKED_AT: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, NonZero::get).max(2)));

/// Lets a paper in beside the server's other work: one file, or several photos bound into one PDF.
pub(crate) async fn take_in(cx: &Cx, files: Vec<SentFile>) -> Result<Result<TakenIn, &'static str>, Error> {
    match scanned(cx, &files).await? {
        Ok(()) => look_into(files).await,
        Err(code) => Ok(Err(code)),
    }
}

/// Looks into a paper whose files may be read.
pub(super) async fn look_into(files: Vec<SentFile>) -> Result<Result<TakenIn, &'static str>, Error> {
    let pictures = files.iter().any(|f| is_picture(&f.bytes));
    at_its_turn(pictures, move || taken(files)).await
}

/// Lets files in that stay files of their own, each with its own answer.
pub(crate) async fn take_each(
    cx: &Cx,
    files: Vec<SentFile>,
) -> Result<Vec<Result<TakenIn, &'static str>>, Error> {
    let mut out = Vec::with_capacity(files.len());
    for file in files {
        out.push(take_in(cx, vec![file]).await?);
    }
    Ok(out)
}

/// Takes a picture in for public pages, written anew, or gives the code of the sentence why not.
pub(crate) async fn for_the_public(cx: &Cx, bytes: Vec<u8>) -> Result<Result<Vec<u8>, &'static str>, Error> {
    let sent = SentFile { bytes, ..SentFile::default() };
    match scanned(cx, std::slice::from_ref(&sent)).await? {
        Ok(()) => anew_for_the_public(sent.bytes).await,
        Err(code) => Ok(Err(code)),
    }
}

/// Writes a picture anew for public pages, or gives the code of the sentence why not.
pub(crate) async fn anew_for_the_public(bytes: Vec<u8>) -> Result<Result<Vec<u8>, &'static str>, Error> {
    let write = move || match media_type(&bytes) {
        Ok(kind @ (MediaType::Jpeg | MediaType::Png)) => {
            picture::for_the_public(kind, &bytes).map_err(Fault::code)
        }
        _ => Err("picture_kind"),
    };
    at_its_turn(true, write).await
}

/// A stored picture without its metadata; anything else as it is.
pub(crate) fn plain(bytes: Vec<u8>) -> Vec<u8> {
    match media_type(&bytes) {
        Ok(kind) => without_metadata(kind, bytes),
        Err(_) => bytes,
    }
}

/// Does work for a processor when its turn has come. The turn ends with the work, not with the request: a client that
/// hangs up does not stop what was begun. A picture waits for its own kind first, so that pictures that wait keep
/// nothing else waiting.
async fn at_its_turn<T: Send + 'static>(
    picture: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let open = if picture { Some(OPEN.acquire().await.map_err(Error::internal)?) } else { None };
    let one = LOOKED_AT.acquire().await.map_err(Error::internal)?;
    let work = move || {
        let _turns = (open, one);
        work()
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

fn is_picture(bytes: &[u8]) -> bool {
    matches!(media_type(bytes), Ok(MediaType::Jpeg | MediaType::Png))
}

fn taken(mut files: Vec<SentFile>) -> Result<TakenIn, &'static str> {
    if files.iter().any(|f| f.cut) {
        return Err("file_too_large");
    }
    if files.len() > 1 {
        return bound(&files);
    }
    let SentFile { name, bytes, .. } = files.pop().unwrap_or_default();
    let kind = sound(&bytes)?;
    if kind == MediaType::Pdf {
        let pages = pdf::pages(&bytes).map_err(pdf::Fault::code)?;
        return Ok(TakenIn { intake: Intake::new(&name, kind, pages), bytes, originals: vec![] });
    }
    let sent = sha256(&bytes);
    let (kind, bytes) = picture::single(kind, bytes).map_err(Fault::code)?;
    let originals = if sha256(&bytes) == sent { vec![] } else { vec![sent] };
    Ok(TakenIn { intake: Intake::new(&name, kind, 1), bytes, originals })
}

fn bound(files: &[SentFile]) -> Result<TakenIn, &'static str> {
    let mut photos = Vec::new();
    for file in files {
        match sound(&file.bytes)? {
            MediaType::Pdf => return Err("photos_only"),
            kind => photos.push((kind, file.bytes.as_slice())),
        }
    }
    let bytes = photos::bind(&photos)?;
    if bytes.len() > MAX_FILE {
        return Err("file_too_large");
    }
    let originals = photos.iter().map(|(_, bytes)| sha256(bytes)).collect();
    let name = files.first().map_or("", |f| f.name.as_str());
    let pages = u32::try_from(photos.len()).map_err(|_| "photos_too_many")?;
    Ok(TakenIn { intake: Intake::new(name, MediaType::Pdf, pages), bytes, originals })
}

/// The kind of a file that is neither empty nor too large.
fn sound(bytes: &[u8]) -> Result<MediaType, &'static str> {
    if bytes.is_empty() {
        return Err("file_empty");
    }
    if bytes.len() > MAX_FILE {
        return Err("file_too_large");
    }
    media_type(bytes)
}

/// What is no paper is told apart where the producer would do something else about it.
fn media_type(bytes: &[u8]) -> Result<MediaType, &'static str> {
    match infer::get(bytes).map(|t| t.mime_type()) {
        Some("application/pdf") if pdf::begins(bytes) => Ok(MediaType::Pdf),
        Some("application/pdf") => Err("pdf_not_first"),
        Some("image/jpeg") => Ok(MediaType::Jpeg),
        Some("image/png") => Ok(MediaType::Png),
        // Word and Excel files are ZIP archives. None is opened: what is never unpacked cannot be a bomb.
        Some(t) if t == "application/zip" || t.contains("officedocument") || t.contains("opendocument") => {
            Err("file_office")
        }
        Some(
            "application/vnd.rar"
            | "application/x-7z-compressed"
            | "application/gzip"
            | "application/x-tar"
            | "application/rtf"
            | "text/rtf",
        ) => Err("file_office"),
        Some("application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint") => {
            Err("file_office")
        }
        Some("application/vnd.microsoft.portable-executable" | "application/x-executable") => {
            Err("file_program")
        }
        Some("image/heif" | "image/heic") => Err("file_heic"),
        _ if is_heic(bytes) => Err("file_heic"),
        Some(t) if t.starts_with("image/") => Err("file_picture"),
        _ if bytes.starts_with(b"MZ") => Err("file_program"),
        _ => Err("file_type"),
    }
}

/// The brands under which telephones write their own kind of picture.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] =
        [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"mif1", b"msf1"];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|b| BRANDS.contains(&b))
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
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn work_goes_on_when_its_request_ends_and_keeps_its_turn_until_it_is_done() {
        let (begun, has_begun) = oneshot::channel();
        let (end, may_end) = std::sync::mpsc::channel::<()>();
        let request = tokio::spawn(at_its_turn(true, move || {
            begun.send(()).unwrap();
            let _ = may_end.recv();
        }));
        has_begun.await.unwrap();
        request.abort();
        assert!(request.await.unwrap_err().is_cancelled());
        assert!(OPEN.try_acquire().is_err(), "the picture is still open");
        let more: Vec<_> = (0..64).map(|_| tokio::spawn(at_its_turn(true, || ()))).collect();
        tokio::task::yield_now().await;
        at_its_turn(false, || ()).await.unwrap();
        assert!(more.iter().all(|m| !m.is_finished()), "no picture passes the one that is open");
        end.send(()).unwrap();
        for one in more {
            one.await.unwrap().unwrap();
        }
    }

    #[test]
    fn pictures_of_telephones_keep_their_own_sentence() {
        for brand in ["heic", "mif1", "heis"] {
            let head = [b"\0\0\0\x18ftyp".as_slice(), brand.as_bytes(), &[0; 40]].concat();
            assert_eq!(media_type(&head), Err("file_heic"), "{brand}");
        }
    }

    #[test]
    fn other_kinds_of_pictures_and_archives_are_told_what_to_do_instead() {
        let riff = [b"RIFF\x24\0\0\0WEBPVP8 ".as_slice(), &[0; 40]].concat();
        let avif = [b"\0\0\0\x1cftypavif".as_slice(), &[0; 40]].concat();
        for picture in [&riff, &avif, &b"GIF89a\0\0".to_vec(), &[b"II*\0".as_slice(), &[0; 40]].concat()] {
            assert_eq!(media_type(picture), Err("file_picture"), "{picture:?}");
        }
        for archive in [b"Rar!\x1a\x07\0\0\0".as_slice(), b"7z\xbc\xaf\x27\x1c\0\0"] {
            assert_eq!(media_type(archive), Err("file_office"), "{archive:?}");
        }
    }

    #[test]
    fn names_lose_their_path_and_gain_the_ending_of_the_content() {
        assert_eq!(safe_name("../../etc/giấy phép.exe", MediaType::Pdf), "giấy phép.pdf");
        assert_eq!(safe_name("C:\\x\\\u{7}.png", MediaType::Png), "tai-lieu.png");
    }
}
