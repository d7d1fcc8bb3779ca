//! What producer and commune are told of a dossier's way.

use super::read::whole::Dossier;
use crate::notice::{Data, Notice, to_commune, to_producer};
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::council::{Ending, codes};
use ocop_domain::notice::NoticeKind;
use ocop_store::Db;
use ocop_store::dossier::seal::SealRow;
use ocop_store::dossier::{self as store, DossierRow, subject};

/// The receipt to the producer; the commune learns that its term runs.
pub(super) async fn submitted(
    cx: &Cx,
    tx: &Db,
    d: &Dossier,
    commune_id: &str,
    sealed: &SealRow,
    number: &str,
) -> Result<(), Error> {
    let data = Data::new()
        .text("product", &d.subject.product_name)
        .text("producer", &d.subject.producer_name)
        .text("number", number)
        .text("day", sealed.due_on);
    let key = format!("{}:{}", d.id, sealed.attempt);
    let receipt = Notice {
        kind: NoticeKind::DossierSubmitted,
        key: key.clone(),
        data: data.clone(),
        href: format!("/dossiers/{}", d.id),
    };
    to_producer(cx, tx, &d.subject.producer_id, &receipt).await?;
    let work = Notice { kind: NoticeKind::DossierReceived, key, data, href: format!("/ward/{}", d.id) };
    to_commune(cx, tx, commune_id, &work).await
}

pub(super) async fn returned(
    cx: &Cx,
    tx: &Db,
    row: &DossierRow,
    attempt: i64,
    reasons: &str,
) -> Result<(), Error> {
    let data = Data::new().text("reasons", reasons);
    producer(cx, tx, row, NoticeKind::DossierReturned, format!("{}:{attempt}", row.id), data).await
}

/// What is to be added, and until when an answer is awaited.
pub(super) async fn additions_requested(
    cx: &Cx,
    tx: &Db,
    row: &DossierRow,
    attempt: i64,
    answer_by: Date,
    told: &str,
) -> Result<(), Error> {
    let data = Data::new().text("reasons", told).text("day", answer_by);
    producer(cx, tx, row, NoticeKind::AdditionsRequested, format!("{}:{attempt}", row.id), data).await
}

/// The day awaited comes near.
pub(super) async fn additions_awaited(
    cx: &Cx,
    tx: &Db,
    row: &DossierRow,
    attempt: i64,
    answer_by: Date,
) -> Result<(), Error> {
    let data = Data::new().text("day", answer_by);
    producer(cx, tx, row, NoticeKind::AdditionsAwaited, format!("{}:{attempt}", row.id), data).await
}

pub(super) async fn proposed(cx: &Cx, tx: &Db, row: &DossierRow, attempt: i64) -> Result<(), Error> {
    let key = format!("{}:{attempt}", row.id);
    producer(cx, tx, row, NoticeKind::DossierProposed, key, Data::new()).await
}

/// Fewer than three stars: no decision will tell the producer, so this does.
pub(crate) async fn not_recognised(
    cx: &Cx,
    tx: &Db,
    dossier_id: &str,
    ending: Option<&Ending>,
) -> Result<(), Error> {
    let row = store::find(tx, dossier_id).await?.ok_or(Error::NotFound)?;
    let (ground, at) = match ending {
        None => ("", String::new()),
        Some(Ending::Eliminated) => ("eliminated", String::new()),
        Some(Ending::Stopped(at)) => ("stopped", codes(at)),
    };
    let data = Data::new().maybe("ground", ground).maybe("reasons", at);
    producer(cx, tx, &row, NoticeKind::NotRecognised, row.id.clone(), data).await
}

async fn producer(
    cx: &Cx,
    tx: &Db,
    row: &DossierRow,
    kind: NoticeKind,
    key: String,
    data: Data,
) -> Result<(), Error> {
    let about = subject::find(tx, &row.product_id).await?.ok_or(Error::NotFound)?;
    let data = data.text("product", about.product_name).maybe("number", row.registration_number.as_deref());
    let notice = Notice { kind, key, data, href: format!("/dossiers/{}", row.id) };
    to_producer(cx, tx, &row.producer_id, &notice).await
}
