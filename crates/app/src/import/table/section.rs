//! What a heading between the rows, the name of a sheet, or the title above the table says of the products below it where
//! their own cells do not: their stars (`II. Sản phẩm 4 sao`), their commune (`I. XÃ MẪU A`), their former district (`Huyện
//! Củ Chi`), their decision (`Kèm theo Quyết định số …`). A cell that is filled knows better; where the two contradict each
//! other, it is said or asked.

use super::columns::{Column, Field, Layout};
use super::list::at_cell;
use super::ruling::Ruling;
use super::section_words::{ends, read, title_withholds, withholds};
use super::sheet::{Cell, Line};
use super::title::{self, Titled};
use crate::import::finding::{Finding, Severity};
use crate::import::row::date::of_serial;
use crate::import::row::stars;

/// What sections may say.
const FIELDS: [Field; 6] =
    [Field::Stars, Field::NewCommune, Field::OldDistrict, Field::Decision, Field::Issued, Field::CertYear];
/// Letters of a heading that a remark repeats.
const SHOWN: usize = 80;

/// One thing that a heading said.
#[derive(Debug, Clone)]
struct Said {
    field: Field,
    text: String,
    heading: String,
    /// A row was told that it is read from there.
    told: bool,
    /// A title is too far from the rows to contradict them.
    of_title: bool,
}

/// What holds of the rows below the last section.
#[derive(Debug, Clone, Default)]
pub struct Above {
    said: Vec<Said>,
    heading: String,
    /// The heading says that its products have no star, or have one no longer.
    withholds: bool,
    /// A title says so: a row that names its decision knows better.
    title_withholds: Option<String>,
    /// The decision that the title names, and that of the section.
    title: Option<Ruling>,
    section: Option<OfSection>,
    /// How the sections that are open are counted, the outermost first.
    open: Vec<Mark>,
    /// What is to be told with the next product.
    remarks: Vec<Finding>,
}

/// The decision of a section; none where the section speaks of one that cannot be read.
#[derive(Debug, Clone)]
struct OfSection {
    ruling: Option<Ruling>,
    /// How many sections stand around it.
    depth: usize,
    /// A product stands below it.
    used: bool,
}

/// What a section is counted by: a section ends with the next that is counted the same way, and all within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Roman,
    Letter,
    Number,
    None,
}

/// What is found in a row whose section has no stars to give.
pub const SECTION_WITHHOLDS: &str = "section_withholds";

impl Above {
    /// What the name of a sheet says, its stars, and what the rows above its table do.
    pub fn of_sheet(name: &str, title: &[Line]) -> Above {
        let mut above = Above { heading: name.to_owned(), withholds: withholds(name), ..Above::default() };
        let lines: Vec<String> = title.iter().map(words).collect();
        let mut stars: Vec<(Field, String)> = lines.iter().flat_map(|l| read(l)).collect();
        stars.retain(|(f, _)| *f == Field::Stars);
        stars.dedup();
        if let [(field, text)] = stars.as_slice() {
            let heading = lines.iter().find(|l| !read(l).is_empty()).cloned().unwrap_or_default();
            let (field, text) = (*field, text.clone());
            above.said = vec![Said { field, text, heading, told: false, of_title: true }];
        }
        if let Some((field, text)) = read(name).into_iter().find(|(f, _)| *f == Field::Stars) {
            above.said = vec![Said { field, text, heading: name.to_owned(), told: false, of_title: false }];
        }
        let whole = lines.join("\n");
        above.title_withholds = lines.iter().find(|l| title_withholds(l)).cloned();
        above.title = match title::decision(&whole) {
            Titled::One(named) => Some(Ruling::new(named, &near_decision(&lines), true)),
            other => {
                above.remark_title(&near_decision(&lines), &other);
                None
            }
        };
        above
    }

