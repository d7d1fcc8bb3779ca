//! For the tests of `store`, `app` and `web`: a database of its own for each, beside the throw-away SQLite file. Most
//! tests want the tables there already; those are made once a run and copied, for making them takes longer than most
//! tests.

use crate::db::{Db, Store};
use crate::error::Error;
use sea_orm::{ConnectionTrait, Database, FromQueryResult};
use std::collections::BTreeMap;
use std::path::Path;
use tokio::sync::OnceCell;

/// Makes an empty database on the server behind `admin_url` (`postgres://USER@HOST:PORT/postgres`), returns its address.
pub async fn fresh_postgres(admin_url: &str, name: &str) -> Result<String, Error> {
    create(admin_url, name, "").await
}

/// Makes a database that has every table and no row.
pub async fn migrated_postgres(admin_url: &str, name: &str) -> Result<String, Error> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_try_init(async || {
        let template = format!("{name}_template");
        migrate(&create(admin_url, &template, "").await?).await?;
        Ok::<_, Error>(template)
    });
    create(admin_url, name, &format!(" TEMPLATE \"{}\"", template.await?)).await
}

/// Puts an SQLite file that has every table and no row at `path`, returns its address.
pub async fn migrated_sqlite(path: &Path) -> Result<String, Error> {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_try_init(async || {
        migrate(&format!("sqlite:{}", path.display())).await?;
        std::fs::read(path).map_err(|e| Error::Setup(e.to_string()))
    });
    std::fs::write(path, template.await?).map_err(|e| Error::Setup(e.to_string()))?;
    Ok(format!("sqlite:{}", path.display()))
}

/// Brings an empty database to the shape it had when `last` was the newest migration and writes `rows` into it; opening
/// it runs the rest.
pub async fn at_version(url: &str, last: i64, rows: &[&str]) -> Result<(), Error> {
    let address = if url.starts_with("sqlite:") { format!("{url}?mode=rwc") } else { url.to_owned() };
    let db = Database::connect(address).await?;
    db.execute_unprepared("CREATE TABLE schema_version (version BIGINT PRIMARY KEY NOT NULL)").await?;
    for m in crate::migrate::MIGRATIONS.iter().filter(|m| m.number <= last) {
        for statement in crate::migrate::statements(m.sql) {
            db.execute_unprepared(&statement).await?;
        }
        db.execute_unprepared(&format!("INSERT INTO schema_version (version) VALUES ({})", m.number)).await?;
    }
    for row in rows {
        db.execute_unprepared(row).await?;
    }
    db.close().await?;
    Ok(())
}

/// Opens a database as it is: nothing is migrated.
pub async fn as_it_is(url: &str) -> Result<Db, Error> {
    Ok(Db::single(Database::connect(url.to_owned()).await?))
}

