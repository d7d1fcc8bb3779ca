//! Queries across capabilities. What is open stands with its own capability: each writes its query in its own folder, and
//! this module only names them and puts the reader's scope to each.

use crate::prelude::*;
use crate::scope::Visible;
use ocop_domain::term::Kind;

/// The open terms of one kind.
pub struct OpenTerms {
    pub kind: Kind,
    /// The id of the thing on whose page it is acted upon.
    pub(crate) thing: &'static str,
    /// What the thing is called.
    pub(crate) about: &'static str,
    /// The day kept of the term ([`Kind::term`]).
    pub(crate) day: &'static str,
    /// The producer whose thing it is; `'-'` where it is no producer's.
    pub(crate) producer: &'static str,
    /// From `FROM` on, with a condition; `a` is the area the thing lies in.
    pub(crate) from: &'static str,
}

/// A capability adds a line here.
const SOURCES: [&OpenTerms; 7] = [
    &crate::dossier::term::WARD_CHECK,
    &crate::dossier::additions::AWAITED,
    &crate::advisory::requests::OPEN_REQUESTS,
    &crate::council::opinions::RUNNING_RERANKINGS,
    &crate::council::opinions::OPEN_WRITTEN,
    &crate::objection::OPEN,
    &crate::national::OPEN_DEMANDS,
];

rows! {
    /// A term that runs.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct OpenTermRow {
        pub thing: String,
        pub about: String,
        /// Name and province of where it lies.
        pub area: String,
        pub province: String,
        pub day: Date,
        /// How many of its kind there are in all.
        pub total: i64,
    }
}

/// The source of a kind; each has one (a test holds it).
pub fn source(kind: Kind) -> Option<&'static OpenTerms> {
    SOURCES.into_iter().find(|s| s.kind == kind)
}

/// The first `limit` open terms of a kind by their day, and how many there are.
pub async fn open_terms(
    db: &Db,
    source: &OpenTerms,
    who: &Visible,
    limit: i64,
) -> Result<(Vec<OpenTermRow>, i64)> {
    let OpenTerms { thing, about, day, producer, from, .. } = source;
    let mut values = Vec::new();
    let scope = who.condition("a", producer, &mut values);
    values.extend(args![limit]);
    let sql = format!(
        "SELECT {thing} AS thing, {about} AS about, a.full_name AS area, a.province_code AS province, {day} AS day, \
         COUNT(*) OVER () AS total {from} AND {scope} ORDER BY {day}, {thing} LIMIT ${}",
        values.len()
    );
    let rows: Vec<OpenTermRow> = db.all(&sql, values).await?;
    let total = rows.first().map_or(0, |r| r.total);
    Ok((rows, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_term_has_one_source() {
        let kinds: Vec<Kind> = SOURCES.iter().map(|s| s.kind).collect();
        assert_eq!(kinds, Kind::ALL);
        assert!(Kind::ALL.into_iter().all(|kind| source(kind).is_some()));
    }
}
