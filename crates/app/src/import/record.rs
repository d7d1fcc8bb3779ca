//! One row of a list, read cell by cell; everything odd about it becomes a finding.

use super::columns::{Field, Layout};
use super::date::{When, of_serial, when, within};
use super::finding::{Finding, Severity, column_letters};
use super::sheet::{Cell, Line, Sheet};
use super::stars;
use jiff::civil::Date;
use ocop_domain::calendar::read_day as day;
use ocop_domain::import::{
    Recognised, StandIn, decision_numbers, is_name, letters, says_withdrawn, stand_in,
};
use ocop_domain::recognition::valid_until;
use ocop_domain::text::{fold, is_nfc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A commune a person may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: String,
    pub code: String,
    pub name: String,
}

/// What a row says, as it is kept while it waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowData {
    /// Name of the sheet, where the list runs over several.
    pub sheet: String,
    pub id: String,
    pub name: String,
    pub subject: String,
    pub category: String,
    pub stars: Option<u8>,
    /// Proposed only, or its stars are not said: the product is entered, no recognition is.
    pub unrecognised: bool,
    pub decision: String,
    pub decision_number: Option<String>,
    pub issuer: String,
    /// The certificate's number, where the list gives one: kept as it is written.
    pub certificate_no: Option<String>,
    pub issued_text: String,
    pub issued_on: Option<String>,
    pub precision: String,
    pub year: Option<i16>,
    pub expires_on: Option<String>,
    pub address: String,
    pub old_commune: String,
    pub old_commune_code: String,
    pub old_district: String,
    pub old_province: String,
    pub new_commune: String,
    pub new_commune_code: String,
    pub new_province: String,
    pub link: String,
    pub trust: String,
    pub source: String,
    pub province_code: Option<String>,
    pub commune_id: Option<String>,
    /// What the commune and its province are called, for who looks at the list.
    pub commune_name: String,
    pub province_name: String,
    /// The same for every row that names the same place; empty where none is named.
    pub place: String,
    pub candidates: Vec<Candidate>,
    /// Hash of the cells as they were read: tells a corrected row from one that stayed.
    pub content: String,
}

/// Reads one line.
pub struct RowReader<'a> {
    pub sheet: &'a Sheet,
    pub layout: &'a Layout,
    pub line: &'a Line,
    pub findings: Vec<Finding>,
    /// What the rows above said last, for marks that repeat it.
    pub above: HashMap<Field, Cell>,
}

