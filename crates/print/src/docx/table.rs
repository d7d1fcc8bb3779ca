//! Tables of WordprocessingML: fixed widths, header rows that come again on every page, rows that are never parted.

use std::fmt::Write as _;

use super::text::{Align, P};

pub(super) struct Cell {
    /// One or more paragraphs.
    xml: String,
    span: u32,
    shade: bool,
}

impl Cell {
    pub fn of(paragraphs: &[P]) -> Cell {
        let xml: String = paragraphs.iter().map(P::build).collect();
        Cell { xml: if xml.is_empty() { P::cell().build() } else { xml }, span: 1, shade: false }
    }

    pub fn text(text: &str) -> Cell {
        Cell::of(&[P::cell().text(text)])
    }

    pub fn bold(text: &str) -> Cell {
        Cell::of(&[P::cell().bold(text)])
    }

    pub fn figure(text: &str, bold: bool) -> Cell {
        let p = P::cell().align(Align::Center);
        Cell::of(&[if bold { p.bold(text) } else { p.text(text) }])
    }

    pub fn span(self, span: u32) -> Cell {
        Cell { span, ..self }
    }

    pub fn shaded(self) -> Cell {
        Cell { shade: true, ..self }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    None,
    /// Around the whole.
    Box,
    All,
}

pub(super) struct Table {
    widths: Vec<u32>,
    lines: Lines,
    rows: String,
}

impl Table {
    /// With lines, for figures and lists.
    pub fn ruled(widths: &[u32]) -> Table {
        Table { widths: widths.to_vec(), lines: Lines::All, rows: String::new() }
    }

    /// Without lines, to set things beside each other.
    pub fn plain(widths: &[u32]) -> Table {
        Table { widths: widths.to_vec(), lines: Lines::None, rows: String::new() }
    }

    /// One frame around what stands in it.
    pub fn boxed(width: u32) -> Table {
        Table { widths: vec![width], lines: Lines::Box, rows: String::new() }
    }

    pub fn head(&mut self, names: &[&str]) {
        let cells: Vec<Cell> = names.iter().map(|n| Cell::figure(n, true)).collect();
        self.add(&cells, "<w:cantSplit/><w:tblHeader/>");
    }

    pub fn row(&mut self, cells: &[Cell]) {
        self.add(cells, "<w:cantSplit/>");
    }

    /// A row that may be longer than a page and is then parted.
    pub fn long_row(&mut self, cells: &[Cell]) {
        self.add(cells, "");
    }

    fn add(&mut self, cells: &[Cell], props: &str) {
        let _ = write!(self.rows, "<w:tr><w:trPr>{props}</w:trPr>");
        let mut at = 0;
        for cell in cells {
            let span = cell.span as usize;
            let width: u32 = self.widths.iter().skip(at).take(span).sum();
            at += span;
            let _ = write!(self.rows, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
            if span > 1 {
                let _ = write!(self.rows, "<w:gridSpan w:val=\"{span}\"/>");
            }
            if cell.shade {
                self.rows.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/>");
            }
            let middle = if self.lines == Lines::All { "<w:vAlign w:val=\"center\"/>" } else { "" };
            let _ = write!(self.rows, "{middle}</w:tcPr>{}</w:tc>", cell.xml);
        }
        self.rows.push_str("</w:tr>");
    }

    pub fn build(&self) -> String {
        let line = |side: &str| match self.lines != Lines::None
            && (self.lines == Lines::All || !side.starts_with("inside"))
        {
            true => format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"),
            false => format!("<w:{side} w:val=\"nil\"/>"),
        };
        let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
        let (pad, style) = match self.lines {
            Lines::None => (0, ""),
            Lines::Box => (160, ""),
            Lines::All => (80, "<w:tblStyle w:val=\"Bang\"/>"),
        };
        let total: u32 = self.widths.iter().sum();
        let grid: String = self.widths.iter().map(|w| format!("<w:gridCol w:w=\"{w}\"/>")).collect();
        format!(
            "<w:tbl><w:tblPr>{style}<w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders>\
             <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"30\" w:type=\"dxa\"/><w:left w:w=\"{pad}\" \
             w:type=\"dxa\"/><w:bottom w:w=\"30\" w:type=\"dxa\"/><w:right w:w=\"{pad}\" w:type=\"dxa\"/></w:tblCellMar>\
             </w:tblPr><w:tblGrid>{grid}</w:tblGrid>{}</w:tbl>",
            self.rows
        )
    }
}
