//! What a dossier for an upgrade or a re-ranking stands on: the package it was carried from and the one the product was
//! recognised by. What still is as it was carried is seen by comparing, so no marks have to be kept up to date.

use super::show::Dossier;
use crate::Error;
use ocop_domain::criteria::CriterionCode;
use ocop_domain::dossier::carry::Outcome;
use ocop_domain::dossier::compare::form_texts;
use ocop_domain::dossier::seal::{SealedBasis, SealedFile};
use ocop_domain::dossier::{Kind, Seal, Topic};
use ocop_store::Db;
use ocop_store::dossier::{basis as store, seal as seals};
use std::collections::BTreeMap;

pub use ocop_store::dossier::basis::CarriedRow as Carried;

/// What the dossier stands on; empty where no sealed package is at hand (a star read from a list).
#[derive(Debug, Clone, Default)]
pub struct Basis {
    pub recognition_id: Option<String>,
    /// The package the product was recognised by, with its address.
    pub recognised: Option<(SealedBasis, Seal)>,
    /// The package answers, texts and papers were carried from.
    pub source: Option<Seal>,
    pub carried: Vec<Carried>,
}

/// Loads the basis of a dossier and what its producer says is new; nothing of a first-time one.
pub(super) async fn load(
    db: &Db,
    dossier: &str,
    kind: Kind,
) -> Result<(Option<Basis>, BTreeMap<Topic, String>), Error> {
    if kind == Kind::First {
        return Ok((None, BTreeMap::new()));
    }
    let updates = store::updates(db, dossier).await?.into_iter().map(|u| (u.topic, u.words)).collect();
    let Some(row) = store::find(db, dossier).await? else { return Ok((Some(Basis::default()), updates)) };
    let recognised = sealed(db, row.recognised_dossier.as_deref(), row.recognised_attempt).await?;
    let source = sealed(db, row.source_dossier.as_deref(), row.source_attempt).await?;
    let carried = store::carried(db, dossier).await?;
    let basis =
        Basis { recognition_id: row.recognition_id, recognised, source: source.map(|(_, s)| s), carried };
    Ok((Some(basis), updates))
}

async fn sealed(
    db: &Db,
    dossier: Option<&str>,
    attempt: Option<i64>,
) -> Result<Option<(SealedBasis, Seal)>, Error> {
    let Some(dossier) = dossier else { return Ok(None) };
    let Some(row) = seals::find(db, dossier, attempt).await? else { return Ok(None) };
    let at = SealedBasis { dossier: row.dossier_id, attempt: row.attempt, seal_hash: row.seal_hash };
    Ok(Some((at, row.seal.value)))
}

impl Basis {
    fn was_carried(&self, section: &str, item: &str) -> bool {
        let fits = |c: &&Carried| c.section == section && c.item == item && c.outcome == Outcome::Carried;
        self.carried.iter().any(|c| fits(&c))
    }

    /// What was left behind of a section, with the reason.
    pub fn left_behind<'a>(&'a self, section: &'a str) -> impl Iterator<Item = (&'a str, Outcome)> {
        let of_it = move |c: &&Carried| c.section == section && c.outcome != Outcome::Carried;
        self.carried.iter().filter(of_it).map(|c| (c.item.as_str(), c.outcome))
    }

    /// The papers left behind, each once.
    pub fn papers_left_behind(&self) -> Vec<(&SealedFile, Outcome)> {
        let mut out: Vec<(&SealedFile, Outcome)> = Vec::new();
        for (item, outcome) in self.left_behind("paper") {
            let id = item.rsplit('|').next().unwrap_or_default();
            let file = self.source.iter().flat_map(|s| &s.files).find(|f| f.evidence == id);
            if let Some(file) = file.filter(|f| !out.iter().any(|(seen, _)| seen.evidence == f.evidence)) {
                out.push((file, outcome));
            }
        }
        out
    }
}

impl Dossier {
    /// The answer was carried over and is as it was.
    pub fn answer_carried(&self, code: &CriterionCode) -> bool {
        let Some(basis) = self.basis.as_ref().filter(|b| b.was_carried("answer", code.as_str())) else {
            return false;
        };
        let was = basis.source.iter().flat_map(|s| &s.answers).find(|a| a.criterion == code.as_str());
        let text = |option: usize, set: &ocop_domain::criteria::CriteriaSet| {
            set.criterion(code).and_then(|c| c.option(option)).map(|o| o.text.clone())
        };
        let old_set = basis.source.as_ref().and_then(|s| super::access::set_of(&s.set).ok());
        match (was, self.answers.get(code), old_set) {
            (Some(was), Some(now), Some(old)) => {
                text(was.option, old) == text(*now, self.set) && was.note.as_ref() == self.notes.get(code)
            }
            _ => false,
        }
    }

    /// The text of Mẫu số 02 was carried over and is as it was.
    pub fn text_carried(&self, field: &str) -> bool {
        let Some(basis) = self.basis.as_ref().filter(|b| b.was_carried("text", field)) else { return false };
        let find = |texts: Vec<(&'static str, String)>| texts.into_iter().find(|(n, _)| *n == field);
        let was = basis.source.as_ref().and_then(|s| find(form_texts(&s.form02)));
        was.is_some() && was == find(form_texts(&self.form02))
    }

    /// The citation was carried over and the paper is the one that was cited.
    pub fn citation_carried(&self, criterion: &str, evidence: &str) -> bool {
        let item = format!("{criterion}|{evidence}");
        let Some(basis) = self.basis.as_ref().filter(|b| b.was_carried("paper", &item)) else { return false };
        let was = basis.source.iter().flat_map(|s| &s.files).find(|f| f.evidence == evidence);
        let page = self.citations.iter().find(|c| c.evidence_id == evidence && c.criterion == criterion);
        match (was, page, self.paper(evidence)) {
            (Some(was), Some(now), Some(paper)) => {
                was.sha256 == paper.sha256
                    && was
                        .cited
                        .iter()
                        .any(|c| c.criterion == criterion && (c.page, c.page_to) == (now.page, now.page_to))
            }
            _ => false,
        }
    }
}
