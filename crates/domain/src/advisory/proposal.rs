use crate::criteria::Criterion;
use crate::points::Points;
use std::fmt;
use std::str::FromStr;

/// What a team proposes for a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Proposal {
    /// An option of the criterion, numbered from 1.
    Option(usize),
    /// None of the options applies: no points.
    NoneOfThese,
    /// The papers do not show which option applies: nothing is proposed.
    Insufficient,
}

impl Proposal {
    /// The criterion has such an option, and it can be picked.
    pub fn fits(self, criterion: &Criterion) -> bool {
        match self {
            Proposal::Option(n) => criterion.option(n).is_some_and(|o| o.legible),
            Proposal::NoneOfThese | Proposal::Insufficient => !criterion.is_heading(),
        }
    }

    /// The points it comes to. None: it proposes none, so nothing departs from it.
    pub fn points(self, criterion: &Criterion) -> Option<Points> {
        match self {
            Proposal::Option(n) => criterion.option(n).map(|o| o.points),
            Proposal::NoneOfThese => Some(Points::ZERO),
            Proposal::Insufficient => None,
        }
    }
}

impl fmt::Display for Proposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Proposal::Option(n) => write!(f, "{n}"),
            Proposal::NoneOfThese => f.write_str("0"),
            Proposal::Insufficient => f.write_str("insufficient"),
        }
    }
}

impl FromStr for Proposal {
    type Err = String;
    fn from_str(s: &str) -> Result<Proposal, String> {
        match s {
            "0" => Ok(Proposal::NoneOfThese),
            "insufficient" => Ok(Proposal::Insufficient),
            // "+1" and "01" are other texts for what is stored as "1".
            _ if s.starts_with(['+', '0']) => Err(format!("“{s}” proposes nothing")),
            _ => s.parse().map(Proposal::Option).map_err(|_| format!("“{s}” proposes nothing")),
        }
    }
}
