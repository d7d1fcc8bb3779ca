//! For the tests of `store`, `app` and `web`: a fresh PostgreSQL database beside the throw-away SQLite file.

use crate::db::Db;
use crate::error::Error;
use sea_orm::Database;

/// Makes an empty database on the server behind `admin_url` (`postgres://USER@HOST:PORT/postgres`), returns its address.
pub async fn fresh_postgres(admin_url: &str, name: &str) -> Result<String, Error> {
    let admin = Db::Pool(Database::connect(admin_url.to_owned()).await?);
    admin.exec_plain(&format!("CREATE DATABASE \"{name}\"")).await?;
    let (server, _) = admin_url.rsplit_once('/').unwrap_or((admin_url, ""));
    Ok(format!("{server}/{name}"))
}
