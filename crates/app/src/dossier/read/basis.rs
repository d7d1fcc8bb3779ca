//! What a dossier for an upgrade or a re-ranking stands on: the package it was carried from and the one the product was
//! recognised by. What still is as it was carried is seen by comparing, so no marks have to be kept up to date.

use crate::Error;
use ocop_domain::dossier::carry::Outcome;
use ocop_domain::dossier::seal::{SealedBasis, SealedFile};
use ocop_domain::dossier::{Kind, Seal, Topic};
use ocop_store::Db;
use ocop_store::dossier::basis as store;
use ocop_store::dossier::seal::{self as seals, SealRow};
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
pub(in crate::dossier) async fn load(
    db: &Db,
    dossier: &str,
    kind: Kind,
) -> Result<(Option<Basis>, BTreeMap<Topic, String>), Error> {
    if kind == Kind::First {
        return Ok((None, BTreeMap::new()));
    }
    let updates = store::updates(db, dossier).await?.into_iter().map(|u| (u.topic, u.words)).collect();
    let Some(row) = store::find(db, dossier).await? else { return Ok((Some(Basis::default()), updates)) };
    let recognised = match &row.recognised_dossier {
        Some(id) => seals::find(db, id, row.recognised_attempt).await?,
        None => None,
    };
    let source = match &row.source_dossier {
        Some(id) => seals::find(db, id, row.source_attempt).await?,
        None => None,
    };
    let of = |s: SealRow| {
        (SealedBasis { dossier: s.dossier_id, attempt: s.attempt, seal_hash: s.seal_hash }, s.seal.value)
    };
    let basis = Basis {
        recognition_id: row.recognition_id,
        recognised: recognised.map(of),
        source: source.map(|s| s.seal.value),
        carried: store::carried(db, dossier).await?,
    };
    Ok((Some(basis), updates))
}

impl Basis {
    pub(in crate::dossier) fn was_carried(&self, section: &str, item: &str) -> bool {
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
