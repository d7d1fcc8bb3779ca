//! The mandatory conditions a set prints as star marks. A mark on an option says: for that many stars, reach
//! at least this option's points in this criterion. The decision only says the mark is the minimum for the
//! rank; that a rank also asks for the marks of the ranks below is the reading settled in the design.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::CriterionCode;
use super::set::Scorable;
use crate::points::Points;
use crate::stars::Stars;

/// The least points a criterion needs for a rank (the legend at the foot of each table, Phụ lục II, 26/2026).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Gate {
    pub criterion: CriterionCode,
    pub stars: Stars,
    pub required: Points,
    /// The criterion's place among the scorable ones.
    #[serde(skip)]
    pub(crate) place: usize,
}

/// All gates of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gates {
    rising: Vec<Gate>,
    cumulative: [Vec<Gate>; 3],
}

impl Gates {
    pub(super) fn of(scorable: &[Scorable<'_>]) -> Gates {
        let mut gates = Gates::default();
        for (level, stars) in Stars::ALL.into_iter().enumerate() {
            for leaf in scorable {
                let marked = |most: u8| required_up_to(leaf, most);
                let Some(required) = marked(stars.get()) else { continue };
                let gate =
                    Gate { criterion: leaf.criterion.code.clone(), stars, required, place: leaf.index };
                if marked(stars.get() - 1).is_none_or(|below| below < required) {
                    gates.rising.push(gate.clone());
                }
                if let Some(list) = gates.cumulative.get_mut(level) {
                    list.push(gate);
                }
            }
        }
        gates
    }

    /// Each gate once, at the rank that brings it or raises it: by stars, then in printed order.
    pub fn rising(&self) -> &[Gate] {
        &self.rising
    }

    /// Everything a rank asks for, its own marks and those of the ranks below, in printed order.
    pub fn for_rank(&self, stars: Stars) -> &[Gate] {
        self.cumulative.get(usize::from(stars.get() - 3)).map_or(&[], Vec::as_slice)
    }

    /// What a rank asks of one criterion.
    pub fn required(&self, criterion: &CriterionCode, stars: Stars) -> Option<Points> {
        self.for_rank(stars).iter().find(|gate| gate.criterion == *criterion).map(|gate| gate.required)
    }

    pub fn is_empty(&self) -> bool {
        self.rising.is_empty()
    }
}

/// The most that the marks up to `most` stars ask of a criterion.
fn required_up_to(leaf: &Scorable<'_>, most: u8) -> Option<Points> {
    let options = &leaf.criterion.options;
    let on_options =
        options.iter().filter(|row| row.min_star.is_some_and(|mark| mark <= most)).map(|row| row.points);
    // 148/QĐ-TTg prints one mark on the criterion's own line: then the criterion must be met at all, which is
    // its least option above zero.
    let on_the_line = leaf
        .criterion
        .own_mark
        .filter(|mark| *mark <= most)
        .and_then(|_| options.iter().map(|row| row.points).filter(|points| *points > Points::ZERO).min());
    on_options.chain(on_the_line).max()
}

/// Written like the data files: `{"3": {"2.2": 2}, "4": …}`, cumulative.
impl Serialize for Gates {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Rank<'a>(&'a [Gate]);
        impl Serialize for Rank<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|gate| (&gate.criterion, gate.required)))
            }
        }
        let mut map = serializer.serialize_map(Some(Stars::ALL.len()))?;
        for stars in Stars::ALL {
            map.serialize_entry(&stars, &Rank(self.for_rank(stars)))?;
        }
        map.end()
    }
}