impl RowReader<'_> {
    pub fn find(&mut self, field: Option<Field>, severity: Severity, code: &str, args: &[(&str, &str)]) {
        let column = field.and_then(|f| self.layout.column(f));
        self.findings.push(Finding {
            row: self.line.row,
            column: column.map(|c| column_letters(c.index)).unwrap_or_default(),
            heading: column.map(|c| c.heading.clone()).unwrap_or_default(),
            sheet: self.sheet.name_of(self.line).into(),
            severity,
            code: code.into(),
            args: args.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect(),
        });
    }

    /// The first of these columns the list has.
    pub fn at(&self, fields: &[Field]) -> Option<Field> {
        fields.iter().copied().find(|f| self.layout.column(*f).is_some())
    }

    /// The cell, with what the row above says where a mark repeats it, and empty where words say that there is nothing yet.
    fn cell(&mut self, field: Field) -> Cell {
        let own = self.own_cell(field);
        // Stars are drawn with the signs that elsewhere stand for nothing.
        if field == Field::Stars && matches!(&own, Cell::Text(t) if t.contains(['*', '★', '☆', '⭐'])) {
            self.above.insert(field, own.clone());
            return own;
        }
        let Cell::Text(text) = &own else {
            if !own.is_empty() {
                self.above.insert(field, own.clone());
            }
            return own;
        };
        match stand_in(text) {
            Some(StandIn::Nothing) => {
                if field == Field::Subject {
                    self.placeholder(text);
                }
                Cell::Empty
            }
            // A number belongs to one row: a mark that repeats it gives it to no other.
            Some(StandIn::Above) if matches!(field, Field::CertificateNo | Field::Id) => {
                self.find(Some(field), Severity::Warning, "number_as_above", &[("value", text.trim())]);
                Cell::Empty
            }
            Some(StandIn::Above) => match self.above.get(&field).cloned() {
                Some(above) => {
                    if field == Field::Subject {
                        let args = [("value", &*above.text())];
                        self.find(Some(field), Severity::Warning, "as_above", &args);
                    }
                    above
                }
                None if field == Field::Subject => {
                    self.placeholder(text);
                    Cell::Empty
                }
                None => Cell::Empty,
            },
            None if field == Field::Subject && !own.is_empty() && !is_name(text) => {
                self.placeholder(text);
                Cell::Empty
            }
            None => {
                if !own.is_empty() {
                    self.above.insert(field, own.clone());
                }
                own
            }
        }
    }

    /// Words in the producer's place that name none: a person says who it is.
    fn placeholder(&mut self, text: &str) {
        let args = [("value", text.trim())];
        self.find(Some(Field::Subject), Severity::Question, "producer_placeholder", &args);
    }

    fn own_cell(&self, field: Field) -> Cell {
        let Some(index) = self.layout.column(field).map(|c| c.index) else { return Cell::Empty };
        self.line.cells.get(index).cloned().unwrap_or_default()
    }

    fn text(&mut self, field: Field) -> String {
        match self.cell(field) {
            Cell::Error(e) => {
                // Who makes it and where can be answered by a person; everything else must be mended in the list.
                let asked = matches!(
                    field,
                    Field::Subject | Field::OldCommune | Field::NewCommune | Field::NewProvince
                );
                let severity = if asked { Severity::Warning } else { Severity::Error };
                self.find(Some(field), severity, "cell_error", &[("value", &e)]);
                String::new()
            }
            Cell::Text(raw) => {
                if !is_nfc(&raw) {
                    self.find(Some(field), Severity::Warning, "nfd", &[]);
                }
                Cell::Text(raw).text()
            }
            other => other.text(),
        }
    }

    /// A five-digit code, also where the sheet took it for a number and dropped its zeros.
    fn code(&mut self, field: Field) -> String {
        let text = self.text(field);
        let number = !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit());
        if number { format!("{text:0>5}") } else { text }
    }

    /// A day: (as written, as understood).
    fn when(&mut self, field: Field) -> (String, Option<When>) {
        let serial = match self.cell(field) {
            Cell::Serial(n) | Cell::Number(n) => of_serial(n),
            _ => None,
        };
        let text = self.text(field);
        if let Some(d) = serial {
            return (d.to_string(), Some(When::Day(d)));
        }
        if text.is_empty() {
            return (text, None);
        }
        let read = when(&text);
        if read.is_none() {
            self.find(Some(field), Severity::Error, "date_unreadable", &[("value", &text)]);
        }
        (text, read)
    }

    pub fn read(&mut self) -> RowData {
        let mut data = RowData {
            sheet: self.sheet.name_of(self.line).into(),
            id: self.text(Field::Id),
            name: self.text(Field::Name),
            subject: self.text(Field::Subject),
            category: self.text(Field::Category),
            decision: self.text(Field::Decision),
            issuer: self.text(Field::Issuer),
            address: self.text(Field::Address),
            old_commune: self.text(Field::OldCommune),
            old_commune_code: self.code(Field::OldCommuneCode),
            old_district: self.text(Field::OldDistrict),
            old_province: self.text(Field::OldProvince),
            new_commune: self.text(Field::NewCommune),
            new_commune_code: self.code(Field::NewCommuneCode),
            new_province: self.text(Field::NewProvince),
            link: self.text(Field::Link),
            trust: self.text(Field::Trust),
            source: self.text(Field::Source),
            ..RowData::default()
        };
        // The column of the mapper's own check says nothing of the product, but its damage is worth a remark.
        self.text(Field::MapCheck);
        if data.name.is_empty() && !self.failed(Field::Name) {
            self.find(Some(Field::Name), Severity::Error, "name_missing", &[]);
        }
        let number = self.text(Field::CertificateNo);
        data.certificate_no = Some(number).filter(|n| !n.is_empty());
        let asked = self.findings.iter().any(|f| f.code == "producer_placeholder");
        if data.subject.is_empty() && !asked && !self.failed(Field::Subject) {
            self.find(self.at(&[Field::Subject]), Severity::Question, "producer_missing", &[]);
        }
        self.stars(&mut data);
        self.withdrawn(&mut data);
        self.decision(&mut data);
        self.dates(&mut data);
        data.content = content(self.layout, self.line);
        data
    }

    /// The cell itself could not be read: it is not missing as well.
    fn failed(&self, field: Field) -> bool {
        let letters = self.layout.column(field).map(|c| column_letters(c.index));
        self.findings.iter().any(|f| f.severity == Severity::Error && Some(&f.column) == letters.as_ref())
    }

    /// Điều 3(3): three, four or five stars. A row that does not say them is no recognition.
    fn stars(&mut self, data: &mut RowData) {
        let text = self.text(Field::Stars);
        match stars::read(&text) {
            Some(n) => data.stars = Some(n),
            _ if text.is_empty() => {
                if !self.failed(Field::Stars) {
                    self.find(self.at(&[Field::Stars]), Severity::Warning, "stars_missing", &[]);
                }
                data.unrecognised = true;
            }
            _ => self.find(Some(Field::Stars), Severity::Error, "stars_out_of_range", &[("value", &text)]),
        }
    }

    /// Điều 8: a star that a remark or a column of withdrawals calls withdrawn is not brought in as one that stands.
    fn withdrawn(&mut self, data: &mut RowData) {
        let unread = self.layout.columns.iter().filter(|c| c.field.is_none());
        let cells = unread.filter_map(|c| Some((&c.heading, self.line.cells.get(c.index)?.text())));
        let mut said = cells.filter(|(heading, text)| says_withdrawn(heading, text));
        let Some((_, text)) = said.next() else { return };
        if data.stars.is_some() {
            let text: String = text.trim().chars().take(80).collect();
            self.find(self.at(&[Field::Stars]), Severity::Warning, "stars_withdrawn", &[("value", &text)]);
        }
        data.unrecognised = true;
    }

    fn decision(&mut self, data: &mut RowData) {
        let mut numbers = decision_numbers(&data.decision);
        match numbers.len() {
            0 if data.decision.is_empty() => {}
            0 => {
                let args = [("value", data.decision.as_str())];
                self.find(Some(Field::Decision), Severity::Warning, "decision_number_unread", &args);
            }
            1 => data.decision_number = numbers.pop(),
            _ => {
                let args = [("value", &*numbers.join(", "))];
                self.find(Some(Field::Decision), Severity::Error, "decision_numbers_several", &args);
            }
        }
        if fold(&data.decision).starts_with("de nghi") {
            self.find(Some(Field::Decision), Severity::Warning, "only_proposed", &[]);
            data.unrecognised = true;
        }
    }

    fn dates(&mut self, data: &mut RowData) {
        let (mut text, mut issued) = self.when(Field::Issued);
        // "901/QĐ-UBND ngày 15/3/2025" says the day where no column does.
        if text.is_empty()
            && let Some(d) = within(&data.decision)
        {
            (text, issued) = (d.to_string(), Some(When::Day(d)));
        }
        if let (Some(said), Some(When::Day(day))) = (within(&data.decision), &issued)
            && said != *day
        {
            let args = [("date", text.as_str()), ("decision", data.decision.as_str())];
            self.find(self.at(&[Field::Issued]), Severity::Error, "date_contradicts_decision", &args);
        }
        let (year_text, year) = self.when(Field::CertYear);
        let (_, expires) = self.when(Field::Expires);
        let given = year.as_ref().and_then(When::year);
        if let (Some(a), Some(b)) = (issued.as_ref().and_then(When::year), given)
            && a != b
        {
            let args = [("date", text.as_str()), ("year", year_text.as_str())];
            self.find(self.at(&[Field::Issued]), Severity::Error, "date_contradicts_year", &args);
        }
        let known = issued.or(year);
        data.precision = known.as_ref().map_or("none", When::precision).into();
        data.year = known.as_ref().and_then(When::year).or(given);
        data.issued_text = if text.is_empty() { year_text } else { text };
        let Some(When::Day(from)) = known else {
            // Without its first day a term has no last day that could be checked; one that is given is kept.
            data.expires_on = day_of(expires.as_ref()).map(|d| d.to_string());
            return;
        };
        data.issued_on = Some(from.to_string());
        let lawful = valid_until(from);
        match day_of(expires.as_ref()) {
            Some(until) if until < from => {
                self.find(Some(Field::Expires), Severity::Error, "expires_before_issued", &[]);
            }
            Some(until) => {
                if until != lawful {
                    let args = [("expected", &*lawful.to_string()), ("found", &*until.to_string())];
                    self.find(Some(Field::Expires), Severity::Warning, "expires_not_36_months", &args);
                }
                data.expires_on = Some(until.to_string());
            }
            // Điều 4(3): the term follows from the first day.
            None => data.expires_on = Some(lawful.to_string()),
        }
    }
}

