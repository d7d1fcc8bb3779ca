use super::save::Picks;
use super::who;
use crate::{Cx, Error};
use ocop_domain::practice::{Case, Comparison, case, cases, compare};
use ocop_store::practice::{self as rows, TryRow};

/// One of the actor's own tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryLine {
    pub id: String,
    pub product: String,
    pub created_at: i64,
    pub submitted_at: Option<i64>,
    pub total: Option<i64>,
}

/// The room: every case, and a page of the actor's own tries.
pub struct Room {
    pub cases: &'static [Case],
    pub tries: Vec<TryLine>,
    pub total: i64,
}

/// A try of the actor's own; handed in, with the reference beside it.
pub struct TryView {
    pub row: TryRow,
    pub case: &'static Case,
    pub picks: Picks,
    pub comparison: Option<Comparison>,
}

pub async fn room(cx: &Cx, page: i64, size: i64) -> Result<Room, Error> {
    let (found, total) = rows::list(cx.db(), who(cx)?, size, (page.max(1) - 1).saturating_mul(size)).await?;
    let line = |t: TryRow| TryLine {
        product: case(&t.case_id).map_or_else(String::new, |c| c.product.clone()),
        id: t.id,
        created_at: t.created_at,
        submitted_at: t.submitted_at,
        total: t.total,
    };
    Ok(Room { cases: cases(), tries: found.into_iter().map(line).collect(), total })
}

/// A case to begin with; its reference stays shut until a try is handed in.
pub fn open_case(cx: &Cx, id: &str) -> Result<&'static Case, Error> {
    who(cx)?;
    case(id).ok_or(Error::NotFound)
}

pub async fn show_try(cx: &Cx, id: &str) -> Result<TryView, Error> {
    let row = rows::find(cx.db(), who(cx)?, id).await?.ok_or(Error::NotFound)?;
    let case = case(&row.case_id).ok_or(Error::NotFound)?;
    let picks: Picks = serde_json::from_str(&row.answers).map_err(Error::internal)?;
    let comparison = match row.submitted_at {
        Some(_) => Some(compare(case, &picks.answers()).map_err(Error::internal)?),
        None => None,
    };
    Ok(TryView { case, picks, comparison, row })
}
