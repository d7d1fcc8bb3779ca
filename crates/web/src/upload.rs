//! A form with files. A file beyond its limit is no longer kept but the form is read to its end, so that the page can
//! come back with a sentence at the file and every other word as typed; only a body beyond all bounds is cut short.
//!
//! Until the form has come whole its files lie on the disk, in files without a name: a thousand forms that are never
//! finished hold no memory. Whole forms share a bounded room in memory and wait for it.

use crate::csrf::Proof;
use crate::failure::Failure;
use crate::fields::{Fields, Typed, own_page};
use crate::state::AppState;
use crate::visit::Visit;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request};
use axum::http::StatusCode;
use ocop_app::paper::SentFile;
use ocop_app::{Error, Outage, Space};
use ocop_domain::journal::sha256;
use std::io::{Read, Seek, Write};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How much of a form is kept, and how much is read at all.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// Of one file: the law's forms ask for 20 MB; a little more, so that the verb can say "too large" in words.
    file: usize,
    /// Of all typed fields together.
    fields: usize,
    /// Of all parts together.
    kept: usize,
    /// Of the whole body; what is not kept is only counted.
    sent: usize,
}

const BOUNDS: Bounds =
    Bounds { file: 21 * 1024 * 1024, fields: 1024 * 1024, kept: 64 * 1024 * 1024, sent: 160 * 1024 * 1024 };

/// A file up to this size stays in memory while the rest of the form comes.
const SMALL: usize = 32 * 1024;

/// Room in memory for the files of whole forms, in KiB, and how long a form waits for its share.
const ROOM: usize = 96 * 1024;
const WAIT: Duration = Duration::from_secs(60);
static SHARED: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(ROOM)));

#[derive(Debug, Clone)]
pub struct UploadedFile {
    pub field: String,
    pub name: String,
    /// Its bytes, as far as they were kept.
    pub bytes: Bytes,
    /// How many bytes were sent.
    pub size: usize,
}

impl UploadedFile {
    pub fn sent(&self) -> SentFile {
        SentFile { name: self.name.clone(), bytes: self.bytes.to_vec(), cut: self.bytes.len() < self.size }
    }
}

/// A multipart form: its fields and its files. A file input left empty is not a file.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub fields: Fields,
    pub files: Vec<UploadedFile>,
    /// Its share of the room, given back with the form.
    _room: Option<Arc<OwnedSemaphorePermit>>,
}

impl Upload {
    /// For forms that have no sentence of their own for a file beyond the limit.
    pub fn whole(self) -> Result<Upload, Failure> {
        let whole = self.files.iter().all(|f| f.bytes.len() == f.size);
        if whole { Ok(self) } else { Err(Failure(Error::Conflict("too_large"))) }
    }
}

impl FromRequest<AppState> for Upload {
    type Rejection = Failure;

    /// Files are taken from those alone who are signed in, and others hear so before a byte is read.
    async fn from_request(req: Request, state: &AppState) -> Result<Upload, Failure> {
        let (mut parts, body) = req.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        if !visit.session.as_ref().is_some_and(|s| s.may_act()) {
            return Err(Failure(Error::SignIn));
        }
        let headers = parts.headers.clone();
        let path = parts.uri.path().to_owned();
        let typed = parts.extensions.get::<Typed>().cloned().unwrap_or_default();
        let mut upload = read(Request::from_parts(parts, body), BOUNDS, &state.cx.store.space).await?;
        typed.keep(&upload.fields);
        upload.fields.readable()?;
        let proof = own_page(&visit, &headers, upload.fields.get("csrf"))?;
        if matches!(proof, Proof::Form(_)) {
            let hashes: Vec<String> = upload.files.iter().map(|f| sha256(&f.bytes)).collect();
            upload.fields.sent_as(&proof, &path, &hashes);
            typed.begin(state, &visit, &upload.fields).await?;
        }
        Ok(upload)
    }
}

/// A file on its way in.
struct Coming {
    field: String,
    name: String,
    size: usize,
    kept: usize,
    place: Place,
}

enum Place {
    Memory(Vec<u8>),
    /// Without a name, gone with the form.
    Disk(std::fs::File),
}

impl Coming {
    /// Keeps a piece, on the disk once the file is not small any more.
    async fn keep(mut self, piece: Bytes, space: &Space) -> Result<Coming, Failure> {
        self.kept += piece.len();
        if let Place::Memory(bytes) = &mut self.place
            && self.kept <= SMALL
        {
            bytes.extend_from_slice(&piece);
            return Ok(self);
        }
        space.check().map_err(Error::from)?;
        let dir = space.files_dir().map_or_else(std::env::temp_dir, std::path::Path::to_owned);
        tokio::task::spawn_blocking(move || {
            if let Place::Memory(bytes) = self.place {
                let mut file = tempfile::tempfile_in(dir).map_err(not_kept)?;
                file.write_all(&bytes).map_err(not_kept)?;
                self.place = Place::Disk(file);
            }
            if let Place::Disk(file) = &mut self.place {
                file.write_all(&piece).map_err(not_kept)?;
            }
            Ok(self)
        })
        .await
        .map_err(Error::internal)?
    }

    fn into_file(self) -> Result<UploadedFile, Failure> {
        let bytes = match self.place {
            Place::Memory(bytes) => bytes,
            Place::Disk(mut file) => {
                let mut bytes = Vec::with_capacity(self.kept);
                file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(Error::internal)?;
                bytes
            }
        };
        Ok(UploadedFile { field: self.field, name: self.name, bytes: bytes.into(), size: self.size })
    }
}

