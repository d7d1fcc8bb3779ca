//! What a list says of a star beside its rank that puts in doubt that it stands: a person says whether it does. Nothing of the
//! row is published before.

use super::reader::RowReader;
use crate::import::finding::{Finding, Severity};
use crate::import::record::RowData;
use crate::import::row::date::within_loosely;
use crate::import::table::field::Field;
use ocop_domain::import::{doubts_standing, says_withdrawn};
use std::collections::HashMap;

/// Questions that are answered by the stars, by that there are none, or by that they were withdrawn.
pub const ASKS_STARS: [&str; 6] = [
    "stars_unclear",
    STANDING_UNCLEAR,
    STANDING_UNCLEAR_ELSEWHERE,
    WITHDRAWN_BEFORE,
    FOOTNOTE_UNCLEAR,
    FIVE_BY_PROVINCE,
];

pub const STANDING_UNCLEAR: &str = "standing_unclear";
/// Another row of the product puts its star in doubt.
const STANDING_UNCLEAR_ELSEWHERE: &str = "standing_unclear_elsewhere";
/// An earlier list called the star withdrawn that this one gives again.
pub const WITHDRAWN_BEFORE: &str = "withdrawn_before";
/// The cells of a row bear a mark that a note below the table explains.
pub const FOOTNOTE_UNCLEAR: &str = "footnote_unclear";

/// Five stars by a decision of the province.
pub const FIVE_BY_PROVINCE: &str = "five_stars_by_province";
/// What is found in a row whose section has no stars to give.
pub const SECTION_WITHHOLDS: &str = "section_withholds";

pub fn asks_stars(code: &str) -> bool {
    ASKS_STARS.contains(&code)
}

impl RowReader<'_> {
    /// Asks about a row whose remarks, state or name put its star in doubt, and keeps what they say.
    pub(in crate::import) fn standing(&mut self, data: &mut RowData) {
        self.doubt(data);
        let said = |f: &&Finding| matches!(&*f.code, STANDING_UNCLEAR | FOOTNOTE_UNCLEAR);
        let values = self.findings.iter().filter(said).filter_map(|f| f.args.last());
        data.doubt = values.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("; ");
    }

    /// Asks once for a row whose remarks, state or name put its star in doubt. A row that brings none is not asked about.
    fn doubt(&mut self, data: &RowData) {
        let unclear = self.findings.iter().any(|f| f.code == "stars_unclear");
        if data.unrecognised || data.stars.is_none() && !unclear {
            self.findings.retain(|f| {
                f.severity != Severity::Question || f.code == "stars_unclear" || !asks_stars(&f.code)
            });
            return;
        }
        if self.findings.iter().any(|f| f.code == STANDING_UNCLEAR) {
            return;
        }
        // "Hết hạn 15/3/2028" says when the star's term ends, as its own column does.
        let term = |text: &str| within_loosely(text).is_some_and(|d| Some(d.to_string()) == data.expires_on);
        let unread = self.layout.columns.iter().filter(|c| !self.layout.is_read(c));
        let cells = unread.filter_map(|c| Some((&c.heading, self.line.cells.get(c.index)?.text())));
        let said = cells.filter(|(heading, text)| doubts_standing(heading, text) && !term(text));
        let of_name = || {
            let (_, behind) = data.name.split_once(['(', '[']).or(data.name.split_once(" - "))?;
            (doubts_standing("", behind) || says_withdrawn("", behind)).then(|| data.name.clone())
        };
        let Some(text) = said.map(|(_, text)| text).next().or_else(of_name) else { return };
        self.ask_standing(&text);
    }

    pub(in crate::import) fn ask_standing(&mut self, text: &str) {
        let text: String = text.trim().chars().take(120).collect();
        self.find(self.at(&[Field::Stars]), Severity::Question, STANDING_UNCLEAR, &[("value", &text)]);
    }
}

/// Where one row of a product says that its star was withdrawn, or is in doubt, the other rows of the product that give it stars
/// are asked about as well, unless they tell of a later recognition.
pub fn tell(rows: &mut [(RowReader<'_>, RowData, Vec<String>)]) {
    let doubted = |reader: &RowReader<'_>| {
        let says = |text: &str| doubts_standing("", text) || says_withdrawn("", text);
        reader.findings.iter().find_map(|f| {
            let (_, value) = f.args.first()?;
            let doubts = match &*f.code {
                "stars_withdrawn" | STANDING_UNCLEAR => true,
                "stars_unclear" | SECTION_WITHHOLDS => says(value),
                _ => false,
            };
            doubts.then(|| value.clone())
        })
    };
    let mut of_products: HashMap<String, (usize, String, Option<String>)> = HashMap::new();
    for (at, (reader, data, _)) in rows.iter().enumerate() {
        if let Some(value) = doubted(reader) {
            of_products.entry(data.likeness()).or_insert((at, value, data.issued_on.clone()));
        }
    }
    if of_products.is_empty() {
        return;
    }
    let row_of: Vec<String> = rows.iter().map(|(reader, ..)| reader.line.row.to_string()).collect();
    for (at, (reader, data, _)) in rows.iter_mut().enumerate() {
        let Some((from, value, day)) = of_products.get(&data.likeness()) else { continue };
        let later = matches!((&data.issued_on, day), (Some(own), Some(day)) if own > day);
        let asked = reader.findings.iter().any(|f| asks_stars(&f.code));
        if *from != at && !later && !asked && data.stars.is_some() && !data.unrecognised {
            let row = &row_of[*from];
            // The other assessment of the same row.
            if *row == reader.line.row.to_string() {
                reader.ask_standing(value);
                continue;
            }
            let args = [("row", row.as_str()), ("value", value.as_str())];
            reader.find(reader.at(&[Field::Stars]), Severity::Question, STANDING_UNCLEAR_ELSEWHERE, &args);
        }
    }
}
