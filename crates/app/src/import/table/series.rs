//! Which columns of a list belong to which of several assessments of a product, by the headings above them or by the times that
//! their own headings name.

use super::field::Field;
use super::layout::Heading;
use super::occasion::{self, Occasion};
use std::collections::{BTreeMap, BTreeSet};

/// A year that its headings name, and the columns of one assessment.
pub type OneOfSeries = (Option<i16>, BTreeMap<Field, usize>);

/// Groups that say when or by which decision, more than once.
pub fn series_of(groups: Vec<OneOfSeries>) -> Vec<OneOfSeries> {
    let groups: Vec<_> = groups.into_iter().map(of_recognition).filter(is_dated).collect();
    let Some((_, first)) = groups.first().cloned() else { return vec![] };
    let series: Vec<_> = groups.into_iter().filter(|g| pairs(&first, g)).collect();
    if series.len() > 1 { series } else { vec![] }
}

/// The same of groups below headings of their own. Two headings are two assessments where they name two occasions; of one
/// without an occasion it is not known that it is another assessment than the one beside it.
pub fn series_of_groups(groups: Vec<(String, BTreeMap<Field, usize>)>) -> Vec<OneOfSeries> {
    let named = groups.into_iter().map(|(heading, g)| {
        let name = occasion::of_group(&heading).map(|o| o.name);
        (name, of_recognition((occasion::year_of_group(&heading), g)))
    });
    let mut groups: Vec<(Option<String>, OneOfSeries)> = named.filter(|(_, g)| is_dated(g)).collect();
    let first = groups.iter().find(|(name, _)| name.is_some());
    let Some((_, (_, first))) = first.cloned() else { return vec![] };
    groups.retain(|(_, g)| pairs(&first, g));
    if groups.iter().filter(|(name, _)| name.is_none()).count() > 1 {
        groups.retain(|(name, _)| name.is_some());
    }
    let names: BTreeSet<_> = groups.iter().map(|(name, _)| name.clone()).collect();
    if names.len() < 2 || names.len() < groups.len() {
        return vec![];
    }
    groups.into_iter().map(|(_, g)| g).collect()
}

/// A heading goes on over the columns beside it where nothing is merged; a commune belongs to no assessment.
fn of_recognition((year, mut group): OneOfSeries) -> OneOfSeries {
    group.retain(|f, _| occasion::is_of_recognition(*f));
    (year, group)
}

fn is_dated((_, group): &OneOfSeries) -> bool {
    let of_time = [Field::Issued, Field::Decision, Field::CertYear];
    group.len() >= 2 && of_time.iter().any(|f| group.contains_key(f))
}

/// Do both say the same things?
fn pairs(first: &BTreeMap<Field, usize>, (_, group): &OneOfSeries) -> bool {
    first.keys().filter(|f| group.contains_key(f)).count() >= 2
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

    /// The columns of each; where one alone is named, all of a recognition that have no name are the other's.
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
        if all.len() == 1 {
            let mut rest = BTreeMap::new();
            for (index, field) in headings.iter().filter(|(i, _)| self.field(*i).is_none()) {
                if let Some(f) = field.filter(|f| occasion::is_of_recognition(*f)) {
                    rest.entry(f).or_insert(*index);
                }
            }
            all.push((None, rest));
            all.sort_by_key(|(_, g)| g.values().min().copied());
        }
        all
    }
}
