//! Recognitions: one row for each star a product was given. Rows are added and marked, never
//! rewritten, but for what a list said wrongly of a star (`correct.rs`).

use crate::column::{Checked, Column};
use crate::prelude::*;
use crate::scope::placeholders;
use ocop_domain::criteria::SetId;
use ocop_domain::dossier::State;
use ocop_domain::recognition::{Origin, WithdrawalGround};

rows! {
    /// A recognition with its decision and what is needed to say how it stands on a day.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RecognitionRow {
        pub id: String,
        pub product_id: String,
        pub dossier_id: Option<String>,
        pub decision_id: String,
        pub stars: i64,
        pub law: Option<String>,
        /// The set it was judged by; none where it was read from a list.
        pub set_id: Option<SetId>,
        /// The certificate's number; where there is a look-up code, no number but an address of older days.
        pub certificate: String,
        /// Stars read from lists are found by this.
        pub lookup: Option<String>,
        /// The number the list gives for the paper.
        pub listed_number: Option<String>,
        pub product_name: String,
        pub producer_name: String,
        pub address: String,
        pub issued_on: Option<Date>,
        pub expires_on: Option<Date>,
        pub date_precision: String,
        /// What a list writes in place of a day.
        pub issued_text: Option<String>,
        pub withdrawn_on: Option<Date>,
        pub withdrawal_ground: Option<WithdrawalGround>,
        pub withdrawal_decision: Option<String>,
        pub superseded_on: Option<Date>,
        pub pdf_hash: Option<String>,
        pub trust: Option<String>,
        pub source: Option<String>,
        pub invented: bool,
        pub import_batch: Option<String>,
        pub decision_kind: Origin,
        pub decision_number: Option<String>,
        pub decided_on: Option<Date>,
        pub issuer: String,
        pub signer_title: Option<String>,
        pub signer_name: Option<String>,
        pub signed_at: Option<i64>,
        pub decision_province: Option<String>,
        pub product_code: Option<String>,
        pub commune_id: Option<String>,
        /// Re-ranking dossiers handed in.
        pub filings: Filings,
        /// The product's province reads Điều 12(3) as a transition.
        pub transitional: bool,
    }
}

impl RecognitionRow {
    /// What its page and its addresses are called by.
    pub fn key(&self) -> &str {
        self.lookup.as_deref().unwrap_or(&self.certificate)
    }

    /// The number on the paper: of the certificate signed here, or the one the list gives.
    pub fn number(&self) -> Option<&str> {
        if self.lookup.is_some() { self.listed_number.as_deref() } else { Some(&self.certificate) }
    }
}

#[derive(Debug, Clone)]
pub struct NewRecognition<'a> {
    pub id: &'a str,
    pub product_id: &'a str,
    pub dossier_id: &'a str,
    pub decision_id: &'a str,
    pub stars: i64,
    pub law: Option<&'a str>,
    pub set_id: &'a SetId,
    pub certificate: &'a str,
    pub product_name: &'a str,
    pub producer_name: &'a str,
    pub address: &'a str,
    pub issued_on: Date,
    pub expires_on: Date,
    pub invented: bool,
    pub created_at: i64,
}

/// Re-ranking dossiers handed in for a star: the day each was filed and the day it was settled, none where it is not known,
/// or not yet. Stored as `filed/settled`, a blank between two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filings(pub Vec<(Option<Date>, Option<Date>)>);

impl Column<Checked> for Filings {
    type Stored = Option<String>;

    fn read(stored: Option<String>) -> Result<Filings, String> {
        let day = |t: &str| match t {
            "" => Ok(None),
            _ => t.parse().map(Some).map_err(|e| format!("“{t}”: {e}")),
        };
        let one = |text: &str| {
            let (filed, settled) = text.split_once('/').unwrap_or((text, ""));
            Ok((day(filed)?, day(settled)?))
        };
        stored.unwrap_or_default().split_whitespace().map(one).collect::<Result<_, _>>().map(Filings)
    }
}

/// The re-ranking dossiers of `r`'s product that were handed in, each as `filed/settled`, a blank between two. A day
/// that is not known, or not yet, is empty.
pub(crate) const FILINGS: &str = "(SELECT string_agg(COALESCE(x.filed_on, '') || '/' || COALESCE(x.settled_on, ''), ' ') \
     FROM dossier x WHERE x.product_id = r.product_id AND x.kind = 'reranking' AND x.submitted_at IS NOT NULL \
     AND x.state <> 'draft')";

/// The first day a re-ranking dossier of `r` was handed in that had no result yet on the day `on`, a placeholder: what was
/// sent back for additions waits for the producer and is pending still (Điều 12(3), 26/2026: "đến ngày có kết quả xử
/// lý"). A filing of before the star was one for an earlier star.
pub(crate) fn filed(on: &str) -> String {
    format!(
        "(SELECT MIN(COALESCE(x.filed_on, '')) FROM dossier x WHERE x.product_id = r.product_id \
         AND x.kind = 'reranking' AND x.submitted_at IS NOT NULL AND x.state <> 'draft' \
         AND (x.filed_on IS NULL OR x.filed_on >= COALESCE(r.issued_on, '')) \
         AND (x.settled_on IS NULL OR x.settled_on > {on}))"
    )
}

/// Where the setting of a province stands, before its code.
pub const EXTENSION_KEY: &str = "extension:";

/// The province of the product `p` reads Điều 12(3), 26/2026 as a transition.
pub(crate) const TRANSITIONAL: &str = "EXISTS (SELECT 1 FROM area g JOIN setting t \
     ON t.key = 'extension:' || g.province_code WHERE g.id = p.commune_id AND t.value = 'transitional')";

