use crate::column::Doc;
use crate::prelude::*;
use ocop_domain::criteria::SetId;
use ocop_domain::dossier::{Form01, Form02, Kind, State};

rows! {
    /// A dossier without the text of its seal.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DossierRow {
        pub id: String,
        pub product_id: String,
        pub producer_id: String,
        pub commune_id: String,
        pub kind: Kind,
        pub set_id: SetId,
        pub state: State,
        pub form01: Doc<Form01>,
        pub form02: Doc<Form02>,
        pub registration_number: Option<String>,
        pub submitted_at: Option<i64>,
        pub submitted_by: Option<String>,
        pub due_on: Option<Date>,
        pub seal_hash: Option<String>,
        pub proposed_on: Option<Date>,
        pub round_id: Option<String>,
        pub invented: bool,
        pub created_at: i64,
        pub version: i64,
    }
}

/// What a new dossier begins with.
#[derive(Debug, Clone)]
pub struct NewDossier<'a> {
    pub id: &'a str,
    pub product_id: &'a str,
    pub producer_id: &'a str,
    pub commune_id: &'a str,
    pub kind: Kind,
    pub set_id: &'a SetId,
    pub state: State,
    pub form01: &'a str,
    pub form02: &'a str,
    pub invented: bool,
    pub created_at: i64,
}

pub async fn insert(db: &Db, d: &NewDossier<'_>) -> Result<()> {
    insert!(db, "dossier",
        d.{id, product_id, producer_id, commune_id, kind, set_id, state, form01, form02, invented,
        created_at}, version: 1_i64
    )
    .await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<DossierRow>> {
    db.one(&format!("SELECT {} FROM dossier d WHERE d.id = $1", DossierRow::columns("d")), args![id]).await
}

/// Claims the dossier for a change of its parts: no other person's change of the same version gets through.
pub async fn touch(db: &Db, id: &str, version: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE dossier SET version = version + 1 WHERE id = $1 AND version = $2",
        args![id, version],
    )
    .await
}

pub async fn save_forms(db: &Db, id: &str, version: i64, form01: &str, form02: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE dossier SET form01 = $3, form02 = $4, version = version + 1 WHERE id = $1 AND version = $2",
        args![id, version, form01, form02],
    )
    .await
}

/// What a submission fixes.
#[derive(Debug, Clone)]
pub struct Submission<'a> {
    pub state: State,
    pub registration_number: &'a str,
    pub submitted_at: i64,
    pub submitted_by: &'a str,
    pub due_on: Date,
    pub seal: &'a str,
    pub seal_hash: &'a str,
    /// The day it is handed in; a mended dossier keeps the day of its first submission.
    pub filed_on: Date,
    pub words: SealedWords<'a>,
}

/// What product and producer were called when the dossier was sealed, and where the product was made.
#[derive(Debug, Clone, Copy)]
pub struct SealedWords<'a> {
    pub product: &'a str,
    pub producer: &'a str,
    pub address: &'a str,
}

pub async fn submit(db: &Db, id: &str, version: i64, s: &Submission<'_>) -> Result<()> {
    // Statements of their own: a statement writes each column it names, and the journal keeps what is written.
    db.exec("UPDATE dossier SET filed_on = $2 WHERE id = $1 AND filed_on IS NULL", args![id, s.filed_on])
        .await?;
    let set = values!(
        s.{state, registration_number, submitted_at, submitted_by, due_on, seal, seal_hash},
        sealed_product: s.words.product, sealed_producer: s.words.producer, sealed_address: s.words.address
    );
    let end = ", version = version + 1 WHERE id = $1 AND version = $2";
    db.update("dossier", set, end, args![id, version]).await
}

/// Writes the words of a dossier that was sealed before they were kept. Nothing a person does: the version stays.
pub async fn keep_words(db: &Db, id: &str, w: SealedWords<'_>) -> Result<()> {
    db.run(
        "UPDATE dossier SET sealed_product = $2, sealed_producer = $3, sealed_address = $4 \
         WHERE id = $1 AND sealed_product IS NULL",
        args![id, w.product, w.producer, w.address],
    )
    .await
}

/// Sealed dossiers whose words were not kept yet.
pub async fn without_words(db: &Db, after: &str, limit: i64) -> Result<Vec<String>> {
    db.values(
        "SELECT d.id FROM dossier d WHERE d.id > $1 AND d.sealed_product IS NULL \
         AND EXISTS (SELECT 1 FROM dossier_seal s WHERE s.dossier_id = d.id) ORDER BY d.id LIMIT $2",
        args![after, limit],
    )
    .await
}

/// Moves the dossier to a state; `proposed_on` only where the commune proposes.
pub async fn set_state(
    db: &Db,
    id: &str,
    version: i64,
    state: State,
    proposed_on: Option<Date>,
) -> Result<()> {
    if let Some(day) = proposed_on {
        db.exec("UPDATE dossier SET proposed_on = $2 WHERE id = $1", args![id, day]).await?;
    }
    db.exec_guarded(
        "UPDATE dossier SET state = $3, version = version + 1 WHERE id = $1 AND version = $2",
        args![id, version, state],
    )
    .await
}

/// Does this account judge the dossier: on the council of its round, as a member or in another's place, and not stepped
/// aside from it?
pub async fn judged_by(db: &Db, dossier_id: &str, account_id: &str) -> Result<bool> {
    db
    .any(
        "SELECT COUNT(*) AS n FROM dossier d JOIN round r ON r.id = d.round_id \
         OR EXISTS (SELECT 1 FROM ballot b WHERE b.dossier_id = d.id AND b.round_id = r.id) WHERE d.id = $1 \
         AND (EXISTS (SELECT 1 FROM council_delegate g WHERE g.round_id = r.id AND g.delegate_id = $2) \
          OR (EXISTS (SELECT 1 FROM council_member m WHERE m.council_id = r.council_id AND m.account_id = $2) \
           AND NOT EXISTS (SELECT 1 FROM council_delegate g WHERE g.round_id = r.id AND g.member_id = $2))) \
         AND NOT EXISTS (SELECT 1 FROM council_conflict c WHERE c.dossier_id = d.id AND c.account_id = $2 \
          AND c.state = 'recused')",
        args![dossier_id, account_id],
    )
    .await
}

/// The condition that an account sits in the advisory team of the council a dossier `d` in the area `a` lies before: that
/// of its round, of a round it was judged in, else the newest of its province. `who` is the placeholder of the account.
pub(crate) fn advised(who: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM advisory_member m WHERE m.account_id = {who} AND (m.council_id = \
         COALESCE((SELECT r.council_id FROM round r WHERE r.id = d.round_id), \
         (SELECT c.id FROM council c WHERE c.level = 'province' AND c.province_code = a.province_code \
         ORDER BY c.decided_on DESC, c.id DESC LIMIT 1)) \
         OR m.council_id IN (SELECT r.council_id FROM round r JOIN ballot b ON b.round_id = r.id \
         WHERE b.dossier_id = d.id)))"
    )
}

/// Does this account sit in the advisory team that has to do with the dossier (Điều 7(3)c, 26/2026)?
pub async fn advised_by(db: &Db, dossier_id: &str, account_id: &str) -> Result<bool> {
    let sql = format!(
        "SELECT COUNT(*) AS n FROM dossier d JOIN area a ON a.id = d.commune_id WHERE d.id = $1 AND {}",
        advised("$2")
    );
    Ok(db.number(&sql, args![dossier_id, account_id]).await? > 0)
}
