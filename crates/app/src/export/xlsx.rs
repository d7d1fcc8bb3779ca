//! A workbook of one sheet, written as a stream (ECMA-376): texts as inline strings, so that no table of strings has to
//! be kept, and never as formulas.

use super::cell::Cell;
use crate::Error;
use crate::pipe::Pipe;
use std::fmt::Write as _;
use std::io::Write;
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

/// Characters of a cell, and rows of a sheet, that Excel takes.
const MOST_TEXT: usize = 32_767;
const MOST_ROWS: u32 = 1_048_576;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
"#;
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="OCOP" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// Style 0: as it is; 1: text; 2: a day; 3: a heading.
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>"#;
const SHEET: &str = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#;
const SHEET_END: &str = "</sheetData></worksheet>";

pub(super) struct Writer {
    zip: ZipWriter<StreamWriter<Pipe>>,
    rows: u32,
}

impl Writer {
    pub(super) fn begin(out: Pipe, labels: &[Cell]) -> Result<Writer, Error> {
        let mut w = Writer { zip: ZipWriter::new_stream(out), rows: 0 };
        for (name, part) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", PACKAGE),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", PARTS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", SHEET),
        ] {
            w.zip.start_file(name, SimpleFileOptions::default()).map_err(Error::internal)?;
            w.put(HEAD)?;
            w.put(part)?;
        }
        w.styled(labels, 3)?;
        Ok(w)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        self.styled(cells, 1)
    }

    fn styled(&mut self, cells: &[Cell], text_style: u8) -> Result<(), Error> {
        if self.rows >= MOST_ROWS {
            return Err(Error::internal("a sheet holds no more rows"));
        }
        self.rows += 1;
        let mut row = format!("<row r=\"{}\">", self.rows);
        for (at, cell) in cells.iter().enumerate() {
            let place = format!("{}{}", crate::import::column_letters(at), self.rows);
            let written = match cell {
                Cell::Empty => Ok(()),
                Cell::Text(text) if text.is_empty() => Ok(()),
                Cell::Text(text) => write!(
                    row,
                    "<c r=\"{place}\" s=\"{text_style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                ),
                Cell::Number(n) => write!(row, "<c r=\"{place}\"><v>{n}</v></c>"),
                Cell::Day(day) => write!(row, "<c r=\"{place}\" s=\"2\"><v>{}</v></c>", serial(*day)?),
            };
            written.map_err(Error::internal)?;
        }
        row.push_str("</row>");
        self.put(&row)
    }

    pub(super) fn end(mut self) -> Result<(), Error> {
        self.put(SHEET_END)?;
        self.zip.finish().map_err(Error::internal)?;
        Ok(())
    }

    fn put(&mut self, text: &str) -> Result<(), Error> {
        self.zip.write_all(text.as_bytes()).map_err(Error::internal)
    }
}

/// Days since 30/12/1899, as spreadsheets count.
fn serial(day: jiff::civil::Date) -> Result<i32, Error> {
    let zero = jiff::civil::date(1899, 12, 30);
    Ok(day.since(zero).map_err(Error::internal)?.get_days())
}

/// A text within XML. What XML cannot hold, and what reads like such a sign written out, is written as `_xHHHH_`
/// (ECMA-376, ST_Xstring); a text longer than Excel takes is cut, with a sign that it was.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut room = MOST_TEXT;
    for (at, c) in text.char_indices() {
        room = room.saturating_sub(c.len_utf16());
        if room == 0 && at + c.len_utf8() < text.len() {
            out.push('…');
            break;
        }
        let rest = text.get(at..).unwrap_or_default();
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '_' if reads_as_sign(rest) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(c),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_ascii_control() => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn reads_as_sign(rest: &str) -> bool {
    let b = rest.as_bytes();
    b.len() >= 6 && b.starts_with(b"_x") && b.iter().skip(2).take(4).all(u8::is_ascii_hexdigit)
}