fn day_of(when: Option<&When>) -> Option<Date> {
    match when {
        Some(When::Day(d)) => Some(*d),
        _ => None,
    }
}

/// Hash over the known columns, by what they hold and not by where they stand.
fn content(layout: &Layout, line: &Line) -> String {
    let mut cells: Vec<(Field, String)> = layout
        .columns
        .iter()
        .filter_map(|c| Some((c.field?, line.cells.get(c.index).map(Cell::text).unwrap_or_default())))
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| (field, day(&text).map_or(text, |d| d.to_string())))
        .collect();
    cells.sort();
    let text: String = cells.iter().map(|(field, text)| format!("{field:?}={text}\n")).collect();
    ocop_domain::journal::sha256(text.as_bytes())
}

impl RowData {
    /// What tells two rows apart: name, producer and place, by their exact letters.
    pub fn likeness(&self) -> String {
        format!("{}|{}|{}", letters(&self.name), letters(&self.subject), self.place_id())
    }

    /// The same without tone marks and case, for remarks only.
    pub fn folded_likeness(&self) -> String {
        format!("{}|{}|{}", fold(&self.name), fold(&self.subject), self.place_id())
    }

    fn place_id(&self) -> &str {
        self.commune_id.as_deref().or(self.province_code.as_deref()).unwrap_or_default()
    }