fn not_kept(e: std::io::Error) -> Failure {
    Failure(match e.kind() {
        // Only the directory can be missing: the file itself is being made.
        std::io::ErrorKind::NotFound => Error::Unavailable(Outage::Files(e.to_string())),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            Error::Unavailable(Outage::Full(e.to_string()))
        }
        _ => Error::internal(e),
    })
}

async fn read(mut req: Request, bounds: Bounds, space: &Space) -> Result<Upload, Failure> {
    DefaultBodyLimit::max(bounds.sent).apply(&mut req);
    let mut form =
        Multipart::from_request(req, &()).await.map_err(|_| Failure(Error::Conflict("broken_upload")))?;
    let mut fields = Fields::default();
    let mut files = Vec::new();
    let (mut left, mut left_fields) = (bounds.kept, bounds.fields);
    while let Some(mut part) = form.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(str::to_owned) else {
            let mut text = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(broken)? {
                // No person types that much; a form is not taken with words missing.
                left_fields =
                    left_fields.checked_sub(chunk.len()).ok_or(Failure(Error::Conflict("too_large")))?;
                text.extend_from_slice(&chunk);
            }
            fields.push(field, String::from_utf8_lossy(&text).into_owned());
            continue;
        };
        if name.contains('\0') {
            return Err(Failure(Error::Conflict("unreadable")));
        }
        let mut file = Coming { field, name, size: 0, kept: 0, place: Place::Memory(Vec::new()) };
        let most = bounds.file.min(left);
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            file.size = file.size.saturating_add(chunk.len());
            let room = most.saturating_sub(file.kept).min(chunk.len());
            if room > 0 {
                file = file.keep(chunk.slice(..room), space).await?;
            }
        }
        left = left.saturating_sub(file.kept);
        if !(file.name.is_empty() && file.size == 0) {
            files.push(file);
        }
    }
    let share = files.iter().map(|f| f.kept.div_ceil(1024)).sum::<usize>().min(ROOM);
    let room = if share == 0 {
        None
    } else {
        let share = u32::try_from(share).map_err(Error::internal)?;
        let turn = tokio::time::timeout(WAIT, SHARED.clone().acquire_many_owned(share)).await;
        let turn = turn.map_err(|_| Error::Unavailable(Outage::Crowded))?;
        Some(Arc::new(turn.map_err(Error::internal)?))
    };
    let files = tokio::task::spawn_blocking(move || files.into_iter().map(Coming::into_file).collect());
    let files: Result<Vec<UploadedFile>, Failure> = files.await.map_err(Error::internal)?;
    Ok(Upload { fields, files: files?, _room: room })
}

fn broken(e: MultipartError) -> Failure {
    Failure(Error::Conflict(match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "too_large",
        _ => "broken_upload",
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    const TINY: Bounds = Bounds { file: 30, fields: 10, kept: 50, sent: 1000 };

    async fn read(req: Request, bounds: Bounds) -> Result<Upload, Failure> {
        super::read(req, bounds, &Space::default()).await
    }

    fn form(file: usize, title: &str) -> Request {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n{}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n{title}\r\n--b--\r\n",
            "x".repeat(file)
        );
        let kind = "multipart/form-data; boundary=b";
        Request::builder().header("content-type", kind).body(Body::from(body)).unwrap()
    }

    #[tokio::test]
    async fn a_file_beyond_its_limit_does_not_take_the_typed_fields_with_it() {
        let upload = read(form(31, "Giấy"), TINY).await.unwrap();
        assert_eq!(upload.fields.get("title"), "Giấy");
        assert_eq!((upload.files[0].bytes.len(), upload.files[0].size), (30, 31));
        assert!(upload.whole().is_err());
        assert!(read(form(30, "Giấy"), TINY).await.unwrap().whole().is_ok());
    }

    #[tokio::test]
    async fn a_file_that_lay_on_the_disk_comes_back_byte_for_byte() {
        let dir = tempfile::tempdir().unwrap();
        let space = Space::of("postgres://db", dir.path().to_str().unwrap());
        for size in [SMALL - 1, SMALL, SMALL + 1, 3_000_000] {
            let upload = super::read(form(size, "Giấy"), BOUNDS, &space).await.unwrap();
            assert_eq!(upload.files[0].bytes, "x".repeat(size).into_bytes());
            assert_eq!(upload.fields.get("title"), "Giấy");
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing lies there under a name");
        }
        space.keep_free(u64::MAX);
        let refused = super::read(form(SMALL + 1, "Giấy"), BOUNDS, &space).await.unwrap_err();
        assert!(matches!(refused.0, Error::Unavailable(Outage::Full(_))));
    }

    #[tokio::test]
    async fn a_body_beyond_all_bounds_is_refused_as_too_large() {
        for request in [form(2000, "Giấy"), form(1, "quá nhiều chữ")] {
            let refused = read(request, TINY).await.unwrap_err();
            assert!(matches!(refused.0, Error::Conflict("too_large")));
        }
        let cut = Request::builder().header("content-type", "multipart/form-data; boundary=b");
        let refused = read(cut.body(Body::from("--b\r\nContent-Dis")).unwrap(), TINY).await.unwrap_err();
        assert!(matches!(refused.0, Error::Conflict("broken_upload")));
    }
}
