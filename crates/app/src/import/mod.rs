//! Lists of recognised products brought in from outside. A list is staged: every row is read, located and compared
//! with the register, every oddity becomes a finding by row and column. Applying writes all of it or nothing; undoing
//! takes away exactly what it wrote.

mod action;
mod apply;
mod choose;
mod enter;
mod finding;
mod made;
mod matching;
mod progress;
mod record;
mod row;
mod show;
mod stage;
mod table;
mod undo;

pub use action::Action;
pub use apply::{Apply, apply, begin_apply};
pub use choose::{APART, Choose, Chosen, choose};
pub(crate) use finding::column_letters;
pub use finding::{Finding, Severity};
pub use made::Applied;
pub(crate) use matching::order::arrange;
pub use matching::which::ASKS_PRODUCT;
pub use ocop_store::import::{Batch, Made};
pub use progress::{how_far, let_go_of_left};
pub use record::{Candidate, RowData};
pub use row::standing::ASKS_STARS;
pub use show::{BatchView, Counts, Only, RowView, all_findings, is_working, list, rows_to_choose, show};
pub use stage::{Begun, Report, ReportRow, Stage, begin_stage, stage};
pub use table::sheet::{part_of, row_of};
pub use undo::{Blocker, Undone, undo};

use crate::prelude::*;

/// The cells of every sheet of a file, as the reader of lists sees them.
#[cfg(test)]
pub(crate) fn read_sheets(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    use table::file::read;
    use table::sheet::Cell;
    let text = |cell: &Cell| match cell {
        Cell::Text(t) => t.clone(),
        other => other.shown(),
    };
    let lines = read(bytes)?.into_iter().flat_map(|sheet| sheet.lines);
    Ok(lines.map(|line| line.cells.iter().map(text).collect()).collect())
}

/// Rows on one page of a batch.
pub const PAGE: i64 = 50;

/// Lists of at most so many rows are read and brought in while the page waits; longer ones behind it.
pub const INLINE: usize = 500;

/// How long a work behind the page stays with a program that does not answer any more, in milliseconds.
const CLAIM: i64 = 180_000;

/// The provinces whose rows the actor may bring in; none: every province.
fn provinces(cx: &Cx) -> Result<Option<Vec<String>>, Error> {
    let reach = cx.reach(Act::ImportProducts, &Facts::default())?;
    Ok((!reach.all).then_some(reach.provinces))
}

/// The batch, if the actor may work on it: an office's own, any for who imports everywhere.
async fn batch_of(cx: &Cx, db: &ocop_store::Db, id: &str) -> Result<Batch, Error> {
    let provinces = provinces(cx)?;
    let batch = ocop_store::import::batch(db, id).await?.ok_or(Error::NotFound)?;
    if provinces.is_some() && batch.created_by != cx.actor.id() {
        return Err(Error::Hidden);
    }
    Ok(batch)
}

/// Work on a list goes on behind the page: until it ends, the list cannot be changed.
fn must_be_free(cx: &Cx, batch: &Batch) -> Result<(), Error> {
    if ocop_store::import::is_claimed(batch, cx.now_ms()) {
        return Err(Error::Conflict("import_busy"));
    }
    if batch.state == "reading" {
        return Err(Error::Conflict("import_reading_stopped"));
    }
    Ok(())
}
