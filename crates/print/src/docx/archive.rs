//! The parts of a DOCX and the archive they lie in. Page and type follow Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, Times
//! New Roman 13, page number centred at the top from the second page on. The same paper gives the same bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::table::{Cell, Table};
use super::text::{Align, Look, P, WIDTH, escape};
use crate::foot::{ASK, ASK_MASKED, DRAFT, MASKED, SEALED, SEALED_MASKED};
use crate::{Error, Foot, Imprint, qr};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                 xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELS: &str = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
const RED: &str = "9B2C22";

/// 15 mm in English Metric Units.
const QR_SIZE: u32 = 540_000;

/// The mark of the first footnote.
pub(super) const NOTE_MARK: &str =
    "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteReference w:id=\"1\"/></w:r>";

pub(super) fn write(
    title: &str,
    imprint: &Imprint,
    foot: &Foot,
    body: &str,
    notes: &[&str],
) -> Result<Vec<u8>, Error> {
    write_page("w:w=\"11906\" w:h=\"16838\"", title, imprint, foot, body, notes)
}

/// On pages that lie on their side, for tables with many columns.
pub(super) fn write_wide(title: &str, imprint: &Imprint, body: &str) -> Result<Vec<u8>, Error> {
    let page = "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"";
    write_page(page, title, imprint, &Foot::Plain, body, &[])
}

fn write_page(
    page: &str,
    title: &str,
    imprint: &Imprint,
    foot: &Foot,
    body: &str,
    notes: &[&str],
) -> Result<Vec<u8>, Error> {
    let bottom = if matches!(foot, Foot::Sealed(_)) { 1417 } else { 1134 };
    let document = format!(
        "{XML}<w:document {W}><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:headerReference w:type=\"first\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/>\
         <w:footerReference w:type=\"first\" r:id=\"rId6\"/><w:pgSz {page}/>\
         <w:pgMar w:top=\"1247\" w:right=\"1021\" w:bottom=\"{bottom}\" w:left=\"1701\" w:header=\"567\" \
         w:footer=\"340\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body></w:document>"
    );
    let number = P::centered()
        .raw("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>")
        .build();
    let header = |inner: &str| format!("{XML}<w:hdr {W}>{inner}</w:hdr>");
    let footer = format!("{XML}<w:ftr {W}>{}</w:ftr>", footer(imprint, foot));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut put = |name: &str, bytes: &[u8]| -> Result<(), Error> {
        zip.start_file(name, options).map_err(|e| Error::Archive(e.to_string()))?;
        zip.write_all(bytes).map_err(|e| Error::Archive(e.to_string()))
    };
    put("[Content_Types].xml", content_types().as_bytes())?;
    put("_rels/.rels", package_rels().as_bytes())?;
    put("docProps/core.xml", core(title, imprint).as_bytes())?;
    put("word/document.xml", document.as_bytes())?;
    put("word/_rels/document.xml.rels", document_rels().as_bytes())?;
    put("word/styles.xml", format!("{XML}{}", STYLES.replace("{W}", W)).as_bytes())?;
    put("word/settings.xml", format!("{XML}<w:settings {W}><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>").as_bytes())?;
    put("word/header1.xml", header(&number).as_bytes())?;
    put("word/header2.xml", header(&P::centered().build()).as_bytes())?;
    put("word/footnotes.xml", footnotes(notes).as_bytes())?;
    for name in ["footer1", "footer2"] {
        put(&format!("word/{name}.xml"), footer.as_bytes())?;
        if let Foot::Sealed(_) = foot {
            let rel = format!(
                "{XML}<Relationships {RELS}><Relationship Id=\"rId1\" Type=\"{REL}/image\" Target=\"media/qr.png\"/></Relationships>"
            );
            put(&format!("word/_rels/{name}.xml.rels"), rel.as_bytes())?;
        }
    }
    if let Foot::Sealed(mark) = foot {
        put("word/media/qr.png", &qr::qr_png(mark.url())?)?;
    }
    Ok(zip.finish().map_err(|e| Error::Archive(e.to_string()))?.into_inner())
}

