//! What a heading between the rows, the name of a sheet, or the title above the table says of the products below it where
//! their own cells do not: their stars (`II. Sản phẩm 4 sao`), their commune (`I. XÃ MẪU A`), their former district (`Huyện
//! Củ Chi`), their decision (`Kèm theo Quyết định số …`). A cell that is filled knows better; where the two contradict each
//! other, it is said or asked.

use super::field::Field;
use super::layout::{Column, Layout};
use super::ruling::{Kept, Ruling};
use super::scope::{Heading, Scope, Scopes};
use super::section_words::{is_list_title, read, says, title_fallen};
use super::sheet::{Cell, Line, words};
use super::title::{self, Titled};
use crate::import::finding::{Finding, Severity, at_cell, named, of_row};
use crate::import::row::standing::{SECTION_WITHHOLDS, STANDING_UNCLEAR};
use crate::import::row::stars;
use ocop_domain::import::{Fallen, Mark, Told, fallen};

/// What sections may say.
const FIELDS: [Field; 6] =
    [Field::Stars, Field::NewCommune, Field::OldDistrict, Field::Decision, Field::Issued, Field::CertYear];
/// Letters of a heading that a remark repeats.
const SHOWN: usize = 160;
/// Rows with what their own cells say.
type KeptRows = Vec<(u32, String)>;

/// What holds of the rows below the last section.
#[derive(Debug, Clone, Default)]
pub struct Above {
    scopes: Scopes,
    /// A title says why the products of its list have no stars.
    fallen: Option<(Fallen, String)>,
    /// The decision that the title names.
    title: Option<Ruling>,
    /// What is to be told with the next product.
    remarks: Vec<Finding>,
    /// Rows that say another decision or day than what stands above them, by heading and by what is told.
    kept: Vec<(String, Kept, KeptRows)>,
}

impl Above {
    /// What the name of a sheet says, its stars, and what the rows above its table do.
    pub fn of_sheet(name: &str, title: &[Line]) -> Above {
        let lines: Vec<String> = title.iter().map(words).collect();
        let of_stars = |text: &str| {
            let said = read(Mark::read(text).1);
            said.into_iter().find(|(f, _)| *f == Field::Stars).map(|(_, stars)| (text.to_owned(), stars))
        };
        let mut titled: Vec<(String, String)> = lines.iter().filter_map(|l| of_stars(l)).collect();
        titled.dedup_by(|a, b| a.1 == b.1);
        let mut above = Above::default();
        if let [(heading, stars)] = titled.as_slice() {
            above.scopes.around(Scope::around(heading, Field::Stars, Some(stars.clone()), true));
        }
        if let Some((heading, stars)) = of_stars(name) {
            // Where the title says other stars than the sheet is called by, neither is taken.
            let agreed = titled.iter().all(|(_, other)| *other == stars);
            let said = Some(stars).filter(|_| agreed);
            above.scopes.around(Scope::around(&heading, Field::Stars, said, false));
        }
        if let Some(why) = fallen(Told::Section, name) {
            let mut sheet = Scope::named(name);
            sheet.fallen = Some(why);
            above.scopes.around(sheet);
        }
        above.fallen = title_fallen(&lines);
        let heading = near_decision(&lines);
        let taken_back = matches!(&above.fallen, Some((Fallen::TakenBack, _)));
        match title::decision(&lines.join("\n")) {
            // What took the recognitions of a list back is no recognition.
            Titled::One(_) if taken_back => {}
            Titled::One(named) => above.title = Some(Ruling::new(named, &short(&heading), true)),
            other => above.remark_title(&heading, &other),
        }
        above
    }

    /// A decision that is spoken of, and cannot be read, is told.
    fn remark_title(&mut self, heading: &str, said: &Titled) {
        let (code, value) = match said {
            Titled::Several(numbers) => ("title_decisions_several", numbers.join(", ")),
            Titled::Open => ("title_decision_open", String::new()),
            _ => return,
        };
        let args = vec![("section".to_owned(), short(heading)), ("value".to_owned(), value)];
        self.remarks.push(of_row(code, args));
    }

    /// Another table begins below the signatures of one: no section of that one speaks of its rows.
    pub fn restart(&mut self) {
        self.scopes.clear();
    }

    /// A section begins.
    pub fn enter(&mut self, heading: &Heading) {
        let decision = title::decision(&heading.text);
        let ruling = match &decision {
            Titled::Nothing => None,
            Titled::One(named) => Some(Some(Ruling::new(named.clone(), &short(&heading.shown), false))),
            other => {
                self.remark_title(&heading.shown, other);
                Some(None)
            }
        };
        self.scopes.enter(Scope::of(heading, ruling));
    }

    /// The same for an assessment before the last that the row tells of. What is said above speaks of the last one: where the
    /// earlier has a decision of its own it stands, and what was taken back (Điều 8) is asked about.
    pub fn fill_earlier(&mut self, line: &mut Line, layout: &Layout, unsaid: &Layout) {
        let withheld = line.findings.len();
        self.fill(line, unsaid);
        let filled =
            |f: Field| layout.column(f).filter(|c| line.cells.get(c.index).is_some_and(|c| !c.is_empty()));
        if filled(Field::Decision).is_none() {
            return;
        }
        let is_said = |f: &Finding| f.code == SECTION_WITHHOLDS;
        let Some(at) = line.findings.iter().skip(withheld).position(is_said).map(|n| n + withheld) else {
            return;
        };
        let column = filled(Field::Stars).cloned();
        let said = line.findings.remove(at);
        let heading = said.args.into_iter().next().map(|(_, text)| text).unwrap_or_default();
        if let Some(column) = column.filter(|_| self.is_taken_back()) {
            let args = vec![("value".to_owned(), heading)];
            let code = STANDING_UNCLEAR;
            let severity = Severity::Question;
            line.findings.push(at_cell(line.row, column.index, &column.heading, severity, code, args));
        }
    }

