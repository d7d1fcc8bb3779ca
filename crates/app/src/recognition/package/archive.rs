//! The archive itself: the same entries give the same bytes, so its hash can be compared.

use crate::Error;
use ocop_domain::journal::sha256;
use ocop_domain::text::cell;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// One file of the package.
#[derive(Debug, Clone)]
pub struct Entry {
    pub path: String,
    /// What it is, in the words of the index.
    pub title: String,
    pub bytes: Vec<u8>,
}

/// Entries with their index (`index.csv`, `index.html`) and `SHA256SUMS`, which lists the index files as well.
pub fn build(title: &str, entries: &[Entry]) -> Result<Vec<u8>, Error> {
    let csv = index_csv(entries)?;
    let html = index_html(title, entries);
    let mut sums = String::new();
    for (path, bytes) in entries
        .iter()
        .map(|e| (e.path.as_str(), e.bytes.as_slice()))
        .chain([("index.csv", csv.as_slice()), ("index.html", html.as_bytes())])
    {
        let _ = writeln!(sums, "{}  {path}", sha256(bytes));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time and method for every entry: the archive depends on nothing but its contents.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut put = |path: &str, bytes: &[u8]| -> Result<(), Error> {
        zip.start_file(path, options).map_err(Error::internal)?;
        zip.write_all(bytes).map_err(Error::internal)
    };
    put("index.html", html.as_bytes())?;
    put("index.csv", &csv)?;
    put("SHA256SUMS", sums.as_bytes())?;
    for e in entries {
        put(&e.path, &e.bytes)?;
    }
    Ok(zip.finish().map_err(Error::internal)?.into_inner())
}

fn index_csv(entries: &[Entry]) -> Result<Vec<u8>, Error> {
    // With a byte order mark: spreadsheet programs take a CSV without one for another encoding.
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let mut row = |cells: [&str; 5]| out.write_record(cells).map_err(Error::internal);
    row(["stt", "path", "title", "size", "sha256"])?;
    for (i, e) in entries.iter().enumerate() {
        row([
            &(i + 1).to_string(),
            &cell(&e.path),
            &cell(&e.title),
            &e.bytes.len().to_string(),
            &sha256(&e.bytes),
        ])?;
    }
    out.into_inner().map_err(Error::internal)
}

fn index_html(title: &str, entries: &[Entry]) -> String {
    let mut rows = String::new();
    for (i, e) in entries.iter().enumerate() {
        let _ = writeln!(
            rows,
            "<tr><td>{}</td><td><a href=\"{}\">{}</a></td><td>{}</td><td><code>{}</code></td></tr>",
            i + 1,
            escape(&e.path),
            escape(&e.title),
            e.bytes.len(),
            sha256(&e.bytes)
        );
    }
    format!(
        "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Hồ sơ đề nghị đánh giá sản phẩm OCOP 5 \
         sao: {title}</title></head>\n<body><h1>Hồ sơ đề nghị đánh giá sản phẩm OCOP 5 sao</h1>\n<p>{title}</p>\n\
         <table border=\"1\" cellpadding=\"6\"><thead><tr><th>STT</th><th>Tài liệu</th><th>Kích thước (byte)</th>\
         <th>SHA-256</th></tr></thead><tbody>\n{rows}</tbody></table></body></html>\n",
        title = escape(title)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_entries_give_the_same_bytes() {
        let e = [Entry { path: "a.json".into(), title: "A".into(), bytes: b"{}".to_vec() }];
        assert_eq!(build("x", &e).unwrap(), build("x", &e).unwrap());
    }

    #[test]
    fn a_title_is_no_formula_for_a_spreadsheet() {
        let title = "=HYPERLINK(\"http://x.example\")".to_owned();
        let e = [Entry { path: "a.json".into(), title, bytes: b"{}".to_vec() }];
        let csv = String::from_utf8(index_csv(&e).unwrap()).unwrap();
        assert!(csv.contains("\"'=HYPERLINK("), "{csv}");
    }
}
