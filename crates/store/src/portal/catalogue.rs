//! Search and filters over the catalogue. The star shown is the latest one issued by the day asked for; the status
//! conditions are those of `crate::recognition::status`, so that the database pages.

use crate::prelude::*;
use crate::recognition::Filings;
use crate::recognition::{Days, FILINGS, TRANSITIONAL};
use crate::scope::placeholders;

/// What is asked of the catalogue. Days are `YYYY-MM-DD`.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Folded words; every one must begin a word of the product's row.
    pub words: Vec<String>,
    /// What was typed, in lower case with its diacritics, and folded: for the order of the answers.
    pub lower: String,
    pub folded: String,
    pub province: Option<String>,
    pub communes: Option<Vec<String>>,
    pub stars: Option<i64>,
    pub sets: Option<Vec<String>>,
    /// Products of a sector, or of none that is known.
    pub sector: Option<SectorFilter>,
    /// Only products whose province is none of these: of no place that is known.
    pub outside: Option<Vec<String>>,
    /// Names of `domain::recognition::Status`, or `unknown`; empty: all.
    pub statuses: Vec<String>,
    pub days: Days,
    pub newest_first: bool,
}

/// A sector by its sets, and for products without a set by what their list calls them.
#[derive(Debug, Clone, Default)]
pub struct SectorFilter {
    pub sets: Vec<String>,
    pub categories: Vec<String>,
    /// Those that are not in it.
    pub but: bool,
}

/// The set the star shown was judged by; a star read from a list has the set the register gives its product.
pub(super) const SET: &str = "COALESCE(r.set_id, p.set_id)";

rows! {
    /// One product of a list, with the star it shows: product and producer by the names they were recognised under.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ListRow {
        pub product_id: String,
        pub code: Option<String>,
        pub name: String,
        pub producer_name: String,
        pub brand_place: Option<String>,
        pub set_id: Option<String>,
        /// What its list calls its kind.
        pub category: Option<String>,
        pub picture_hash: Option<String>,
        pub invented: bool,
        pub commune_code: Option<String>,
        pub commune_name: Option<String>,
        pub province_code: Option<String>,
        pub province_name: Option<String>,
        pub stars: i64,
        /// The number on the paper, where one is known.
        pub certificate: Option<String>,
        /// The code of a star read from a list.
        pub lookup: Option<String>,
        pub issued_on: Option<Date>,
        pub expires_on: Option<Date>,
        pub withdrawn_on: Option<Date>,
        pub superseded_on: Option<Date>,
        pub filings: Filings,
        pub transitional: bool,
        /// As the database works it out; `domain::recognition::status_on` says the same.
        pub status: String,
    }
}

/// Tables and conditions; `$1` is the day, `$2` to `$5` are the days around it.
pub(super) fn from_where(f: &Filter, args: &mut Vec<Value>) -> String {
    args.extend(f.days.args());
    let mut sql = String::from(
        "FROM catalogue c JOIN product p ON p.id = c.product_id JOIN producer m ON m.id = p.producer_id \
         LEFT JOIN area a ON a.id = p.commune_id \
         LEFT JOIN area v ON v.level = 'province' AND v.code = a.province_code AND v.valid_to IS NULL \
         JOIN recognition r ON r.id = (SELECT x.id FROM recognition x WHERE x.product_id = p.id \
           AND (x.issued_on IS NULL OR x.issued_on <= $1) \
           ORDER BY COALESCE(x.issued_on, '') DESC, x.created_at DESC, x.id DESC LIMIT 1) \
         WHERE 1 = 1",
    );
    for word in &f.words {
        args.push(format!("% {word}%").into());
        sql.push_str(&format!(" AND c.folded LIKE ${}", args.len()));
    }
    if let Some(p) = &f.province {
        args.push(p.as_str().into());
        sql.push_str(&format!(" AND a.province_code = ${}", args.len()));
    }
    if let Some(ids) = &f.communes {
        sql.push_str(&any("p.commune_id", ids, args));
    }
    if let Some(n) = f.stars {
        args.push(n.into());
        sql.push_str(&format!(" AND r.stars = ${}", args.len()));
    }
    if let Some(sets) = &f.sets {
        sql.push_str(&any(SET, sets, args));
    }
    if let Some(s) = &f.sector {
        let sets = among(&format!("COALESCE({SET}, '')"), &s.sets, args);
        let categories = among("COALESCE(p.category, '')", &s.categories, args);
        let not = if s.but { "NOT " } else { "" };
        sql.push_str(&format!(" AND {not}({sets} OR ({SET} IS NULL AND {categories}))"));
    }
    if let Some(known) = &f.outside {
        sql.push_str(&format!(" AND NOT {}", among("COALESCE(a.province_code, '')", known, args)));
    }
    if !f.statuses.is_empty() {
        sql.push_str(&any(&status(), &f.statuses, args));
    }
    sql
}

