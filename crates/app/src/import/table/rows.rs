//! What the rows of a list are: products, and what stands between and below them. Headings of sections, totals, headings
//! printed again on the next page, signatures: they are no products and are named, not brought in.

use super::columns::is_heading;
use super::field::Field;
use super::layout::Layout;
use super::sheet::{Cell, Line, Sheet};
use super::title::{self, Titled};
use ocop_domain::import::{Mark, Told, fallen};
use ocop_domain::text::fold;
use std::collections::HashMap;

/// Rows of a title between two tables of a sheet that are looked for at most.
pub const MOST_TITLE: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Product,
    /// Nothing but its number.
    Blank,
    /// Headings again, or the numbers of the columns: nothing worth a remark.
    Heading,
    Section,
    /// The title of a further table.
    Title,
    Total,
    /// Signatures and what stands around them.
    Foot,
    /// Words without a product.
    Note,
}

/// The kind of each line after the headings, in order.
pub fn kinds(sheet: &Sheet, layout: &Layout) -> Vec<Kind> {
    let mut foot = false;
    let wide = sheet.merged.iter().filter(|m| m.columns.1 > m.columns.0 + 1);
    let wide = wide.map(|m| ((m.rows.0, m.columns.0), m.columns.1)).collect();
    let headings =
        layout.columns.iter().map(|c| (c.index, (c.field == Some(Field::Name), fold(&c.heading)))).collect();
    let subject = layout.column(Field::Subject).is_some();
    let look = Look { wide, layout, counter: layout.counter(), subject, headings };
    let lines: Vec<&Line> = sheet.lines.iter().skip(layout.line + 1).collect();
    let mut kinds: Vec<Kind> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        // The numbers of the columns stand below headings, also below those that are printed again.
        let below = at < 2 || kinds.last() == Some(&Kind::Heading);
        let kind = look.kind(line, below, foot);
        if kind == Kind::Heading && foot {
            // Below the signatures of one table another begins, with a title of its own.
            foot = false;
            let signed = |i: usize| lines.get(i).is_none_or(|l| says_signature(l));
            let title = (0..at)
                .rev()
                .take(MOST_TITLE)
                .take_while(|i| matches!(kinds.get(*i), Some(Kind::Foot | Kind::Note)) && !signed(*i));
            for i in title.collect::<Vec<_>>() {
                if let Some(kind) = kinds.get_mut(i) {
                    *kind = Kind::Title;
                }
            }
        }
        foot |= kind == Kind::Foot;
        kinds.push(kind);
    }
    kinds
}

fn says_signature(line: &Line) -> bool {
    line.cells.iter().any(|c| is_signature(&ocop_domain::text::legible(&c.text())))
}

struct Look<'a> {
    /// The last column of a region merged over three or more, by its first row and column.
    wide: HashMap<(u32, usize), usize>,
    layout: &'a Layout,
    counter: Option<usize>,
    /// The list has a column of producers.
    subject: bool,
    /// Of each column, folded: whether it is that of the product, and what it is called.
    headings: HashMap<usize, (bool, String)>,
}

