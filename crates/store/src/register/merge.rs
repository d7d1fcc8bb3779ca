//! Merges: which tables hang on a producer or product, and the record of every row a merge touched.

use super::image::Image;
use crate::page::List;
use crate::prelude::*;
use crate::scope::Visible;

/// A table with a column that names its producer or product. A new table with such a column is named here or in
/// [`STAYING`]; a test looks into the migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanging {
    pub table: &'static str,
    pub keys: &'static [&'static str],
    pub column: &'static str,
    /// A row changed in any way since the merge makes it unsafe to take back: seals and stars hang on it.
    pub whole: bool,
}

const fn hanging(table: &'static str, column: &'static str, whole: bool) -> Hanging {
    Hanging { table, keys: &["id"], column, whole }
}

/// What moves with a producer.
pub const OF_PRODUCER: &[Hanging] = &[
    hanging("establishment", "producer_id", false),
    hanging("product", "producer_id", false),
    hanging("evidence", "producer_id", false),
    hanging("dossier", "producer_id", true),
    hanging("post", "producer_id", false),
    hanging("waiting_post", "producer_id", false),
    hanging("survey", "producer_id", false),
    hanging("amendment", "to_producer_id", false),
    hanging("notice", "producer_id", false),
    hanging("assist_consent", "producer_id", false),
    hanging("objection", "producer_id", false),
];

/// What moves with a product.
pub const OF_PRODUCT: &[Hanging] = &[
    hanging("recognition", "product_id", true),
    hanging("dossier", "product_id", true),
    Hanging { table: "product_alias", keys: &["code", "product_id"], column: "product_id", whole: false },
    hanging("survey", "product_id", false),
];

/// Tables that name a producer or product and stay as they are: derived from the register, so written anew.
pub const STAYING: &[(&str, &str)] =
    &[("catalogue", "product_id"), ("register_key", "producer_id"), ("registration_number", "producer_id")];

/// The keys of a table a merge may touch.
pub fn table(name: &str) -> Option<Hanging> {
    let own = [hanging("producer", "id", false), hanging("product", "id", false)];
    own.into_iter()
        .chain(OF_PRODUCER.iter().copied().filter(|h| h.table != "product"))
        .chain(OF_PRODUCT.iter().copied())
        .find(|h| h.table == name)
}

/// How many rows of a table hang on a record.
pub async fn hanging_on(db: &Db, h: &Hanging, id: &str) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) AS n FROM {} WHERE {} = $1", h.table, h.column);
    db.number(&sql, args![id]).await
}

rows! {
    /// One merge as recorded.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MergeRow {
        pub id: String,
        pub thing: String,
        pub survivor_id: String,
        pub merged_id: String,
        pub reason: String,
        /// Names of the fields taken from the record merged away, as a JSON list.
        pub taken: String,
        pub merged_by: String,
        pub merged_at: i64,
        pub undone_by: Option<String>,
        pub undone_at: Option<i64>,
    }
}

/// One row a merge touched. `before` is none where the merge made the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub table: String,
    pub before: Option<Image>,
    pub after: Image,
}

#[derive(FromQueryResult)]
struct TouchedRow {
    table_name: String,
    before_image: Option<String>,
    after_image: String,
}

pub async fn find(db: &Db, id: &str) -> Result<Option<MergeRow>> {
    let columns = MergeRow::columns("m");
    db.one(&format!("SELECT {columns} FROM register_merge m WHERE m.id = $1"), args![id]).await
}

pub async fn insert(db: &Db, m: &MergeRow, touched: &[Touched]) -> Result<()> {
    insert!(db, "register_merge",
        m.{id, thing, survivor_id, merged_id, reason, taken, merged_by, merged_at}
    )
    .await?;
    for (seq, t) in (0_i64..).zip(touched) {
        let keys = table(&t.table).map_or(&["id"] as &[&str], |h| h.keys);
        insert!(db, "register_merge_row",
            merge_id: m.id.as_str(), seq, table_name: t.table.as_str(), row_id: t.after.id(keys),
            before_image: t.before.as_ref().map(Image::json), after_image: t.after.json()
        )
        .await?;
    }
    Ok(())
}

/// Every row a merge touched, in the order it touched them.
pub async fn touched(db: &Db, merge_id: &str) -> Result<Vec<Touched>> {
    let rows: Vec<TouchedRow> = db
        .all(
            "SELECT table_name, before_image, after_image FROM register_merge_row WHERE merge_id = $1 ORDER BY seq",
            args![merge_id],
        )
        .await?;
    rows.into_iter()
        .map(|r| {
            let before = r.before_image.as_deref().map(Image::read).transpose()?;
            Ok(Touched { table: r.table_name, before, after: Image::read(&r.after_image)? })
        })
        .collect()
}

/// Marks a merge as taken back; stale if it was before.
pub async fn undone(db: &Db, id: &str, by: &str, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE register_merge SET undone_by = $2, undone_at = $3 WHERE id = $1 AND undone_at IS NULL",
        args![id, by, at],
    )
    .await
}

/// One line of the list of merges.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MergeLine {
    pub id: String,
    pub thing: String,
    pub survivor_id: String,
    pub survivor_name: String,
    pub merged_id: String,
    pub merged_name: String,
    pub reason: String,
    pub by_account: Option<String>,
    pub merged_at: i64,
    pub undone_at: Option<i64>,
}

