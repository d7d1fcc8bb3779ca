//! Two sealed dossiers side by side: the recognised one and the present one, field by field, answer by answer, paper by
//! paper. Điều 6(1)b, 26/2026: an upgrade must show and prove what changed since recognition.

use super::carry::same_criterion;
use super::seal::{Seal, SealedAnswer, SealedFile};
use super::{Form02, Held};
use crate::codes;
use crate::criteria::{Answers, CriteriaSet, CriterionCode, SetId, set};
use serde::{Deserialize, Serialize};

codes! {
    /// What became of a thing.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Change ("change") {
        Changed = "changed",
        Added = "added",
        Removed = "removed",
        Unchanged = "unchanged",
    }
}

impl Change {
    fn of<T: PartialEq>(before: Option<&T>, after: Option<&T>) -> Change {
        match (before, after) {
            (None, Some(_)) => Change::Added,
            (Some(_), None) => Change::Removed,
            (a, b) if a == b => Change::Unchanged,
            _ => Change::Changed,
        }
    }
}

/// A fact of the register or a text of the forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    pub field: &'static str,
    pub change: Change,
    pub before: String,
    pub after: String,
}

/// What was picked for a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picked {
    pub option: usize,
    pub points: u32,
    pub note: Option<String>,
}

/// One criterion. Where the two sets word a criterion differently, its code stands twice: once removed, once added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerChange {
    pub criterion: String,
    pub change: Change,
    pub before: Option<Picked>,
    pub after: Option<Picked>,
}

/// One paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperChange {
    pub change: Change,
    pub before: Option<SealedFile>,
    pub after: Option<SealedFile>,
    /// What differs where it changed: `file`, `number`, `dates`, `title`, `citations`.
    pub differs: Vec<&'static str>,
}

/// Everything that differs, and everything that does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// (set, law) before and after.
    pub before_set: (String, String),
    pub after_set: (String, String),
    pub fields: Vec<FieldChange>,
    pub answers: Vec<AnswerChange>,
    pub papers: Vec<PaperChange>,
    /// Points before and after.
    pub total: (u32, u32),
    /// Rank by the self-score before and after; 0: none.
    pub rank: (u8, u8),
    /// The criteria whose 0 points stop the assessment, before and after.
    pub stopped: (Vec<CriterionCode>, Vec<CriterionCode>),
}

impl Comparison {
    pub fn same_set(&self) -> bool {
        self.before_set == self.after_set
    }

    fn every(&self) -> impl Iterator<Item = Change> {
        let fields = self.fields.iter().map(|f| f.change);
        let answers = self.answers.iter().map(|a| a.change);
        fields.chain(answers).chain(self.papers.iter().map(|p| p.change))
    }

    /// How many things ended up so.
    pub fn count(&self, change: Change) -> usize {
        self.every().filter(|c| *c == change).count()
    }

    /// An answer, a text of the forms or a paper differs; a new telephone number is no change of the product.
    pub fn shows_changes(&self) -> bool {
        let texts = form_texts(&Form02::default());
        let of_forms = |f: &&FieldChange| texts.iter().any(|(name, _)| *name == f.field);
        let fields = self.fields.iter().filter(of_forms).map(|f| f.change);
        let answers = self.answers.iter().map(|a| a.change);
        fields.chain(answers).chain(self.papers.iter().map(|p| p.change)).any(|c| c != Change::Unchanged)
    }
}

/// Compares the package the product was recognised by with the present one.
pub fn compare(before: &Seal, after: &Seal) -> Comparison {
    Comparison {
        before_set: (before.set.clone(), before.law.clone()),
        after_set: (after.set.clone(), after.law.clone()),
        fields: fields(before, after),
        answers: answers(before, after),
        papers: papers(before, after),
        total: (before.total, after.total),
        rank: (before.rank, after.rank),
        stopped: (stopped(before), stopped(after)),
    }
}

/// Phụ lục II, set 16, 26/2026: where 0 points of a sealed self-score stop the assessment.
pub fn stopped(seal: &Seal) -> Vec<CriterionCode> {
    let picks = seal.answers.iter().filter_map(|a| Some((a.criterion.parse().ok()?, a.option)));
    set_named(&seal.set).map(|set| set.stopped(&Answers(picks.collect()))).unwrap_or_default()
}

fn fields(before: &Seal, after: &Seal) -> Vec<FieldChange> {
    facts(before)
        .into_iter()
        .zip(facts(after))
        .map(|((field, before), (_, after))| {
            let some = |t: &String| Some(t.clone()).filter(|t| !t.is_empty());
            FieldChange {
                field,
                change: Change::of(some(&before).as_ref(), some(&after).as_ref()),
                before,
                after,
            }
        })
        .filter(|f| !(f.before.is_empty() && f.after.is_empty()))
        .collect()
}

