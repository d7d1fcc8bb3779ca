//! Decisions: drafted by the office, signed once by the leader, never changed after.

use crate::prelude::*;
use crate::scope::{Visible, placeholders};
use ocop_domain::recognition::{DecisionKind, Origin};

rows! {
    /// A decision as stored; imports carry their `source`.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DecisionRow {
        pub id: String,
        pub kind: Origin,
        pub province_code: Option<String>,
        pub issuer: String,
        pub round_id: Option<String>,
        pub number: Option<String>,
        pub decided_on: Option<Date>,
        pub signer_title: Option<String>,
        pub signer_name: Option<String>,
        pub signed_by: Option<String>,
        pub signed_at: Option<i64>,
        pub pdf_hash: Option<String>,
        pub source: Option<String>,
        pub created_at: i64,
        pub version: i64,
        pub items: i64,
    }
}

#[derive(Debug, Clone)]
pub struct NewDecision<'a> {
    pub id: &'a str,
    pub kind: DecisionKind,
    pub province_code: Option<&'a str>,
    pub issuer: &'a str,
    pub round_id: Option<&'a str>,
    pub created_at: i64,
}

/// What the leader's signature adds.
#[derive(Debug, Clone)]
pub struct Signing<'a> {
    pub number: &'a str,
    pub decided_on: Date,
    pub signer_title: &'a str,
    pub signer_name: &'a str,
    pub signed_by: &'a str,
    pub signed_at: i64,
}

/// How many drafts, signed and listed decisions there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DecisionCounts {
    pub drafts: i64,
    pub signed: i64,
    pub listed: i64,
}

const COLUMNS: &str = "d.id, d.kind, d.province_code, d.issuer, d.round_id, d.number, d.decided_on, d.signer_title, \
     d.signer_name, d.signed_by, d.signed_at, d.pdf_hash, d.source, d.created_at, d.version, \
     (CASE WHEN d.kind = 'imported' THEN (SELECT COUNT(*) FROM recognition r WHERE r.decision_id = d.id) \
     ELSE (SELECT COUNT(*) FROM decision_item i WHERE i.decision_id = d.id) END) AS items";

/// Which decisions a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Of this system, waiting to be signed.
    Drafts,
    /// Of this system, signed.
    Signed,
    /// Read from lists: signed elsewhere, on paper.
    Listed,
}

impl Which {
    fn condition(self) -> &'static str {
        match self {
            Which::Drafts => "d.kind <> 'imported' AND d.source IS NULL AND d.signed_at IS NULL",
            Which::Signed => "d.kind <> 'imported' AND d.source IS NULL AND d.signed_at IS NOT NULL",
            Which::Listed => "d.kind = 'imported'",
        }
    }

    /// Signed and listed ones stand by their day, drafts by when they were made.
    fn order(self) -> &'static str {
        match self {
            Which::Listed => "COALESCE(d.decided_on, '') DESC, d.created_at DESC, d.id DESC",
            _ => "COALESCE(d.signed_at, d.created_at) DESC, d.id DESC",
        }
    }
}

fn scoped(who: &Visible, args: &mut Vec<Value>) -> String {
    match (who.all, who.provinces.is_empty()) {
        (true, _) => "1 = 1".into(),
        (false, true) => "1 = 0".into(),
        (false, false) => format!("d.province_code IN ({})", placeholders(args, &who.provinces)),
    }
}

pub async fn insert(db: &Db, d: &NewDecision<'_>) -> Result<()> {
    insert!(db, "decision", d.{id, kind, province_code, issuer, round_id, created_at}, version: 1_i64).await
}

pub async fn insert_item(db: &Db, decision: &str, dossier: &str, stars: i64) -> Result<()> {
    insert!(db, "decision_item", decision_id: decision, dossier_id: dossier, stars).await
}

/// Takes an unsigned draft away; its dossiers wait again.
pub async fn delete_draft(db: &Db, id: &str, version: i64) -> Result<()> {
    db.exec("DELETE FROM decision_item WHERE decision_id = $1", args![id]).await?;
    db.exec_guarded(
        "DELETE FROM decision WHERE id = $1 AND version = $2 AND signed_at IS NULL AND source IS NULL \
         AND kind <> 'imported'",
        args![id, version],
    )
    .await
}

pub async fn decision(db: &Db, id: &str) -> Result<Option<DecisionRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM decision d WHERE d.id = $1"), args![id]).await
}

/// A page of decisions, the newest first.
pub async fn decisions(
    db: &Db,
    who: &Visible,
    which: Which,
    limit: i64,
    offset: i64,
) -> Result<Vec<DecisionRow>> {
    let mut args = Vec::new();
    let scope = scoped(who, &mut args);
    args.extend(args![limit, offset]);
    let n = args.len();
    let (condition, order) = (which.condition(), which.order());
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM decision d WHERE {condition} AND {scope} ORDER BY {order} LIMIT ${} OFFSET ${n}",
            n - 1
        ),
        args,
    )
    .await
}

pub async fn decisions_count(db: &Db, who: &Visible) -> Result<DecisionCounts> {
    let mut counts = DecisionCounts::default();
    for which in [Which::Drafts, Which::Signed, Which::Listed] {
        let mut args = Vec::new();
        let scope = scoped(who, &mut args);
        let condition = which.condition();
        let n = db
            .number(&format!("SELECT COUNT(*) AS n FROM decision d WHERE {condition} AND {scope}"), args)
            .await?;
        match which {
            Which::Drafts => counts.drafts = n,
            Which::Signed => counts.signed = n,
            Which::Listed => counts.listed = n,
        }
    }
    Ok(counts)
}

/// Signs once: [`Error::Stale`] when another person signed or changed it first.
pub async fn sign(db: &Db, id: &str, version: i64, s: &Signing<'_>) -> Result<()> {
    let set = values!(s.{number, decided_on, signer_title, signer_name, signed_by, signed_at});
    let end = ", version = version + 1 WHERE id = $1 AND version = $2 AND signed_at IS NULL";
    db.update("decision", set, end, args![id, version]).await
}

/// Keeps the printed paper of a signed decision, the first time only.
pub async fn set_pdf(db: &Db, id: &str, hash: &str) -> Result<u64> {
    db.exec(
        "UPDATE decision SET pdf_hash = $2 WHERE id = $1 AND pdf_hash IS NULL AND signed_at IS NOT NULL",
        args![id, hash],
    )
    .await
}

/// Stands the dossier in a draft that is not signed yet?
pub async fn in_draft(db: &Db, dossier: &str) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM decision_item i JOIN decision d ON d.id = i.decision_id \
         WHERE i.dossier_id = $1 AND d.signed_at IS NULL AND d.source IS NULL",
        args![dossier],
    )
    .await
}

/// The decision last signed on a dossier's result in a round.
pub async fn signed_on(db: &Db, dossier: &str, round: &str) -> Result<Option<DecisionRow>> {
    db.one(
        &format!(
            "SELECT {COLUMNS} FROM decision d JOIN decision_item x ON x.decision_id = d.id \
             WHERE x.dossier_id = $1 AND d.round_id = $2 AND d.signed_at IS NOT NULL ORDER BY d.signed_at DESC LIMIT 1"
        ),
        args![dossier, round],
    )
    .await
}
