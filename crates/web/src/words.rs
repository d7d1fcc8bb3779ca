//! Words for days, moments and sizes: one way of writing them for every page, in both languages, as papers write them.

use crate::page::Page;
use crate::view::Num;
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_app::clock::vietnam;
use ocop_domain::calendar::written;

/// What is told as a day: a day, a day as it is stored (one that does not read stays as it is), or none.
pub trait Day {
    fn words(&self) -> String;
}

impl Day for Date {
    fn words(&self) -> String {
        written(*self)
    }
}

impl Day for str {
    fn words(&self) -> String {
        self.parse().map_or_else(|_| self.to_owned(), written)
    }
}

impl Day for String {
    fn words(&self) -> String {
        self.as_str().words()
    }
}

impl<T: Day> Day for Option<T> {
    fn words(&self) -> String {
        self.as_ref().map_or_else(String::new, Day::words)
    }
}

impl<T: Day + ?Sized> Day for &T {
    fn words(&self) -> String {
        (**self).words()
    }
}

/// What is told as a moment: an instant, its milliseconds as they are stored, or none.
pub trait Moment {
    fn instant(&self) -> Option<Timestamp>;
}

impl Moment for Timestamp {
    fn instant(&self) -> Option<Timestamp> {
        Some(*self)
    }
}

impl Moment for i64 {
    fn instant(&self) -> Option<Timestamp> {
        Timestamp::from_millisecond(*self).ok()
    }
}

impl<T: Moment> Moment for Option<T> {
    fn instant(&self) -> Option<Timestamp> {
        self.as_ref().and_then(Moment::instant)
    }
}

impl<T: Moment + ?Sized> Moment for &T {
    fn instant(&self) -> Option<Timestamp> {
        (**self).instant()
    }
}

/// dd/mm/yyyy HH:MM in Vietnam.
pub fn moment(at: impl Moment) -> String {
    let at = at.instant().map(|at| at.to_zoned(vietnam()));
    at.map_or_else(String::new, |at| format!("{} {:02}:{:02}", written(at.date()), at.hour(), at.minute()))
}

impl Page {
    /// dd/mm/yyyy, in both languages: papers and screen must say the same.
    pub fn date(&self, day: impl Day) -> String {
        day.words()
    }

    /// The Vietnamese day of an instant.
    pub fn day_of(&self, at: impl Moment) -> String {
        at.instant().map(ocop_app::clock::day_of).words()
    }

    /// dd/mm/yyyy HH:MM in Vietnam.
    pub fn moment(&self, at: impl Moment) -> String {
        moment(at)
    }

    /// A file's size: `3 KB`, `1,5 MB`.
    pub fn size(&self, bytes: impl Num) -> String {
        match bytes.num() {
            bytes @ 0..=1_048_575 => format!("{} KB", self.number((bytes + 1023) / 1024)),
            bytes => format!("{} MB", self.hundredths(bytes * 100 / 1_048_576)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use jiff::civil::date;

    #[test]
    fn days_moments_and_sizes_are_written_in_one_way() {
        let page = Page::new(Lang::Vi, "/");
        let day = date(2026, 7, 1);
        let said = [
            page.date(day),
            page.date(Some(day)),
            page.date("2026-07-01"),
            page.date(Some("2026-07-01".to_owned())),
        ];
        assert_eq!(said, ["01/07/2026"; 4].map(str::to_owned));
        assert_eq!((page.date(None::<Date>), page.date("hè 2026")), (String::new(), "hè 2026".to_owned()));
        let at = Timestamp::UNIX_EPOCH.as_millisecond() + 18 * 3_600_000;
        assert_eq!(
            (page.moment(at), page.day_of(Some(at))),
            ("02/01/1970 01:00".into(), "02/01/1970".into())
        );
        assert_eq!(page.moment(None::<i64>), "");
        assert_eq!((page.size(1), page.size(1_572_864)), ("1 KB".into(), "1,5 MB".into()));
    }
}