    /// A decision that is spoken of, and cannot be read, is told.
    fn remark_title(&mut self, heading: &str, said: &Titled) {
        let heading: String = heading.chars().take(2 * SHOWN).collect();
        let (code, value) = match said {
            Titled::Several(numbers) => ("title_decisions_several", numbers.join(", ")),
            Titled::Open => ("title_decision_open", String::new()),
            _ => return,
        };
        let args = vec![("section".to_owned(), heading), ("value".to_owned(), value)];
        self.remarks.push(of_row(code, args));
    }

    /// A section begins. One of communes ends with the next, one of a district with its communes, and a decision's with the
    /// next that is counted as it is.
    pub fn enter(&mut self, text: &str) {
        let mark = mark_of(text);
        if mark != Mark::None {
            if let Some(at) = self.open.iter().position(|m| *m == mark) {
                self.open.truncate(at);
                self.section.take_if(|s| s.depth > at);
            }
            self.open.push(mark);
        }
        let depth = self.open.len() + usize::from(mark == Mark::None);
        match title::decision(text) {
            Titled::Nothing => {
                if ends(text).contains(&Field::Decision)
                    && self.section.as_ref().is_some_and(|s| s.depth >= depth)
                {
                    self.section = None;
                }
            }
            Titled::One(named) => {
                self.section =
                    Some(OfSection { ruling: Some(Ruling::new(named, text, false)), depth, used: false });
            }
            other => {
                self.remark_title(text, &other);
                self.section = Some(OfSection { ruling: None, depth, used: false });
            }
        }
        let said = read(text);
        let places = said.iter().any(|(f, _)| !matches!(f, Field::Stars | Field::CertYear));
        // A place within a section of stars says nothing new of the stars.
        if !places {
            self.withholds = withholds(text);
        }
        text.clone_into(&mut self.heading);
        if said.is_empty() {
            let over = ends(text);
            self.said.retain(|s| !(over.contains(&s.field) || self.withholds && s.field == Field::Stars));
            return;
        }
        let has = |field: Field| said.iter().any(|(f, _)| *f == field);
        let district = has(Field::OldDistrict);
        self.said.retain(|s| !(has(s.field) || district && s.field == Field::NewCommune));
        let heading = text.to_owned();
        let of_section =
            |(field, text)| Said { field, text, heading: heading.clone(), told: false, of_title: false };
        self.said.extend(said.into_iter().map(of_section));
    }

    /// Fills the cells of a product that its sections say and its own row does not.
    pub fn fill(&mut self, line: &mut Line, layout: &Layout) {
        for remark in self.remarks.drain(..) {
            line.findings.push(Finding { row: line.row, ..remark });
        }
        if self.withholds {
            let args = vec![("section".to_owned(), self.heading.chars().take(SHOWN).collect())];
            line.findings.push(Finding { row: line.row, ..of_row(SECTION_WITHHOLDS, args) });
        }
        for said in &mut self.said {
            said.fill(line, layout);
        }
        let ruling = match &mut self.section {
            Some(own) => {
                own.used = true;
                own.ruling.as_mut()
            }
            None => self.title.as_mut(),
        };
        let decided = layout.column(Field::Decision).and_then(|c| line.cells.get(c.index));
        if let (Some(title), None, false) =
            (&self.title_withholds, &ruling, decided.is_some_and(|c| !c.is_empty()))
        {
            let args = vec![("section".to_owned(), title.chars().take(SHOWN).collect())];
            line.findings.push(Finding { row: line.row, ..of_row(SECTION_WITHHOLDS, args) });
        }
        if let Some(ruling) = ruling.filter(|_| !self.withholds) {
            ruling.fill(line, layout);
        }
    }
}

impl Above {
    /// A decision that is named below the last product: it is not known of which rows it speaks.
    pub fn end(self) -> Option<Finding> {
        let last = self.section.filter(|s| !s.used)?;
        last.ruling?;
        let args = vec![("section".to_owned(), self.heading.chars().take(2 * SHOWN).collect())];
        Some(of_row("decision_below_rows", args))
    }
}