/// True; the days around are named even where no condition reads them: an unused number has no type on PostgreSQL.
pub(super) const NAMED: &str = "($2 >= $1 OR $3 <= $1 OR $4 >= $1 OR $5 >= $1)";

fn any(column: &str, values: &[String], args: &mut Vec<Value>) -> String {
    format!(" AND {}", among(column, values, args))
}

fn among(column: &str, values: &[String], args: &mut Vec<Value>) -> String {
    if values.is_empty() {
        return "1 = 0".into();
    }
    format!("{column} IN ({})", placeholders(args, values))
}

/// The status of the star shown, on `$1`.
pub(super) fn status() -> String {
    crate::recognition::status(1)
}

/// A page of answers: names that hold what was typed with its diacritics first, then names that begin with it, then
/// the rest; stars in force before those that are over.
pub async fn list(db: &Db, f: &Filter, limit: i64, offset: i64) -> Result<Vec<ListRow>> {
    let mut args = Vec::new();
    let from = from_where(f, &mut args);
    let mut order = String::new();
    if !f.folded.is_empty() {
        args.extend(args![
            format!("%{}%", escape(&f.lower)),
            format!("{}%", f.folded),
            format!("%{}%", f.folded)
        ]);
        let n = args.len();
        order = format!(
            "CASE WHEN c.name_lower LIKE ${} ESCAPE '!' THEN 0 WHEN p.folded LIKE ${} THEN 1 \
             WHEN p.folded LIKE ${n} THEN 2 ELSE 3 END, ",
            n - 2,
            n - 1
        );
    }
    if f.newest_first {
        order.push_str("COALESCE(r.issued_on, '') DESC, ");
    } else {
        order.push_str(&format!(
            "CASE WHEN {} IN ('valid', 'renewal_window', 'extended') THEN 0 ELSE 1 END, ",
            status()
        ));
    }
    args.extend(args![limit, offset]);
    let n = args.len();
    db.all(
        &format!(
            "SELECT p.id AS product_id, p.code, r.product_name AS name, r.producer_name, p.brand_place, {SET} AS set_id, \
             p.category, p.picture_hash, p.invented, a.code AS commune_code, a.full_name AS commune_name, \
             a.province_code AS province_code, v.full_name AS province_name, r.stars, \
             CASE WHEN r.lookup IS NULL THEN r.certificate ELSE r.listed_number END AS certificate, r.lookup, r.issued_on, \
             r.expires_on, r.withdrawn_on, r.superseded_on, {FILINGS} AS filings, \
             {TRANSITIONAL} AS transitional, {} AS status \
             {from} ORDER BY {order}p.folded, p.id LIMIT ${} OFFSET ${n}",
            status(),
            n - 1
        ),
        args,
    )
    .await
}

pub async fn total(db: &Db, f: &Filter) -> Result<i64> {
    let mut args = Vec::new();
    let from = from_where(f, &mut args);
    db.number(&format!("SELECT COUNT(*) AS n {from} AND {NAMED}"), args).await
}

/// `%` and `_` as typed are letters like others.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            out.push('!');
        }
        out.push(c);
    }
    out
}