/// The shape of a database, a line each: columns, references, rules and indexes.
pub async fn schema(db: &Db) -> Result<Vec<String>, Error> {
    let sql = if db.is_sqlite() { SCHEMA_OF_SQLITE } else { SCHEMA_OF_POSTGRES };
    let lines: Vec<Line> = db.all(sql, vec![]).await?;
    Ok(lines.into_iter().map(|l| l.line.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
}

/// Every table with its columns in order.
pub async fn tables(db: &Db) -> Result<BTreeMap<String, Vec<String>>, Error> {
    Ok(tables_of(&schema(db).await?))
}

/// The tables and columns of a shape.
pub fn tables_of(schema: &[String]) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in schema {
        let mut words = line.split(' ');
        if let (Some(table), Some("column"), Some(column)) = (words.next(), words.next(), words.next()) {
            out.entry(table.to_owned()).or_default().push(column.to_owned());
        }
    }
    out
}

/// Copies the rows of a table that fit `which`, `many` times. The columns named in `but` get their expression instead, in
/// which `{n}` is the number of the copy.
pub async fn copies(
    db: &Db,
    table: &str,
    which: &str,
    but: &[(&str, &str)],
    many: usize,
) -> Result<(), Error> {
    let columns = tables(db).await?.remove(table).unwrap_or_default();
    for n in 1..=many {
        let of = |column: &String| {
            let other = but.iter().find(|(name, _)| name == column);
            other.map_or_else(|| column.clone(), |(_, expression)| expression.replace("{n}", &n.to_string()))
        };
        let from: Vec<String> = columns.iter().map(of).collect();
        let sql = format!(
            "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {which}",
            columns.join(", "),
            from.join(", ")
        );
        db.exec(&sql, vec![]).await?;
    }
    Ok(())
}

/// What stands in the named columns of a table, a line a row.
pub async fn rows(db: &Db, table: &str, columns: &[String]) -> Result<Vec<String>, Error> {
    let cells: Vec<String> = columns.iter().map(|c| format!("COALESCE(CAST({c} AS TEXT), '∅')")).collect();
    let sql = format!("SELECT {} AS line FROM {table} ORDER BY 1", cells.join(" || '|' || "));
    let lines: Vec<Line> = db.all(&sql, vec![]).await?;
    Ok(lines.into_iter().map(|l| l.line).collect())
}

#[derive(FromQueryResult)]
struct Line {
    line: String,
}

const SCHEMA_OF_SQLITE: &str = "\
    SELECT line FROM ( \
    SELECT m.name AS t, 1 AS k, p.cid AS n, m.name || ' column ' || p.name || ' ' || p.type \
      || CASE WHEN p.\"notnull\" = 1 THEN ' NOT NULL' ELSE '' END \
      || COALESCE(' DEFAULT ' || p.dflt_value, '') \
      || CASE WHEN p.pk > 0 THEN ' KEY ' || p.pk ELSE '' END AS line \
    FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
    UNION ALL SELECT m.name, 2, f.id, m.name || ' references ' || f.\"table\" || ' by ' || f.\"from\" \
    FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' \
    UNION ALL SELECT m.tbl_name, 3, 0, m.tbl_name || ' index ' || m.sql \
    FROM sqlite_master m WHERE m.type = 'index' AND m.sql IS NOT NULL) ORDER BY t, k, n, line";

const SCHEMA_OF_POSTGRES: &str = "\
    SELECT line FROM ( \
    SELECT CAST(c.table_name AS TEXT) AS t, 1 AS k, c.ordinal_position AS n, c.table_name || ' column ' \
      || c.column_name || ' ' || c.data_type \
      || CASE WHEN c.is_nullable = 'NO' THEN ' NOT NULL' ELSE '' END \
      || COALESCE(' DEFAULT ' || c.column_default, '') AS line \
    FROM information_schema.columns c WHERE c.table_schema = 'public' \
    UNION ALL SELECT CAST(CAST(k.conrelid AS regclass) AS TEXT), 2, 0, CAST(k.conrelid AS regclass) || ' ' \
      || pg_get_constraintdef(k.oid) FROM pg_constraint k \
    WHERE k.connamespace = CAST('public' AS regnamespace) AND k.contype IN ('p', 'f', 'u', 'c') \
    UNION ALL SELECT CAST(i.tablename AS TEXT), 3, 0, i.tablename || ' index ' || i.indexdef \
    FROM pg_indexes i WHERE i.schemaname = 'public') x ORDER BY t COLLATE \"C\", k, n, line COLLATE \"C\"";

/// Lets go of every connection for good: from here on the database does not answer.
pub async fn hang_up(store: &Store) -> Result<(), Error> {
    store.close().await
}

async fn create(admin_url: &str, name: &str, how: &str) -> Result<String, Error> {
    let admin = Database::connect(admin_url.to_owned()).await?;
    admin.execute_unprepared(&format!("CREATE DATABASE \"{name}\"{how}")).await?;
    admin.close().await?;
    let (server, _) = admin_url.rsplit_once('/').unwrap_or((admin_url, ""));
    Ok(format!("{server}/{name}"))
}

/// Makes the tables and lets go of the database, so that it can be copied whole.
async fn migrate(url: &str) -> Result<(), Error> {
    let files = std::env::temp_dir().join(format!("ocop-template-files-{}", std::process::id()));
    let store = Store::open(url, &files.display().to_string()).await?;
    store.close().await?;
    let _ = std::fs::remove_dir_all(files);
    Ok(())
}