fn footer(imprint: &Imprint, foot: &Foot) -> String {
    let small = Look::default().size(16);
    let specimen = imprint
        .specimen
        .as_deref()
        .map(|text| P::centered().look(text, Look { bold: true, colour: Some(RED), ..small }));
    match foot {
        Foot::Plain => specimen.unwrap_or_else(P::centered).build(),
        Foot::Draft => {
            let draft = P::centered().look(DRAFT, Look::BOLD.size(16)).build();
            format!("{}{draft}", specimen.map_or_else(String::new, |p| p.build()))
        }
        Foot::Sealed(mark) => {
            let mut lines: Vec<P> = specimen.map(|p| p.align(Align::Left)).into_iter().collect();
            let (before, ask) = if mark.is_masked() { (SEALED_MASKED, ASK_MASKED) } else { (SEALED, ASK) };
            let words = P::new().space(0, 20);
            let words =
                if mark.is_masked() { words.look(&format!("{MASKED} "), Look::BOLD.size(16)) } else { words };
            lines.push(words.look(&format!("{before} "), small).look(mark.short(), Look::BOLD.size(16)));
            lines.push(P::new().space(0, 0).look(ask, small));
            let mut table = Table::plain(&[WIDTH - 1000, 1000]);
            let code = P::new().align(Align::Right).space(0, 0).raw(&picture(mark.url()));
            table.row(&[Cell::of(&lines), Cell::of(&[code])]);
            // A footer ends with a paragraph, however small.
            format!(
                "{}<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>",
                table.build()
            )
        }
    }
}

fn footnotes(notes: &[&str]) -> String {
    let mut out = String::new();
    for (id, kind) in [(-1, "separator"), (0, "continuationSeparator")] {
        out += &format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
        );
    }
    for (i, note) in notes.iter().enumerate() {
        let mark = "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:footnoteRef/></w:r>";
        let words = P::new().space(0, 0).raw(mark).look(&format!(" {note}"), Look::default().size(22));
        out += &format!("<w:footnote w:id=\"{}\">{}</w:footnote>", i + 1, words.build());
    }
    format!("{XML}<w:footnotes {W}>{out}</w:footnotes>")
}

fn picture(url: &str) -> String {
    let says = escape(&format!("Mã QR dẫn đến {url}"));
    format!(
        "<w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{QR_SIZE}\" cy=\"{QR_SIZE}\"/><wp:docPr id=\"1\" \
         name=\"QR\" descr=\"{says}\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" \
         name=\"qr.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId1\"/><a:stretch><a:fillRect/>\
         </a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{QR_SIZE}\" cy=\"{QR_SIZE}\"/>\
         </a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>"
    )
}

fn content_types() -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut parts = String::new();
    for (name, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("header1", "header"),
        ("header2", "header"),
        ("footer1", "footer"),
        ("footer2", "footer"),
        ("footnotes", "footnotes"),
    ] {
        parts += &format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>");
    }
    format!(
        "{XML}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
         ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>{parts}<Override \
         PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    )
}

fn package_rels() -> String {
    format!(
        "{XML}<Relationships {RELS}><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn document_rels() -> String {
    let mut out = String::new();
    for (id, kind, name) in [
        (1, "styles", "styles"),
        (2, "settings", "settings"),
        (3, "header", "header1"),
        (4, "header", "header2"),
        (5, "footer", "footer1"),
        (6, "footer", "footer2"),
        (7, "footnotes", "footnotes"),
    ] {
        out += &format!("<Relationship Id=\"rId{id}\" Type=\"{REL}/{kind}\" Target=\"{name}.xml\"/>");
    }
    format!("{XML}<Relationships {RELS}>{out}</Relationships>")
}

fn core(title: &str, imprint: &Imprint) -> String {
    let at = imprint.at.strftime("%Y-%m-%dT%H:%M:%SZ");
    format!(
        "{XML}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>ocop</dc:creator>\
         <dc:language>vi-VN</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
         </cp:coreProperties>",
        escape(title)
    )
}

const STYLES: &str = concat!(
    "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>",
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>",
    "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/><w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\" w:bidi=\"ar-SA\"/>",
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>",
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/>",
    "<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/>",
    "<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/><w:basedOn w:val=\"Normal\"/>",
    "<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val=\"2\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
    "<w:style w:type=\"table\" w:styleId=\"Bang\"><w:name w:val=\"Bang\"/><w:rPr><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/></w:rPr></w:style>",
    "</w:styles>"
);
