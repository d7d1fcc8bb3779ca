//! What a dossier was sealed with, in the place of what the register, the library or an unsent draft say by now.

use super::whole::Cited;
use crate::evidence::Paper;
use crate::{Cx, Error, write_tx};
use jiff::civil::Date;
use ocop_domain::account::Actor;
use ocop_domain::criteria::CriterionCode;
use ocop_domain::dossier::{Seal, Topic};
use ocop_store::Db;
use ocop_store::dossier::subject::SubjectRow;
use ocop_store::dossier::{self as rows, SealedWords, evidence, seal as store};
use std::collections::BTreeMap;

/// The last package the dossier was submitted with; none of a draft.
pub(in crate::dossier) async fn last(db: &Db, dossier_id: &str) -> Result<Option<Seal>, Error> {
    Ok(store::find(db, dossier_id, None).await?.map(|row| row.seal.value))
}

/// A day as it stands in a sealed package.
fn day(sealed: Option<&str>) -> Result<Option<Date>, Error> {
    sealed.map(str::parse).transpose().map_err(Error::internal)
}

/// Puts the facts a dossier was sealed with in the place of the library's present ones: what the producer corrects later
/// does not reach into a dossier that has left its producer.
pub(in crate::dossier) fn papers_as_sealed(seal: &Seal, papers: &mut [Paper]) -> Result<(), Error> {
    for paper in papers {
        let Some(file) = seal.files.iter().find(|f| f.evidence == paper.id) else { continue };
        paper.kind = file.kind.parse().map_err(Error::internal)?;
        paper.title.clone_from(&file.title);
        paper.issuer.clone_from(&file.issuer);
        paper.number.clone_from(&file.number);
        paper.issued_on = day(file.issued_on.as_deref())?;
        paper.expires_on = day(file.expires_on.as_deref())?;
    }
    Ok(())
}

/// Puts names and facts of product and producer as they were sealed in the place of the register's present ones.
pub(in crate::dossier) fn subject_as_sealed(seal: &Seal, subject: &mut SubjectRow) -> Result<(), Error> {
    let (p, m) = (seal.product.clone(), seal.producer.clone());
    subject.product_name = p.name;
    subject.category = p.category;
    subject.brand_place = p.brand_place;
    subject.made_at = p.made_at;
    subject.set_id = Some(seal.set.parse().map_err(Error::internal)?);
    subject.producer_name = m.name;
    subject.legal_form = m.legal_form.parse().map_err(Error::internal)?;
    subject.tax_number = m.tax_number;
    subject.registration_number = m.registration_number;
    subject.founded_on = day(m.founded_on.as_deref())?;
    subject.representative = m.representative;
    subject.representative_title = m.representative_title;
    subject.representative_gender = m.representative_gender;
    subject.representative_ethnicity = m.representative_ethnicity;
    subject.representative_address = m.representative_address;
    subject.phone = m.phone;
    subject.email = m.email;
    subject.address = m.address;
    Ok(())
}

/// Answers, notes, findings, papers, citations and news of a sealed package, as a dossier holds them.
pub(in crate::dossier) struct Content {
    pub answers: BTreeMap<CriterionCode, usize>,
    pub notes: BTreeMap<CriterionCode, String>,
    pub findings: BTreeMap<String, (bool, Option<String>)>,
    pub papers: Vec<Paper>,
    pub citations: Vec<Cited>,
    pub updates: BTreeMap<Topic, String>,
}

/// A returned dossier as it was last handed in: what its producer mends meanwhile is the producer's own until it is sent again
/// (Điều 7(2), 26/2026: the commune answers what it received).
pub(in crate::dossier) async fn content(db: &Db, seal: &Seal) -> Result<Content, Error> {
    let mut c = Content {
        answers: BTreeMap::new(),
        notes: BTreeMap::new(),
        findings: BTreeMap::new(),
        papers: Vec::new(),
        citations: Vec::new(),
        updates: BTreeMap::new(),
    };
    for a in &seal.answers {
        let code: CriterionCode = a.criterion.parse().map_err(Error::internal)?;
        if let Some(note) = &a.note {
            c.notes.insert(code.clone(), note.clone());
        }
        c.answers.insert(code, a.option);
    }
    for q in &seal.questions {
        c.findings.insert(q.key.clone(), (q.applies, q.reason.clone()));
    }
    for u in &seal.updates {
        c.updates.insert(u.topic.parse().map_err(Error::internal)?, u.words.clone());
    }
    for f in &seal.files {
        // The bytes of a sealed paper never leave the library.
        let Some(row) = evidence::find(db, &f.evidence).await? else { continue };
        c.papers.push(Paper::of(row));
        c.citations.extend(f.cited.iter().map(|at| Cited {
            criterion: at.criterion.clone(),
            evidence_id: f.evidence.clone(),
            page: at.page,
            page_to: at.page_to,
            check_page: false,
        }));
    }
    Ok(c)
}

/// The words lists, papers and decisions say of the dossier from its submission on.
pub(in crate::dossier) fn words(seal: &Seal) -> SealedWords<'_> {
    SealedWords { product: &seal.product.name, producer: &seal.producer.name, address: seal.address() }
}

/// Keeps the words of dossiers sealed before they were kept, from their sealed packages. A product made at an
/// establishment was sealed without its address then: the register's is taken.
pub async fn keep_sealed_words(cx: &Cx) -> Result<(), Error> {
    let system = cx.as_actor(Actor::System);
    let mut after = String::new();
    loop {
        let ids = rows::without_words(system.db(), &after, 200).await?;
        let Some(last_id) = ids.last() else { return Ok(()) };
        after.clone_from(last_id);
        let written: Result<(), Error> = write_tx!(system, |tx| {
            for id in &ids {
                let seal = match last(&tx, id).await {
                    Ok(Some(seal)) => seal,
                    Ok(None) => continue,
                    // The proof of the journal names a seal that cannot be read; the rest goes on.
                    Err(Error::Internal(error)) => {
                        tracing::error!(dossier = %id, %error, "a sealed dossier cannot be read");
                        continue;
                    }
                    Err(e) => return Err(e),
                };
                let mut words = words(&seal);
                let subject = rows::subject::find(&tx, &seal.product.id).await?;
                if let Some(made_at) = subject.as_ref().and_then(|s| s.made_at.as_deref()) {
                    words.address = made_at;
                }
                rows::keep_words(&tx, id, words).await?;
            }
            Ok(())
        });
        written?;
    }
}
