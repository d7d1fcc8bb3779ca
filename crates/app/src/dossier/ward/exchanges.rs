//! Everything commune and producer sent each other about a dossier, in order, with the time each side waited.

use super::meeting::{Meeting, concluded};
use super::waiting::waiting_for;
use crate::dossier::additions::requests::{Request, Submissions, requests_of, submissions};
use crate::dossier::read::show::show;
use crate::dossier::read::whole::Dossier;
use crate::working_days::calendar;
use crate::{Cx, Error};
use ocop_domain::area::within_sentence;
use ocop_domain::codes;
use ocop_domain::dossier::waiting::Waiting;
use ocop_store::Db;
use ocop_store::dossier::check as checks;
use serde_json::{Value, json};

codes! {
    /// What was sent.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Sent ("sent") {
        /// The producer handed in, for the first time or again.
        Submitted = "submitted",
        /// The commune asked for additions.
        Asked = "asked",
        /// The commune sent it back with plain reasons.
        Returned = "returned",
        /// The commune proposed it to the province.
        Proposed = "proposed",
    }
}

/// One exchange.
#[derive(Debug, Clone)]
pub struct Exchange {
    pub sent: Sent,
    pub attempt: i64,
    pub at: i64,
    /// Whose: the producer, or the commune's People's Committee, as it was called then.
    pub office: String,
    /// Reasons, or the conclusion.
    pub words: Option<String>,
    /// The seal of a submission.
    pub seal_hash: Option<String>,
}

/// The whole correspondence.
#[derive(Debug, Clone)]
pub struct Exchanges {
    pub dossier: Dossier,
    /// Oldest first.
    pub all: Vec<Exchange>,
    /// Requests with their items and answers, oldest first.
    pub requests: Vec<Request>,
    /// Meetings on submissions whose check is concluded.
    pub meetings: Vec<Meeting>,
    pub waiting: Waiting,
}

/// Reads the correspondence for those who may see the dossier. (What happened is kept by the acts themselves: seals,
/// checks, requests; nothing is written a second time for this.)
pub async fn exchanges(cx: &Cx, dossier_id: &str) -> Result<Exchanges, Error> {
    Box::pin(exchanges_of(cx, show(cx, dossier_id).await?)).await
}

/// The same of a dossier that its reader has been shown, which is not read a second time.
pub async fn exchanges_of(cx: &Cx, d: Dossier) -> Result<Exchanges, Error> {
    let submissions = submissions(cx.db(), &d.id).await?;
    let requests = requests_of(cx.db(), &d, &submissions).await?;
    let asked: Vec<i64> = requests.iter().map(|r| r.attempt).collect();
    let (all, meetings) =
        (in_order(cx.db(), &d.id, &submissions, &asked).await?, concluded(cx.db(), &d.id).await?);
    let waiting = waiting_for(cx, &calendar(cx).await?, &d.id).await?;
    Ok(Exchanges { waiting, dossier: d, all, requests, meetings })
}

async fn in_order(
    db: &Db,
    dossier_id: &str,
    submissions: &Submissions,
    asked: &[i64],
) -> Result<Vec<Exchange>, Error> {
    let checks = checks::concluded(db, dossier_id).await?;
    let mut out = Vec::new();
    for (&attempt, (row, seal)) in submissions {
        out.push(Exchange {
            sent: Sent::Submitted,
            attempt,
            at: row.submitted_at,
            office: seal.producer.name.clone(),
            words: None,
            seal_hash: Some(row.seal_hash.clone()),
        });
        let Some(check) = checks.iter().find(|c| c.attempt == attempt) else { continue };
        let sent = match (&check.conclusion, asked.contains(&attempt)) {
            (Some(_), _) => Sent::Proposed,
            (None, true) => Sent::Asked,
            (None, false) => Sent::Returned,
        };
        out.push(Exchange {
            sent,
            attempt,
            at: check.checked_at,
            office: format!("Ủy ban nhân dân {}", within_sentence(&seal.product.commune_name)),
            words: check.conclusion.clone().or_else(|| check.reasons.clone()),
            seal_hash: None,
        });
    }
    Ok(out)
}

/// The correspondence as data, for a package already allowed. Asks no leave.
pub(crate) async fn exchanges_json(db: &Db, dossier_id: &str) -> Result<Value, Error> {
    use ocop_store::dossier::additions as store;
    let (requests, items) = (store::requests(db, dossier_id).await?, store::items(db, dossier_id).await?);
    let asked: Vec<i64> = requests.iter().map(|r| r.attempt).collect();
    let submissions = submissions(db, dossier_id).await?;
    let all: Vec<Value> = in_order(db, dossier_id, &submissions, &asked)
        .await?
        .iter()
        .map(|e| {
            json!({"sent": e.sent.as_str(), "attempt": e.attempt, "at_ms": e.at, "office": e.office, "words": e.words,
                "seal_hash": e.seal_hash})
        })
        .collect();
    let requests: Vec<Value> = requests
        .iter()
        .map(|r| {
            let of_this = items.iter().filter(|i| i.attempt == r.attempt);
            let items: Vec<Value> = of_this
                .map(|i| {
                    json!({"number": i.number, "place": i.place.to_string(), "subject": i.subject, "reason": i.reason,
                        "answer": i.note.as_ref().filter(|_| r.answered_at.is_some())})
                })
                .collect();
            json!({"attempt": r.attempt, "asked_at_ms": r.asked_at, "answer_by": r.answer_by, "words": r.words,
                "answered_at_ms": r.answered_at, "items": items})
        })
        .collect();
    Ok(json!({"exchanges": all, "requests": requests}))
}
