//! A producer's library of papers: lists by kind and validity, changes of facts, renewals, and where a paper is cited.

use crate::dossier::evidence::{COLUMNS, EvidenceRow, FROM};
use crate::page::List;
use crate::prelude::*;
use ocop_domain::dossier::{EvidenceKind, State};

/// What a list of the library is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Narrow {
    pub kind: Option<EvidenceKind>,
    /// The last day lies before this one.
    pub ends_before: Option<Date>,
    /// The last day lies on this one or later.
    pub ends_from: Option<Date>,
    /// Papers without a last day count as well.
    pub or_never: bool,
}

impl Narrow {
    fn condition(&self, args: &mut Vec<Value>) -> String {
        let mut parts = vec!["e.producer_id = $1 AND e.replaced_by IS NULL".to_owned()];
        let mut put = |text: &str, value: Vec<Value>| {
            args.extend(value);
            format!("{text} ${}", args.len())
        };
        if let Some(kind) = self.kind {
            parts.push(put("e.kind =", args![kind]));
        }
        let mut ends = Vec::new();
        if let Some(day) = self.ends_before {
            ends.push(put("e.expires_on <", args![day]));
        }
        if let Some(day) = self.ends_from {
            ends.push(put("e.expires_on >=", args![day]));
        }
        if !ends.is_empty() {
            let never = if self.or_never { "e.expires_on IS NULL OR " } else { "" };
            parts.push(format!("({never}({}))", ends.join(" AND ")));
        }
        parts.join(" AND ")
    }
}

/// The present papers of a library: those that end first stand first, those without an end last.
pub async fn list(
    db: &Db,
    producer_id: &str,
    narrow: &Narrow,
    limit: i64,
    offset: i64,
) -> Result<(Vec<EvidenceRow>, i64)> {
    let mut args: Vec<Value> = vec![producer_id.into()];
    let condition = narrow.condition(&mut args);
    let from = format!("{FROM} WHERE {condition}");
    let order = "COALESCE(e.expires_on, '9999'), e.title, e.id";
    List { columns: COLUMNS, from: &from, order, args }.page(db, limit, offset).await
}

/// Changes the facts of a paper, never its bytes; refused when another person was there first.
pub async fn update(db: &Db, e: &EvidenceRow) -> Result<()> {
    let set = values!(e.{kind, title, issuer, number, issued_on, expires_on});
    let end = ", version = version + 1 WHERE id = $1 AND version = $2";
    db.update("evidence", set, end, args![e.id.as_str(), e.version]).await
}

/// Puts a renewal in a paper's place; refused when it was changed or renewed meanwhile.
pub async fn replace(db: &Db, old_id: &str, version: i64, new_id: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE evidence SET replaced_by = $3, version = version + 1 \
         WHERE id = $1 AND version = $2 AND replaced_by IS NULL",
        args![old_id, version, new_id],
    )
    .await
}

rows! {
    /// One place where a paper is cited.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PlaceRow {
        pub dossier_id: String,
        pub state: State,
        pub version: i64,
        pub product_name: String,
        pub criterion: String,
        pub page: Option<i64>,
        pub page_to: Option<i64>,
        pub check_page: bool,
    }
}

/// Where a paper is cited today, dossier by dossier.
pub async fn places(db: &Db, evidence_id: &str) -> Result<Vec<PlaceRow>> {
    db.all(
    "SELECT c.dossier_id, d.state, d.version, COALESCE(d.sealed_product, p.name) AS product_name, c.criterion, c.page, c.page_to, c.check_page \
     FROM dossier_evidence c JOIN dossier d ON d.id = c.dossier_id JOIN product p ON p.id = d.product_id \
     WHERE c.evidence_id = $1 ORDER BY d.created_at DESC, c.dossier_id, c.criterion",
    args![evidence_id],
)
.await
}

/// The dossiers of its producer that cite a paper or were sealed with it, the newest first.
pub async fn dossiers(db: &Db, evidence_id: &str) -> Result<Vec<String>> {
    db.values(
        "SELECT d.id FROM dossier d JOIN evidence e ON e.producer_id = d.producer_id WHERE e.id = $1 AND \
         (EXISTS (SELECT 1 FROM dossier_evidence c WHERE c.dossier_id = d.id AND c.evidence_id = $1) OR \
          EXISTS (SELECT 1 FROM dossier_seal_evidence s WHERE s.dossier_id = d.id AND s.evidence_id = $1)) \
         ORDER BY d.created_at DESC, d.id",
        args![evidence_id],
    )
    .await
}

/// Lets one citation point to a renewal; `check_page`: the renewal does not have the page.
pub async fn move_place(
    db: &Db,
    dossier_id: &str,
    criterion: &str,
    (old_id, new_id): (&str, &str),
    check_page: bool,
) -> Result<()> {
    db.run(
        "UPDATE dossier_evidence SET evidence_id = $4, check_page = $5 \
         WHERE dossier_id = $1 AND criterion = $2 AND evidence_id = $3",
        args![dossier_id, criterion, old_id, new_id, check_page],
    )
    .await
}

/// How many bytes the papers of a library have together, renewed ones too: sealed dossiers keep them.
pub async fn library_bytes(db: &Db, producer_id: &str) -> Result<i64> {
    db.number(
        "SELECT CAST(COALESCE(SUM(f.size), 0) AS BIGINT) AS n FROM evidence e JOIN file f ON f.hash = e.file_hash \
         WHERE e.producer_id = $1",
        args![producer_id],
    )
    .await
}
