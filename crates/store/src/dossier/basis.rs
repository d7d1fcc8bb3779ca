//! What a dossier for an upgrade or a re-ranking stands on, what was carried into it, and what its producer says is new.

use super::seal::SealRow;
use crate::prelude::*;
use ocop_domain::dossier::Topic;
use ocop_domain::dossier::carry::Outcome;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct BasisRow {
        pub dossier_id: String,
        pub recognition_id: Option<String>,
        pub recognised_dossier: Option<String>,
        pub recognised_attempt: Option<i64>,
        pub source_dossier: Option<String>,
        pub source_attempt: Option<i64>,
        pub carried_at: i64,
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CarriedRow {
        pub section: String,
        pub item: String,
        pub outcome: Outcome,
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct UpdateRow {
        pub topic: Topic,
        pub words: String,
    }
}

/// The last sealed package of a product, of whatever dossier.
pub async fn last_seal(db: &Db, product_id: &str) -> Result<Option<SealRow>> {
    let columns = SealRow::columns("s");
    db.one(
        &format!(
            "SELECT {columns} FROM dossier_seal s JOIN dossier d ON d.id = s.dossier_id WHERE d.product_id = $1 \
             ORDER BY s.submitted_at DESC, s.dossier_id DESC, s.attempt DESC LIMIT 1"
        ),
        args![product_id],
    )
    .await
}

pub async fn insert(db: &Db, b: &BasisRow) -> Result<()> {
    insert!(db, "dossier_basis",
        b.{dossier_id, recognition_id, recognised_dossier, recognised_attempt, source_dossier,
        source_attempt, carried_at}
    )
    .await
}

/// None: a first-time dossier.
pub async fn find(db: &Db, dossier_id: &str) -> Result<Option<BasisRow>> {
    let columns = BasisRow::columns("b");
    db.one(&format!("SELECT {columns} FROM dossier_basis b WHERE b.dossier_id = $1"), args![dossier_id]).await
}

pub async fn insert_carried(db: &Db, dossier_id: &str, rows: &[CarriedRow]) -> Result<()> {
    for r in rows {
        insert!(db, "dossier_carried", r.{section, item, outcome}, dossier_id).await?;
    }
    Ok(())
}

pub async fn carried(db: &Db, dossier_id: &str) -> Result<Vec<CarriedRow>> {
    db.all(
        "SELECT section, item, outcome FROM dossier_carried WHERE dossier_id = $1 ORDER BY section, item",
        args![dossier_id],
    )
    .await
}

pub async fn updates(db: &Db, dossier_id: &str) -> Result<Vec<UpdateRow>> {
    db.all("SELECT topic, words FROM dossier_update WHERE dossier_id = $1 ORDER BY topic", args![dossier_id])
        .await
}

/// Replaces what is said to be new.
pub async fn set_updates(db: &Db, dossier_id: &str, rows: &[UpdateRow]) -> Result<()> {
    db.exec("DELETE FROM dossier_update WHERE dossier_id = $1", args![dossier_id]).await?;
    for r in rows {
        insert!(db, "dossier_update", r.{topic, words}, dossier_id).await?;
    }
    Ok(())
}
