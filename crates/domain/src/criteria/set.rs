//! A criteria set as the decision prints it: parts, headings, criteria, options, notes. It is read-only; the
//! only behaviour here is walking the tree and finding things in it.

use std::collections::BTreeMap;

use serde::Serialize;

pub use super::raw::PartCode;
use super::{CompiledSet, CriterionCode, Gates, Law, NoteKind, Question, SetId};
use crate::points::Points;

/// One of the tables of Phụ lục II, 26/2026 (Điều 3(2)), or of the older decisions' Phụ lục III.
#[derive(Clone, Debug, Serialize)]
pub struct CriteriaSet {
    pub id: SetId,
    pub number: u32,
    pub name: String,
    pub law: Law,
    /// Not stated in the source of 1048/QĐ-TTg.
    pub sector: Option<Sector>,
    pub group: Option<String>,
    pub subgroup: Option<String>,
    /// The ministries in charge (Phụ lục I, 26/2026).
    pub agencies: Vec<String>,
    /// Sample products to hand in (Điều 6(2)d, 26/2026): 5, none for tourism; 0 where the source is silent.
    pub samples_required: u32,
    /// What eliminates a dossier, from the head of the scoring form.
    pub disqualifiers: Vec<String>,
    pub parts: Vec<Part>,
    /// The knock-out questions, in the order they are asked: the dossier first, then by criterion.
    pub questions: Vec<Question>,
    pub gates: Gates,
    /// How the source reads the star marks.
    pub star_mark_rule: Option<String>,
    /// Slips of print put right in the data, each with what was printed.
    pub corrections: Vec<Correction>,
    /// What does not add up or cannot be read in the source and was left alone.
    pub irregularities: Vec<String>,
    /// False where the table in the source is known to lack something.
    pub complete: bool,
    pub max_points: Points,
    /// Where the table was seen.
    pub source: BTreeMap<String, String>,
    #[serde(skip)]
    pub(super) compiled: CompiledSet,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sector {
    pub code: String,
    pub name: String,
}

/// Phần A, B or C (Điều 3(1), 26/2026).
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    pub code: PartCode,
    pub name: String,
    pub max: Points,
    pub criteria: Vec<Criterion>,
}

/// A heading (it has `children`) or something to be scored (it has `options`).
#[derive(Clone, Debug, Serialize)]
pub struct Criterion {
    pub code: CriterionCode,
    pub name: String,
    pub max: Points,
    pub notes: Vec<Note>,
    pub options: Vec<OptionRow>,
    /// What the letters in `OptionRow::case` stand for; empty where there are no cases.
    pub cases: BTreeMap<String, String>,
    /// The children are alternatives: at most one of them is scored.
    pub alternative_children: bool,
    /// A star mark on the criterion's own line instead of on an option (148/QĐ-TTg).
    pub own_mark: Option<u8>,
    pub children: Vec<Criterion>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(into = "WrittenOption")]
pub struct OptionRow {
    /// From 1, in printed order, across cases.
    pub number: usize,
    /// Stands at 0 where the source cannot be read; [`OptionRow::printed`] says so.
    pub points: Points,
    pub text: String,
    /// The printed mark: reach at least this option's points for that many stars.
    pub min_star: Option<u8>,
    pub case: Option<String>,
    /// Not printed: the table has one line with its points, and a yes/no pair stands for it.
    pub implied: bool,
    /// False where the source's points cannot be read; such an option cannot be picked.
    pub legible: bool,
}

impl OptionRow {
    /// The points as the source prints them; none where they cannot be read.
    pub fn printed(&self) -> Option<Points> {
        self.legible.then_some(self.points)
    }
}

/// An option as the command line and the API write it: points that cannot be read are `null` and not 0.
#[derive(Serialize)]
struct WrittenOption {
    number: usize,
    points: Option<Points>,
    text: String,
    min_star: Option<u8>,
    case: Option<String>,
    implied: bool,
    legible: bool,
}

impl From<OptionRow> for WrittenOption {
    fn from(row: OptionRow) -> WrittenOption {
        WrittenOption {
            number: row.number,
            points: row.printed(),
            text: row.text,
            min_star: row.min_star,
            case: row.case,
            implied: row.implied,
            legible: row.legible,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    pub kind: NoteKind,
    pub text: String,
    /// The criteria it speaks of when it is not only the one it stands under.
    pub applies_to: Vec<CriterionCode>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    pub criterion: CriterionCode,
    pub printed: String,
    pub used: String,
    pub why: String,
}

/// A criterion to be scored, with its place in the set.
#[derive(Clone, Debug)]
pub struct Scorable<'a> {
    /// From 0, over the whole set: the place in the picks of [`super::score_indexed`].
    pub index: usize,
    pub part: &'a Part,
    /// Outermost first; empty when the criterion stands directly under its part.
    pub headings: Vec<&'a Criterion>,
    pub criterion: &'a Criterion,
}

impl<'a> Scorable<'a> {
    /// The nearest heading.
    pub fn heading(&self) -> Option<&'a Criterion> {
        self.headings.last().copied()
    }
}

impl Criterion {
    pub fn is_heading(&self) -> bool {
        !self.children.is_empty()
    }

    /// The option with a number from 1.
    pub fn option(&self, number: usize) -> Option<&OptionRow> {
        self.options.get(number.checked_sub(1)?)
    }

    /// The first option with the most points.
    pub fn best_option(&self) -> Option<&OptionRow> {
        self.options.iter().reduce(|best, row| if row.points > best.points { row } else { best })
    }

    fn find(&self, code: &CriterionCode) -> Option<&Criterion> {
        if self.code == *code {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(code))
    }

    fn walk<'a>(&'a self, part: &'a Part, headings: &mut Vec<&'a Criterion>, out: &mut Vec<Scorable<'a>>) {
        if !self.is_heading() {
            out.push(Scorable { index: out.len(), part, headings: headings.clone(), criterion: self });
            return;
        }
        headings.push(self);
        for child in &self.children {
            child.walk(part, headings, out);
        }
        headings.pop();
    }
}

/// Walks parts that are not yet a set, which is how the loader numbers the criteria.
pub(super) fn scorable_in(parts: &[Part]) -> Vec<Scorable<'_>> {
    let mut out = Vec::new();
    for part in parts {
        for criterion in &part.criteria {
            criterion.walk(part, &mut Vec::new(), &mut out);
        }
    }
    out
}

impl CriteriaSet {
    /// The criteria to be scored, flat and in printed order, each with its part and headings.
    pub fn scorable(&self) -> impl Iterator<Item = Scorable<'_>> {
        scorable_in(&self.parts).into_iter()
    }

    /// A criterion or heading by its code.
    pub fn criterion(&self, code: &CriterionCode) -> Option<&Criterion> {
        self.parts.iter().flat_map(|part| &part.criteria).find_map(|criterion| criterion.find(code))
    }

    pub fn part(&self, code: PartCode) -> Option<&Part> {
        self.parts.iter().find(|part| part.code == code)
    }

    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }

    /// The same set as bare numbers, for scoring many sheets.
    pub fn compiled(&self) -> &CompiledSet {
        &self.compiled
    }
}