impl Look<'_> {
    fn kind(&self, line: &Line, first: bool, foot: bool) -> Kind {
        let said: Vec<(usize, String)> = (0..)
            .zip(&line.cells)
            .filter(|(_, c)| !c.is_empty())
            .map(|(i, c)| (i, ocop_domain::text::legible(&c.text())))
            .collect();
        let counts = |i: usize, t: &str| Some(i) == self.counter && (t.is_empty() || is_number(t));
        let Some(first_said) = said.iter().find(|(i, t)| !counts(*i, t)) else {
            return Kind::Blank;
        };
        // What stands beside the mark that counts the row, in the column that counts or in that of the list's own ids.
        let body: Vec<&(usize, String)> = said.iter().filter(|(i, t)| !self.is_mark_of_row(*i, t)).collect();
        let (at, lead) = body.first().map_or(first_said, |b| *b);
        if self.repeats(&said) || (first && self.is_numbers(&said)) {
            return Kind::Heading;
        }
        let has = |field: Field| self.has(line, field);
        let of_product = [Field::Subject, Field::Stars, Field::Decision].map(has);
        let says = of_product.iter().filter(|b| **b).count();
        let subject = self.layout.column(Field::Subject).and_then(|c| line.cells.get(c.index));
        let named = subject.is_some_and(|c| !c.is_empty() && !is_number(&c.text()));
        let unnamed = !has(Field::Name);
        if (!named || unnamed) && is_total(lead) {
            return Kind::Total;
        }
        // Signatures stand in whatever column is below them; a product has a name and stars.
        let starred = || match self.cell(line, Field::Stars) {
            Some(Cell::Number(_)) => true,
            Some(Cell::Text(t)) => t.contains(['3', '4', '5', '★', '*']),
            _ => false,
        };
        let nameless = || {
            let name = self.cell(line, Field::Name).map(Cell::text).unwrap_or_default();
            name.is_empty() || is_signature(&name)
        };
        let no_product = !has(Field::Subject) && !has(Field::Stars) || !starred() && nameless();
        if no_product && said.iter().any(|(_, t)| is_signature(t)) {
            return Kind::Foot;
        }
        if foot && !(has(Field::Name) && says >= 2) {
            return Kind::Foot;
        }
        // "A | CẤP TỈNH | | 2 sản phẩm": a section with its count, in whatever column the count stands.
        let placed = [Field::Issued, Field::NewCommune, Field::OldCommune, Field::NewCommuneCode].map(has);
        let mark = self.counter.and_then(|c| line.cells.get(c)).map(|c| c.text()).unwrap_or_default();
        // "I | Đợt 1 | | | 123/QĐ-UBND | 5/3/2024": the decision of a section in the columns of decisions.
        if !named && is_mark(&mark) && has(Field::Decision) && !has(Field::Stars) && self.subject {
            return Kind::Section;
        }
        // "1 | Phường Xóm Chiếu", "2 | Sản phẩm 4 sao", or "4 sao" alone below the stars: no product, though it is counted.
        let others = body.len();
        // A region merged over the name and what stands beside it is the cell of no column.
        let spans = |f: Field| self.spans(line, *at, f) || !has(f);
        if self.across(line, *at) && spans(Field::Subject) && !has(Field::Stars) {
            return Kind::Section;
        }
        let lone_stars =
            !has(Field::Name) && has(Field::Stars) && crate::import::row::stars::of_cell(lead).is_some();
        if others == 1 && (lone_stars || super::section_words::says(lead)) {
            return Kind::Section;
        }
        // "1 | Quyết định số 5/QĐ-UBND ngày 5/3/2024", "2 | Hủy bỏ kết quả công nhận", "3 | Sản phẩm khác".
        if self.subject && self.names_section(line, *at, lead, others == 1) {
            return Kind::Section;
        }
        if !named
            && !has(Field::Decision)
            && !placed.contains(&true)
            && (is_mark(&mark) || (mark.is_empty() && is_section(lead)))
        {
            return Kind::Section;
        }
        if says > 0 {
            return Kind::Product;
        }
        let counted = self.counter.and_then(|c| line.cells.get(c)).is_some_and(|c| is_number(&c.text()));
        let known = self.layout.columns.iter().filter(|c| c.field.is_some_and(|f| f != Field::Id));
        let filled = known.filter(|c| c.field.is_some_and(|f| self.has(line, f))).count();
        let alone = said.len() == 1 || (said.len() == 2 && Some(said[0].0) == self.counter);
        if self.across(line, *at) && alone {
            return Kind::Section;
        }
        if !has(Field::Name) {
            let rules = !matches!(title::decision(lead), Titled::Nothing);
            return if alone || rules { Kind::Section } else { Kind::Note };
        }
        if filled > 1 || counted {
            return Kind::Product;
        }
        // A name and nothing else: a section, where products are counted and this row is not, or where it reads like one.
        let marked = alone && said.len() == 2;
        if marked || self.counter.is_some() || is_section(lead) { Kind::Section } else { Kind::Product }
    }

    /// Stands in the place of a product's name what no product is called, with nothing else of a product? A decision may have
    /// its number and its day in their columns.
    fn names_section(&self, line: &Line, at: usize, lead: &str, alone: bool) -> bool {
        let own = self.layout.columns.iter().find(|c| c.index == at).and_then(|c| c.field);
        // A heading begins in the first column of a list, whatever that column holds.
        if own != Some(Field::Name) && (!alone || self.has(line, Field::Name)) {
            return false;
        }
        let of_decision = |f: &Field| {
            matches!(f, Field::Id | Field::Name | Field::Decision | Field::Issued) || Some(*f) == own
        };
        let mut fields = self.layout.columns.iter().filter_map(|c| c.field);
        let bare = !fields.any(|f| !of_decision(&f) && self.has(line, f));
        let text = Mark::read(lead).1;
        let ruled = matches!(title::decision(text), Titled::One(_) | Titled::Several(_));
        if bare && ruled {
            return true;
        }
        const BEGINS: [&str; 7] =
            ["nhom ", "san pham ", "cac san pham ", "dot ", "danh sach ", "phu luc ", "quyet dinh "];
        let folded = format!("{} ", fold(text));
        alone && (fallen(Told::Section, text).is_some() || BEGINS.iter().any(|w| folded.starts_with(w)))
    }

    fn cell<'b>(&self, line: &'b Line, field: Field) -> Option<&'b Cell> {
        self.layout.column(field).and_then(|c| line.cells.get(c.index))
    }

    /// A cell that is filled, also one whose value could not be read.
    fn has(&self, line: &Line, field: Field) -> bool {
        if field == Field::Stars && self.layout.stars.len() > 1 {
            return self.layout.stars.iter().any(|(i, _)| line.cells.get(*i).is_some_and(|c| !c.is_empty()));
        }
        let filled = |i: usize| line.cells.get(i).is_some_and(|c| !c.is_empty());
        let of_series = || self.layout.series.iter().filter_map(|g| g.get(&field)).any(|i| filled(*i));
        self.layout.column(field).is_some_and(|c| filled(c.index)) || of_series()
    }

    /// `I`, `1)`, `*`: what counts a row, where it is counted.
    fn is_mark_of_row(&self, at: usize, text: &str) -> bool {
        let of_ids = self.layout.column(Field::Id).map(|c| c.index);
        let counts = Some(at) == self.counter || Some(at) == of_ids;
        counts
            && (is_number(text) || Mark::alone(text) != Mark::None || matches!(text, "*" | "-" | "+" | "•"))
    }

    /// Does the region that begins here run over the column of a field?
    fn spans(&self, line: &Line, at: usize, field: Field) -> bool {
        let column = self.layout.column(field).map(|c| c.index);
        let to = self.wide.get(&(line.row, at));
        to.zip(column).is_some_and(|(to, c)| (at..=*to).contains(&c))
    }

    /// Merged over the column of the product and others.
    fn across(&self, line: &Line, at: usize) -> bool {
        self.spans(line, at, Field::Name)
    }

    /// The headings again: that of the product at its place, and most others at theirs.
    fn repeats(&self, said: &[(usize, String)]) -> bool {
        let name = said.iter().find(|(i, _)| self.headings.get(i).is_some_and(|(is_name, _)| *is_name));
        let Some((at, text)) = name else { return false };
        let same = |(i, t): &&(usize, String)| self.headings.get(i).is_some_and(|(_, h)| same_heading(h, t));
        let of_name = self.headings.get(at).is_some_and(|(_, h)| same_heading(h, text));
        let enough = || {
            let same = said.iter().filter(same).count();
            same >= 3 && same * 2 > said.len()
        };
        // In other words than before, they are headings all the same.
        of_name && enough() || names_products(text) && most_are_headings(said)
    }

    /// `(1) (2) (3)` or `A B 1 2` below the headings.
    fn is_numbers(&self, said: &[(usize, String)]) -> bool {
        let short = |t: &str| {
            let folded = fold(t);
            let parts: Vec<&str> = folded.split(' ').collect();
            parts.iter().all(|p| p.len() <= 2 && (is_number(p) || p.len() == 1))
        };
        let name = self.layout.column(Field::Name).map(|c| c.index);
        said.len() >= 3 && said.iter().all(|(_, t)| short(t)) && said.iter().any(|(i, _)| Some(*i) == name)
    }
}

