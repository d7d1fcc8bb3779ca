use super::leave;
use super::one::allowed;
use crate::council::matter::sitting;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_store::council::{PaperNumberRow, papers, rounds};
use serde_json::json;

/// Number and date the registry gave a paper; fields `number`, `dated_on` (dd/mm/yyyy).
#[derive(Debug, Clone, Default)]
pub struct NumberPaper {
    pub round: String,
    pub paper: String,
    /// When the number on the page was noted, milliseconds; 0 for none: a number noted meanwhile is not written over.
    pub stamp: i64,
    pub number: String,
    pub dated_on: String,
}

/// Nghị định 30/2020: the registry gives number and date at issue. The journal keeps what stood there before.
pub async fn number_paper(cx: &Cx, cmd: NumberPaper) -> Result<(), Error> {
    let (key, _) = allowed(cx, &cmd.round, &cmd.paper).await?;
    leave::keep(cx, &sitting(cx.db(), cx, &cmd.round).await?, &key)?;
    if !key.is_numbered() {
        return Err(Error::NotFound);
    }
    let mut invalid = Invalid::default();
    let number = invalid.whole("number", &cmd.number, 1, 99_999);
    let day = invalid.day("dated_on", &cmd.dated_on);
    if day.is_some_and(|d| d > cx.today()) {
        invalid.add("dated_on", "date_in_future");
    }
    invalid.ok()?;
    let day = day.ok_or(Error::Conflict("stale"))?.to_string();
    let paper = key.number_key();
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let before = papers::numbers(&tx, &cmd.round).await?.into_iter().find(|n| n.paper == paper);
        if before.as_ref().map_or(0, |n| n.noted_at) != cmd.stamp {
            return Err(Error::Conflict("stale"));
        }
        let row =
            PaperNumberRow { paper: paper.clone(), number, dated_on: day.clone(), noted_at: cx.now_ms() };
        papers::put_number(&tx, &cmd.round, &row, cx.actor.id()).await?;
        let diff = json!({"paper": paper, "number": [before.as_ref().map(|n| n.number), number],
                          "dated_on": [before.map(|n| n.dated_on), day]});
        cx.journal(&tx, &format!("round:{}", cmd.round), Act::PapersKeep.as_str(), &cmd.round, diff).await
    })
}
