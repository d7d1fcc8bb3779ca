use super::enter::Entering;
use super::made::{Applied, Created};
use super::progress::Progress;
use super::record::{RowData, from_json};
use super::{Action, CLAIM, INLINE, batch_of, must_be_free};
use crate::certificate_number::hold_series;
use crate::import::matching::known::{Asked, Known};
use crate::prelude::*;
use ocop_store::counter;
use ocop_store::import::{self as rows, Row};
use std::collections::BTreeSet;
use tokio::task::JoinHandle;

/// Brings a staged batch into the register. Rows with errors stop it, unless they are left out expressly.
#[derive(Debug, Clone, Default)]
pub struct Apply {
    pub batch_id: String,
    pub leave_out_errors: bool,
}

/// Writes every row that is ready, in one transaction: all or nothing. May be called again once waiting rows have been
/// answered.
pub async fn apply(cx: &Cx, cmd: Apply) -> Result<Applied, Error> {
    let batch = batch_of(cx, cx.db(), &cmd.batch_id).await?;
    must_be_free(cx, &batch)?;
    bring_in(cx, &cmd).await
}

/// Like [`apply`], but a long list is brought in behind the page, which shows how far it is. The answer is the work, for
/// who wants to wait for it; none where it is done already.
pub async fn begin_apply(cx: &Cx, cmd: Apply) -> Result<Option<JoinHandle<()>>, Error> {
    let batch = batch_of(cx, cx.db(), &cmd.batch_id).await?;
    must_be_free(cx, &batch)?;
    let counts = super::show::counts(cx.db(), &cmd.batch_id).await?;
    if usize::try_from(counts.new).map_err(Error::internal)? <= INLINE {
        bring_in(cx, &cmd).await?;
        return Ok(None);
    }
    if counts.errors > 0 && !cmd.leave_out_errors {
        return Err(Error::Conflict("import_has_errors"));
    }
    if batch.state == "undone" {
        return Err(Error::Conflict("import_undone"));
    }
    let claimed: Result<(), Error> = write_tx!(cx, |tx| {
        Ok(rows::claim(&tx, &cmd.batch_id, "apply", cx.now_ms(), cx.now_ms() + CLAIM).await?)
    });
    match claimed {
        Err(Error::Conflict("stale")) => return Err(Error::Conflict("import_busy")),
        other => other?,
    }
    let cx = cx.clone();
    Ok(Some(tokio::spawn(async move {
        if let Err(error) = bring_in(&cx, &cmd).await {
            super::progress::failed(&cx, &cmd.batch_id, &error).await;
        }
    })))
}

async fn bring_in(cx: &Cx, cmd: &Apply) -> Result<Applied, Error> {
    let progress = Progress::of(&cmd.batch_id);
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, &cmd.batch_id).await?;
        if batch.state == "undone" {
            return Err(Error::Conflict("import_undone"));
        }
        // Two lists at once would each enter what the other does: the second waits for the first, on any node.
        counter::hold(&tx, "import").await?;
        rows::move_batch(&tx, &batch.id, &batch.state, "applied", cx.now_ms()).await?;
        let mut done = Applied::default();
        let mut ready: Vec<(Row, RowData)> = Vec::new();
        let mut own: BTreeSet<String> = BTreeSet::new();
        for row in rows::rows(&tx, &batch.id).await? {
            match Action::of(&row)? {
                Action::Error if !cmd.leave_out_errors => return Err(Error::Conflict("import_has_errors")),
                Action::Error => done.left_out += 1,
                Action::Waiting => done.waiting += 1,
                Action::Applied => own.extend(from_json::<Created>(&row.created_ids)?.product),
                Action::New => {
                    let data = from_json(&row.data)?;
                    ready.push((row, data));
                }
                Action::Unchanged | Action::Changed | Action::Duplicate | Action::Undone => {}
            }
        }
        progress.total(ready.len());
        hold_series(&tx, ready.iter().filter_map(|(_, d)| d.certificate_no.as_deref())).await?;
        let known = known(&tx, &ready).await?;
        let communes: BTreeSet<String> = ready.iter().filter_map(|(_, d)| d.commune_id.clone()).collect();
        let communes = Vec::from_iter(communes);
        let mut entering = Entering::new(cx, &tx, known, own, &communes, done).await?;
        for (row, data) in ready {
            progress.step(1).await;
            entering.row(row, data)?;
        }
        tx.hold_more_pages(true).await?;
        let written = entering.write().await;
        // Also after an error: taking a transaction back gives no page back.
        tx.hold_more_pages(false).await?;
        let done = written?;
        rows::give_up(&tx, &batch.id, None).await?;
        let diff = json!({"did": "apply", "wrote": done});
        let chain = format!("import:{}", batch.id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &batch.id, diff).await?;
        Ok(done)
    })
}

/// What the register knows of the rows that are ready, read inside the transaction.
async fn known(tx: &Db, ready: &[(Row, RowData)]) -> Result<Known, Error> {
    let mut asked = Asked::default();
    for (_, data) in ready {
        asked.add(data, &data.source_keys());
    }
    Known::load(tx, asked).await
}