/// One page of the merges a reader may see, the newest first, and how many there are.
pub async fn list(db: &Db, visible: &Visible, limit: i64, offset: i64) -> Result<(Vec<MergeLine>, i64)> {
    let mut args = Vec::new();
    let condition = visible.condition("c", "COALESCE(s.id, p.producer_id)", &mut args);
    let from = format!(
        "FROM register_merge x LEFT JOIN producer s ON s.id = x.survivor_id LEFT JOIN producer t ON t.id = x.merged_id \
         LEFT JOIN product p ON p.id = x.survivor_id LEFT JOIN product q ON q.id = x.merged_id \
         LEFT JOIN area c ON c.id = COALESCE(s.commune_id, p.commune_id) WHERE {condition}"
    );
    let columns = "x.id, x.thing, x.survivor_id, COALESCE(s.name, p.name, '') AS survivor_name, x.merged_id, \
         COALESCE(t.name, q.name, '') AS merged_name, x.reason, x.merged_by AS by_account, x.merged_at, x.undone_at";
    List { columns, from: &from, order: "x.merged_at DESC, x.id DESC", args }.page(db, limit, offset).await
}

/// Something that came to be since a merge and would be torn in two by taking it back.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Torn {
    pub table_name: String,
    pub id: String,
    pub label: String,
}

/// What ties the moved rows of a merge to rows it did not move.
pub async fn torn(db: &Db, merge_id: &str) -> Result<Vec<Torn>> {
    let moved = |table: &str, column: &str| {
        format!(
            "{column} IN (SELECT row_id FROM register_merge_row WHERE merge_id = $1 AND table_name = '{table}')"
        )
    };
    let stayed = |table: &str, column: &str| moved(table, column).replacen(" IN ", " NOT IN ", 1);
    let parts = [
        // A dossier begun since for a product that would go back.
        format!(
            "SELECT 'dossier' AS table_name, d.id, COALESCE(d.registration_number, p.name) AS label FROM dossier d \
             JOIN product p ON p.id = d.product_id JOIN register_merge x ON x.id = $1 AND x.survivor_id = d.producer_id \
             WHERE {} AND {} AND d.created_at >= x.merged_at",
            moved("product", "d.product_id"),
            stayed("dossier", "d.id")
        ),
        // A product that would stay, made at a workshop that would go back, or the other way round.
        format!(
            "SELECT 'product' AS table_name, p.id, p.name AS label FROM product p WHERE {} AND {}",
            moved("establishment", "p.establishment_id"),
            stayed("product", "p.id")
        ),
        format!(
            "SELECT 'product' AS table_name, p.id, p.name AS label FROM product p JOIN establishment e \
             ON e.id = p.establishment_id WHERE {} AND {} AND p.id <> (SELECT merged_id FROM register_merge \
             WHERE id = $1) AND EXISTS (SELECT 1 FROM register_merge WHERE id = $1 AND thing = 'producer')",
            moved("product", "p.id"),
            stayed("establishment", "e.id")
        ),
        // A paper cited across the two.
        format!(
            "SELECT 'evidence' AS table_name, e.id, e.title AS label FROM evidence e JOIN dossier_evidence c \
             ON c.evidence_id = e.id WHERE {} AND {}",
            moved("evidence", "e.id"),
            stayed("dossier", "c.dossier_id")
        ),
        format!(
            "SELECT 'evidence' AS table_name, e.id, e.title AS label FROM evidence e JOIN dossier_evidence c \
             ON c.evidence_id = e.id WHERE {} AND {} AND EXISTS (SELECT 1 FROM register_merge WHERE id = $1 \
             AND thing = 'producer')",
            moved("dossier", "c.dossier_id"),
            stayed("evidence", "e.id")
        ),
        // A star given since on a dossier that would go back.
        format!(
            "SELECT 'recognition' AS table_name, r.id, r.certificate AS label FROM recognition r WHERE {} AND {} \
             AND EXISTS (SELECT 1 FROM register_merge WHERE id = $1 AND thing = 'product')",
            moved("dossier", "r.dossier_id"),
            stayed("recognition", "r.id")
        ),
        // A later merge that touched one of the same rows: it is taken back first.
        "SELECT 'register_merge' AS table_name, x.id, COALESCE(s.name, p.name, x.id) AS label FROM register_merge x \
         JOIN register_merge_row r ON r.merge_id = x.id JOIN register_merge_row o ON o.table_name = r.table_name \
         AND o.row_id = r.row_id LEFT JOIN producer s ON s.id = x.merged_id LEFT JOIN product p ON p.id = x.merged_id \
         WHERE o.merge_id = $1 AND x.id > $1 AND x.undone_at IS NULL"
            .to_owned(),
    ];
    let sql = format!("{} ORDER BY table_name, id LIMIT 50", parts.join(" UNION "));
    db.all(&sql, args![merge_id]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new table that hangs on a producer or product is entered above, which decides whether a merge moves it.
    #[test]
    fn every_table_that_names_a_producer_or_product_is_known() {
        let mut table = "";
        for line in crate::migrate::MIGRATIONS.iter().flat_map(|m| m.sql.lines()) {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split(' ').next().unwrap_or_default();
            }
            let (at, column) = match line.trim().strip_prefix("ALTER TABLE ") {
                Some(rest) => {
                    let mut words = rest.split(' ');
                    (words.next().unwrap_or_default(), words.nth(2).unwrap_or_default())
                }
                None => (table, line.trim().split(' ').next().unwrap_or_default()),
            };
            let moves: &[Hanging] = match column {
                "producer_id" | "to_producer_id" => OF_PRODUCER,
                "product_id" => OF_PRODUCT,
                _ => continue,
            };
            let known = moves.iter().any(|h| h.table == at && h.column == column);
            assert!(
                known || STAYING.contains(&(at, column)),
                "{at}.{column} names a producer or product: add it to OF_PRODUCER, OF_PRODUCT or STAYING"
            );
        }
    }
}
