//! The commune's meeting on a dossier: kept with the check of that submission, printed as a short paper of its own.
//! Mẫu số 03 has no room for it: its Phần II is the four judgements, followed by the proposal.

use crate::dossier::access::{at_ward, load};
use crate::paper_words::SPECIMEN;
use crate::typeset::typeset;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::Timestamp;
use ocop_domain::account::Act;
use ocop_domain::area::{before_date, within_sentence};
use ocop_domain::dossier::seal::short;
use ocop_print as print;
use ocop_store::Db;
use ocop_store::dossier::meeting as store;
use ocop_store::dossier::seal::SealRow;
use ocop_store::dossier::{self as dossiers, check as checks, seal as seals};
use serde::Deserialize;
use serde_json::json;

pub use ocop_store::dossier::meeting::MeetingRow as Meeting;

/// Keep the notes of a meeting on the submission that is with the commune.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SaveMeeting {
    #[serde(skip)]
    pub dossier_id: String,
    /// The dossier's version the page was made from.
    #[serde(skip)]
    pub version: i64,
    /// dd/mm/yyyy
    pub held_on: String,
    pub place: String,
    /// Departments that took part, one a line.
    pub departments: String,
    pub content: String,
    pub conclusion: String,
}

/// Keeps what was said in the meeting the commune's Chairman held with the departments concerned (Điều 7(2)a, second
/// paragraph, 26/2026). Only while the dossier is with the commune; one meeting a submission.
pub async fn save_meeting(cx: &Cx, cmd: SaveMeeting) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    let held_on = invalid.day("held_on", &cmd.held_on);
    if held_on.is_some_and(|day| day > cx.today()) {
        invalid.add("held_on", "date_in_future");
    }
    let place = invalid.optional("place", &cmd.place, 300);
    let departments = invalid.text("departments", &cmd.departments, 2000);
    let content = invalid.text("content", &cmd.content, 10_000);
    let conclusion = invalid.text("conclusion", &cmd.conclusion, 10_000);
    write_tx!(cx, |tx| {
        let d = at_ward(cx, &tx, &cmd.dossier_id).await?;
        invalid.clone().ok()?;
        let Some(held_on) = held_on else { return Err(Error::field("held_on", "required")) };
        let attempt = seals::attempts(&tx, &cmd.dossier_id).await?;
        let row = Meeting {
            dossier_id: cmd.dossier_id.clone(),
            attempt,
            held_on,
            place: place.clone(),
            departments: departments.clone(),
            content: content.clone(),
            conclusion: conclusion.clone(),
            noted_by: cx.actor.id().to_owned(),
            noted_at: cx.now_ms(),
        };
        store::save(&tx, &row).await?;
        dossiers::touch(&tx, &cmd.dossier_id, cmd.version).await?;
        let diff = json!({"meeting": row.held_on, "attempt": attempt});
        cx.journal(&tx, &d.chain(), Act::DossierWardCheck.as_str(), &cmd.dossier_id, diff).await
    })
}

/// Takes the notes of this submission's meeting out again.
pub async fn remove_meeting(cx: &Cx, dossier_id: &str, version: i64) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = at_ward(cx, &tx, dossier_id).await?;
        let attempt = seals::attempts(&tx, dossier_id).await?;
        store::remove(&tx, dossier_id, attempt).await?;
        dossiers::touch(&tx, dossier_id, version).await?;
        let diff = json!({"meeting": null, "attempt": attempt});
        cx.journal(&tx, &d.chain(), Act::DossierWardCheck.as_str(), dossier_id, diff).await
    })
}

/// The meetings on submissions whose check is concluded, for those who may see the dossier, oldest first.
pub(in crate::dossier) async fn concluded(db: &Db, dossier_id: &str) -> Result<Vec<Meeting>, Error> {
    let done = checks::concluded(db, dossier_id).await?;
    let mut all = store::all(db, dossier_id).await?;
    all.retain(|m| done.iter().any(|c| c.attempt == m.attempt));
    Ok(all)
}

/// The paper of one submission's meeting as PDF. Before the check is concluded only the commune reads it.
pub async fn meeting_pdf(cx: &Cx, id: &str, attempt: Option<i64>) -> Result<Vec<u8>, Error> {
    let paper = paper(cx, id, attempt).await?;
    typeset(move || print::ward_meeting(&paper)).await
}

/// The same as DOCX, for the office to finish.
pub async fn meeting_docx(cx: &Cx, id: &str, attempt: Option<i64>) -> Result<Vec<u8>, Error> {
    let paper = paper(cx, id, attempt).await?;
    typeset(move || print::ward_meeting_docx(&paper)).await
}

async fn paper(cx: &Cx, id: &str, attempt: Option<i64>) -> Result<print::WardMeeting, Error> {
    let d = load(cx, cx.db(), id, Act::DossierView).await?;
    let row = seals::find(cx.db(), id, attempt).await?.ok_or(Error::NotFound)?;
    let meeting = store::find(cx.db(), id, row.attempt).await?.ok_or(Error::NotFound)?;
    let check = checks::find(cx.db(), id, row.attempt).await?;
    let concluded = check.is_some_and(|c| !c.draft);
    if !concluded {
        cx.know(Act::DossierWardCheck, &d.facts)?;
    }
    of(cx, &row, &meeting, d.row.invented)
}

/// The paper for packages already allowed, of submissions whose check is concluded. Asks no leave.
pub(crate) async fn meeting_of(cx: &Cx, row: &SealRow, invented: bool) -> Result<Option<Vec<u8>>, Error> {
    let check = checks::find(cx.db(), &row.dossier_id, row.attempt).await?;
    if check.is_none_or(|c| c.draft) {
        return Ok(None);
    }
    match store::find(cx.db(), &row.dossier_id, row.attempt).await? {
        Some(m) => {
            let paper = of(cx, row, &m, invented)?;
            typeset(move || print::ward_meeting(&paper)).await.map(Some)
        }
        None => Ok(None),
    }
}

fn of(cx: &Cx, row: &SealRow, m: &Meeting, invented: bool) -> Result<print::WardMeeting, Error> {
    let seal = row.seal.value.clone();
    let commune = within_sentence(&seal.product.commune_name);
    let url = format!("{}/seal/{}", cx.config.base_url, row.seal_hash);
    Ok(print::WardMeeting {
        imprint: print::Imprint {
            ident: format!("ward-meeting:{}:{}:{}", row.dossier_id, row.attempt, m.noted_at),
            at: Timestamp::from_millisecond(m.noted_at).unwrap_or_default(),
            specimen: invented.then(|| SPECIMEN.to_owned()),
        },
        foot: print::Foot::Sealed(
            print::SealMark::new(&short(&row.seal_hash), &url).map_err(Error::internal)?,
        ),
        heading: print::Heading { superior: None, issuer: format!("Ủy ban nhân dân\n{commune}") },
        reference: print::Reference {
            number: None,
            symbol: "BB-UBND".into(),
            place: before_date(&seal.product.commune_name),
            date: Some(m.held_on),
        },
        product: seal.product.name,
        producer: seal.producer.name,
        number: seal.registration_number,
        attempt: row.attempt,
        held_on: Some(m.held_on),
        place: m.place.clone().unwrap_or_default(),
        departments: m
            .departments
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .map(str::to_owned)
            .collect(),
        content: m.content.clone(),
        conclusion: m.conclusion.clone(),
    })
}
