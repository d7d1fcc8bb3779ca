use super::Purposes;
use crate::account::{Post, Role, Scope};
use crate::codes;
use jiff::civil::Date;

/// A consent runs for at most so many days, unless the installation sets fewer or more.
pub const MOST_DAYS: i32 = 90;

codes! {
    /// Why a person ended a consent. The names stand in the database.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Ending ("end of a consent") {
        /// The producer took it back.
        Withdrawn = "withdrawn",
        /// The officer is done, or it was never given.
        Finished = "finished",
    }
}

/// What a producer agreed to, as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub purposes: Purposes,
    /// Code of the commune whose officer helps, on the present map.
    pub commune: String,
    /// The day it was given; none: still asked for.
    pub given_on: Option<Date>,
    /// Its last day.
    pub until: Date,
    pub ended: Option<Ending>,
}

codes! {
    /// How a consent stands on a day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Standing ("standing") {
        /// Waits for the producer's code or signed sheet.
        Asked = "asked",
        Running = "running",
        Withdrawn = "withdrawn",
        Finished = "finished",
        /// Its last day has passed.
        Expired = "expired",
        /// The producer sits in another commune now.
        Moved = "moved",
        /// The officer's post ended.
        PostEnded = "post_ended",
    }
}

impl Consent {
    /// A consent ends by itself with its last day, with the producer's move to another commune, and with the officer's
    /// post: `seat` is the code of the commune the producer sits in today, `posts` what the officer holds. A post given
    /// anew after the consent does not bring it back.
    pub fn standing(&self, today: Date, seat: Option<&str>, posts: &[Post]) -> Standing {
        match self.ended {
            Some(Ending::Withdrawn) => return Standing::Withdrawn,
            Some(Ending::Finished) => return Standing::Finished,
            None => {}
        }
        if self.until < today {
            return Standing::Expired;
        }
        if seat != Some(self.commune.as_str()) {
            return Standing::Moved;
        }
        let since = self.given_on.unwrap_or(today);
        let holds = |p: &Post| {
            p.role == Role::WardOfficer
                && p.holds_on(today)
                && p.from <= since
                && matches!(&p.scope, Scope::Commune { commune, .. } if *commune == self.commune)
        };
        match (posts.iter().any(holds), self.given_on) {
            (false, _) => Standing::PostEnded,
            (true, None) => Standing::Asked,
            (true, Some(_)) => Standing::Running,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::Purpose;
    use jiff::civil::date;

    fn post(from: Date, until: Option<Date>, commune: &str) -> Post {
        let scope = Scope::Commune { province: "79".into(), commune: commune.into() };
        Post { role: Role::WardOfficer, scope, from, until }
    }

    fn given() -> Consent {
        Consent {
            purposes: Purposes::of([Purpose::Dossiers]),
            commune: "27259".into(),
            given_on: Some(date(2026, 10, 5)),
            until: date(2026, 12, 31),
            ended: None,
        }
    }

    #[test]
    fn a_consent_ends_with_its_day_the_move_and_the_post() {
        let here = [post(date(2025, 7, 1), None, "27259")];
        let on = |c: &Consent, day, seat, posts: &[Post]| c.standing(day, seat, posts);
        let c = given();
        for (day, seat, posts, want) in [
            (date(2026, 10, 5), Some("27259"), &here[..], Standing::Running),
            (date(2026, 12, 31), Some("27259"), &here[..], Standing::Running),
            (date(2027, 1, 1), Some("27259"), &here[..], Standing::Expired),
            (date(2026, 10, 6), Some("27265"), &here[..], Standing::Moved),
            (date(2026, 10, 6), None, &here[..], Standing::Moved),
            (date(2026, 10, 6), Some("27259"), &[][..], Standing::PostEnded),
        ] {
            assert_eq!(on(&c, day, seat, posts), want, "{day} {seat:?}");
        }
        let ended = [post(date(2025, 7, 1), Some(date(2026, 10, 10)), "27259")];
        assert_eq!(on(&c, date(2026, 10, 10), Some("27259"), &ended), Standing::Running);
        assert_eq!(on(&c, date(2026, 10, 11), Some("27259"), &ended), Standing::PostEnded);
        let anew = [post(date(2026, 10, 12), None, "27259")];
        assert_eq!(on(&c, date(2026, 10, 12), Some("27259"), &anew), Standing::PostEnded);
        let elsewhere = [post(date(2025, 7, 1), None, "27265")];
        assert_eq!(on(&c, date(2026, 10, 6), Some("27259"), &elsewhere), Standing::PostEnded);
    }

    #[test]
    fn what_was_taken_back_stays_so_and_what_was_not_given_does_not_run() {
        let here = [post(date(2025, 7, 1), None, "27259")];
        let asked = Consent { given_on: None, ..given() };
        assert_eq!(asked.standing(date(2026, 10, 6), Some("27259"), &here), Standing::Asked);
        let taken = Consent { ended: Some(Ending::Withdrawn), ..given() };
        assert_eq!(taken.standing(date(2026, 10, 6), Some("27259"), &here), Standing::Withdrawn);
    }
}