/// Facts and texts by name, in the order of the forms; the same names for every seal.
fn facts(s: &Seal) -> Vec<(&'static str, String)> {
    let (p, t) = (&s.producer, &s.product);
    let text = |o: &Option<String>| o.clone().unwrap_or_default();
    let mut out = vec![
        ("producer", p.name.clone()),
        ("legal_form", p.legal_form.clone()),
        ("tax_number", text(&p.tax_number)),
        ("registration_number", text(&p.registration_number)),
        ("representative", text(&p.representative)),
        ("address", p.address.clone()),
        ("phone", text(&p.phone)),
        ("email", text(&p.email)),
        ("product", t.name.clone()),
        ("category", text(&t.category)),
        ("place", t.commune_name.clone()),
    ];
    out.extend(form_texts(&s.form02));
    out
}

/// The texts of Mẫu số 02 by name, in its order.
pub fn form_texts(f: &Form02) -> Vec<(&'static str, String)> {
    vec![
        ("specification", f.specification.clone()),
        ("held", held(&f.held)),
        ("history", f.history.clone()),
        ("organisation", f.organisation.clone()),
        ("production", f.production.clone()),
        ("quality", f.quality.clone()),
        ("market", f.market.clone()),
        ("business", f.business.clone()),
        ("plan", f.plan.clone()),
    ]
}

/// The ticks of Phần I mục 7 as their names.
fn held(h: &Held) -> String {
    let mut names = h.names();
    names.extend(Some(h.other.as_str()).filter(|o| !o.is_empty()));
    names.join(", ")
}

fn picked(a: &SealedAnswer) -> Picked {
    Picked { option: a.option, points: a.points, note: a.note.clone() }
}

fn set_named(id: &str) -> Option<&'static CriteriaSet> {
    id.parse::<SetId>().ok().and_then(|id| set(&id))
}

fn answers(before: &Seal, after: &Seal) -> Vec<AnswerChange> {
    let sets = (before.set != after.set).then(|| (set_named(&before.set), set_named(&after.set)));
    // Without both sets at hand codes are all there is to go by.
    let same = |code: &str| match sets {
        Some((Some(old), Some(new))) => same_criterion(old, new, code).is_some(),
        _ => true,
    };
    // An option's number means the same only within one set; between two, its points and note are compared.
    let equal = |a: &SealedAnswer, b: &SealedAnswer| match sets {
        Some((Some(old), Some(new))) => super::carry::answer(old, new, a) == Ok(b.option) && a.note == b.note,
        _ => picked(a) == picked(b),
    };
    let mut out = Vec::new();
    for b in &after.answers {
        let a = before.answers.iter().find(|a| a.criterion == b.criterion).filter(|a| same(&a.criterion));
        let change = match a {
            None => Change::Added,
            Some(a) if equal(a, b) => Change::Unchanged,
            Some(_) => Change::Changed,
        };
        let (before, after) = (a.map(picked), Some(picked(b)));
        out.push(AnswerChange { criterion: b.criterion.clone(), change, before, after });
    }
    let gone =
        |a: &&SealedAnswer| !same(&a.criterion) || !after.answers.iter().any(|b| b.criterion == a.criterion);
    for a in before.answers.iter().filter(gone) {
        let before = Some(picked(a));
        out.push(AnswerChange {
            criterion: a.criterion.clone(),
            change: Change::Removed,
            before,
            after: None,
        });
    }
    out
}

fn papers(before: &Seal, after: &Seal) -> Vec<PaperChange> {
    let mut left: Vec<&SealedFile> = before.files.iter().collect();
    let mut take = |fits: &dyn Fn(&SealedFile) -> bool| {
        let at = left.iter().position(|f| fits(f))?;
        Some(left.remove(at))
    };
    // The same paper of the library first, then the same file; last a renewal: same kind and title.
    let mut pairs: Vec<(Option<&SealedFile>, &SealedFile)> =
        after.files.iter().map(|b| (take(&|a| a.evidence == b.evidence), b)).collect();
    for pair in pairs.iter_mut().filter(|(a, _)| a.is_none()) {
        pair.0 = take(&|a| a.sha256 == pair.1.sha256);
    }
    for pair in pairs.iter_mut().filter(|(a, _)| a.is_none()) {
        pair.0 = take(&|a| a.kind == pair.1.kind && a.title == pair.1.title);
    }
    let mut out: Vec<PaperChange> = pairs.into_iter().map(|(a, b)| paper(a, Some(b))).collect();
    out.extend(left.into_iter().map(|a| paper(Some(a), None)));
    out
}

fn paper(before: Option<&SealedFile>, after: Option<&SealedFile>) -> PaperChange {
    let mut differs = Vec::new();
    if let (Some(a), Some(b)) = (before, after) {
        let pairs = [
            ("file", a.sha256 != b.sha256),
            ("number", a.number != b.number || a.issuer != b.issuer),
            ("dates", a.issued_on != b.issued_on || a.expires_on != b.expires_on),
            ("title", a.title != b.title || a.kind != b.kind),
            ("citations", !same_citations(a, b)),
        ];
        differs.extend(pairs.into_iter().filter(|(_, d)| *d).map(|(n, _)| n));
    }
    let change = match (before, after) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ if differs.is_empty() => Change::Unchanged,
        _ => Change::Changed,
    };
    PaperChange { change, before: before.cloned(), after: after.cloned(), differs }
}

fn same_citations(a: &SealedFile, b: &SealedFile) -> bool {
    a.cited.len() == b.cited.len() && a.cited.iter().all(|c| b.cited.contains(c))
}
