//! Files on their way out: evidence and the printed forms.

use crate::failure::Failure;
use crate::visit::Visit;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ocop_app::dossier::{self, Download};

/// A name in a header: ASCII for old readers, RFC 5987 for the rest.
fn disposition(kind: &str, name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let mut full = String::new();
    for b in name.bytes() {
        if b.is_ascii_alphanumeric() || b"._-".contains(&b) {
            full.push(char::from(b));
        } else {
            full.push_str(&format!("%{b:02X}"));
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

fn answer(media_type: &str, disposition: &str, bytes: Vec<u8>) -> Response {
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, media_type);
    put(header::CONTENT_DISPOSITION, disposition);
    put(header::CACHE_CONTROL, "private, no-store");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // What a person uploaded runs nothing and loads nothing, even when it is looked at. The browser's own PDF viewer
    // does not open in a sandbox; only our own page frames it.
    let policy = match media_type {
        "application/pdf" => "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
        _ => "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    };
    put(header::CONTENT_SECURITY_POLICY, policy);
    response
}

pub async fn evidence(
    visit: Visit,
    Path((id, evidence)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let file = dossier::file(&visit.cx, &id, &evidence).await?;
    Ok(answer_file(file, &headers))
}

/// A paper's bytes, looked at in the browser; told by their hash, so that a reader who has them is not sent them again.
pub(in crate::pages) fn answer_file(file: Download, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", file.sha256);
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|v| v.as_bytes() == tag.as_bytes());
    let kind = if file.inline { "inline" } else { "attachment" };
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        answer(&file.media_type, &disposition(kind, &file.name), file.bytes)
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    response
}

/// A paper the program prints, looked at in the browser.
pub(in crate::pages) fn answer_pdf(name: &str, bytes: Vec<u8>) -> Response {
    answer("application/pdf", &disposition("inline", name), bytes)
}

pub async fn form01(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form01_pdf(&visit.cx, &id).await?;
    Ok(answer("application/pdf", &disposition("inline", "mau-so-01.pdf"), bytes))
}

pub async fn form02(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form02_pdf(&visit.cx, &id).await?;
    Ok(answer("application/pdf", &disposition("inline", "mau-so-02.pdf"), bytes))
}

pub async fn form03(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form03_pdf(&visit.cx, &id).await?;
    Ok(answer("application/pdf", &disposition("inline", "mau-so-03.pdf"), bytes))
}

/// What word processors know a DOCX by.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub async fn form01_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form01_docx(&visit.cx, &id).await?;
    Ok(answer(DOCX, &disposition("attachment", "mau-so-01.docx"), bytes))
}

pub async fn form02_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form02_docx(&visit.cx, &id).await?;
    Ok(answer(DOCX, &disposition("attachment", "mau-so-02.docx"), bytes))
}

pub async fn form03_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::form03_docx(&visit.cx, &id).await?;
    Ok(answer(DOCX, &disposition("attachment", "mau-so-03.docx"), bytes))
}

/// A paper looked at in the browser.
pub(super) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    answer("application/pdf", &disposition("inline", name), bytes)
}

/// A paper taken away to be finished.
pub(super) fn docx(name: &str, bytes: Vec<u8>) -> Response {
    answer(DOCX, &disposition("attachment", name), bytes)
}

/// The commune's letter to the producer.
pub async fn letter(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::letter_pdf(&visit.cx, &id).await?;
    Ok(answer("application/pdf", &disposition("inline", "cong-van.pdf"), bytes))
}

pub async fn letter_docx(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::letter_docx(&visit.cx, &id).await?;
    Ok(answer(DOCX, &disposition("attachment", "cong-van.docx"), bytes))
}

/// One submission as it was sealed, to be proved anywhere with `ocop dossier check`.
pub async fn package(visit: Visit, Path((id, attempt)): Path<(String, i64)>) -> Result<Response, Failure> {
    let archive = dossier::sealed_package(&visit.cx, &id, attempt).await?;
    Ok(answer("application/zip", &disposition("attachment", &archive.name), archive.bytes))
}

pub async fn labels(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let bytes = dossier::sample_labels(&visit.cx, &id).await?;
    Ok(answer("application/pdf", &disposition("inline", "nhan-san-pham-mau.pdf"), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("inline", "giấy\"\r\n.pdf"),
            "inline; filename=\"gi_y___.pdf\"; filename*=UTF-8''gi%E1%BA%A5y%22%0D%0A.pdf"
        );
    }
}