    /// Was what stands below the open sections, or the whole list, given and taken back?
    fn is_taken_back(&self) -> bool {
        let of_title = || self.fallen.as_ref().map(|(why, _)| *why);
        self.scopes.why_fallen().or_else(of_title) == Some(Fallen::TakenBack)
    }

    /// Fills the cells of a product that its sections say and its own row does not.
    pub fn fill(&mut self, line: &mut Line, layout: &Layout) {
        for remark in self.remarks.drain(..) {
            line.findings.push(Finding { row: line.row, ..remark });
        }
        self.scopes.use_all();
        for field in FIELDS {
            fill(&mut self.scopes, field, line, layout);
        }
        let column = layout.column(Field::Decision);
        let decided = column.and_then(|c| line.cells.get(c.index)).is_some_and(|c| !c.is_empty());
        let fallen = self.scopes.fallen().map(str::to_owned);
        let ruling = self.scopes.ruling();
        let ruling = ruling.unwrap_or(self.title.as_mut());
        // Of a list that is proposed, a row that has a decision was recognised; of one that was taken back, none is.
        let of_title = |(why, title): &(Fallen, String)| {
            let stands = *why == Fallen::NotGiven && (decided || ruling.is_some());
            (!stands).then(|| title.clone())
        };
        if let Some(heading) = fallen.or_else(|| self.fallen.as_ref().and_then(of_title)) {
            let args = vec![("section".to_owned(), short(&heading))];
            line.findings.push(Finding { row: line.row, ..of_row(SECTION_WITHHOLDS, args) });
            return;
        }
        let Some(ruling) = ruling else { return };
        if let Some((kept, value)) = ruling.fill(line, layout) {
            let heading = ruling.heading.clone();
            match self.kept.iter_mut().find(|(h, k, _)| *h == heading && *k == kept) {
                Some((_, _, rows)) => rows.push((line.row, value)),
                None => self.kept.push((heading, kept, vec![(line.row, value)])),
            }
        }
    }

    /// What is told when the last row was read: rows that say otherwise than what stands above them, each with what it says;
    /// and a decision that is named below the last product, as it is not known of which rows it speaks.
    pub fn end(self) -> Vec<Finding> {
        let below = self.scopes.unused_decisions().map(|heading| {
            let args = vec![("section".to_owned(), short(heading))];
            of_row("decision_below_rows", args)
        });
        let mut out: Vec<Finding> = below.collect();
        for (heading, kept, rows) in &self.kept {
            let first = rows.first().map_or(0, |(row, _)| *row);
            let names = rows.iter().map(|(row, value)| format!("{row} “{value}”")).collect();
            let found = named(kept.code(), names).into_iter().map(|mut f| {
                f.args.insert(0, ("section".to_owned(), heading.clone()));
                Finding { row: first, ..f }
            });
            out.extend(found);
        }
        out
    }
}

/// Does a line above a table begin a section, and is no title of a list?
pub fn is_section(heading: &Heading) -> bool {
    let says = || says(&heading.text) || fallen(Told::Section, &heading.text).is_some();
    !is_list_title(&heading.text) && (heading.is_counted() || says())
}

/// Writes what the innermost section that speaks of a field says into an empty cell of it.
fn fill(scopes: &mut Scopes, field: Field, line: &mut Line, layout: &Layout) {
    let Some(column) = layout.column(field) else { return };
    let Some((scope, at)) = scopes.says(field) else { return };
    let (heading, of_title) = (short(&scope.heading), scope.of_title);
    let Some(said) = scope.says.get_mut(at) else { return };
    let Some(text) = said.text.clone() else { return };
    let own = line.cells.get(column.index).cloned().unwrap_or_default();
    if !own.is_empty() {
        // Neither the cell nor the heading is taken: a person says which stars were given. A title is too far from the rows
        // to contradict them.
        let other = stars::of_cell(&own.text()).filter(|_| field == Field::Stars && !of_title);
        if other.is_some() && other != stars::of_cell(&text) {
            line.put(column.index, Cell::Text(format!("{} (đề mục: {text})", own.text())));
        }
        return;
    }
    // Another cell says the place in its own way.
    let places = [Field::OldCommune, Field::NewCommuneCode, Field::OldCommuneCode];
    let filled = |f: &Field| {
        let index = layout.column(*f).map(|c| c.index);
        index.and_then(|i| line.cells.get(i)).is_some_and(|c| !c.is_empty())
    };
    if field == Field::NewCommune && places.iter().any(filled) {
        return;
    }
    // A day of its own says the year.
    if field == Field::CertYear && filled(&Field::Issued) {
        return;
    }
    line.put(column.index, Cell::Text(text.clone()));
    if !std::mem::replace(&mut said.told, true) {
        let args = vec![("section".to_owned(), heading), ("value".to_owned(), text)];
        line.findings.push(Finding { row: line.row, ..of_row("as_section", args) });
    }
}

/// As much of a heading as a remark repeats.
fn short(heading: &str) -> String {
    ocop_domain::text::clean(heading).chars().take(SHOWN).collect()
}

/// The lines of a title that speak of a decision.
fn near_decision(lines: &[String]) -> String {
    let speaks = |l: &&String| title::decision(l) != Titled::Nothing;
    lines.iter().filter(speaks).map(String::as_str).collect::<Vec<_>>().join(" ")
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