/// How the heading of the column of products begins; looked at before anything that takes longer.
pub(in crate::import) fn names_products(text: &str) -> bool {
    const BEGINS: [&str; 7] =
        ["ten san pham", "san pham", "ten sp", "ten hang hoa", "product", "name of", "ocop product"];
    const FIRST: [&str; 17] = [
        "Tên", "TÊN", "tên", "Te", "TE", "te", "Sản", "SẢN", "sản", "Sa", "SA", "sa", "Pro", "PRO", "pro",
        "Name", "OCOP",
    ];
    // Every row is asked: what cannot be a heading is told by its first letters.
    let start = text.trim_start();
    let may_be = text.len() <= 80
        && start.starts_with(['T', 't', 'S', 's', 'P', 'p', 'N', 'O'])
        && FIRST.iter().any(|w| start.starts_with(w))
        && !text.contains(|c: char| c.is_ascii_digit());
    if !may_be {
        return false;
    }
    let folded = fold(text);
    BEGINS.iter().any(|w| folded.starts_with(w)) && super::headings::known(text) == Some(Field::Name)
}

fn most_are_headings(said: &[(usize, String)]) -> bool {
    let of_headings = said.iter().filter(|(_, t)| is_heading(t)).count();
    of_headings >= 3 && of_headings * 2 > said.len()
}

/// The text of a heading, or of the lower of two.
fn same_heading(heading: &str, text: &str) -> bool {
    let folded = fold(text);
    !folded.is_empty()
        && (heading == folded || heading.strip_suffix(&folded).is_some_and(|h| h.ends_with(' ')))
}

