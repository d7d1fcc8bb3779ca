//! What one row of a list says: names, stars, decision, days. What it cannot mean is an error of its cell, what a person
//! has to say is a question.

use super::date::{When, no_day_within, of_serial, within, within_loosely};
use super::reader::RowReader;
use super::standing::{FIVE_BY_PROVINCE, SECTION_WITHHOLDS};
use super::stars;
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::table::field::Field;
use crate::import::table::layout::Layout;
use crate::import::table::parts;
use crate::import::table::sheet::{Cell, Line};
use crate::import::table::title::{self, Named, Titled};
use jiff::civil::Date;
use ocop_domain::calendar::{read_day as day, written};
use ocop_domain::import::{
    Symbol, decision_numbers, doubts_standing, is_of_committee, is_of_prime_minister, says_withdrawn, symbol,
};
use ocop_domain::producer::{read_registration, read_tax_number};
use ocop_domain::recognition::{NoTerm, listed_key, no_term, valid_until};
use ocop_domain::text::fold;

impl RowReader<'_> {
    pub fn read(&mut self) -> RowData {
        self.forget_unsaid();
        let mut data = RowData {
            sheet: self.sheet.name_of(self.line).into(),
            id: self.text(Field::Id),
            name: self.text(Field::Name),
            subject: self.subject(),
            former_name: self.text(Field::FormerName),
            former_subject: self.text(Field::FormerSubject),
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
        self.former(&mut data);
        // The column of the mapper's own check says nothing of the product, but its damage is worth a remark.
        self.text(Field::MapCheck);
        if data.name.is_empty() && !self.failed(Field::Name) {
            self.find(Some(Field::Name), Severity::Error, "name_missing", &[]);
        }
        self.certificate(&mut data);
        let asked =
            self.findings.iter().any(|f| matches!(&*f.code, "producer_placeholder" | "producer_several"));
        if data.subject.is_empty() && !asked && !self.failed(Field::Subject) {
            self.find(self.at(&[Field::Subject]), Severity::Question, "producer_missing", &[]);
        }
        self.names(&mut data);
        self.numbers(&mut data);
        self.stars(&mut data);
        self.withdrawn(&mut data);
        self.decision(&mut data);
        self.dates(&mut data);
        self.standing(&mut data);
        self.tell_repeated();
        data.content = content(self.layout, self.line);
        data
    }

    /// The number a list gives to a certificate: words are none, and a few digits alone are shown but find no product.
    fn certificate(&mut self, data: &mut RowData) {
        // What a spreadsheet took for a day is the list's number no more: “1/2025” has become 01/01/2025.
        let day = match self.own_cell(Field::CertificateNo) {
            Cell::Serial(n) => of_serial(n).map(written),
            Cell::Part(text) => Some(text),
            _ => None,
        };
        if let Some(day) = day {
            let args = [("value", day.as_str())];
            self.find(Some(Field::CertificateNo), Severity::Warning, "certificate_is_day", &args);
            return;
        }
        let number = self.text(Field::CertificateNo);
        let value = [("value", number.as_str())];
        let nought = !number.contains(|c: char| matches!(c, '1'..='9'));
        match listed_key(&number) {
            _ if number.is_empty() => return,
            Some(_) => {}
            None if !nought => {
                self.find(Some(Field::CertificateNo), Severity::Warning, "certificate_bare", &value);
            }
            None => {
                self.find(Some(Field::CertificateNo), Severity::Warning, "certificate_is_none", &value);
                return;
            }
        }
        data.certificate_no = Some(number);
    }

    /// Điều 3(3): three, four or five stars. A row that does not say them is no recognition.
    fn stars(&mut self, data: &mut RowData) {
        let text = self.text(Field::Stars);
        match stars::of_cell(&text) {
            Some(n) => data.stars = Some(n),
            _ if text.is_empty() => {
                if !self.failed(Field::Stars) {
                    self.find(self.at(&[Field::Stars]), Severity::Warning, "stars_missing", &[]);
                }
                data.unrecognised = true;
            }
            // One and two stars are ranks of an assessment and no recognition (Điều 3(3)).
            _ if stars::is_below_three(&text) => {
                self.find(Some(Field::Stars), Severity::Warning, "stars_below_three", &[("value", &text)]);
                data.unrecognised = true;
            }
            // Hoped for, or two numbers: a person says which stars, if any, were given.
            _ if stars::is_unclear(&text) => {
                self.find(self.at(&[Field::Stars]), Severity::Question, "stars_unclear", &[("value", &text)]);
            }
            _ => self.find(Some(Field::Stars), Severity::Error, "stars_out_of_range", &[("value", &text)]),
        }
    }

    /// An assessment that a row leaves out says nothing, and a mark below repeats nothing of it.
    fn forget_unsaid(&mut self) {
        let said = parts::said(self.line, self.layout);
        for (n, group) in self.layout.series.iter().enumerate().filter(|(n, _)| !said.contains(n)) {
            self.above.extend(group.keys().map(|f| ((*f, n), Cell::Empty)));
        }
    }

    /// Numbers of the producer have the form the register asks for (Thông tư 86/2024/TT-BTC, Điều 5), or are left out.
    fn numbers(&mut self, data: &mut RowData) {
        let tax = self.digits(Field::TaxNumber);
        // A sheet that took it for a number has dropped the zero before it.
        let zero_lost = matches!(tax.bytes().take_while(u8::is_ascii_digit).count(), 9 | 11);
        let own = if zero_lost { format!("0{tax}") } else { tax.clone() };
        match read_tax_number(&own) {
            Ok(read) => data.tax_number = read,
            Err(_) => {
                let args = [("value", tax.as_str())];
                self.find(Some(Field::TaxNumber), Severity::Warning, "tax_number_unread", &args);
            }
        }
        let number = self.digits(Field::Registration);
        match read_registration(&number) {
            Ok(read) if read.as_ref().is_none_or(|n| n.chars().count() <= 60) => {
                data.registration_number = read;
            }
            _ => {
                let args = [("value", number.as_str())];
                self.find(Some(Field::Registration), Severity::Warning, "registration_unread", &args);
            }
        }
    }

    /// A number that belongs to one producer: a mark that repeats the row above is read, as rows share their producer.
    fn digits(&mut self, field: Field) -> String {
        let text = self.text(field);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    }

    /// Điều 8: a star that a remark or a column of withdrawals calls withdrawn is not brought in as one that stands.
    fn withdrawn(&mut self, data: &mut RowData) {
        let unread = self.layout.columns.iter().filter(|c| !self.layout.is_read(c));
        let cells = unread.filter_map(|c| Some((&c.heading, self.line.cells.get(c.index)?.text())));
        let mut said =
            cells.filter(|(heading, text)| says_withdrawn(heading, text) && !doubts_standing(heading, text));
        // The heading of a section may say it of all its rows.
        let of_section = self.findings.iter().find(|f| f.code == SECTION_WITHHOLDS);
        data.unrecognised |= of_section.is_some();
        let words = of_section.and_then(|f| f.args.first()).map(|(_, words)| words.as_str());
        data.withdrawn |= words.is_some_and(|words| says_withdrawn("", words));
        let Some((_, text)) = said.next() else { return };
        // A remark speaks of the last assessment of its row; of one before it, a person says whether it stands.
        if self.layout.earlier && !data.decision.is_empty() {
            if data.stars.is_some() && !data.unrecognised {
                self.ask_standing(&text);
            }
            return;
        }
        // Also where a person is still to say which stars: that answer gives none back.
        if data.stars.is_some() || self.findings.iter().any(|f| f.code == "stars_unclear") {
            let text: String = text.trim().chars().take(80).collect();
            self.find(self.at(&[Field::Stars]), Severity::Warning, "stars_withdrawn", &[("value", &text)]);
        }
        data.unrecognised = true;
        data.withdrawn = true;
    }

    fn decision(&mut self, data: &mut RowData) {
        // The Prime Minister decides on the programme, and recognises no product (Điều 4(2)).
        let (of_programme, mut numbers): (Vec<_>, Vec<_>) =
            decision_numbers(&data.decision).into_iter().partition(|n| is_of_prime_minister(n));
        if let Some(number) = of_programme.first() {
            let args = [("value", number.as_str())];
            self.find(Some(Field::Decision), Severity::Warning, "decision_of_programme", &args);
            if numbers.is_empty() {
                data.decision.clear();
            }
        }
        match numbers.len() {
            0 if data.decision.is_empty() => {}
            0 => {
                let args = [("value", data.decision.as_str())];
                self.find(Some(Field::Decision), Severity::Warning, "decision_number_unread", &args);
            }
            1 if number_before(&data.decision, numbers.first()).is_some() => {
                let args = [("value", data.decision.as_str())];
                self.find(Some(Field::Decision), Severity::Error, "decision_number_broken", &args);
            }
            1 => {
                data.decision_number = numbers.pop();
                let number = data.decision_number.clone().unwrap_or_default();
                if symbol(&number) != Symbol::Usual {
                    let args = [("value", number.as_str())];
                    self.find(Some(Field::Decision), Severity::Warning, "decision_symbol_unusual", &args);
                }
                // “5 sao (quốc gia)” says so itself.
                let national = fold(&self.own_cell(Field::Stars).text()).contains("quoc gia");
                let by_province = is_of_committee(&number) && !national;
                if data.stars == Some(5) && !data.unrecognised && by_province {
                    let args = [("value", number.as_str())];
                    self.find(self.at(&[Field::Stars]), Severity::Question, FIVE_BY_PROVINCE, &args);
                }
            }
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
            && let Some(d) = within_loosely(&data.decision)
        {
            (text, issued) = (d.to_string(), Some(When::Day(d)));
        }
        if text.is_empty()
            && let Some(no_day) = no_day_within(&data.decision)
        {
            let at = self.at(&[Field::Decision]);
            self.find(at, Severity::Error, "date_does_not_exist", &[("value", &no_day)]);
        }
        // "901/QĐ-UBND tháng 3 năm 2025" says the month, and no day is made up for it.
        if text.is_empty()
            && let Titled::One(Named { when: Some(When::Month(y, m)), .. }) = title::decision(&data.decision)
        {
            (text, issued) = (format!("{y}-{m:02}"), Some(When::Month(y, m)));
        }
        if let (Some(said), Some(When::Day(day))) = (within(&data.decision), &issued)
            && said != *day
        {
            let args = [("date", text.as_str()), ("decision", data.decision.as_str())];
            self.find(self.at(&[Field::Issued]), Severity::Error, "date_contradicts_decision", &args);
        }
        let (year_text, year) = self.when(Field::CertYear);
        let (expires_text, expires) = self.when(Field::Expires);
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
            let until = day_of(expires.as_ref());
            if let (Some(until), Some((first, last))) = (until, known.as_ref().and_then(When::span))
                && self.no_term(until, (first, last), &data.issued_text)
            {
                return;
            }
            data.expires_on = until.map(|d| d.to_string());
            if data.expires_on.is_none() && expires.is_some() && !is_lawful_term(&expires_text) {
                let args = [("found", expires_text.as_str())];
                self.find(Some(Field::Expires), Severity::Warning, "expires_without_day", &args);
            }
            return;
        };
        data.issued_on = Some(from.to_string());
        // QĐ 490/QĐ-TTg of 7/5/2018: no star of the programme is older.
        if from.year() < 2018 {
            self.find(
                self.at(&[Field::Issued, Field::CertYear]),
                Severity::Error,
                "date_before_programme",
                &[],
            );
        }
        let lawful = valid_until(from);
        // Điều 4(3): a month, a year or a term that is not that of the law names no day that could be kept, and the lawful day
        // is not what the list says.
        let other = match &expires {
            None | Some(When::Day(_)) => false,
            Some(When::Unclear) => !is_lawful_term(&expires_text),
            Some(about) => {
                about.year() != Some(lawful.year()) || about.month().is_some_and(|m| m != lawful.month())
            }
        };
        if other {
            let before = expires.as_ref().and_then(When::year).is_some_and(|y| y < from.year());
            let (severity, code) = match before {
                true => (Severity::Error, "expires_before_issued"),
                false => (Severity::Warning, "expires_about_not_36_months"),
            };
            let (first, last) = (written(from), written(lawful));
            let args = [("issued", &*first), ("expected", &*last), ("found", &*expires_text)];
            self.find(Some(Field::Expires), severity, code, &args);
            return;
        }
        match day_of(expires.as_ref()) {
            Some(until) if self.no_term(until, (from, from), &written(from)) => {}
            Some(until) => {
                if until != lawful {
                    let args = [("expected", &*written(lawful)), ("found", &*written(until))];
                    self.find(Some(Field::Expires), Severity::Warning, "expires_not_36_months", &args);
                }
                data.expires_on = Some(until.to_string());
            }
            // Điều 4(3): the term follows from the first day.
            None => data.expires_on = Some(lawful.to_string()),
        }
    }
}

