//! The questions asked before any points are given: does the product fall under something that eliminates it,
//! stops the assessment, or keeps it out altogether? People answer yes or no and give a reason; the only answer worked
//! out from points is that of a note which names the points itself (“Nếu được 0 điểm …”).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::raw::NoteKind;
use super::set::{Criterion, Note, Part};
use super::{Answers, CriteriaSet, CriterionCode};
use crate::points::Points;

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
    /// The points answer it, so that no member is asked: “Nếu được 0 điểm tại một trong các chỉ tiêu trên, sẽ không đánh giá
    /// các bước tiếp theo” (set 16, Phụ lục II, 26/2026). All other questions are judgements.
    pub computed: bool,
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
    /// These findings with those that the points of a sheet come to by themselves.
    pub fn with_stops(&self, set: &CriteriaSet, answers: &Answers) -> Findings {
        let stops = set.computed().filter(|question| !zeros(set, question, answers).is_empty());
        Findings(self.0.iter().cloned().chain(stops.map(|question| question.key.clone())).collect())
    }

    /// The questions decided to apply, in the order they are asked. Any of them ends the assessment.
    pub fn applied<'a>(&self, set: &'a CriteriaSet) -> Result<Vec<&'a Question>, UnknownQuestion> {
        if let Some(key) = self.0.iter().find(|key| set.question(key).is_none()) {
            return Err(UnknownQuestion { set: set.id.to_string(), key: key.clone() });
        }
        Ok(set.questions.iter().filter(|question| self.0.contains(&question.key)).collect())
    }
}

impl Question {
    /// The law's sentence as it stands alone: where it points at criteria above it (“các chỉ tiêu trên”), with their codes.
    pub fn told(&self) -> String {
        const ABOVE: &str = "các chỉ tiêu trên";
        if self.applies_to.len() < 2 {
            return self.text.clone();
        }
        self.text.replacen(ABOVE, &format!("{ABOVE} ({})", span(&self.applies_to)), 1)
    }
}

/// "6.1–6.4" where the codes follow on one another, else "6.1, 6.3".
fn span(codes: &[CriterionCode]) -> String {
    let place = |code: &CriterionCode| {
        let (heading, last) = code.as_str().rsplit_once('.')?;
        Some((heading.to_owned(), last.parse::<u32>().ok()?))
    };
    let follow = |pair: &[CriterionCode]| match (place(&pair[0]), place(&pair[1])) {
        (Some((a, n)), Some((b, m))) => a == b && n + 1 == m,
        _ => false,
    };
    match codes {
        [first, .., last] if codes.len() > 2 && codes.windows(2).all(follow) => {
            format!("{}–{}", first.as_str(), last.as_str())
        }
        _ => codes.iter().map(CriterionCode::as_str).collect::<Vec<_>>().join(", "),
    }
}

impl Note {
    /// Is it a knock-out note that the points answer by themselves?
    pub fn computed(&self) -> bool {
        self.kind == NoteKind::StopsAssessment && names_zero(&self.text)
    }
}

/// “Nếu được 0 điểm …”, “Nếu bị 0 điểm …”: the condition is a number of points and no judgement.
fn names_zero(text: &str) -> bool {
    let text = text.to_lowercase();
    ["nếu được 0 điểm", "nếu bị 0 điểm"].iter().any(|start| text.contains(start))
}

/// The criteria of a computed question on which a sheet has 0 points, by an option picked or by none that fits.
fn zeros(set: &CriteriaSet, question: &Question, answers: &Answers) -> Vec<CriterionCode> {
    let zero = |code: &&CriterionCode| {
        answers.0.get(*code).is_some_and(|picked| {
            let option = set.criterion(code).and_then(|criterion| criterion.option(*picked));
            option.is_none_or(|row| row.points == Points::ZERO)
        })
    };
    question.applies_to.iter().filter(zero).cloned().collect()
}

impl CriteriaSet {
    /// The questions that people answer.
    pub fn asked(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| !question.computed)
    }

    /// The questions that the points answer.
    pub fn computed(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(|question| question.computed)
    }

    /// Where 0 points stop the assessment of this sheet; empty where nothing does.
    pub fn stopped(&self, answers: &Answers) -> Vec<CriterionCode> {
        let mut out: Vec<CriterionCode> =
            self.computed().flat_map(|question| zeros(self, question, answers)).collect();
        out.dedup();
        out
    }

    /// The criteria that a stop leaves unassessed: all printed after the first one with 0 points.
    pub fn after_stop(&self, answers: &Answers) -> Vec<CriterionCode> {
        let stopped = self.stopped(answers);
        if stopped.is_empty() {
            return Vec::new();
        }
        let leaves = self.scorable().map(|leaf| leaf.criterion.code.clone());
        leaves.skip_while(|code| !stopped.contains(code)).skip(1).collect()
    }

    /// The criteria that a sheet leaves out because a stop ends it before them; empty where it is whole.
    pub fn left_out(&self, answers: &Answers) -> Vec<CriterionCode> {
        let mut out = self.after_stop(answers);
        out.retain(|code| !answers.0.contains_key(code));
        out
    }

    /// Whether a sheet judges a criterion: one that ended at 0 points leaves out what follows, and that is no judgement
    /// (“sẽ không đánh giá các bước tiếp theo”, Phụ lục II, set 16, 26/2026).
    pub fn judges(&self, answers: &Answers, criterion: &CriterionCode) -> bool {
        answers.0.contains_key(criterion) || !self.after_stop(answers).contains(criterion)
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
            computed: false,
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
            computed: note.computed(),
        });
    }
    for child in &criterion.children {
        ask(child, out);
    }
}
