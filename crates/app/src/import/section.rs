//! What a heading between the rows, or the name of a sheet, says of the products below it where no column says it: their
//! stars (`II. Sản phẩm 4 sao`), their commune (`I. XÃ MẪU A`), their former district (`Huyện Củ Chi`).

use super::columns::{Column, Field, Layout};
use super::finding::Severity;
use super::list::at_cell;
use super::sheet::{Cell, Line};
use super::stars;
use ocop_domain::area::{kind_of_key, place_parts};
use ocop_domain::text::fold;

/// What sections may say.
const FIELDS: [Field; 3] = [Field::Stars, Field::NewCommune, Field::OldDistrict];

/// What holds of the rows below the last section, and whether the next row is the first of them.
#[derive(Debug, Clone, Default)]
pub struct Above {
    said: Vec<(Field, String)>,
    heading: String,
    fresh: bool,
    /// The heading says that its products have no star, or have one no longer.
    withholds: bool,
}

/// What is found in a row whose section has no stars to give.
pub const SECTION_WITHHOLDS: &str = "section_withholds";

/// `II. SẢN PHẨM KHÔNG ĐẠT`, `Đã bị thu hồi`, `Tiềm năng 5 sao`.
fn withholds(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        " khong dat ",
        " chua dat ",
        " chua cong nhan ",
        " thu hoi ",
        " bi huy ",
        " huy cong nhan ",
        " het han ",
        " tiem nang ",
        " de nghi ",
        " de xuat ",
        " du kien ",
        " dang ky ",
        " dinh chi ",
        " tam dung ",
        " truot ",
        " phan dau ",
    ];
    let folded = format!(" {} ", fold(text));
    WORDS.iter().any(|w| folded.contains(w))
}

/// A heading that speaks of something without saying it: what was said of that before holds no longer.
fn ends(text: &str) -> Vec<Field> {
    let folded = format!(" {} ", fold(text));
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let mut out = Vec::new();
    if has(&[" san pham ", " sao ", " hang ", " con lai ", " khac "]) {
        out.push(Field::Stars);
    }
    if has(&[
        " xa ",
        " cac xa ",
        " phuong ",
        " khu vuc ",
        " dia ban ",
        " huyen ",
        " quan ",
        " thi xa ",
        " vung ",
    ]) {
        out.extend([Field::NewCommune, Field::OldDistrict]);
    }
    out
}

impl Above {
    /// What the name of a sheet says: its stars.
    pub fn of_sheet(name: &str) -> Above {
        let said = read(name).into_iter().filter(|(f, _)| *f == Field::Stars).collect();
        Above { said, heading: name.to_owned(), fresh: true, withholds: withholds(name) }
    }

    /// A section begins. One of communes ends with the next, one of a district with its communes.
    pub fn enter(&mut self, text: &str) {
        let said = read(text);
        let places = said.iter().any(|(f, _)| *f != Field::Stars);
        // A place within a section of stars says nothing new of the stars.
        if !places {
            self.withholds = withholds(text);
        }
        if said.is_empty() {
            let over = ends(text);
            self.said.retain(|(f, _)| !(over.contains(f) || self.withholds && *f == Field::Stars));
            self.heading = text.to_owned();
            return;
        }
        let has = |field: Field| said.iter().any(|(f, _)| *f == field);
        let district = has(Field::OldDistrict);
        self.said.retain(|(f, _)| !(has(*f) || district && *f == Field::NewCommune));
        self.said.extend(said);
        self.heading = text.to_owned();
        self.fresh = true;
    }

