//! An upgrade or a re-ranking begins from the product's last sealed dossier, so that the producer touches only what
//! changed. Feature row 13: papers still valid are carried into the upgrade and the re-rank, a renewed one as its renewal.

use crate::dossier::access::set_of;
use crate::dossier::kind::Chosen;
use crate::{Cx, Error};
use ocop_domain::criteria::CriteriaSet;
use ocop_domain::dossier::carry::{self, Outcome};
use ocop_domain::dossier::{Form02, Kind, Seal};
use ocop_store::Db;
use ocop_store::dossier::answer::{self, AnswerRow};
use ocop_store::dossier::basis::{self as store, BasisRow, CarriedRow};
use ocop_store::dossier::evidence::{self, CitationRow};
use ocop_store::dossier::seal as seals;
use ocop_store::dossier::subject::SubjectRow;

/// What a new dossier begins with; empty for a first-time one and where nothing was ever sealed here.
#[derive(Default)]
pub(in crate::dossier) struct Beginning {
    pub form02: Option<Form02>,
    basis: Option<BasisRow>,
    carried: Vec<CarriedRow>,
    answers: Vec<AnswerRow>,
    citations: Vec<CitationRow>,
}

/// Reads what may be carried into dossier `id`. Knock-out answers are declarations of their day and stay behind.
pub(in crate::dossier) async fn gather(
    cx: &Cx,
    db: &Db,
    id: &str,
    about: &SubjectRow,
    set: &CriteriaSet,
    (kind, chosen): (Kind, &Chosen),
) -> Result<Beginning, Error> {
    if kind == Kind::First {
        return Ok(Beginning::default());
    }
    let star = chosen.star.as_ref();
    let recognised = match star.and_then(|s| s.dossier_id.as_deref()) {
        Some(dossier) => seals::find(db, dossier, None).await?,
        None => None,
    };
    let source = store::last_seal(db, &about.product_id).await?;
    let mut out = Beginning {
        basis: Some(BasisRow {
            dossier_id: id.to_owned(),
            recognition_id: star.map(|s| s.recognition_id.clone()),
            recognised_dossier: recognised.as_ref().map(|s| s.dossier_id.clone()),
            recognised_attempt: recognised.as_ref().map(|s| s.attempt),
            source_dossier: source.as_ref().map(|s| s.dossier_id.clone()),
            source_attempt: source.as_ref().map(|s| s.attempt),
            carried_at: cx.now_ms(),
        }),
        ..Beginning::default()
    };
    if let Some(row) = source {
        let seal = row.seal.value;
        let old = set_of(&seal.set)?;
        // A product that changed hands keeps its score; the former producer's texts on that producer are not carried.
        if seal.producer.id == about.producer_id {
            out.texts(&seal);
        }
        out.answers(old, set, &seal)?;
        out.papers(cx, db, &about.producer_id, (old, set), &seal).await?;
    }
    Ok(out)
}

impl Beginning {
    fn note(&mut self, section: &str, item: String, outcome: Outcome) {
        self.carried.push(CarriedRow { section: section.into(), item, outcome });
    }

    fn texts(&mut self, seal: &Seal) {
        for (field, _) in carry::texts(seal) {
            self.note("text", field.to_owned(), Outcome::Carried);
        }
        self.form02 = Some(seal.form02.clone());
    }

    fn answers(&mut self, old: &CriteriaSet, new: &CriteriaSet, seal: &Seal) -> Result<(), Error> {
        for a in &seal.answers {
            match carry::answer(old, new, a) {
                Ok(option) => {
                    self.answers.push(AnswerRow {
                        criterion: a.criterion.parse().map_err(Error::internal)?,
                        option_no: i64::try_from(option).map_err(Error::internal)?,
                        note: a.note.clone(),
                    });
                    self.note("answer", a.criterion.clone(), Outcome::Carried);
                }
                Err(why) => self.note("answer", a.criterion.clone(), why),
            }
        }
        Ok(())
    }

    async fn papers(
        &mut self,
        cx: &Cx,
        db: &Db,
        producer: &str,
        (old, new): (&CriteriaSet, &CriteriaSet),
        seal: &Seal,
    ) -> Result<(), Error> {
        for f in &seal.files {
            let still = evidence::standing(db, &f.evidence).await?.filter(|e| e.producer_id == producer);
            let outcome = match &still {
                None => Outcome::Gone,
                Some(e) if e.id == f.evidence => carry::paper(f.expires_on.as_deref(), cx.today()),
                Some(renewal) => {
                    let last = renewal.expires_on.map(|day| day.to_string());
                    carry::paper(last.as_deref(), cx.today())
                }
            };
            for c in &f.cited {
                let fits = carry::citation(old, new, &c.criterion);
                let outcome = if fits { outcome } else { Outcome::CriterionDiffers };
                self.note("paper", format!("{}|{}", c.criterion, f.evidence), outcome);
                if let Some(paper) = still.as_ref().filter(|_| outcome == Outcome::Carried) {
                    let last = c.page_to.or(c.page);
                    self.citations.push(CitationRow {
                        criterion: c.criterion.clone(),
                        evidence_id: paper.id.clone(),
                        page: c.page,
                        page_to: c.page_to,
                        check_page: last.zip(paper.pages).is_some_and(|(last, pages)| last > pages),
                    });
                }
            }
        }
        Ok(())
    }

    /// Writes what was gathered, once the dossier itself stands.
    pub(in crate::dossier) async fn write(&self, db: &Db, id: &str) -> Result<(), Error> {
        let Some(basis) = &self.basis else { return Ok(()) };
        store::insert(db, basis).await?;
        store::insert_carried(db, id, &self.carried).await?;
        answer::set_answers(db, id, &self.answers).await?;
        for c in &self.citations {
            evidence::cite(db, id, c).await?;
        }
        Ok(())
    }

    /// How many items were carried and how many left behind, for the journal.
    pub(in crate::dossier) fn counts(&self) -> (usize, usize) {
        let carried = self.carried.iter().filter(|c| c.outcome == Outcome::Carried).count();
        (carried, self.carried.len() - carried)
    }

    /// The dossier carried from, for the journal.
    pub(in crate::dossier) fn source(&self) -> Option<&str> {
        self.basis.as_ref().and_then(|b| b.source_dossier.as_deref())
    }
}
