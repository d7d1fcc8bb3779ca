//! Files on their way out, with one set of headers: never kept by a proxy, never guessed at, and what a person uploaded runs
//! nothing and loads nothing.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ocop_app::paper::Download;

const PDF: &str = "application/pdf";
/// What word processors know a DOCX by.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Looked at in the browser, or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Inline,
    Attachment,
}

/// A file of any kind. The name may hold any letter.
pub fn file(how: How, media_type: &str, name: &str, body: impl Into<Body>) -> Response {
    let mut response = (StatusCode::OK, body.into()).into_response();
    let headers = response.headers_mut();
    let mut put = |header: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    };
    put(header::CONTENT_TYPE, media_type);
    put(header::CONTENT_DISPOSITION, &disposition(how, name));
    put(header::CACHE_CONTROL, "private, no-store");
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // The browser's own PDF viewer does not open in a sandbox; only our own page frames it.
    let policy = match media_type {
        PDF => "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
        _ => "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    };
    put(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// A paper the program prints, looked at in the browser.
pub fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    file(How::Inline, PDF, name, bytes)
}

/// A paper the program prints, taken away to be finished.
pub fn docx(name: &str, bytes: Vec<u8>) -> Response {
    file(How::Attachment, DOCX, name, bytes)
}

/// A kept paper. Without a tag by which to ask for it again: nothing keeps what must not be stored.
pub fn kept(paper: Download) -> Response {
    let how = if paper.inline { How::Inline } else { How::Attachment };
    file(how, &paper.media_type, &paper.name, paper.bytes)
}

/// The name for old readers in ASCII, and as RFC 5987 says for the rest.
fn disposition(how: How, name: &str) -> String {
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
    let how = match how {
        How::Inline => "inline",
        How::Attachment => "attachment",
    };
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn value(response: &Response, name: HeaderName) -> &str {
        response.headers().get(name).unwrap().to_str().unwrap()
    }

    #[test]
    fn a_file_runs_nothing_and_its_name_ends_no_header() {
        let sent = file(How::Attachment, "text/html", "Giấy \"phép\";\r\n.html", "x");
        assert_eq!(value(&sent, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(value(&sent, header::CACHE_CONTROL), "private, no-store");
        assert!(value(&sent, header::CONTENT_SECURITY_POLICY).ends_with("sandbox"));
        assert_eq!(
            value(&sent, header::CONTENT_DISPOSITION),
            "attachment; filename=\"Gi_y__ph_p____.html\"; filename*=UTF-8''Gi%E1%BA%A5y%20%22ph%C3%A9p%22%3B%0D%0A.html"
        );
        assert!(
            value(&pdf("a.pdf", vec![]), header::CONTENT_SECURITY_POLICY).contains("frame-ancestors 'self'")
        );
    }

    /// No page writes headers of a file of its own.
    #[test]
    fn every_file_goes_out_through_here() {
        let mut own = Vec::new();
        let mut folders = vec![Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/pages")).to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if std::fs::read_to_string(&path).unwrap().contains("CONTENT_DISPOSITION") {
                    own.push(path);
                }
            }
        }
        assert!(own.is_empty(), "{own:#?}");
    }
}
