use super::PAGE;
use crate::prelude::*;
use ocop_domain::survey::Stage;
use ocop_domain::text::fold;
pub use ocop_store::survey::Overlap;
use ocop_store::survey::{self as rows, Filter, FindLine};

/// A page of what was found.
#[derive(Debug, Clone)]
pub struct Listed {
    pub items: Vec<FindLine>,
    pub total: i64,
    /// How many stand in each stage, in the order of stages.
    pub stages: Vec<(Stage, i64)>,
}

/// One page (from 1) of the finds within the actor's reach.
pub async fn list(cx: &Cx, filter: &Filter, page: i64) -> Result<Listed, Error> {
    let visible = cx.reach(Act::SurveyView, &Facts::default())?;
    let filter = Filter { q: fold(&filter.q), ..filter.clone() };
    let (items, total) =
        rows::list(cx.db(), &visible, &filter, PAGE, (page.max(1) - 1).saturating_mul(PAGE)).await?;
    let counts = rows::counts(cx.db(), &visible, &filter).await?;
    let of = |s: Stage| counts.iter().find(|c| c.stage == s).map_or(0, |c| c.finds);
    Ok(Listed { items, total, stages: Stage::ALL.into_iter().map(|s| (s, of(s))).collect() })
}

/// Finds that several communes of a province share, group by group; one page (from 1) and how many groups there are.
pub async fn overlaps(cx: &Cx, page: i64) -> Result<(Vec<Vec<Overlap>>, i64), Error> {
    let visible = cx.reach(Act::SurveyView, &Facts::default())?;
    // A ward alone has nothing to compare with: it sees the overlaps of its own finds on their pages.
    let (rows, total) =
        rows::overlaps(cx.db(), &visible, PAGE, (page.max(1) - 1).saturating_mul(PAGE)).await?;
    let mut groups: Vec<Vec<Overlap>> = Vec::new();
    for row in rows {
        match groups.last_mut() {
            Some(g) if g.first().is_some_and(|f| same_group(f, &row)) => g.push(row),
            _ => groups.push(vec![row]),
        }
    }
    Ok((groups, total))
}

fn same_group(a: &Overlap, b: &Overlap) -> bool {
    a.likeness == b.likeness && a.province_code == b.province_code
}
