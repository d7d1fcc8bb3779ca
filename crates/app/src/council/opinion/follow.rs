use super::super::matter::matter;
use super::call::settle_course;
use super::remind::to_silent;
use crate::job::Done;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Actor;
use ocop_domain::calendar::add_days;
use ocop_store::council::{WrittenRow, opinions, rounds};

const BATCH: i64 = 100;
/// Days before the last on which those who have not answered are reminded.
const AHEAD: i32 = 2;

/// Reminds members whose day comes near, and calls the council together where the day is over and what was answered does
/// not do. A job of the running program; how often it runs does not matter. Says how many dossiers were looked at.
pub async fn follow_written(cx: &Cx) -> Result<Done, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let last = add_days(cx.today(), AHEAD).to_string();
    let (mut after, mut seen) = (String::new(), Done::default());
    loop {
        let batch = opinions::written_until(cx.db(), &last, &after, BATCH).await?;
        let Some(end) = batch.last() else { return Ok(seen) };
        after.clone_from(&end.dossier_id);
        for row in &batch {
            seen.note("a dossier asked in writing", &row.dossier_id, follow(cx, row).await)?;
        }
    }
}

async fn follow(cx: &Cx, row: &WrittenRow) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &row.round_id).await?;
        let m = matter(&tx, cx, &row.round_id, &row.dossier_id).await?;
        match m.in_writing() {
            Some(w) if w.over => settle_course(&tx, cx, &m).await.map(|_| ()),
            Some(_) => to_silent(cx, &tx, &m, &row.answer_by).await.map(|_| ()),
            None => Ok(()),
        }
    })
}
