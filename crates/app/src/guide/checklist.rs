use super::place::in_force;
use super::text::{Texts, texts};
use crate::dossier::{self, Dossier};
use crate::{Cx, Error};
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::guide::{Standing, standing};
use std::collections::BTreeMap;

/// How a knock-out question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Open,
    No,
    Yes,
}

/// What a set demands, and where a dossier stands with it.
#[derive(Debug, Clone)]
pub struct Checklist {
    pub dossier: Dossier,
    /// In the order the questions are asked.
    pub questions: Vec<Asked>,
    pub standing: BTreeMap<CriterionCode, Standing>,
    /// Questions answered with no, and criteria with nothing left to do.
    pub done: usize,
    pub total: usize,
    pub texts: Texts,
}

/// The checklist of a dossier, for those who may see it (Điều 6(1), 26/2026).
pub async fn checklist(cx: &Cx, dossier_id: &str) -> Result<Checklist, Error> {
    let d = dossier::show(cx, dossier_id).await?;
    let texts = texts(cx, d.set, Some(&d.place.province_code)).await?;
    let questions: Vec<Asked> = d
        .set
        .asked()
        .map(|q| match d.findings.get(&q.key) {
            None => Asked::Open,
            Some((true, _)) => Asked::Yes,
            Some((false, _)) => Asked::No,
        })
        .collect();
    let standing = criteria(&d, cx.today());
    let done = questions.iter().filter(|asked| **asked == Asked::No).count()
        + standing.values().filter(|standing| standing.is_done()).count();
    Ok(Checklist { total: questions.len() + standing.len(), done, questions, standing, texts, dossier: d })
}

/// What the checklist finds lacking: criteria without an answer, without the paper their points ask for, and with one
/// that has run out. Nothing of it keeps a dossier from being submitted, and nothing is called complete while it is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    pub unanswered: Vec<CriterionCode>,
    pub without_paper: Vec<CriterionCode>,
    pub expired: Vec<CriterionCode>,
}

impl Gaps {
    pub fn is_empty(&self) -> bool {
        self.unanswered.is_empty() && self.papers().next().is_none()
    }

    /// Criteria that want a paper, or another one.
    pub fn papers(&self) -> impl Iterator<Item = &CriterionCode> {
        self.without_paper.iter().chain(&self.expired)
    }
}

pub fn gaps(d: &Dossier, today: jiff::civil::Date) -> Gaps {
    let mut out = Gaps::default();
    let mut standing = criteria(d, today);
    // In printed order, as people read the table.
    for leaf in d.set.scorable() {
        let code = leaf.criterion.code.clone();
        match standing.remove(&code) {
            Some(Standing::NotAnswered) => out.unanswered.push(code),
            Some(Standing::PaperMissing) => out.without_paper.push(code),
            Some(Standing::PaperExpired) => out.expired.push(code),
            Some(Standing::PaperEnding | Standing::Done) | None => {}
        }
    }
    out
}

fn criteria(d: &Dossier, today: jiff::civil::Date) -> BTreeMap<CriterionCode, Standing> {
    d.set
        .scorable()
        .map(|leaf| {
            let code = &leaf.criterion.code;
            let picked = d.answers.get(code).and_then(|option| leaf.criterion.option(*option));
            let papers: Vec<_> =
                d.cited_on(code.as_str()).map(|(paper, _)| (paper.kind, paper.expires_on)).collect();
            (code.clone(), standing(leaf.criterion, picked.map(|row| row.points), &papers, today))
        })
        .collect()
}

/// What a set in force demands, for anyone; with the words of a province's office where one is named.
pub async fn demands(
    cx: &Cx,
    set_id: &str,
    province: Option<&str>,
) -> Result<(&'static CriteriaSet, Texts), Error> {
    let set = in_force(set_id)?;
    Ok((set, texts(cx, set, province).await?))
}
