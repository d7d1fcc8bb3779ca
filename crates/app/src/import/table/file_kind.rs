//! Files that are no list at all, told by what they begin with and not by their name: a picture, a PDF, a document, an archive.

/// The sentence for a file that is something else; none for what may be a list.
pub fn other(bytes: &[u8]) -> Option<&'static str> {
    let begins = |sign: &[u8]| bytes.starts_with(sign);
    let at = |from: usize, sign: &[u8]| bytes.get(from..from + sign.len()) == Some(sign);
    let picture = begins(b"\x89PNG\r\n")
        || begins(b"\xff\xd8\xff")
        || begins(b"GIF8")
        || begins(b"II*\0")
        || begins(b"MM\0*")
        || begins(b"RIFF") && at(8, b"WEBP")
        || at(4, b"ftyp");
    if picture {
        return Some("import_is_picture");
    }
    // A PDF may begin a few bytes late.
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Some("import_is_pdf");
    }
    if begins(b"{\\rtf") {
        return Some("import_is_document");
    }
    let archive = begins(b"Rar!\x1a\x07")
        || begins(b"7z\xbc\xaf\x27\x1c")
        || begins(b"\x1f\x8b\x08")
        || begins(b"PK\x05\x06")
        || at(257, b"ustar");
    archive.then_some("import_is_archive")
}

/// The same for a package (ZIP) by the parts it has.
pub fn other_package(has: impl Fn(&str) -> bool) -> Option<&'static str> {
    if has("word/document.xml") || has("ppt/presentation.xml") {
        return Some("import_is_document");
    }
    let book =
        has("xl/workbook.xml") || has("xl/workbook.bin") || has("[content_types].xml") || has("_rels/.rels");
    (!book && !has("content.xml")).then_some("import_is_archive")
}

/// The same for a compound file of the old Office by the names of its streams.
pub fn other_compound(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.bytes().flat_map(|b| [b, 0]).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    (holds("WordDocument") || holds("PowerPoint Document")).then_some("import_is_document")
}
