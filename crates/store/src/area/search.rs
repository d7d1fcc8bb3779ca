use super::query::stands;
use crate::prelude::*;

/// What is looked for: folded words that must all occur in the unit's name or in the names of what it lies in.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The whole folded text; empty lists everything.
    pub folded: String,
    /// Set when the text is a code.
    pub code: Option<String>,
    pub level: Option<String>,
    pub province: Option<String>,
    /// The day of the map, `YYYY-MM-DD`.
    pub on: String,
}

/// A found unit with the names of what it lies in.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Hit {
    pub id: String,
    pub level: String,
    pub code: String,
    pub full_name: String,
    pub kind: String,
    pub province_code: String,
    pub province_name: Option<String>,
    pub district_name: Option<String>,
    pub valid_from: Option<String>,
    pub valid_to: Option<String>,
}

const MOST_WORDS: usize = 12;

fn from_where(s: &Search, args: &mut Vec<Value>) -> String {
    args.push(s.on.as_str().into());
    let mut sql = format!(
        " FROM area a LEFT JOIN area p ON p.level = 'province' AND p.code = a.province_code \
         AND a.level <> 'province' AND {} \
         LEFT JOIN area d ON d.level = 'district' AND d.code = a.district_code AND a.level = 'commune' AND {} \
         WHERE {}",
        stands("p", 1),
        stands("d", 1),
        stands("a", 1)
    );
    for (column, value) in [("a.level", &s.level), ("a.province_code", &s.province)] {
        if let Some(v) = value {
            args.push(v.as_str().into());
            sql.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    if let Some(code) = &s.code {
        args.push(code.as_str().into());
        sql.push_str(&format!(" AND (a.code = ${0} OR a.alt_code = ${0})", args.len()));
        return sql;
    }
    let words: Vec<&str> = s.folded.split(' ').filter(|w| !w.is_empty()).take(MOST_WORDS).collect();
    for (i, word) in words.iter().enumerate() {
        // The last word may still be being typed; a number never is ("phường 1" is not "phường 10").
        let open = i + 1 == words.len() && !word.bytes().all(|b| b.is_ascii_digit());
        let pattern = if open { format!("% {word}%") } else { format!("% {word} %") };
        args.push(pattern.into());
        sql.push_str(&format!(
            " AND ' ' || a.folded || ' ' || COALESCE(d.folded, '') || ' ' || COALESCE(p.folded, '') || ' ' LIKE ${}",
            args.len()
        ));
    }
    sql
}

/// Found units, best first: the exact name, names that begin so, names that hold it, the rest; provinces before
/// districts before communes.
pub async fn search(db: &Db, s: &Search, limit: i64, offset: i64) -> Result<Vec<Hit>> {
    let mut args = vec![];
    let tail = from_where(s, &mut args);
    let exact = s.folded.clone();
    let named = |v: String, args: &mut Vec<Value>| {
        args.push(v.into());
        args.len()
    };
    let e = named(exact.clone(), &mut args);
    let b = named(format!("{exact}%"), &mut args);
    let c = named(format!("%{exact}%"), &mut args);
    args.push(limit.into());
    args.push(offset.into());
    let bare = "SUBSTR(a.folded, LENGTH(a.kind) + 2)";
    let sql = format!(
        "SELECT a.id, a.level, a.code, a.full_name, a.kind, a.province_code, p.full_name AS province_name, \
         d.full_name AS district_name, a.valid_from, a.valid_to{tail} \
         ORDER BY CASE WHEN a.folded = ${e} OR {bare} = ${e} THEN 0 \
           WHEN a.folded LIKE ${b} OR {bare} LIKE ${b} THEN 1 WHEN a.folded LIKE ${c} THEN 2 ELSE 3 END, \
         CASE a.level WHEN 'province' THEN 0 WHEN 'district' THEN 1 ELSE 2 END, {bare}, a.code, a.id \
         LIMIT ${} OFFSET ${}",
        args.len() - 1,
        args.len()
    );
    db.all(&sql, args).await
}

pub async fn search_count(db: &Db, s: &Search) -> Result<i64> {
    let mut args = vec![];
    let tail = from_where(s, &mut args);
    db.number(&format!("SELECT COUNT(*) AS n{tail}"), args).await
}
