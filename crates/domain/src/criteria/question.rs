//! The questions asked before any points are given: does the product fall under something that eliminates it,
//! stops the assessment, or keeps it out altogether? People answer yes or no and give a reason; nothing here
//! (or anywhere) works the answer out from a score.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::raw::NoteKind;
use super::set::{Criterion, Part};
use super::{CriteriaSet, CriterionCode};

/// What a yes means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// The dossier is eliminated (head of the scoring form, Phụ lục II, 26/2026).
    Disqualifier,
    /// The product is eliminated ("Bị loại nếu …").
    Eliminates,
    /// The criteria that follow are not assessed ("sẽ không đánh giá các bước tiếp theo").
    StopsAssessment,
    /// The product is not one to assess at all ("Không đánh giá những sản phẩm …").
    NotEligible,
}

/// A knock-out question of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Stable within the set: "dossier/1", "2.1/eliminates/1".
    pub key: String,
    pub kind: QuestionKind,
    /// Where it is printed; none for the dossier's own.
    pub criterion: Option<CriterionCode>,
    /// The criteria it speaks of: usually the one above, several in set 16.
    pub applies_to: Vec<CriterionCode>,
    pub text: String,
}

/// The keys of the questions that people decided do apply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Findings(pub BTreeSet<String>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("set {set} asks no question “{key}”")]
pub struct UnknownQuestion {
    pub set: String,
    pub key: String,
}

impl Findings {
    /// The questions decided to apply, in the order they are asked. Any of them ends the assessment.
    pub fn applied<'a>(&self, set: &'a CriteriaSet) -> Result<Vec<&'a Question>, UnknownQuestion> {
        if let Some(key) = self.0.iter().find(|key| set.question(key).is_none()) {
            return Err(UnknownQuestion { set: set.id.to_string(), key: key.clone() });
        }
        Ok(set.questions.iter().filter(|question| self.0.contains(&question.key)).collect())
    }
}

/// The questions of a set: its disqualifiers, then its typed notes as printed.
pub(super) fn questions(disqualifiers: &[String], parts: &[Part]) -> Vec<Question> {
    let mut out: Vec<Question> = disqualifiers
        .iter()
        .enumerate()
        .map(|(at, text)| Question {
            key: format!("dossier/{}", at + 1),
            kind: QuestionKind::Disqualifier,
            criterion: None,
            applies_to: Vec::new(),
            text: text.clone(),
        })
        .collect();
    for criterion in parts.iter().flat_map(|part| &part.criteria) {
        ask(criterion, &mut out);
    }
    out
}

fn ask(criterion: &Criterion, out: &mut Vec<Question>) {
    for note in &criterion.notes {
        let (kind, name) = match note.kind {
            NoteKind::Eliminates => (QuestionKind::Eliminates, "eliminates"),
            NoteKind::StopsAssessment => (QuestionKind::StopsAssessment, "stops_assessment"),
            NoteKind::NotEligible => (QuestionKind::NotEligible, "not_eligible"),
            NoteKind::Requirement | NoteKind::Note | NoteKind::AppliesOnlyIf | NoteKind::ChooseOneCase => {
                continue;
            }
        };
        let code = &criterion.code;
        let same = |question: &&Question| question.kind == kind && question.criterion.as_ref() == Some(code);
        let number = out.iter().filter(same).count() + 1;
        let applies_to =
            if note.applies_to.is_empty() { vec![code.clone()] } else { note.applies_to.clone() };
        out.push(Question {
            key: format!("{code}/{name}/{number}"),
            kind,
            criterion: Some(code.clone()),
            applies_to,
            text: note.text.clone(),
        });
    }
    for child in &criterion.children {
        ask(child, out);
    }
}
