//! What a dossier for an upgrade or a re-ranking stands on, what was carried into it, and what its producer says is new.

use super::seal::SealRow;
use crate::db::Db;
use crate::error::Error;
use crate::rows;
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
pub async fn last_seal(db: &Db, product_id: &str) -> Result<Option<SealRow>, Error> {
    let columns = SealRow::columns("s");
    db.one(
        &format!(
            "SELECT {columns} FROM dossier_seal s JOIN dossier d ON d.id = s.dossier_id WHERE d.product_id = $1 \
             ORDER BY s.submitted_at DESC, s.dossier_id DESC, s.attempt DESC LIMIT 1"
        ),
        crate::args![product_id],
    )
    .await
}

pub async fn insert(db: &Db, b: &BasisRow) -> Result<(), Error> {
    db.exec(
        "INSERT INTO dossier_basis (dossier_id, recognition_id, recognised_dossier, recognised_attempt, source_dossier, \
         source_attempt, carried_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        crate::args![
            b.dossier_id.as_str(),
            b.recognition_id.as_deref(),
            b.recognised_dossier.as_deref(),
            b.recognised_attempt,
            b.source_dossier.as_deref(),
            b.source_attempt,
            b.carried_at
        ],
    )
    .await?;
    Ok(())
}

/// None: a first-time dossier.
pub async fn find(db: &Db, dossier_id: &str) -> Result<Option<BasisRow>, Error> {
    let columns = BasisRow::columns("b");
    db.one(
        &format!("SELECT {columns} FROM dossier_basis b WHERE b.dossier_id = $1"),
        crate::args![dossier_id],
    )
    .await
}

pub async fn insert_carried(db: &Db, dossier_id: &str, rows: &[CarriedRow]) -> Result<(), Error> {
    for r in rows {
        db.exec(
            "INSERT INTO dossier_carried (dossier_id, section, item, outcome) VALUES ($1, $2, $3, $4)",
            crate::args![dossier_id, r.section.as_str(), r.item.as_str(), r.outcome],
        )
        .await?;
    }
    Ok(())
}

pub async fn carried(db: &Db, dossier_id: &str) -> Result<Vec<CarriedRow>, Error> {
    db.all(
        "SELECT section, item, outcome FROM dossier_carried WHERE dossier_id = $1 ORDER BY section, item",
        crate::args![dossier_id],
    )
    .await
}

pub async fn updates(db: &Db, dossier_id: &str) -> Result<Vec<UpdateRow>, Error> {
    db.all(
        "SELECT topic, words FROM dossier_update WHERE dossier_id = $1 ORDER BY topic",
        crate::args![dossier_id],
    )
    .await
}

/// Replaces what is said to be new.
pub async fn set_updates(db: &Db, dossier_id: &str, rows: &[UpdateRow]) -> Result<(), Error> {
    db.exec("DELETE FROM dossier_update WHERE dossier_id = $1", crate::args![dossier_id]).await?;
    for r in rows {
        db.exec(
            "INSERT INTO dossier_update (dossier_id, topic, words) VALUES ($1, $2, $3)",
            crate::args![dossier_id, r.topic, r.words.as_str()],
        )
        .await?;
    }
    Ok(())
}
