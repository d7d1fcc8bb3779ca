use super::PAGE;
use crate::prelude::*;
use ocop_domain::recognition::Status;
use ocop_domain::text::fold;
use ocop_store::product::{self as rows, ProductLine, StandingRow};
use std::ops::Deref;

/// A line of the register's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub line: ProductLine,
    /// Where the product holds no star today: the last one it was given. None: it was never recognised.
    pub past: Option<PastStar>,
}

/// A star that is over, or has not begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastStar {
    pub stars: i64,
    pub status: Status,
    /// The last day of the term, the day of the withdrawal or the first day, as its status asks.
    pub day: Option<Date>,
}

impl Deref for Listed {
    type Target = ProductLine;
    fn deref(&self) -> &ProductLine {
        &self.line
    }
}

/// One page (from 1) of the products the actor may see, and how many there are. `q` is looked for in the names of
/// products and producers and at the beginning of codes.
pub async fn list(
    cx: &Cx,
    producer_id: Option<&str>,
    q: &str,
    page: i64,
) -> Result<(Vec<Listed>, i64), Error> {
    let visible = cx.reach(Act::ProductView, &Facts::default())?;
    let offset = (page.max(1) - 1) * PAGE;
    let days = ocop_store::recognition::Days::on(cx.today());
    let (lines, total) = rows::list(cx.db(), &visible, producer_id, &fold(q), &days, (PAGE, offset)).await?;
    Ok((with_past(cx.db(), lines, &days).await?, total))
}

/// Lines with what became of the stars of those that hold none.
pub(crate) async fn with_past(
    db: &Db,
    lines: Vec<ProductLine>,
    days: &ocop_store::recognition::Days,
) -> Result<Vec<Listed>, Error> {
    let bare: Vec<String> = lines.iter().filter(|l| l.stars.is_none()).map(|l| l.id.clone()).collect();
    let stars = rows::not_in_force(db, &bare, days).await?;
    let past = |id: &str| {
        let own = stars.iter().filter(|s| s.product_id == id).map(past_star);
        // What another star took the place of says least; of the rest the one that was over last.
        own.max_by_key(|s| (s.status != Status::Superseded, s.day, s.stars))
    };
    Ok(lines.into_iter().map(|line| Listed { past: past(&line.id), line }).collect())
}

fn past_star(row: &StandingRow) -> PastStar {
    let day = match row.status {
        Status::Withdrawn => row.withdrawn_on,
        Status::Superseded => row.superseded_on,
        Status::NotYet => row.issued_on,
        _ => row.expires_on,
    };
    PastStar { stars: row.stars, status: row.status, day }
}
