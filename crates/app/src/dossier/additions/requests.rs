//! The commune's requests for additions as a page shows them: each item with what the producer answered and what changed
//! at its place.

use crate::dossier::access::load;
use crate::dossier::read::show::for_reader;
use crate::dossier::read::whole::Dossier;
use crate::dossier::seal::package::package;
use crate::producer::Private as _;
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::dossier::additions::{ItemState, Place, touched};
use ocop_domain::dossier::compare::{AnswerChange, Comparison, FieldChange, PaperChange, compare};
use ocop_domain::dossier::{Seal, State};
use ocop_store::Db;
use ocop_store::dossier::additions::{self as store, ItemRow, RequestRow};
use ocop_store::dossier::seal::{self as seals, SealRow};
use std::collections::BTreeMap;

/// One item of a request.
#[derive(Debug, Clone)]
pub struct Item {
    pub number: i64,
    pub place: Place,
    /// What the place was called when it was asked.
    pub subject: String,
    pub reason: String,
    /// The producer's answer.
    pub note: Option<String>,
    pub state: ItemState,
    pub fields: Vec<FieldChange>,
    pub answers: Vec<AnswerChange>,
    pub papers: Vec<PaperChange>,
}

/// A request, held against what came after the submission it was made of.
#[derive(Debug, Clone)]
pub struct Request {
    pub attempt: i64,
    pub answer_by: Date,
    pub words: Option<String>,
    pub asked_at: i64,
    /// When the next submission came in.
    pub answered_at: Option<i64>,
    pub items: Vec<Item>,
    /// The two sides of the comparison: criteria sets before and after, for the names of levels.
    pub comparison: Comparison,
}

impl Request {
    /// Items neither mended nor answered.
    pub fn open(&self) -> usize {
        self.items.iter().filter(|i| i.state == ItemState::Open).count()
    }
}

/// The request the producer is working on; none: the dossier was never sent back with one, or is with the commune.
pub async fn open_request(cx: &Cx, d: &Dossier) -> Result<Option<Request>, Error> {
    if d.state != State::Returned {
        return Ok(None);
    }
    request_of(cx.db(), d, d.attempts).await
}

/// The submissions of a dossier with what was sealed, by their numbers.
pub(in crate::dossier) type Submissions = BTreeMap<i64, (SealRow, Seal)>;

/// Read in one query for all that a page shows of them.
pub(in crate::dossier) async fn submissions(db: &Db, dossier_id: &str) -> Result<Submissions, Error> {
    let read = |row: SealRow| {
        let seal = row.seal.value.clone();
        Ok((row.attempt, (row, seal)))
    };
    seals::all(db, dossier_id).await?.into_iter().map(read).collect()
}

/// Every request of a dossier, oldest first, for those who may see it.
pub(in crate::dossier) async fn requests_of(
    db: &Db,
    d: &Dossier,
    submissions: &Submissions,
) -> Result<Vec<Request>, Error> {
    let rows = store::requests(db, &d.id).await?;
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let items = store::items(db, &d.id).await?;
    let sealed = |attempt: i64| submissions.get(&attempt).map(|(_, seal)| seal);
    let held = |row: RequestRow| {
        let before = sealed(row.attempt).ok_or(Error::NotFound)?;
        held_against(d, &items, before, sealed(row.attempt + 1), row)
    };
    rows.into_iter().map(held).collect()
}

pub(in crate::dossier) async fn request_of(
    db: &Db,
    d: &Dossier,
    attempt: i64,
) -> Result<Option<Request>, Error> {
    let Some(row) = store::request(db, &d.id, attempt).await? else { return Ok(None) };
    let before = sealed(db, &d.id, row.attempt).await?.ok_or(Error::NotFound)?;
    let after = sealed(db, &d.id, row.attempt + 1).await?;
    let items = store::items(db, &d.id).await?;
    held_against(d, &items, &before, after.as_ref(), row).map(Some)
}

/// `after`: the submission that answers the request; none: it is not handed in again yet.
fn held_against(
    d: &Dossier,
    items: &[ItemRow],
    before: &Seal,
    after: Option<&Seal>,
    row: RequestRow,
) -> Result<Request, Error> {
    let draft;
    let after = match after {
        Some(seal) => seal,
        // The draft as it would be sealed now.
        None => {
            draft = package(d, &before.registration_number, row.attempt, 0, "");
            &draft
        }
    };
    let comparison = compare(before, after);
    let items = items.iter().filter(|i| i.attempt == row.attempt).cloned();
    // The producer's answers are told once the dossier is handed in again.
    let told = !d.as_handed_in || row.answered_at.is_some();
    let items = items.map(|i| ItemRow { note: i.note.filter(|_| told), ..i });
    let items = items.map(|i| item(i, before, after, &comparison)).collect();
    Ok(Request {
        attempt: row.attempt,
        answer_by: row.answer_by,
        words: row.words,
        asked_at: row.asked_at,
        answered_at: row.answered_at,
        items,
        comparison,
    })
}

fn item(row: ItemRow, before: &Seal, after: &Seal, comparison: &Comparison) -> Item {
    let changed = touched(&row.place, before, after, comparison);
    Item {
        state: ItemState::of(changed.any(), row.note.is_some()),
        fields: changed.fields.into_iter().cloned().collect(),
        answers: changed.answers.into_iter().cloned().collect(),
        papers: changed.papers.into_iter().cloned().collect(),
        number: row.number,
        place: row.place,
        subject: row.subject,
        reason: row.reason,
        note: row.note,
    }
}

async fn sealed(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<Seal>, Error> {
    Ok(seals::find(db, dossier_id, Some(attempt)).await?.map(|row| row.seal.value))
}

/// One submission beside the one before it.
#[derive(Debug, Clone)]
pub struct Mended {
    pub dossier: Dossier,
    pub attempt: i64,
    pub comparison: Comparison,
}

/// What changed between a submission and the one before it, for those who may see the dossier.
pub async fn mended(cx: &Cx, dossier_id: &str, attempt: i64) -> Result<Mended, Error> {
    let loaded = load(cx, cx.db(), dossier_id, Act::DossierView).await?;
    let facts = loaded.facts.clone();
    let dossier = for_reader(cx, loaded).await?;
    let before = sealed(cx.db(), dossier_id, attempt - 1).await?.ok_or(Error::NotFound)?;
    let after = sealed(cx.db(), dossier_id, attempt).await?.ok_or(Error::NotFound)?;
    let mut comparison = compare(&before, &after);
    comparison.hide_from(cx, &facts);
    Ok(Mended { dossier, attempt, comparison })
}
