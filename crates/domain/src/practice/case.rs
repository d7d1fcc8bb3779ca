//! The invented dossiers under `data/practice`, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::criteria::{self, Answers, CriteriaSet, CriterionCode, SetId};

/// A short piece of invented evidence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Paper {
    pub id: String,
    pub title: String,
    pub text: String,
}

/// How a criterion is scored in the reference, and why.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reference {
    /// The option the invented producer claims; 0: none.
    pub claim: usize,
    pub papers: Vec<String>,
    /// The option the papers bear out; 0: none.
    pub option: usize,
    pub reason: String,
}

/// An invented dossier with its reference score.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: String,
    pub set: &'static CriteriaSet,
    pub product: String,
    pub producer: String,
    pub place: String,
    pub summary: String,
    /// What it teaches; told after the sheet is handed in.
    pub lesson: String,
    pub papers: Vec<Paper>,
    pub criteria: BTreeMap<CriterionCode, Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: String,
    /// Has to be there and true: a real dossier is no case.
    invented: bool,
    set: SetId,
    product: String,
    producer: String,
    place: String,
    summary: String,
    lesson: String,
    papers: Vec<Paper>,
    criteria: BTreeMap<String, Reference>,
}

const FILES: [&str; 3] = [
    include_str!("../../../../data/practice/01-mat-ong.json"),
    include_str!("../../../../data/practice/02-gom.json"),
    include_str!("../../../../data/practice/03-ruou.json"),
];

/// A test holds that every file reads, so none is left out.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| FILES.iter().filter_map(|f| read(f).ok()).collect());

pub fn cases() -> &'static [Case] {
    &CASES
}

pub fn case(id: &str) -> Option<&'static Case> {
    CASES.iter().find(|case| case.id == id)
}

impl Case {
    /// What the invented producer claims.
    pub fn claims(&self) -> Answers {
        self.picks(|r| r.claim)
    }

    /// The reference score.
    pub fn reference(&self) -> Answers {
        self.picks(|r| r.option)
    }

    fn picks(&self, of: impl Fn(&Reference) -> usize) -> Answers {
        self.criteria.iter().map(|(code, r)| (code.clone(), of(r))).filter(|(_, n)| *n > 0).collect()
    }
}

fn read(text: &str) -> Result<Case, String> {
    let raw: Raw = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if !raw.invented {
        return Err(format!("{} is not marked as invented", raw.id));
    }
    let set = criteria::set(&raw.set).ok_or_else(|| format!("{}: no set {}", raw.id, raw.set))?;
    let criteria =
        raw.criteria.into_iter().map(|(code, r)| Ok((code.parse().map_err(|e| format!("{e}"))?, r)));
    let criteria: BTreeMap<CriterionCode, Reference> = criteria.collect::<Result<_, String>>()?;
    Ok(Case {
        id: raw.id,
        set,
        product: raw.product,
        producer: raw.producer,
        place: raw.place,
        summary: raw.summary,
        lesson: raw.lesson,
        papers: raw.papers,
        criteria,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::score;
    use crate::stars::Stars;

    #[test]
    fn every_case_is_invented_whole_and_teaches_what_it_says() {
        assert_eq!(cases().len(), FILES.len());
        for file in FILES {
            let case = read(file).unwrap();
            let leaves: Vec<_> = case.set.scorable().map(|l| l.criterion).collect();
            assert_eq!(leaves.len(), case.criteria.len(), "{}", case.id);
            for leaf in leaves {
                let r = &case.criteria[&leaf.code];
                assert!(r.option <= leaf.options.len() && r.claim <= leaf.options.len(), "{}", leaf.code);
                assert!(!r.reason.trim().is_empty(), "{} {}", case.id, leaf.code);
                assert!(r.papers.iter().all(|p| case.papers.iter().any(|x| x.id == *p)), "{}", leaf.code);
            }
            assert!(case.product.contains("Thử Nghiệm") && case.producer.contains("Thử Nghiệm"));
        }
        let ranks = |id: &str| {
            let case = case(id).unwrap();
            let of = |answers: Answers| score(case.set, &answers).unwrap();
            (of(case.claims()).total.get(), of(case.reference()).total.get(), of(case.reference()).rank)
        };
        assert_eq!(ranks("mat-ong"), (78, 73, Some(Stars::THREE)), "a gate of four stars is missed");
        assert_eq!(ranks("gom"), (93, 78, Some(Stars::FOUR)));
        assert_eq!(ranks("ruou"), (58, 51, None), "a gate of three stars is missed");
        assert!(read(&FILES[0].replacen("\"invented\": true", "\"invented\": false", 1)).is_err());
    }
}