fn is_number(text: &str) -> bool {
    let bare = text.trim().trim_matches(['.', ')', '(', ' ']);
    !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit())
}

/// `I`, `IV.`, `A)`: what counts sections and not products.
fn is_mark(text: &str) -> bool {
    Mark::alone(text).is_of_section()
}

fn is_total(text: &str) -> bool {
    let folded = fold(text);
    let begins = |w: &str| folded == w || folded.strip_prefix(w).is_some_and(|rest| rest.starts_with(' '));
    let counted = |w: &str| {
        folded.strip_prefix(w).is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    const BEGINS: [&str; 11] = [
        "tong cong",
        "tong so",
        "tong san pham",
        "cong tong",
        "cong chung",
        "cong toan",
        "cong cac",
        "cong so",
        "cong theo",
        "cong huyen",
        "cong xa",
    ];
    if folded.starts_with("tong cong ty") {
        return false;
    }
    BEGINS.iter().any(|w| begins(w)) || ["tong", "cong", "total"].iter().any(|w| counted(w))
}

fn is_signature(text: &str) -> bool {
    let folded = fold(text);
    let upper = text.trim();
    let begins = ["TM.", "KT.", "TL.", "TUQ.", "T/M", "TM ", "KT "].iter().any(|w| upper.starts_with(w));
    const WHOLE: [&str; 14] = [
        "chu tich",
        "pho chu tich",
        "giam doc",
        "pho giam doc",
        "chanh van phong",
        "truong phong",
        "nguoi lap",
        "nguoi lap bieu",
        "lap bieu",
        "ke toan",
        "thu truong don vi",
        "thu truong co quan",
        "can bo phu trach",
        "nguoi tong hop",
    ];
    const START: [&str; 6] = ["noi nhan", "ky ten", "ky ghi ro", "da ky", "xac nhan cua", "nguoi lap"];
    begins
        || WHOLE.contains(&folded.as_str())
        || START.iter().any(|w| folded.starts_with(w))
        || is_place_and_day(&folded)
}

/// `Đà Lạt, ngày … tháng … năm 2026` above a signature.
fn is_place_and_day(folded: &str) -> bool {
    let padded = format!(" {folded} ");
    // "Quyết định số 9/QĐ-UBND ngày … tháng … năm …" is the heading of a section.
    if [" quyet dinh ", " qd "].iter().any(|w| padded.contains(w)) {
        return false;
    }
    [" ngay ", " thang ", " nam "].iter().all(|w| padded.contains(w)) && !folded.starts_with("ngay")
        || padded.starts_with(" ngay thang nam ")
}

/// `I. XÃ …`, `A) …`, `Sản phẩm 4 sao`.
fn is_section(text: &str) -> bool {
    let (mark, rest) = Mark::read(text);
    let taken = text.trim().strip_suffix(rest).unwrap_or_default();
    if mark.is_of_section() && !rest.is_empty() && taken.contains(['.', ')', '-', ':', '/']) {
        return true;
    }
    if !matches!(title::decision(text), Titled::Nothing) {
        return true;
    }
    let folded = fold(text);
    let stars = crate::import::row::stars::read(text).is_some() && folded.contains("sao");
    let unit =
        ["xa ", "phuong ", "dac khu ", "thi tran ", "huyen ", "tinh ", "nhom ", "nganh ", "danh sach "];
    stars || unit.iter().any(|u| folded.starts_with(u))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_signatures_and_sections_are_no_names_of_products() {
        for text in ["Tổng cộng", "TỔNG CỘNG: 3 sản phẩm", "Tổng số", "Cộng", "Cộng: 12", "Tổng 45"]
        {
            assert!(is_total(text), "{text}");
        }
        for text in ["Tổng hợp hạt điều", "Cốm", "Cộng sản", "Công nghệ"] {
            assert!(!is_total(text), "{text}");
        }
        for text in [
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "CHỦ TỊCH",
            "Người lập biểu",
            "Nơi nhận:",
            "Đà Lạt, ngày 5 tháng 8 năm 2026",
        ] {
            assert!(is_signature(text), "{text}");
        }
        for text in ["Trà TM Bảo Lộc", "Giám đốc cà phê", "Ngày 15 tháng 3 năm 2025"] {
            assert!(!is_signature(text), "{text}");
        }
        for text in ["I. XÃ MẪU A", "II) Phường B", "Sản phẩm 4 sao", "Xã Đông Thạnh"] {
            assert!(is_section(text), "{text}");
        }
        assert!(!is_section("Mật ong") && !is_section("Trà B.Blao"));
    }
}
