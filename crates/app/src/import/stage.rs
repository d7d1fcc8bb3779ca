use super::columns::{Field, Layout};
use super::finding::{Finding, Severity};
use super::list::{self, List};
use super::place::locate;
use super::record::{RowData, RowReader};
use super::sheet::{Cell, Sheet};
use super::show::Counts;
use super::{action, from_json, reach, to_json};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::text::fold;
use ocop_store::Db;
use ocop_store::import::{self as rows, Batch, Row};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

/// A list to be looked at. `dry_run` keeps nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Stage {
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub dry_run: bool,
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    pub row: u32,
    /// Name of the sheet, where the list runs over several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    pub name: String,
    pub producer: String,
    pub action: String,
}

/// What a look at the list found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// None after a dry run.
    pub batch: Option<String>,
    pub file_name: String,
    pub sheet: String,
    pub dry_run: bool,
    pub counts: Counts,
    pub findings: Vec<Finding>,
    pub rows: Vec<ReportRow>,
}

/// Reads a list and keeps it as a batch with its findings; the register is not touched.
pub async fn stage(cx: &Cx, cmd: Stage) -> Result<Report, Error> {
    let provinces = reach(cx)?;
    if cmd.bytes.is_empty() {
        return Err(Error::field("file", "required"));
    }
    let hash = ocop_domain::journal::sha256(&cmd.bytes);
    let bytes = cmd.bytes;
    // Reading is work for a processor: whoever waits for a page is served meanwhile.
    let read = tokio::task::spawn_blocking(move || list::read(&bytes));
    let List { sheet, layout } = read.await.map_err(Error::internal)??;
    let batch = Batch {
        id: cx.id(),
        kind: "products".into(),
        file_name: file_name(&cmd.file_name),
        file_hash: hash,
        state: "staged".into(),
        created_by: cx.actor.id().into(),
        created_at: cx.now_ms(),
        applied_at: None,
        undone_at: None,
    };
    if cmd.dry_run {
        let tx = cx.store.begin().await?;
        let mut report = keep(cx, &tx, &batch, &sheet, &layout, provinces.as_deref()).await?;
        // Dropped without a commit: nothing of it stays.
        drop(tx);
        report.batch = None;
        report.dry_run = true;
        return Ok(report);
    }
    write_tx!(cx, |tx| {
        let report = keep(cx, &tx, &batch, &sheet, &layout, provinces.as_deref()).await?;
        let diff = json!({"did": "stage", "file": batch.file_hash, "counts": report.counts});
        let chain = format!("import:{}", batch.id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &batch.id, diff).await?;
        Ok(report)
    })
}

/// Only the last part of a path, as some browsers send the whole.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    ocop_domain::text::clean(name).chars().take(200).collect()
}

async fn keep(
    cx: &Cx,
    db: &Db,
    batch: &Batch,
    sheet: &Sheet,
    layout: &Layout,
    provinces: Option<&[String]>,
) -> Result<Report, Error> {
    rows::insert_batch(db, batch).await?;
    let day = cx.today().to_string();
    let mut report = Report {
        batch: Some(batch.id.clone()),
        file_name: batch.file_name.clone(),
        sheet: sheet.name.clone(),
        dry_run: false,
        counts: Counts::default(),
        findings: vec![],
        rows: vec![],
    };
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut keys: HashMap<String, u32> = HashMap::new();
    for line in sheet.lines.iter().skip(layout.line + 1) {
        if line.cells.iter().all(Cell::is_empty) {
            continue;
        }
        let mut reader = RowReader { sheet, layout, line, findings: line.findings.clone() };
        let mut data = reader.read();
        locate(db, &day, &mut reader, &mut data).await?;
        if let (Some(own), Some(p)) = (provinces, &data.province_code)
            && !own.contains(p)
        {
            reader.find(reader.at(&[Field::NewProvince]), Severity::Error, "outside_your_province", &[]);
        }
        let key = data.source_key();
        let action = compare(db, &mut reader, &data, &key, &mut seen, &mut keys).await?;
        let row = Row {
            batch_id: batch.id.clone(),
            row_no: line.number(),
            source_key: key,
            data: to_json(&data)?,
            findings: to_json(&reader.findings)?,
            action: action.into(),
            commune_choice: None,
            created_ids: "{}".into(),
        };
        rows::insert_row(db, &row).await?;
        report.counts.add(action, 1);
        report.findings.append(&mut reader.findings);
        report.rows.push(ReportRow {
            row: line.row,
            sheet: sheet.name_of(line).to_owned(),
            name: data.name,
            producer: data.subject,
            action: action.into(),
        });
    }
    if report.rows.is_empty() {
        return Err(Error::field("file", "import_empty"));
    }
    Ok(report)
}

/// What is to become of a row: known already, the same as another, waiting, wrong, or new.
async fn compare(
    db: &Db,
    reader: &mut RowReader<'_>,
    data: &RowData,
    key: &str,
    seen: &mut HashMap<String, u32>,
    keys: &mut HashMap<String, u32>,
) -> Result<&'static str, Error> {
    if let Some(known) = rows::applied_row(db, key).await? {
        seen.entry(data.likeness()).or_insert(reader.line.row);
        keys.entry(key.into()).or_insert(reader.line.row);
        let before: RowData = from_json(&known.data)?;
        if before.content == data.content {
            // What was odd about it was said when it came.
            reader.findings.clear();
            return Ok(action::UNCHANGED);
        }
        reader.find(None, Severity::Warning, "changed_since", &[]);
        return Ok(action::CHANGED);
    }
    let has = |findings: &[Finding], severity| findings.iter().any(|f| f.severity == severity);
    if let Some(first) = keys.get(key) {
        let args = [("row", &*first.to_string())];
        reader.find(reader.at(&[Field::Id, Field::Name]), Severity::Error, "same_id_twice", &args);
    }
    if has(&reader.findings, Severity::Error) {
        return Ok(action::ERROR);
    }
    keys.insert(key.into(), reader.line.row);
    if !data.subject.is_empty() {
        if let Some(first) = seen.get(&data.likeness()) {
            let args = [("row", &*first.to_string())];
            reader.find(Some(Field::Name), Severity::Warning, "duplicate_in_list", &args);
            return Ok(action::DUPLICATE);
        }
        seen.insert(data.likeness(), reader.line.row);
        if let Some(province) = &data.province_code
            && rows::same_product(db, &fold(&data.name), &fold(&data.subject), province).await?.is_some()
        {
            reader.find(Some(Field::Name), Severity::Warning, "duplicate_in_register", &[]);
            return Ok(action::DUPLICATE);
        }
    }
    Ok(if has(&reader.findings, Severity::Question) { action::WAITING } else { action::NEW })
}
