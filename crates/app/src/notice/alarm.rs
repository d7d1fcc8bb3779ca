use super::data::Data;
use super::send::{Notice, to_commune, to_producer};
use crate::job::Done;
use crate::prelude::*;
use ocop_domain::calendar::add_days;
use ocop_domain::notice::{NoticeKind, PAPER_ALARMS, paper_alarm};
use ocop_store::notice::{self as store, EndingPaper};
use std::collections::BTreeMap;

const BATCH: i64 = 200;

/// Tells every producer of papers that run out, at each step once, and the communes whose running dossiers or stars rest
/// on them. A job of the running program; how often it runs does not matter. Says how many papers were looked at.
pub async fn announce_ending_papers(cx: &Cx) -> Result<Done, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let today = cx.today();
    let last = add_days(today, PAPER_ALARMS.into_iter().max().unwrap_or(0)).to_string();
    let (mut after, mut seen) = (String::new(), Done::default());
    loop {
        let rows =
            store::ending_papers(cx.db(), &ocop_store::recognition::Days::on(today), &last, &after, BATCH)
                .await?;
        let Some(end) = rows.last() else { return Ok(seen) };
        after.clone_from(&end.id);
        let mut papers: BTreeMap<&str, Vec<&EndingPaper>> = BTreeMap::new();
        for row in &rows {
            papers.entry(&row.id).or_default().push(row);
        }
        for (paper, rows) in papers {
            seen.note("a paper that runs out", paper, announce(cx, &rows).await)?;
        }
    }
}

/// The rows of one paper: the same facts, a commune each.
async fn announce(cx: &Cx, rows: &[&EndingPaper]) -> Result<(), Error> {
    let Some(paper) = rows.first() else { return Ok(()) };
    let expires = paper.expires_on.clone().map_err(Error::internal)?;
    let Some(step) = paper_alarm(expires, cx.today()) else { return Ok(()) };
    let notice = |href: String| Notice {
        kind: NoticeKind::PaperEnds,
        key: format!("{}:{}:{step}", paper.id, expires),
        data: Data::new().text("paper", &paper.title).text("day", expires),
        href,
    };
    // The library is its producer's; the commune sees who that is.
    let (holder, officer) =
        (notice(format!("/evidence/{}", paper.id)), notice(format!("/producers/{}", paper.producer_id)));
    write_tx!(cx, |tx| {
        to_producer(cx, &tx, &paper.producer_id, &holder).await?;
        for commune in rows.iter().filter_map(|r| r.commune_id.as_deref()) {
            to_commune(cx, &tx, commune, &officer).await?;
        }
        Ok(())
    })
}
