//! Whether a paper still holds on a day. Computed from its last day, never stored.

use jiff::civil::Date;

/// From this many days before its end a paper counts as running out: the first of the alarms goes out then.
pub const RUNS_OUT_WITHIN: i64 = 90;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// No last day is written on it.
    Unlimited,
    Valid,
    /// Days left; 0 is the last day itself.
    RunsOut(i64),
    /// Days since its last day.
    Expired(i64),
}

impl Validity {
    /// A paper holds through its last day.
    pub fn on(expires: Option<Date>, today: Date) -> Validity {
        let Some(expires) = expires else { return Validity::Unlimited };
        let left = days_between(today, expires);
        match left {
            i64::MIN..0 => Validity::Expired(-left),
            0..=RUNS_OUT_WITHIN => Validity::RunsOut(left),
            _ => Validity::Valid,
        }
    }

    pub fn holds(self) -> bool {
        !matches!(self, Validity::Expired(_))
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    // Two days of the calendar are always a whole number of days apart; an overflow cannot come from valid dates.
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_paper_holds_through_its_last_day() {
        let today = date(2026, 10, 5);
        let table = [
            (None, Validity::Unlimited),
            (Some(date(2027, 1, 4)), Validity::Valid),
            (Some(date(2027, 1, 3)), Validity::RunsOut(90)),
            (Some(date(2026, 10, 5)), Validity::RunsOut(0)),
            (Some(date(2026, 10, 4)), Validity::Expired(1)),
            (Some(date(2024, 2, 29)), Validity::Expired(949)),
        ];
        for (expires, expected) in table {
            assert_eq!(Validity::on(expires, today), expected, "{expires:?}");
        }
    }
}
