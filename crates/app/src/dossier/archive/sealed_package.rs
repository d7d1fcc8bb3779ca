//! The sealed package as a download: the sealed text, the list that is its seal, the forms printed from it and every
//! paper, byte for byte. What is in it is proved without a server by `ocop dossier check`.

use crate::dossier::access::load;
use crate::dossier::papers::forms::{Sheet, sheets_of};
use crate::dossier::ward::meeting::meeting_of;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::dossier::leaves::{CONTENT, LIST, Outline, TEXT};
use ocop_domain::dossier::seal::{Seal, seal_of, short};
use ocop_domain::dossier::verify::{MEETING, STATEMENT, SUMS};
use ocop_domain::journal::sha256;
use ocop_store::dossier::seal as store;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A package on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Packs one submission (Điều 6(1)a, 26/2026) for its producer, the commune and the province's office: the sealed text
/// holds the producer's contacts, and without them it would not give its seal. Nothing that no longer fits its seal is
/// packed: a package that leaves the house is whole.
pub async fn sealed_package(cx: &Cx, dossier_id: &str, attempt: i64) -> Result<Archive, Error> {
    let d = load(cx, cx.db(), dossier_id, Act::ContactRead).await?;
    let row = store::find(cx.db(), dossier_id, Some(attempt)).await?.ok_or(Error::NotFound)?;
    if seal_of(&row.seal.text) != row.seal_hash {
        return Err(Error::Conflict("seal_broken"));
    }
    let outline = Outline::of(&row.seal.text).map_err(Error::internal)?;
    let seal = &row.seal.value;
    let mut pack = Pack::new();
    pack.text(TEXT, &row.seal.text)?;
    let named = if outline.format > 1 { LIST } else { TEXT };
    if outline.format > 1 {
        pack.text(LIST, &outline.list())?;
        pack.text(CONTENT, &outline.content())?;
    }
    pack.text(STATEMENT, &format!("{}  {named}\n", row.seal_hash))?;
    pack.text("DOC-TRUOC.txt", &note(cx, seal, &row.seal_hash))?;
    for Sheet { path, bytes } in Box::pin(sheets_of(cx, &row, d.row.invented)).await? {
        pack.bytes(&path, &bytes, CompressionMethod::Deflated)?;
    }
    if let Some(minutes) = Box::pin(meeting_of(cx, &row, d.row.invented)).await? {
        pack.bytes(MEETING, &minutes, CompressionMethod::Deflated)?;
    }
    if let Some(sheet) = seal.confirmed.as_ref().and_then(|c| c.sheet.as_ref()) {
        let bytes = cx.store.files.get(&sheet.sha256).await?;
        if sha256(&bytes) != sheet.sha256 {
            return Err(Error::Conflict("seal_broken"));
        }
        let path = format!("1-ho-so/phieu-xac-nhan.{}", crate::paper::ending(&sheet.media_type));
        pack.bytes(&path, &bytes, CompressionMethod::Stored)?;
    }
    if let Some(changes) = crate::dossier::seal::changes::changes_between(cx.db(), &row).await? {
        let text = serde_json::to_string_pretty(&changes).map_err(Error::internal)?;
        pack.text("1-ho-so/thay-doi.json", &text)?;
    }
    for (path, hash) in &outline.hashes {
        if path.starts_with('#') || path == TEXT || path == CONTENT {
            continue;
        }
        let bytes = cx.store.files.get(hash).await?;
        if sha256(&bytes) != *hash {
            return Err(Error::Conflict("seal_broken"));
        }
        // Papers are PDF and pictures: already small, and so they go out as they lie.
        pack.bytes(path, &bytes, CompressionMethod::Stored)?;
    }
    let number = seal.registration_number.replace('/', "-");
    let stem = ocop_domain::dossier::leaves::safe_name(&format!("ho-so-{number}-lan-{attempt}"));
    Ok(Archive { name: format!("{stem}.zip"), bytes: pack.finish()? })
}

fn note(cx: &Cx, seal: &Seal, hash: &str) -> String {
    format!(
        "HỒ SƠ ĐĂNG KÝ ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP ĐÃ NIÊM PHONG\r\n\r\n\
         Số phiếu: {}, lần nộp {}\r\n\
         Mã niêm phong: {hash}\r\n\
         Trên bản in: {}\r\n\
         Tra cứu: {}/seal/{hash}\r\n\r\n\
         Kiểm tra không cần máy chủ:\r\n\
         \x20   ocop dossier check TỆP.zip --seal {}\r\n\
         hoặc, trong thư mục đã giải nén:\r\n\
         \x20   sha256sum -c {STATEMENT}\r\n\
         \x20   grep -v '  #' {} | sha256sum -c\r\n\r\n\
         Tệp trong 1-ho-so được in từ {TEXT}, không thuộc niêm phong; tệp trong 3-cap-xa do cấp xã lập. Cách tính từng dòng: docs/SEAL.md của chương trình.\r\n",
        seal.registration_number,
        seal.attempt,
        short(hash),
        cx.config.base_url,
        short(hash),
        if seal.format > 1 { LIST } else { SUMS },
    )
}

/// The archive in the making; a fixed time for every entry, so that it depends on nothing but its contents.
struct Pack {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    sums: String,
}

impl Pack {
    fn new() -> Pack {
        Pack { zip: ZipWriter::new(Cursor::new(Vec::new())), sums: String::new() }
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), Error> {
        self.bytes(name, text.as_bytes(), CompressionMethod::Deflated)
    }

    fn bytes(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
        let _ = writeln!(self.sums, "{}  {name}", sha256(bytes));
        self.put(name, bytes, method)
    }

    fn put(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
        let options =
            SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        self.zip.start_file(name, options).map_err(Error::internal)?;
        self.zip.write_all(bytes).map_err(Error::internal)
    }

    fn finish(mut self) -> Result<Vec<u8>, Error> {
        let sums = std::mem::take(&mut self.sums);
        self.put(SUMS, sums.as_bytes(), CompressionMethod::Deflated)?;
        Ok(self.zip.finish().map_err(Error::internal)?.into_inner())
    }
}
