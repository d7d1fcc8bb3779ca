//! One invented dossier waiting at each step of the main line.

use ocop_domain::dossier::State;

/// A sample product and how far its dossier has come.
pub struct Sample {
    pub name: &'static str,
    pub set: &'static str,
    pub until: Until,
    /// Stars the self-assessment aims at, and its total.
    pub stars: u8,
    pub total: u32,
}

/// Where the sample stops.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Until {
    /// No dossier yet: the product waits for one to be started.
    Product,
    Draft,
    AtWard,
    /// With the commune beyond its term.
    Late,
    Returned,
    /// Sent back with a request for additions, of which one is done.
    Asked,
    /// Handed in again after such a request; with the commune.
    Mended,
    Proposed,
    InRound,
    Scored,
    NotRecognised,
    Recognised,
    SentToMinistry,
    /// Judged by the national council below five stars and given back to the province.
    GivenBack,
}

impl Until {
    /// The dossier passes through this state on its way.
    pub fn reaches(self, state: State) -> bool {
        match state {
            State::Draft => self >= Until::Draft,
            State::AtWard => self >= Until::AtWard,
            State::Returned => self == Until::Returned,
            State::Proposed => self >= Until::Proposed,
            State::InRound => self >= Until::InRound,
            State::Scored => self >= Until::Scored,
            State::NotRecognised => self == Until::NotRecognised,
            State::Recognised => self == Until::Recognised,
            State::SentToMinistry => self >= Until::SentToMinistry,
            // The rehearsal of the ministry's side stands in `national`.
            State::AtMinistry
            | State::InNationalRound
            | State::NationallyScored
            | State::ReturnedByMinistry => false,
        }
    }
}

const fn sample(name: &'static str, set: &'static str, until: Until, stars: u8, total: u32) -> Sample {
    Sample { name, set, until, stars, total }
}

pub const SAMPLES: &[Sample] = &[
    sample("Nước mắm Minh Họa", "QD26-09", Until::Product, 4, 78),
    sample("Giày da thủ công Minh Họa", "QD26-21", Until::Draft, 3, 61),
    sample("Trà lá sen Minh Họa", "QD26-12", Until::AtWard, 4, 76),
    sample("Bánh tráng Minh Họa", "QD26-06", Until::Returned, 3, 58),
    sample("Tương hột Minh Họa", "QD26-09", Until::Asked, 3, 62),
    sample("Rượu nếp Minh Họa", "QD26-14", Until::Mended, 4, 74),
    sample("Mứt dừa Minh Họa", "QD26-07", Until::Late, 3, 60),
    sample("Cà phê rang xay Minh Họa", "QD26-13", Until::Proposed, 4, 79),
    sample("Muối ớt Minh Họa", "QD26-10", Until::InRound, 3, 66),
    sample("Mật ong rừng ngập mặn Minh Họa", "QD26-04", Until::Scored, 4, 77),
    sample("Hoa lan Minh Họa", "QD26-23", Until::NotRecognised, 0, 44),
    sample("Tinh dầu sả Minh Họa", "QD26-20", Until::Recognised, 3, 64),
    sample("Chè bưởi Minh Họa", "QD26-17", Until::SentToMinistry, 5, 95),
    sample("Cao gừng Minh Họa", "QD26-17", Until::GivenBack, 5, 95),
];
