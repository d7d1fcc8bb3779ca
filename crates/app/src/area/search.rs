use crate::prelude::*;
use ocop_domain::area::{AreaCode, Level, search_words};
use ocop_store::area::{Hit as Row, Search};
use serde::Serialize;

/// What a person looks for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// A name, several names (`phường 13, quận 4`) or a code; diacritics are not needed.
    pub text: String,
    pub level: Option<Level>,
    pub province: Option<String>,
    /// The map of which day; today if left out.
    pub on: Option<Date>,
    /// From 1.
    pub page: i64,
    pub size: i64,
}

/// A found unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    pub id: String,
    pub code: String,
    pub level: String,
    pub kind: String,
    pub full_name: String,
    pub district: Option<String>,
    pub province: Option<String>,
}

/// One page of what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hits {
    pub items: Vec<Hit>,
    pub total: i64,
    pub page: i64,
    pub size: i64,
}

/// Finds units of the map of a day.
pub async fn search(cx: &Cx, query: &Query) -> Result<Hits, Error> {
    let text = query.text.trim();
    let code = text.parse::<AreaCode>().ok().map(String::from);
    let wanted = Search {
        folded: search_words(text),
        code,
        level: query.level.map(|l| l.as_str().to_owned()),
        province: query.province.clone().filter(|p| !p.is_empty()),
        on: query.on.unwrap_or_else(|| cx.today()).to_string(),
    };
    let size = query.size.clamp(1, 200);
    let page = query.page.clamp(1, 100_000);
    let total = ocop_store::area::search_count(cx.db(), &wanted).await?;
    let rows = ocop_store::area::search(cx.db(), &wanted, size, (page - 1) * size).await?;
    Ok(Hits { items: rows.into_iter().map(hit).collect(), total, page, size })
}

fn hit(row: Row) -> Hit {
    Hit {
        id: row.id,
        code: row.code,
        level: row.level,
        kind: row.kind,
        full_name: row.full_name,
        district: row.district_name,
        province: row.province_name,
    }
}
