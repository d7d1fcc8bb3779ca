//! Requests for additions with their items, and what the producer answered to each.

use crate::desk::OpenTerms;
use crate::prelude::*;
use crate::scope::placeholders;
use ocop_domain::dossier::additions::Place;
use ocop_domain::term::Kind;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RequestRow {
        pub dossier_id: String,
        /// The submission it was asked of.
        pub attempt: i64,
        pub answer_by: Date,
        pub words: Option<String>,
        pub asked_at: i64,
        pub asked_by: String,
        pub answered_at: Option<i64>,
        pub answered_by: Option<String>,
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ItemRow {
        pub dossier_id: String,
        pub attempt: i64,
        pub number: i64,
        pub place: Place,
        /// What the place was called when it was asked.
        pub subject: String,
        pub reason: String,
        pub note: Option<String>,
    }
}

pub async fn insert(db: &Db, r: &RequestRow, items: &[ItemRow]) -> Result<()> {
    insert!(db, "addition_request", r.{dossier_id, attempt, answer_by, words, asked_at, asked_by}).await?;
    for i in items {
        insert!(db, "addition_item", i.{dossier_id, attempt, number, place, subject, reason}).await?;
    }
    Ok(())
}

/// Every request of a dossier, oldest first.
pub async fn requests(db: &Db, dossier_id: &str) -> Result<Vec<RequestRow>> {
    let columns = RequestRow::columns("r");
    db.all(
        &format!("SELECT {columns} FROM addition_request r WHERE r.dossier_id = $1 ORDER BY r.attempt"),
        args![dossier_id],
    )
    .await
}

/// The request made of one submission.
pub async fn request(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<RequestRow>> {
    let columns = RequestRow::columns("r");
    db.one(
        &format!("SELECT {columns} FROM addition_request r WHERE r.dossier_id = $1 AND r.attempt = $2"),
        args![dossier_id, attempt],
    )
    .await
}

/// Every item of a dossier, in the order it was asked.
pub async fn items(db: &Db, dossier_id: &str) -> Result<Vec<ItemRow>> {
    let columns = ItemRow::columns("i");
    db.all(
        &format!(
            "SELECT {columns} FROM addition_item i WHERE i.dossier_id = $1 ORDER BY i.attempt, i.number"
        ),
        args![dossier_id],
    )
    .await
}

pub async fn save_note(
    db: &Db,
    dossier_id: &str,
    attempt: i64,
    number: i64,
    note: Option<&str>,
) -> Result<()> {
    db.run(
        "UPDATE addition_item SET note = $4 WHERE dossier_id = $1 AND attempt = $2 AND number = $3",
        args![dossier_id, attempt, number, note],
    )
    .await
}

/// The next submission came in: true where a request was open.
pub async fn answered(db: &Db, dossier_id: &str, attempt: i64, at: i64, by: &str) -> Result<bool> {
    let done = db
        .exec(
            "UPDATE addition_request SET answered_at = $3, answered_by = $4 \
             WHERE dossier_id = $1 AND attempt = $2 AND answered_at IS NULL",
            args![dossier_id, attempt, at, by],
        )
        .await?;
    Ok(done == 1)
}

rows! {
    /// A day an answer is awaited until.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Awaited {
        pub dossier_id: String,
        pub attempt: i64,
        pub answer_by: Date,
        pub asked_at: i64,
    }

    /// An open request in a batch: a day that does not read fails its own item, not the others.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Reminder {
        pub dossier_id: String,
        pub attempt: i64,
        pub answer_by: Result<Date, String>,
        pub asked_at: i64,
    }
}

/// The open requests of these dossiers.
pub async fn awaited_of(db: &Db, dossiers: &[String]) -> Result<Vec<Awaited>> {
    if dossiers.is_empty() {
        return Ok(vec![]);
    }
    let mut args = vec![];
    let wanted = placeholders(&mut args, dossiers);
    db.all(
        &format!(
            "SELECT dossier_id, attempt, answer_by, asked_at FROM addition_request \
             WHERE answered_at IS NULL AND dossier_id IN ({wanted})"
        ),
        args,
    )
    .await
}

/// Open requests whose day comes between `today` and `last`; paged by dossier.
pub async fn awaited_until(
    db: &Db,
    today: Date,
    last: Date,
    after: &str,
    limit: i64,
) -> Result<Vec<Reminder>> {
    db.all(
        "SELECT r.dossier_id, r.attempt, r.answer_by, r.asked_at FROM addition_request r \
         JOIN dossier d ON d.id = r.dossier_id AND d.state = 'returned' \
         WHERE r.answered_at IS NULL AND r.answer_by >= $1 AND r.answer_by <= $2 AND r.dossier_id > $3 \
         ORDER BY r.dossier_id LIMIT $4",
        args![today, last, after, limit],
    )
    .await
}

/// Additions a producer is to bring, until the day the commune set.
pub(crate) const AWAITED: OpenTerms = OpenTerms {
    kind: Kind::Additions,
    thing: "d.id",
    about: "COALESCE(d.sealed_product, p.name)",
    day: "r.answer_by",
    producer: "d.producer_id",
    from: "FROM addition_request r JOIN dossier d ON d.id = r.dossier_id JOIN product p ON p.id = d.product_id \
           JOIN area a ON a.id = d.commune_id WHERE r.answered_at IS NULL AND d.state = 'returned'",
};
