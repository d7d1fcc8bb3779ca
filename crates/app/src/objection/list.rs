use super::show::running;
use crate::prelude::*;
use crate::settings::term_end::reckoning;
use ocop_domain::objection::State;
use ocop_domain::term::Standing;
use ocop_store::objection::{self as store, ObjectionRow};

/// One line of the list.
pub struct Line {
    pub row: ObjectionRow,
    pub state: State,
    pub clock: Option<Standing>,
}

/// Objections the actor may read, those that wait first: a page (from 1), and how many there are.
pub async fn list(cx: &Cx, page: i64, size: i64) -> Result<(Vec<Line>, i64), Error> {
    let who = cx.reach(Act::ObjectionView, &Facts::default())?;
    let (rows, total) = store::list(cx.db(), &who, size, (page.max(1) - 1) * size).await?;
    let reckoning = reckoning(cx.db()).await?;
    let lines = rows.into_iter().map(|row| {
        let state = row.state;
        Line { clock: running(&row, state, &reckoning, cx.today()), state, row }
    });
    Ok((lines.collect(), total))
}