fn select(rest: &str) -> String {
    format!(
        "SELECT r.id, r.product_id, r.dossier_id, r.decision_id, r.stars, r.law, r.set_id, r.certificate, r.lookup, r.listed_number, r.product_name, \
         r.producer_name, r.address, r.issued_on, r.expires_on, r.date_precision, r.issued_text, r.withdrawn_on, \
         r.withdrawal_ground, r.withdrawal_decision, r.superseded_on, r.pdf_hash, r.trust, r.source, r.invented, \
         r.import_batch, d.kind AS decision_kind, d.number AS decision_number, d.decided_on, d.issuer, d.signer_title, d.signer_name, d.signed_at, \
         d.province_code AS decision_province, p.code AS product_code, p.commune_id, \
         {FILINGS} AS filings, {TRANSITIONAL} AS transitional \
         FROM recognition r JOIN decision d ON d.id = r.decision_id JOIN product p ON p.id = r.product_id {rest}"
    )
}

/// The star whose certificate was signed here under this number.
pub async fn by_certificate(db: &Db, number: &str) -> Result<Option<RecognitionRow>> {
    db.one(&select("WHERE r.certificate = $1 AND r.lookup IS NULL"), args![number]).await
}

/// Every star a number, a look-up code, a list's own number (by its key) or an address of older days leads to.
pub async fn by_any_number(db: &Db, number: &str, key: &str) -> Result<Vec<RecognitionRow>> {
    db.all(
        &select(
            "WHERE r.certificate = $1 OR r.lookup = $1 OR r.listed_key = $2 \
             ORDER BY COALESCE(r.issued_on, '') DESC, r.id LIMIT 50",
        ),
        args![number, key],
    )
    .await
}

/// Does a star of a list bear this number (by its key)?
pub async fn listed_number_held(db: &Db, key: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM recognition WHERE listed_key = $1";
    Ok(db.number(sql, args![key]).await? > 0)
}

pub async fn by_id(db: &Db, id: &str) -> Result<Option<RecognitionRow>> {
    db.one(&select("WHERE r.id = $1"), args![id]).await
}

/// Every recognition of a product, the newest first.
pub async fn of_product(db: &Db, product: &str) -> Result<Vec<RecognitionRow>> {
    db.all(
        &select(
            "WHERE r.product_id = $1 ORDER BY COALESCE(r.issued_on, '') DESC, r.created_at DESC, r.id DESC LIMIT 100",
        ),
        args![product],
    )
    .await
}

rows! {
    /// A star that was withdrawn.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct WithdrawnRow {
        pub stars: i64,
        pub withdrawn_on: Date,
        pub ground: Option<WithdrawalGround>,
        pub decision_number: Option<String>,
    }
}

/// The withdrawal of the star a dossier led to.
pub async fn withdrawal_of(db: &Db, dossier: &str) -> Result<Option<WithdrawnRow>> {
    db.one(
        "SELECT stars, withdrawn_on, withdrawal_ground AS ground, withdrawal_decision AS decision_number \
         FROM recognition WHERE dossier_id = $1 AND withdrawn_on IS NOT NULL ORDER BY withdrawn_on DESC, id DESC LIMIT 1",
        args![dossier],
    )
    .await
}

pub async fn of_decision(db: &Db, decision: &str) -> Result<Vec<RecognitionRow>> {
    db.all(&select("WHERE r.decision_id = $1 ORDER BY r.certificate"), args![decision]).await
}

/// A page of the stars that a decision of a list carries, by name.
pub async fn listed_of_decision(
    db: &Db,
    decision: &str,
    limit: i64,
    offset: i64,
) -> Result<Vec<RecognitionRow>> {
    db.all(
        &select("WHERE r.decision_id = $1 ORDER BY r.product_name, r.id LIMIT $2 OFFSET $3"),
        args![decision, limit, offset],
    )
    .await
}

pub async fn insert(db: &Db, r: &NewRecognition<'_>) -> Result<()> {
    insert!(db, "recognition",
        r.{id, product_id, dossier_id, decision_id, stars, law, certificate, product_name, producer_name,
        address, issued_on, expires_on, invented, created_at, set_id}, date_precision: "day"
    )
    .await
}

/// These recognitions give way to a later one, once.
pub async fn supersede(db: &Db, ids: &[String], on: Date) -> Result<u64> {
    if ids.is_empty() {
        return Ok(0);
    }
    let mut args = args![on];
    let list = placeholders(&mut args, ids);
    db.exec(
        &format!(
            "UPDATE recognition SET superseded_on = $1 WHERE superseded_on IS NULL AND withdrawn_on IS NULL \
             AND id IN ({list})"
        ),
        args,
    )
    .await
}

/// Marks a recognition withdrawn, once.
pub async fn withdraw(db: &Db, id: &str, on: Date, ground: WithdrawalGround, decision: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE recognition SET withdrawn_on = $2, withdrawal_ground = $3, withdrawal_decision = $4 \
         WHERE id = $1 AND withdrawn_on IS NULL",
        args![id, on, ground, decision],
    )
    .await
}

/// Keeps the printed certificate, the first time only.
pub async fn set_certificate_pdf(db: &Db, id: &str, hash: &str) -> Result<u64> {
    db.exec("UPDATE recognition SET pdf_hash = $2 WHERE id = $1 AND pdf_hash IS NULL", args![id, hash]).await
}

/// Moves a dossier on: [`Error::Stale`] when it has moved meanwhile. `settled` is the day of its result.
pub async fn mark_dossier(
    db: &Db,
    id: &str,
    version: i64,
    state: State,
    settled: Option<Date>,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE dossier SET state = $3, settled_on = $4, version = version + 1 WHERE id = $1 AND version = $2",
        args![id, version, state, settled],
    )
    .await
}
