//! Sample products: where each one is, and every hand it went through.

use crate::prelude::*;
use ocop_domain::dossier::sample::{SampleState, SampleStep};

rows! {
    /// A sample that was received at least once; the others are still expected.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SampleRow {
        pub number: i64,
        pub state: SampleState,
        pub version: i64,
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StepRow {
        pub id: String,
        pub number: i64,
        pub step: SampleStep,
        pub at: i64,
        pub by_account: String,
        pub by_name: String,
        /// Who gave it or took it over.
        pub counterpart: Option<String>,
        pub note: Option<String>,
    }
}

pub async fn samples(db: &Db, dossier_id: &str) -> Result<Vec<SampleRow>> {
    db.all(
        "SELECT number, state, version FROM sample WHERE dossier_id = $1 ORDER BY number",
        args![dossier_id],
    )
    .await
}

/// Every step of every sample, oldest first; bounded by the few samples of a dossier.
pub async fn steps(db: &Db, dossier_id: &str) -> Result<Vec<StepRow>> {
    db.all(
        "SELECT id, number, step, at, by_account, by_name, counterpart, note FROM sample_step \
         WHERE dossier_id = $1 ORDER BY at, number, id LIMIT 1000",
        args![dossier_id],
    )
    .await
}

/// Moves a sample on; `seen` 0: it was not there yet.
pub async fn put(db: &Db, dossier_id: &str, number: i64, seen: i64, state: SampleState) -> Result<()> {
    if seen == 0 {
        insert!(db, "sample", dossier_id, number, state, version: 1_i64).await?;
        return Ok(());
    }
    db.exec_guarded(
        "UPDATE sample SET state = $4, version = version + 1 WHERE dossier_id = $1 AND number = $2 AND version = $3",
        args![dossier_id, number, seen, state],
    )
    .await
}

pub async fn insert_step(db: &Db, dossier_id: &str, s: &StepRow) -> Result<()> {
    insert!(db, "sample_step",
        s.{id, number, step, at, by_account, by_name, counterpart, note}, dossier_id
    )
    .await
}
