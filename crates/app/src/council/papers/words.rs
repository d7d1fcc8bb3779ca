//! Words and fixed parts that several papers of a round share.

use super::whole::Whole;
use crate::Cx;
use crate::clock::vietnam;
use crate::paper_words::SPECIMEN;
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::council::PaperKey;
use ocop_print as print;
use ocop_store::council::PaperNumberRow;

impl Whole {
    /// The same act gives the same paper: what it was printed from, and when that was last changed.
    pub fn imprint(&self, cx: &Cx, key: &PaperKey) -> print::Imprint {
        let noted = self.number_of(key).map(|n| n.noted_at).unwrap_or_default();
        let closed = self.cases.iter().filter_map(|c| c.result.as_ref()).map(|r| r.closed_at).max();
        let at = closed.unwrap_or_default().max(noted);
        let at = if at > 0 { Timestamp::from_millisecond(at).unwrap_or_default() } else { cx.now() };
        print::Imprint {
            ident: format!("{key}:{}:{}:{noted}", self.sitting.round.id, self.sitting.round.version),
            at,
            specimen: cx.config.demo.then(|| SPECIMEN.to_owned()),
        }
    }

    pub fn heading(&self) -> print::Heading {
        print::Heading { superior: None, issuer: self.sitting.council.row.name.clone() }
    }

    pub fn number_of(&self, key: &PaperKey) -> Option<&PaperNumberRow> {
        let name = key.number_key();
        self.numbers.iter().find(|n| n.paper == name)
    }

    /// Number and date as the registry gave them, or dotted lines.
    pub fn reference(&self, key: &PaperKey) -> print::Reference {
        let row = self.number_of(key);
        print::Reference {
            number: row.and_then(|n| u32::try_from(n.number).ok()),
            symbol: key.symbol().to_owned(),
            place: self.seat.place.clone(),
            date: row.and_then(|n| n.dated_on.parse().ok()),
        }
    }

    pub fn by_duty(&self, duty: &str) -> Option<String> {
        self.sitting.council.members.iter().find(|m| m.duty == duty).map(|m| m.name.clone())
    }

    pub fn signed_by_chair(&self) -> print::Signature {
        print::Signature {
            titles: vec!["TM. Hội đồng".into(), "Chủ tịch".into()],
            name: self.by_duty("chair"),
        }
    }

    /// "đợt 1 năm 2026"
    pub fn round(&self) -> String {
        let name = &self.sitting.round.name;
        let mut letters = name.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect::<String>())
    }
}

/// "09:15 ngày 05/08/2026", in Vietnam.
pub(super) fn moment(ms: i64) -> String {
    let Ok(at) = Timestamp::from_millisecond(ms) else { return String::new() };
    let at = at.to_zoned(vietnam());
    format!("{:02}:{:02} ngày {}", at.hour(), at.minute(), print::vi::day(at.date()))
}

/// The day of an instant in Vietnam.
pub(super) fn day(ms: i64) -> Option<Date> {
    Timestamp::from_millisecond(ms).ok().map(|at| at.to_zoned(vietnam()).date())
}
