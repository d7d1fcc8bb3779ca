//! Helpers to write sheets with.

use ocop_domain::criteria::{Answers, CriteriaSet, CriterionCode, set};

pub fn code(text: &str) -> CriterionCode {
    text.parse().unwrap()
}

pub fn of(id: &str) -> &'static CriteriaSet {
    set(&id.parse().unwrap()).unwrap_or_else(|| panic!("no set {id}"))
}

pub fn answers(pairs: &[(&str, usize)]) -> Answers {
    pairs.iter().map(|(criterion, option)| (code(criterion), *option)).collect()
}

/// The best option everywhere; of alternative cases only the first.
pub fn perfect(set: &CriteriaSet) -> Answers {
    let mut taken = Vec::new();
    set.scorable()
        .filter(|leaf| match leaf.heading().filter(|heading| heading.alternative_children) {
            Some(heading) if taken.contains(&heading.code) => false,
            Some(heading) => {
                taken.push(heading.code.clone());
                true
            }
            None => true,
        })
        .filter_map(|leaf| Some((leaf.criterion.code.clone(), leaf.criterion.best_option()?.number)))
        .collect()
}