    /// The recognition the row speaks of.
    pub fn recognised(&self) -> Recognised {
        Recognised {
            stars: self.stars.filter(|_| !self.unrecognised),
            number: self.decision_number.clone(),
            day: self.issued_on.as_deref().and_then(|d| d.parse().ok()),
            year: self.year,
        }
    }

    /// The keys under which the same row is known again, the one that is kept first: the list's own id where it is one,
    /// else what the row says. Rows kept by earlier versions under folded names are known by the last.
    pub fn source_keys(&self) -> Vec<String> {
        let own =
            self.id.chars().any(|c| c.is_ascii_alphabetic()) && self.id.chars().any(|c| c.is_ascii_digit());
        if own {
            return vec![format!("id:{}", self.id)];
        }
        let parts =
            [&self.name, &self.subject, &self.new_commune_code, &self.old_commune_code, &self.new_province];
        let key =
            |kind: &str, text: String| format!("{kind}:{}", ocop_domain::journal::sha256(text.as_bytes()));
        let places = [&self.new_commune, &self.old_commune].map(|t| letters(t));
        let exact = [parts.map(|t| letters(t)).join("|"), places.join("|")].join("|");
        vec![key("text", exact), key("row", parts.map(|t| fold(t)).join("|"))]
    }

    /// Do both rows name the same product and producer, letter by letter?
    pub fn same_names(&self, other: &RowData) -> bool {
        letters(&self.name) == letters(&other.name) && letters(&self.subject) == letters(&other.subject)
    }
}
