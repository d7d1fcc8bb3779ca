use super::finding::Finding;
use super::record::{RowData, from_json};
use super::{Action, PAGE, batch_of, provinces};
use crate::{Cx, Error};
use ocop_store::import::{self as rows, Batch, Made, RowFilter};
use ocop_store::producer::Commune;
use ocop_store::scope::Visible;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many rows are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub rows: i64,
    pub new: i64,
    pub unchanged: i64,
    pub changed: i64,
    pub duplicate: i64,
    pub waiting: i64,
    pub errors: i64,
    pub applied: i64,
    pub undone: i64,
}

impl Counts {
    pub(super) fn add(&mut self, action: Action, n: i64) {
        self.rows += n;
        match action {
            Action::New => self.new += n,
            Action::Unchanged => self.unchanged += n,
            Action::Changed => self.changed += n,
            Action::Duplicate => self.duplicate += n,
            Action::Waiting => self.waiting += n,
            Action::Error => self.errors += n,
            Action::Applied => self.applied += n,
            Action::Undone => self.undone += n,
        }
    }
}

/// One staged row as a person looks at it.
#[derive(Debug, Clone)]
pub struct RowView {
    pub row: i64,
    pub action: Action,
    pub data: RowData,
    pub findings: Vec<Finding>,
    pub commune_choice: Option<String>,
}

#[derive(Debug, Clone)]
pub struct BatchView {
    pub batch: Batch,
    pub counts: Counts,
    /// What it wrote into the register, or had written before it was undone.
    pub made: Made,
    /// One page of the rows asked for, and how many there are.
    pub rows: Vec<RowView>,
    pub total: i64,
    /// How often each remark was made when the list was read.
    pub notes: BTreeMap<String, i64>,
    /// Work on it goes on behind the page.
    pub working: bool,
}

/// Which rows to show; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Only {
    /// An action, or `findings`.
    pub action: String,
    /// The code of a remark.
    pub code: String,
}

impl From<&str> for Only {
    fn from(action: &str) -> Only {
        Only { action: action.into(), code: String::new() }
    }
}

/// A batch with one page (from 1) of its rows.
pub async fn show(cx: &Cx, batch_id: &str, only: impl Into<Only>, page: i64) -> Result<BatchView, Error> {
    let only: Only = only.into();
    let db = cx.db();
    let batch = batch_of(cx, db, batch_id).await?;
    let known = only.action == "findings" || only.action.parse::<Action>().is_ok();
    let code = only.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit());
    let filter = RowFilter {
        action: if known { only.action } else { String::new() },
        severity: String::new(),
        code: if code { only.code } else { String::new() },
    };
    let (found, total) = rows::rows_page(db, batch_id, &filter, PAGE, (page.max(1) - 1) * PAGE).await?;
    let notes = batch.notes.as_deref().map(from_json).transpose()?.unwrap_or_default();
    let working = is_working(cx, &batch);
    let (counts, made) = (counts(db, batch_id).await?, rows::made(db, batch_id).await?);
    let mut view = BatchView { batch, counts, made, rows: vec![], total, notes, working };
    for row in found {
        view.rows.push(RowView {
            row: row.row_no,
            action: Action::of(&row)?,
            data: from_json(&row.data)?,
            findings: from_json(&row.findings)?,
            commune_choice: row.commune_choice,
        });
    }
    Ok(view)
}

/// Is a program at work on it, as far as one can know?
pub fn is_working(cx: &Cx, batch: &Batch) -> bool {
    rows::is_claimed(batch, cx.now_ms())
}

/// Every row with a remark, in the order of the sheet: for the list of what is to be mended.
pub async fn all_findings(cx: &Cx, batch_id: &str) -> Result<(Batch, Vec<RowView>), Error> {
    let db = cx.db();
    let batch = batch_of(cx, db, batch_id).await?;
    let mut out = Vec::new();
    for row in rows::rows(db, batch_id).await? {
        let findings: Vec<Finding> = from_json(&row.findings)?;
        if !findings.is_empty() {
            out.push(RowView {
                row: row.row_no,
                action: Action::of(&row)?,
                data: from_json(&row.data)?,
                findings,
                commune_choice: row.commune_choice,
            });
        }
    }
    Ok((batch, out))
}

pub(super) async fn counts(db: &ocop_store::Db, batch_id: &str) -> Result<Counts, Error> {
    let mut out = Counts::default();
    for c in rows::action_counts(db, batch_id).await? {
        out.add(c.action.parse().map_err(Error::internal)?, c.n);
    }
    // A row that tells of several recognitions is one row of the list.
    out.rows -= rows::rows_from(db, batch_id, crate::import::table::sheet::FURTHER).await?;
    Ok(out)
}

/// One page (from 1) of the batches the actor may see, newest first, and how many there are.
pub async fn list(cx: &Cx, page: i64) -> Result<(Vec<Batch>, i64), Error> {
    let own = provinces(cx)?.map(|_| cx.actor.id().to_owned());
    Ok(rows::batches(cx.db(), own.as_deref(), 20, (page.max(1) - 1) * 20).await?)
}

/// The communes of a row's province, for a row whose candidates are not known.
pub async fn rows_to_choose(cx: &Cx, province_code: &str) -> Result<Vec<Commune>, Error> {
    provinces(cx)?;
    let here = Visible { provinces: vec![province_code.to_owned()], ..Visible::default() };
    Ok(ocop_store::producer::standing_communes(cx.db(), &here, &cx.today().to_string()).await?)
}
