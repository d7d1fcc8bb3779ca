//! Which columns of a list belong to which of several assessments of a product, by the headings above them or by the times that
//! their own headings name.

use super::columns::{Field, Heading};
use super::occasion::{self, Occasion};
use std::collections::BTreeMap;

/// A year that its headings name, and the columns of one assessment.
pub type OneOfSeries = (Option<i16>, BTreeMap<Field, usize>);

/// Groups that say when or by which decision, more than once.
pub fn series_of(groups: Vec<OneOfSeries>) -> Vec<OneOfSeries> {
    let dated = |g: &BTreeMap<Field, usize>| {
        g.len() >= 2 && [Field::Issued, Field::Decision, Field::CertYear].iter().any(|f| g.contains_key(f))
    };
    // A heading goes on over the columns beside it where nothing is merged; a commune belongs to no assessment.
    let own = |(year, mut g): OneOfSeries| {
        g.retain(|f, _| occasion::is_of_recognition(*f));
        (year, g)
    };
    let groups: Vec<_> = groups.into_iter().map(own).filter(|(_, g)| dated(g)).collect();
    let Some((_, first)) = groups.first().cloned() else { return vec![] };
    let same = |g: &&OneOfSeries| first.keys().filter(|f| g.1.contains_key(f)).count() >= 2;
    let series: Vec<_> = groups.iter().filter(same).cloned().collect();
    if series.len() > 1 { series } else { vec![] }
}

/// What the headings of one row say of several assessments.
#[derive(Default)]
pub(super) struct Occasions(Vec<(usize, Field, Occasion)>);

impl Occasions {
    /// True where no heading speaks of an assessment.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn of(headings: &[Heading]) -> Occasions {
        let alone = headings.iter().filter(|h| h.above.is_none());
        Occasions(alone.filter_map(|h| occasion::of(&h.own).map(|(f, o)| (h.index, f, o))).collect())
    }

    pub fn field(&self, index: usize) -> Option<Field> {
        self.0.iter().find(|(i, ..)| *i == index).map(|(_, f, _)| *f)
    }

    /// The columns of each; where one alone is named, the others' are those without a name.
    pub fn groups(&self, headings: &[(usize, Option<Field>)]) -> Vec<OneOfSeries> {
        let mut out: Vec<(&Occasion, BTreeMap<Field, usize>)> = Vec::new();
        for (index, field, occasion) in &self.0 {
            match out.iter_mut().find(|(o, _)| o.name == occasion.name) {
                Some((_, group)) => {
                    group.entry(*field).or_insert(*index);
                }
                None => out.push((occasion, BTreeMap::from([(*field, *index)]))),
            }
        }
        let mut all: Vec<OneOfSeries> = out.into_iter().map(|(o, g)| (o.year, g)).collect();
        if let [(_, named)] = all.as_slice() {
            let mut rest = BTreeMap::new();
            for (index, field) in headings.iter().filter(|(i, _)| self.field(*i).is_none()) {
                if let Some(f) = field.filter(|f| named.contains_key(f)) {
                    rest.entry(f).or_insert(*index);
                }
            }
            all.push((None, rest));
            all.sort_by_key(|(_, g)| g.values().min().copied());
        }
        all
    }
}
