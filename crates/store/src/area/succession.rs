use crate::db::put::OrElse;
use crate::prelude::*;
use crate::scope::placeholders;

rows! {
    /// One unit going into another, wholly or in part.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Link {
        pub old_id: String,
        pub new_id: String,
        pub extent: String,
        pub effective_on: String,
        pub decree: Option<String>,
        pub clause: Option<String>,
        pub note: Option<String>,
        /// Which sources agree on this line.
        pub agreement: Option<String>,
    }
}

pub async fn insert_links(db: &Db, links: &[Link]) -> Result<()> {
    let values =
        |l: &Link| values!(l.{old_id, new_id, extent, effective_on, decree, clause, note, agreement});
    db.insert_all("succession", links.iter().map(values).collect(), OrElse::Refuse).await
}

/// Every succession: as many as the State's lists have, some thirteen thousand.
pub async fn all_links(db: &Db) -> Result<Vec<Link>> {
    db.all(&format!("SELECT {} FROM succession s", Link::columns("s")), vec![]).await
}

/// What these units went into.
pub async fn links_from(db: &Db, old_ids: &[String]) -> Result<Vec<Link>> {
    linked(db, "old_id", old_ids).await
}

/// What went into these units.
pub async fn links_to(db: &Db, new_ids: &[String]) -> Result<Vec<Link>> {
    linked(db, "new_id", new_ids).await
}

async fn linked(db: &Db, column: &str, ids: &[String]) -> Result<Vec<Link>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut args = vec![];
    let marks = placeholders(&mut args, ids);
    db.all(
        &format!(
            "SELECT {} FROM succession s WHERE s.{column} IN ({marks}) ORDER BY s.effective_on, s.old_id, s.new_id",
            Link::columns("s")
        ),
        args,
    )
    .await
}

/// How many successions took effect on a day into units of a level.
pub async fn successions(db: &Db, effective_on: &str, new_level: &str) -> Result<i64> {
    db.number(
        "SELECT COUNT(*) AS n FROM succession s JOIN area a ON a.id = s.new_id \
         WHERE s.effective_on = $1 AND a.level = $2",
        args![effective_on, new_level],
    )
    .await
}
