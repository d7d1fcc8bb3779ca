//! The one home of the wall clock. Acts take the time from [`crate::Cx`], so tests move it instead of waiting.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::watch;

/// The end of a span of time.
pub type Passed = Pin<Box<dyn Future<Output = ()> + Send>>;

pub trait Clock: Send + Sync {
    /// Now, to the millisecond: what both databases keep.
    fn now(&self) -> Timestamp;

    /// Waits until a span has passed from now on. What waits by the clock (leases, bounds on runs) is tested by moving it.
    fn passed(&self, span: Duration) -> Passed;
}

/// The machine's clock.
pub struct WallClock;

impl Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of the wall clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }

    fn passed(&self, span: Duration) -> Passed {
        Box::pin(tokio::time::sleep(span))
    }
}

/// A clock that stands still until it is moved.
pub struct SetClock(watch::Sender<i64>);

impl SetClock {
    pub fn at(day: Date, hour: i8) -> SetClock {
        let clock = SetClock(watch::Sender::new(0));
        clock.set(day, hour);
        clock
    }

    /// Moves to an hour of a Vietnamese day.
    pub fn set(&self, day: Date, hour: i8) {
        let ms = day.at(hour, 0, 0, 0).to_zoned(vietnam()).map_or(0, |z| z.timestamp().as_millisecond());
        self.0.send_replace(ms);
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.0.send_modify(|now| *now += minutes * 60_000);
    }

    /// How many wait for it to be moved.
    pub fn waiting(&self) -> usize {
        self.0.receiver_count()
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(*self.0.borrow()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn passed(&self, span: Duration) -> Passed {
        let mut moved = self.0.subscribe();
        let until = *self.0.borrow() + i64::try_from(span.as_millis()).unwrap_or(i64::MAX / 2);
        Box::pin(async move {
            if moved.wait_for(|now| *now >= until).await.is_err() {
                // The clock is gone, and with it what could move it.
                std::future::pending::<()>().await;
            }
        })
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