    /// Fills the cells of a product that its sections say.
    pub fn fill(&mut self, line: &mut Line, layout: &Layout) {
        if self.withholds {
            let args = vec![("section".to_owned(), self.heading.chars().take(80).collect())];
            let mut found = at_cell(line.row, 0, "", Severity::Warning, SECTION_WITHHOLDS, args);
            found.column.clear();
            line.findings.push(found);
        }
        for column in layout.columns.iter().filter(|c| c.said_above) {
            let Some((_, text)) = self.said.iter().find(|(f, _)| Some(*f) == column.field) else { continue };
            if line.cells.len() <= column.index {
                line.cells.resize(column.index + 1, Cell::Empty);
            }
            if let Some(cell) = line.cells.get_mut(column.index) {
                *cell = Cell::Text(text.clone());
            }
            if self.fresh {
                let args = vec![
                    ("section".to_owned(), self.heading.chars().take(80).collect()),
                    ("value".to_owned(), text.clone()),
                ];
                let mut found = at_cell(line.row, 0, "", Severity::Warning, "as_section", args);
                found.column.clear();
                line.findings.push(found);
            }
        }
        self.fresh = false;
    }
}

/// Columns that no heading names and sections may fill, behind the widest line.
pub fn columns(layout: &Layout, width: usize) -> Vec<Column> {
    let has = |fields: &[Field]| fields.iter().any(|f| layout.column(*f).is_some());
    let open = FIELDS.into_iter().filter(|field| match field {
        Field::Stars => !has(&[Field::Stars]),
        Field::NewCommune => {
            !has(&[Field::NewCommune, Field::OldCommune, Field::NewCommuneCode, Field::OldCommuneCode])
        }
        _ => !has(&[Field::OldDistrict, Field::NewCommuneCode, Field::OldCommuneCode]),
    });
    let column = |(n, field)| Column {
        index: width + n,
        field: Some(field),
        heading: String::new(),
        said_above: true,
    };
    open.enumerate().map(column).collect()
}

fn read(text: &str) -> Vec<(Field, String)> {
    // Before a mark is taken away: the "3" of "3 sao" is none.
    if let Some(n) = stars::read(text).filter(|_| fold(text).contains("sao") && !withholds(text)) {
        return vec![(Field::Stars, format!("{n} sao"))];
    }
    let text = without_mark(text);
    let before = text.split([':', '(', '–', ';']).next().unwrap_or_default();
    let parts = place_parts(before);
    let of = |part: &String| match kind_of_key(part) {
        "xã" | "phường" | "thị trấn" | "đặc khu" => Some(Field::NewCommune),
        "huyện" | "quận" | "thị xã" => Some(Field::OldDistrict),
        _ => None,
    };
    // Every part is a place: "Xã hội" is none that is known, and is asked about like any other.
    let read: Vec<(Field, String)> = parts.iter().filter_map(|p| Some((of(p)?, p.clone()))).collect();
    if read.len() == parts.len() { read } else { vec![] }
}

/// The text without `I.`, `A)`, `II -` before it.
fn without_mark(text: &str) -> &str {
    let text = text.trim();
    let (mark, rest) = text.split_once([' ', '.', ')']).unwrap_or(("", text));
    let is_mark = !mark.is_empty()
        && (mark.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
            || mark.len() == 1 && mark.chars().all(|c| c.is_ascii_uppercase())
            || mark.bytes().all(|b| b.is_ascii_digit()));
    if is_mark { rest.trim_start_matches(['.', ')', '-', ' ', '/', ':']) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_says_stars_or_a_place() {
        for (text, said) in [
            ("II Sản phẩm 4 sao", vec![(Field::Stars, "4 sao")]),
            ("SẢN PHẨM ĐẠT HẠNG 3 SAO (12 sản phẩm)", vec![(Field::Stars, "3 sao")]),
            ("3 sao", vec![(Field::Stars, "3 sao")]),
            ("I. XÃ MẪU A", vec![(Field::NewCommune, "xã mẫu a")]),
            ("I Phường Xóm Chiếu: 2 sản phẩm", vec![(Field::NewCommune, "phường xóm chiếu")]),
            ("A) Huyện Củ Chi", vec![(Field::OldDistrict, "huyện củ chi")]),
            ("II. Quận 4 (3 SP)", vec![(Field::OldDistrict, "quận 4")]),
            ("Nhóm thực phẩm", vec![]),
            ("Cấp tỉnh", vec![]),
        ] {
            let said: Vec<_> = said.into_iter().map(|(f, t)| (f, t.to_owned())).collect();
            assert_eq!(read(text), said, "{text}");
        }
    }
}
