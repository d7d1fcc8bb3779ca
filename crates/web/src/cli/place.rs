//! Where the data lies, and opening it.

use super::{Fault, privacy};
use clap::Args;
use ocop_app::{Config, Cx, MailTo};

/// Where the data lies.
#[derive(Args, Debug, Clone)]
pub(super) struct Place {
    /// sqlite:PATH or postgres://USER@HOST/NAME [default: sqlite:var/ocop.db, for the demo sqlite:var/demo/ocop.db]
    #[arg(long, env = "OCOP_DATABASE", hide_env_values = true, global = true)]
    pub database: Option<String>,
    /// Directory for uploaded and printed files [default: var/files, for the demo var/demo/files]
    #[arg(long, env = "OCOP_FILES", hide_env_values = true, global = true)]
    pub files: Option<String>,
}

/// Where the database is, as the options or their defaults say.
fn database(place: &Place, demo: bool) -> String {
    let var = if demo { "var/demo" } else { "var" };
    place.database.clone().unwrap_or_else(|| format!("sqlite:{var}/ocop.db"))
}

/// Opens data that is there. A name mistyped is said: nothing is made of it, and nothing that is empty is called whole.
pub(super) async fn open_begun(place: &Place) -> Result<Cx, Fault> {
    open_begun_with(place, Config::default()).await
}

pub(super) async fn open_begun_with(place: &Place, config: Config) -> Result<Cx, Fault> {
    let address = database(place, false);
    if ocop_app::is_begun(&address).await.map_err(Fault::failed)? {
        return open(place, config).await;
    }
    let file = ocop_app::sqlite_path(&address);
    let name =
        file.map_or_else(|| "the database named by --database".to_owned(), |f| f.display().to_string());
    Err(Fault::usage(format!("{name} holds no data of ocop: check --database (ocop serve begins a new one)")))
}

/// Opens the data, making the directory of a new SQLite file.
///
/// The demo has a place of its own, so that it never mixes with real data by an option left out.
pub(super) async fn open(place: &Place, config: Config) -> Result<Cx, Fault> {
    let var = if config.demo { "var/demo" } else { "var" };
    let database = database(place, config.demo);
    let files = place.files.clone().unwrap_or_else(|| format!("{var}/files"));
    let file = ocop_app::sqlite_path(&database);
    if let Some(dir) = file.as_deref().and_then(std::path::Path::parent) {
        std::fs::create_dir_all(dir)
            .map_err(|e| Fault::failed(format!("cannot make {}: {e}", dir.display())))?;
    }
    let mail = if let MailTo::Directory(dir) = &config.mail { Some(dir.clone()) } else { None };
    let bucket = files.contains("://");
    for warning in privacy::tighten(file.as_deref(), (!bucket).then(|| files.as_ref()), mail.as_deref()) {
        eprintln!("ocop: {warning}");
    }
    Cx::open(&database, &files, config).await.map_err(Fault::failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path mistyped is said with the path, and neither a folder nor a database comes of it.
    #[tokio::test]
    async fn a_command_that_reads_makes_no_database() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("mistyped").join("x.db");
        let place = |file: &std::path::Path| Place {
            database: Some(format!("sqlite:{}", file.display())),
            files: Some(dir.path().join("files").display().to_string()),
        };
        let fault = open_begun(&place(&file)).await.err().unwrap();
        assert_eq!(fault.0, 2);
        assert!(fault.1.contains("mistyped/x.db"), "{}", fault.1);
        assert!(!file.exists() && !file.parent().unwrap().exists() && !dir.path().join("files").exists());
        let empty = dir.path().join("empty.db");
        std::fs::write(&empty, b"").unwrap();
        assert_eq!(open_begun(&place(&empty)).await.err().unwrap().0, 2);
        let begun = dir.path().join("begun.db");
        open(&place(&begun), Config::default()).await.map_err(|f| f.1).unwrap();
        open_begun(&place(&begun)).await.map_err(|f| f.1).unwrap();
    }
}
