//! Reads a dossier for a page or an act.

use super::basis;
use super::sealed_facts::{self, papers_as_sealed, subject_as_sealed};
use super::whole::{Cited, Dossier};
use crate::dossier::access::{Loaded, load};
use crate::dossier::stamp::{answers_stamp, forms_stamp, questions_stamp};
use crate::evidence::Paper;
use crate::producer::Private as _;
use crate::{Cx, Error};
use ocop_domain::account::{Act, can};
use ocop_domain::criteria::{Answers, score};
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::dossier::{answer, check, evidence, seal, subject, term};
use ocop_store::recognition::withdrawal_of;
use std::collections::BTreeMap;

/// Loads a dossier for those who may see it: its producer always, offices once it was submitted.
pub async fn show(cx: &Cx, id: &str) -> Result<Dossier, Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    for_reader(cx, loaded).await
}

/// A dossier as its reader may see it: personal facts of the producer hidden from those who have no need of them.
pub(in crate::dossier) async fn for_reader(cx: &Cx, loaded: Loaded) -> Result<Dossier, Error> {
    let facts = loaded.facts.clone();
    let mut dossier = assemble(cx, cx.db(), loaded).await?;
    if dossier.subject.hide_from(cx, &facts)
        && let Some((_, before)) = dossier.basis.as_mut().and_then(|b| b.recognised.as_mut())
    {
        before.producer.hide();
    }
    Ok(dossier)
}

/// The dossier whole, for what is written, sealed or compared. Read on the heap: thirty acts await it, and each would keep
/// fourteen kilobytes for it.
pub(in crate::dossier) async fn assemble(cx: &Cx, db: &Db, loaded: Loaded) -> Result<Dossier, Error> {
    Box::pin(read_whole(cx, db, loaded)).await
}

async fn read_whole(cx: &Cx, db: &Db, loaded: Loaded) -> Result<Dossier, Error> {
    let in_work = loaded.in_work(cx);
    let Loaded { row, state, set, facts, hand } = loaded;
    let mut subject = subject::find(db, &row.product_id)
        .await?
        .ok_or_else(|| Error::internal("a dossier without product"))?;
    let place = ocop_store::scope::place(db, &row.commune_id)
        .await?
        .ok_or_else(|| Error::internal("a dossier without commune"))?;
    let sealed = if in_work { None } else { sealed_facts::last(db, &row.id).await? };
    let answer_rows = answer::answers(db, &row.id).await?;
    let question_rows = answer::questions(db, &row.id).await?;
    let (answers_stamp, questions_stamp) = (answers_stamp(&answer_rows), questions_stamp(&question_rows));
    let forms_stamp = forms_stamp(&row.form01.text, &row.form02.text);
    let (mut form01, mut form02, kind) = (row.form01.value, row.form02.value, row.kind);
    let (basis, mut updates) = basis::load(db, &row.id, kind).await?;
    let (mut answers, mut notes, mut findings) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let (mut papers, citations);
    let as_handed_in = sealed.is_some() && state.editable();
    match sealed.as_ref().filter(|_| as_handed_in) {
        Some(seal) => {
            (form01, form02) = (seal.form01.clone(), seal.form02.clone());
            let c = sealed_facts::content(db, seal).await?;
            (answers, notes, findings) = (c.answers, c.notes, c.findings);
            (papers, citations, updates) = (c.papers, c.citations, c.updates);
        }
        None => {
            for a in answer_rows {
                let option = usize::try_from(a.option_no).map_err(Error::internal)?;
                if let Some(note) = a.note {
                    notes.insert(a.criterion.clone(), note);
                }
                answers.insert(a.criterion, option);
            }
            findings.extend(question_rows.into_iter().map(|q| (q.question, (q.applies, q.reason))));
            let cited = evidence::cited(db, &row.id).await?;
            papers = cited.into_iter().map(Paper::of).collect::<Vec<_>>();
            citations =
                evidence::citations(db, &row.id).await?.into_iter().map(Cited::of).collect::<Vec<_>>();
        }
    }
    let scored = score(set, &Answers(answers.clone())).map_err(Error::internal)?;
    let (marks, confirmed) = match sealed {
        Some(seal) => {
            papers_as_sealed(&seal, &mut papers)?;
            subject_as_sealed(&seal, &mut subject)?;
            (seal.assisted, seal.confirmed)
        }
        None => {
            let ids: Vec<String> = papers.iter().map(|p| p.id.clone()).collect();
            let of = (subject.producer_id.as_str(), subject.product_id.as_str());
            (crate::assist::marks(db, &row.id, of, &ids).await?, None)
        }
    };
    let attempts = seal::attempts(db, &row.id).await?;
    Ok(Dossier {
        due_changes: term::changes(db, &row.id, attempts).await?,
        kind,
        basis,
        updates,
        version: row.version,
        set,
        subject,
        place,
        form01,
        form02,
        as_handed_in,
        withdrawn: withdrawal_of(db, &row.id).await?,
        answers,
        notes,
        findings,
        papers,
        citations,
        scored,
        submitted_at: row.submitted_at,
        due_on: row.due_on,
        proposed_on: row.proposed_on,
        attempts,
        checks: check::concluded(db, &row.id).await?,
        may_edit: state.editable() && can(&cx.actor, Act::DossierDraft, &facts).allowed(),
        helping: state.editable() && hand.helps() && can(&cx.actor, Act::DossierDraft, &facts).allowed(),
        marks,
        confirmed,
        may_check: state == State::AtWard && can(&cx.actor, Act::DossierWardCheck, &facts).allowed(),
        forms_stamp,
        questions_stamp,
        answers_stamp,
        state,
        registration_number: row.registration_number,
        seal_hash: row.seal_hash,
        round_id: row.round_id,
        invented: row.invented,
        created_at: row.created_at,
        id: row.id,
    })
}
