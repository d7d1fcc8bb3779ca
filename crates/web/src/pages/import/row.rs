//! One row of a staged list as its page shows it: what it says, what is asked of it, what may be chosen.

use crate::cli::import::{place, sentence, severity};
use crate::prelude::*;
use ocop_app::Cx;
use ocop_app::import::{self, Action, RowData, RowView};
use std::collections::BTreeMap;

/// One row with the words of its findings and what a person may choose.
pub(super) struct Shown {
    pub row: RowView,
    pub findings: Vec<(&'static str, String, String, String)>,
    pub communes: Vec<Choice>,
    pub ask_commune: bool,
    pub ask_producer: bool,
    pub ask_stars: bool,
    /// The ranks that may be answered.
    pub ranks: Vec<u8>,
    /// Another row says otherwise of the same recognition.
    pub ask_right: bool,
    /// Products of the register of which one may be meant.
    pub products: Vec<Choice>,
    pub ask_product: bool,
    /// Another row gives its number of a certificate to another product.
    pub ask_number: bool,
    /// Id of the list of communes to type from; empty where no province is known.
    pub list: String,
    /// What will be published, in words.
    pub place: String,
    pub stars: String,
    pub issued: String,
    pub until: String,
    /// The decision as it was read: its number and symbol, and its day.
    pub decision: String,
    /// The list's own words for it, where they are others.
    pub decision_written: String,
}

impl Shown {
    pub(super) fn asks(&self) -> bool {
        self.ask_commune
            || self.ask_producer
            || self.ask_stars
            || self.ask_right
            || self.ask_product
            || self.ask_number
    }

    /// The row as its sheet numbers it, with the sheet where the list runs over several, and which of its recognitions it is.
    pub(super) fn number(&self, page: &Page) -> String {
        let mut row = import::row_of(self.row.row).to_string();
        let part = import::part_of(self.row.row);
        if part > 0 {
            row = say!(page, "import.row_part", row, n = (part + 1));
        }
        let sheet = &self.row.data.sheet;
        if sheet.is_empty() { row } else { format!("{row} ({sheet})") }
    }
}

pub(super) async fn shown(
    cx: &Cx,
    page: &Page,
    row: RowView,
    provinces: &mut BTreeMap<String, Vec<String>>,
) -> Result<Shown, Failure> {
    let findings = row.findings.iter().map(|f| {
        let tone = match f.severity {
            import::Severity::Error => "bad",
            import::Severity::Warning => "info",
            import::Severity::Question => "wait",
        };
        (tone, severity(f, cx.lang), place(f, cx.lang), sentence(f, cx.lang))
    });
    let findings = findings.collect();
    let waiting = row.action == Action::Waiting;
    let ask_commune = waiting && row.data.commune_id.is_none();
    let ask_producer = waiting && row.data.subject.is_empty();
    let asks = |code: &str| {
        waiting && row.findings.iter().any(|f| f.code == code && f.severity == import::Severity::Question)
    };
    let ask_stars = import::ASKS_STARS.iter().any(|code| asks(code));
    // Where only it is asked whether the star stands, its rank is the list's.
    let rank = row.data.stars.filter(|_| !asks("stars_unclear"));
    let ranks = rank.map_or_else(|| vec![3, 4, 5], |n| vec![n]);
    let ask_right = asks("recognitions_contradict");
    let ask_product = import::ASKS_PRODUCT.iter().any(|code| asks(code));
    let ask_number = asks("certificate_twice");
    let offered = row.data.products.iter().map(|p| Choice::new(p.id.clone(), p.name.clone()));
    let none = Choice::new(import::APART, page.t("import.product_apart"));
    let products: Vec<Choice> = offered.chain([none]).collect();
    let communes: Vec<Choice> = row
        .data
        .candidates
        .iter()
        .map(|c| Choice::new(c.id.clone(), format!("{} ({})", c.name, c.code)))
        .collect();
    let mut list = String::new();
    if let (true, true, Some(province)) = (ask_commune, communes.is_empty(), &row.data.province_code) {
        if !provinces.contains_key(province) {
            let found = import::rows_to_choose(cx, province).await?;
            provinces.insert(province.clone(), found.into_iter().map(|c| c.full_name).collect());
        }
        list = format!("communes-{province}");
    }
    let d = &row.data;
    let place = [d.commune_name.as_str(), d.province_name.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|t| !t.is_empty()).collect();
    // What is entered without recognition has no day of one.
    let recognised = !d.unrecognised;
    let stars = d.stars.filter(|_| recognised).map(|n| page.star_word(i64::from(n)).to_string());
    let day = |text: &Option<String>| {
        text.as_deref().and_then(|t| t.parse::<jiff::civil::Date>().ok()).map(|d| page.date(d))
    };
    let (place, stars) = (place.join(", "), stars.unwrap_or_default());
    let (issued, until) = match recognised {
        true => (
            day(&d.issued_on).unwrap_or_else(|| d.issued_text.clone()),
            day(&d.expires_on).unwrap_or_default(),
        ),
        false => Default::default(),
    };
    let decision = decision(page, d);
    let decision_written =
        if same_words(&decision, &d.decision) { String::new() } else { d.decision.clone() };
    Ok(Shown {
        row,
        findings,
        communes,
        ask_commune,
        ask_producer,
        ask_stars,
        ranks,
        ask_right,
        products,
        ask_product,
        ask_number,
        list,
        place,
        stars,
        issued,
        until,
        decision,
        decision_written,
    })
}

/// `901/QĐ-UBND ngày 15/03/2025`, or with its year alone: what is entered for the decision.
fn decision(page: &Page, d: &RowData) -> String {
    let Some(number) = &d.decision_number else { return String::new() };
    let day = d.issued_on.as_deref().and_then(|t| t.parse::<jiff::civil::Date>().ok());
    let year = d.year.map(|y| y.to_string());
    match (day, year) {
        (Some(day), _) => {
            page.tf("import.decision_of_day", &[("number", number), ("day", &page.date(day))]).into()
        }
        (None, Some(year)) => {
            page.tf("import.decision_of_year", &[("number", number), ("year", &year)]).into()
        }
        (None, None) => number.clone(),
    }
}

/// Do both say the same, but for blanks, case and the words around the number?
fn same_words(read: &str, written: &str) -> bool {
    let plain =
        |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (read, written) = (plain(read), plain(written));
    written.is_empty() || (!read.is_empty() && read.starts_with(&written))
}
