//! How long a session runs: so long after its last use, and so long at most.

use super::{Post, Role};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
/// How far two machines' clocks may be apart.
const SKEW: i64 = 5 * MINUTE;

/// The two ends of a session, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// After the last use.
    pub idle: i64,
    /// After signing in, however much it is used.
    pub most: i64,
}

const OFFICIAL: Lifetime = Lifetime { idle: 12 * HOUR, most: 12 * HOUR };
const PRODUCER: Lifetime = Lifetime { idle: 30 * 24 * HOUR, most: 30 * 24 * HOUR };

impl Lifetime {
    /// For the holder of these posts: 12 hours, 30 days for those who act for producers alone.
    pub fn of<'a>(posts: impl IntoIterator<Item = &'a Post>) -> Lifetime {
        let mut posts = posts.into_iter().peekable();
        let some = posts.peek().is_some();
        if some && posts.all(|p| p.role == Role::Producer) { PRODUCER } else { OFFICIAL }
    }

    /// When a session opened at `opened` and used at `now` ends.
    pub fn end(self, opened: i64, now: i64) -> i64 {
        (now + self.idle).min(opened + self.most)
    }

    /// Does it still run? One opened or used in the future was written by a clock that ran ahead, and has no end to
    /// rely on.
    pub fn runs(self, opened: i64, seen: i64, now: i64) -> bool {
        opened <= now + SKEW && seen <= now + SKEW && now < self.end(opened, seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Scope;
    use jiff::civil::date;

    fn post(role: Role, scope: Scope) -> Post {
        Post { role, scope, from: date(2025, 7, 1), until: None }
    }

    #[test]
    fn an_officials_session_ends_after_twelve_hours_however_much_it_is_used() {
        let official = Lifetime::of([&post(Role::Leader, Scope::Nation)]);
        assert!(official.runs(0, 11 * HOUR, 12 * HOUR - 1));
        assert!(!official.runs(0, 11 * HOUR, 12 * HOUR));
        assert!(!official.runs(0, 30 * HOUR, 30 * HOUR));
    }

    #[test]
    fn a_producers_runs_thirty_days_and_one_post_of_an_official_makes_it_twelve_hours() {
        let own = post(Role::Producer, Scope::Producer("p".into()));
        let producer = Lifetime::of([&own]);
        assert!(producer.runs(0, 29 * 24 * HOUR, 30 * 24 * HOUR - 1));
        assert!(!producer.runs(0, 29 * 24 * HOUR, 30 * 24 * HOUR));
        assert_eq!(Lifetime::of([&own, &post(Role::WardOfficer, Scope::Nation)]), OFFICIAL);
        assert_eq!(Lifetime::of([]), OFFICIAL);
    }

    #[test]
    fn what_a_clock_ahead_of_time_wrote_runs_no_longer_than_anything_else() {
        let year = 365 * 24 * HOUR;
        assert!(!OFFICIAL.runs(year, year, 0));
        assert!(!OFFICIAL.runs(0, year, HOUR));
        assert!(OFFICIAL.runs(SKEW, SKEW, 0));
    }
}
