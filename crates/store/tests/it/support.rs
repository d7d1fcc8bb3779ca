//! A fresh store on every engine at hand.

use ocop_store::Store;
use tempfile::TempDir;

pub struct Ground {
    pub store: Store,
    /// Address of the database, to open it once more.
    pub url: String,
    pub engine: &'static str,
    dir: TempDir,
}

impl Ground {
    pub fn files(&self) -> String {
        self.dir.path().join("files").display().to_string()
    }
}

/// An empty place for a database: its address, not yet opened.
pub async fn places() -> Vec<(&'static str, String, TempDir)> {
    let dir = TempDir::new().unwrap();
    let mut all = vec![("sqlite", format!("sqlite:{}", dir.path().join("ocop.db").display()), dir)];
    #[expect(clippy::disallowed_methods, reason = "the test run says where its PostgreSQL is")]
    if let Ok(server) = std::env::var("OCOP_TEST_POSTGRES") {
        let name = format!("ocop_{}", uuid::Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple());
        let url = ocop_store::testing::fresh_postgres(&server, &name).await.unwrap();
        all.push(("postgres", url, TempDir::new().unwrap()));
    }
    all
}

pub async fn on_each_engine(test: impl AsyncFn(Ground)) {
    for (engine, url, dir) in places().await {
        let store = Store::open(&url, dir.path().join("files").to_str().unwrap()).await.unwrap();
        test(Ground { store, url, engine, dir }).await;
    }
}
