//! The one home of the wall clock. Acts take the time from [`crate::Cx`], so tests move it instead of waiting.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use std::sync::atomic::{AtomicI64, Ordering};

pub trait Clock: Send + Sync {
    /// Now, to the millisecond: what both databases keep.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of the wall clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

/// A clock that stands still until it is moved.
pub struct SetClock(AtomicI64);

impl SetClock {
    pub fn at(day: Date, hour: i8) -> SetClock {
        let clock = SetClock(AtomicI64::new(0));
        clock.set(day, hour);
        clock
    }

    /// Moves to an hour of a Vietnamese day.
    pub fn set(&self, day: Date, hour: i8) {
        let ms = day.at(hour, 0, 0, 0).to_zoned(vietnam()).map_or(0, |z| z.timestamp().as_millisecond());
        self.0.store(ms, Ordering::SeqCst);
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// Vietnam's time: UTC+7 all year.
pub fn vietnam() -> TimeZone {
    TimeZone::fixed(offset(7))
}

/// The Vietnamese day an instant falls on.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(vietnam()).date()
}

/// The last millisecond of a Vietnamese day.
pub fn end_of(day: Date) -> i64 {
    let next = ocop_domain::calendar::add_days(day, 1);
    next.at(0, 0, 0, 0).to_zoned(vietnam()).map_or(i64::MAX, |z| z.timestamp().as_millisecond() - 1)
}
