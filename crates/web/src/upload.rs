//! A form with files. A file beyond its limit is no longer kept but the form is read to its end, so that the page can
//! come back with a sentence at the file and every other word as typed; only a body beyond all bounds is cut short.

use crate::csrf::Proof;
use crate::failure::Failure;
use crate::fields::{Fields, own_page, visit};
use crate::state::AppState;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use ocop_app::Error;
use ocop_app::dossier::SentFile;
use ocop_domain::journal::sha256;

/// How much of a form is kept, and how much is read at all.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// Of one file: the law's forms ask for 20 MB; a little more, so that the verb can say "too large" in words.
    file: usize,
    /// Of one typed field.
    field: usize,
    /// Of all parts together.
    kept: usize,
    /// Of the whole body; what is not kept is only counted.
    sent: usize,
}

const BOUNDS: Bounds =
    Bounds { file: 21 * 1024 * 1024, field: 1024 * 1024, kept: 64 * 1024 * 1024, sent: 160 * 1024 * 1024 };

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

    async fn from_request(req: Request, state: &AppState) -> Result<Upload, Failure> {
        let (mut parts, body) = req.into_parts();
        let visit = visit(&mut parts, state).await;
        let headers = parts.headers.clone();
        let path = parts.uri.path().to_owned();
        let mut upload = read(Request::from_parts(parts, body), BOUNDS).await?;
        let proof = own_page(&visit, &headers, upload.fields.get("csrf"))?;
        if matches!(proof, Proof::Form(_)) {
            let hashes: Vec<String> = upload.files.iter().map(|f| sha256(&f.bytes)).collect();
            upload.fields.sent_as(&proof, &path, &hashes);
        }
        Ok(upload)
    }
}

async fn read(mut req: Request, bounds: Bounds) -> Result<Upload, Failure> {
    DefaultBodyLimit::max(bounds.sent).apply(&mut req);
    let mut form =
        Multipart::from_request(req, &()).await.map_err(|_| Failure(Error::Conflict("broken_upload")))?;
    let mut upload = Upload::default();
    let mut left = bounds.kept;
    while let Some(mut part) = form.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let most = if file_name.is_some() { bounds.file } else { bounds.field }.min(left);
        let (mut bytes, mut size) = (Vec::new(), 0usize);
        while let Some(chunk) = part.chunk().await.map_err(broken)? {
            size = size.saturating_add(chunk.len());
            let room = most.saturating_sub(bytes.len()).min(chunk.len());
            bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
        }
        let kept = bytes.len();
        left = left.saturating_sub(kept);
        match file_name {
            Some(name) if name.is_empty() && size == 0 => {}
            Some(name) => upload.files.push(UploadedFile { field, name, bytes: bytes.into(), size }),
            // Nobody types that much; a form is not taken with words missing.
            None if size > kept => return Err(Failure(Error::Conflict("too_large"))),
            None => upload.fields.push(field, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    Ok(upload)
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

    const SMALL: Bounds = Bounds { file: 30, field: 10, kept: 50, sent: 1000 };

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
        let upload = read(form(31, "Giấy"), SMALL).await.unwrap();
        assert_eq!(upload.fields.get("title"), "Giấy");
        assert_eq!((upload.files[0].bytes.len(), upload.files[0].size), (30, 31));
        assert!(upload.whole().is_err());
        assert!(read(form(30, "Giấy"), SMALL).await.unwrap().whole().is_ok());
    }

    #[tokio::test]
    async fn a_body_beyond_all_bounds_is_refused_as_too_large() {
        for request in [form(2000, "Giấy"), form(1, "quá nhiều chữ")] {
            let refused = read(request, SMALL).await.unwrap_err();
            assert!(matches!(refused.0, Error::Conflict("too_large")));
        }
        let cut = Request::builder().header("content-type", "multipart/form-data; boundary=b");
        let refused = read(cut.body(Body::from("--b\r\nContent-Dis")).unwrap(), SMALL).await.unwrap_err();
        assert!(matches!(refused.0, Error::Conflict("broken_upload")));
    }
}