impl Said {
    fn fill(&mut self, line: &mut Line, layout: &Layout) {
        let Some(column) = layout.column(self.field) else { return };
        let own = line.cells.get(column.index).cloned().unwrap_or_default();
        if !own.is_empty() {
            // Neither the cell nor the heading is taken: a person says which stars were given.
            let other = stars::of_cell(&own.text()).filter(|_| self.field == Field::Stars && !self.of_title);
            if other.is_some() && other != stars::of_cell(&self.text) {
                let both = format!("{} (đề mục: {})", own.text(), self.text);
                put(line, column.index, Cell::Text(both));
            }
            return;
        }
        // Another cell says the place in its own way.
        let places = [Field::OldCommune, Field::NewCommuneCode, Field::OldCommuneCode];
        let filled = |f: &Field| {
            let index = layout.column(*f).map(|c| c.index);
            index.and_then(|i| line.cells.get(i)).is_some_and(|c| !c.is_empty())
        };
        if self.field == Field::NewCommune && places.iter().any(filled) {
            return;
        }
        // A day of its own says the year.
        if self.field == Field::CertYear && filled(&Field::Issued) {
            return;
        }
        put(line, column.index, Cell::Text(self.text.clone()));
        if !std::mem::replace(&mut self.told, true) {
            let heading = self.heading.chars().take(SHOWN).collect();
            let args = vec![("section".to_owned(), heading), ("value".to_owned(), self.text.clone())];
            line.findings.push(Finding { row: line.row, ..of_row("as_section", args) });
        }
    }
}

/// Writes a cell of a line, however short the line is.
pub(in crate::import) fn put(line: &mut Line, index: usize, cell: Cell) {
    if line.cells.len() <= index {
        line.cells.resize(index + 1, Cell::Empty);
    }
    if let Some(place) = line.cells.get_mut(index) {
        *place = cell;
    }
}

/// A remark on a whole row.
pub(in crate::import) fn of_row(code: &str, args: Vec<(String, String)>) -> Finding {
    let mut found = at_cell(0, 0, "", Severity::Warning, code, args);
    found.column.clear();
    found
}

/// What the cells of a line say, one after the other; a day as it is shown.
pub(in crate::import) fn words(line: &Line) -> String {
    let shown = |c: &Cell| match c {
        Cell::Serial(n) => of_serial(*n).map_or_else(|| c.text(), |d| d.strftime("%d/%m/%Y").to_string()),
        _ => c.text(),
    };
    let words: Vec<String> = line.cells.iter().filter(|c| !c.is_empty()).map(shown).collect();
    ocop_domain::text::legible(&words.join(" "))
}

/// The lines of a title that speak of a decision.
fn near_decision(lines: &[String]) -> String {
    let speaks = |l: &&String| title::decision(l) != Titled::Nothing;
    lines.iter().filter(speaks).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn mark_of(text: &str) -> Mark {
    let word = text.split_whitespace().next().unwrap_or_default();
    let bare = word.split(['.', ')', '/', '-', ':']).next().unwrap_or_default();
    match bare {
        "" => Mark::None,
        b if b.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) => Mark::Roman,
        b if b.len() == 1 && b.chars().all(|c| c.is_ascii_uppercase()) => Mark::Letter,
        b if b.bytes().all(|c| c.is_ascii_digit()) => Mark::Number,
        _ => Mark::None,
    }
}

/// Columns that no heading names and sections may fill, behind the widest line.
pub fn columns(layout: &Layout, width: usize) -> Vec<Column> {
    let has = |fields: &[Field]| fields.iter().any(|f| layout.column(*f).is_some());
    let open = FIELDS.into_iter().filter(|field| match field {
        Field::Stars | Field::Decision | Field::Issued | Field::CertYear => !has(&[*field]),
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