impl RowReader<'_> {
    /// An end that no term can have is a mistake of the list and is not published.
    fn no_term(&mut self, until: Date, span: (Date, Date), issued: &str) -> bool {
        let code = match no_term(until, span) {
            Some(NoTerm::NotAfter) => "expires_before_issued",
            Some(NoTerm::TooLong) => "expires_too_late",
            None => return false,
        };
        let (found, expected) = (written(until), written(valid_until(span.1)));
        let args = [("issued", issued), ("expected", &*expected), ("found", &*found)];
        self.find(Some(Field::Expires), Severity::Error, code, &args);
        true
    }
}

/// `Quyết định 15 23/QĐ-UBND`: a number that stands right before the number of the decision, and may be the beginning of it.
fn number_before<'a>(text: &'a str, number: Option<&String>) -> Option<&'a str> {
    let digits = number?.split('/').next().filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let words: Vec<&str> = text.split_whitespace().collect();
    let begins = |w: &str| w.strip_prefix(digits).is_some_and(|rest| rest.starts_with('/'));
    let at = words.iter().position(|w| begins(w))?;
    let before = words.get(at.checked_sub(1)?)?;
    let of_time = |w: &&str| matches!(fold(w).as_str(), "nam" | "thang" | "ngay" | "dot" | "lan");
    let named = at.checked_sub(2).and_then(|n| words.get(n)).is_some_and(of_time);
    (!named && before.len() <= 5 && before.bytes().all(|b| b.is_ascii_digit())).then_some(before)
}

/// `36 tháng`, `3 năm`: the term of the law, and no day.
fn is_lawful_term(text: &str) -> bool {
    matches!(fold(text).as_str(), "36 thang" | "3 nam")
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
