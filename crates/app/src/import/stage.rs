use super::finding::{Finding, Severity};
use super::progress::Progress;
use super::record::{RowData, to_json};
use super::show::Counts;
use super::{Action, CLAIM, INLINE, provinces};
use crate::import::matching::compare::{Clash, Seen, contradiction, shared_number};
use crate::import::matching::known::{Asked, Known};
use crate::import::matching::numbers::Numbers;
use crate::import::matching::which;
use crate::import::row::atlas::Atlas;
use crate::import::row::place::locate;
use crate::import::row::reader::RowReader;
use crate::import::table::field::Field;
use crate::import::table::list::{self, List};
use crate::import::table::sheet::Cell;
use crate::prelude::*;
use ocop_store::import::{self as rows, Batch, Row};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZero;
use std::sync::LazyLock;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinHandle;

/// Lists held in memory at the same time, from their opening until their rows are kept: as many as the machine has cores.
static OPENED: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, NonZero::get)));

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
    pub action: Action,
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

/// A list whose reading has begun: done already, or going on behind the page.
#[derive(Debug)]
pub struct Begun {
    pub batch_id: String,
    /// The work behind the page, for who wants to wait for it.
    pub work: Option<JoinHandle<()>>,
}

/// A list as it was opened, before its rows are understood.
struct Opened {
    batch: Batch,
    list: List,
    provinces: Option<Vec<String>>,
    /// Its turn in [`OPENED`], given back with the sheet.
    _turn: SemaphorePermit<'static>,
}

/// One row, understood.
struct Understood {
    row_no: i64,
    data: RowData,
    keys: Vec<String>,
    findings: Vec<Finding>,
    action: Action,
}

/// Reads a list and keeps it as a batch with its findings; the register is not touched.
pub async fn stage(cx: &Cx, cmd: Stage) -> Result<Report, Error> {
    let dry_run = cmd.dry_run;
    let opened = open(cx, cmd).await?;
    let progress = Progress::of(&opened.batch.id);
    let (understood, report) = understand(cx, &opened, &progress).await?;
    if dry_run {
        return Ok(Report { batch: None, dry_run: true, ..report });
    }
    keep(cx, &opened.batch, understood, &report, false, &progress).await?;
    Ok(report)
}

/// Like [`stage`], but a long list is read behind the page, which shows how far it is.
pub async fn begin_stage(cx: &Cx, cmd: Stage) -> Result<Begun, Error> {
    let opened = open(cx, cmd).await?;
    let batch_id = opened.batch.id.clone();
    let progress = Progress::of(&batch_id);
    if opened.list.sheet.lines.len() <= INLINE {
        let (understood, report) = understand(cx, &opened, &progress).await?;
        keep(cx, &opened.batch, understood, &report, false, &progress).await?;
        return Ok(Begun { batch_id, work: None });
    }
    let until = cx.now_ms() + CLAIM;
    let begun: Result<(), Error> =
        write_tx!(cx, |tx| { Ok(rows::insert_reading(&tx, &opened.batch, until).await?) });
    begun?;
    let cx = cx.clone();
    let work = tokio::spawn(async move {
        let read = async {
            let (understood, report) = understand(&cx, &opened, &progress).await?;
            keep(&cx, &opened.batch, understood, &report, true, &progress).await
        };
        if let Err(error) = read.await {
            super::progress::failed(&cx, &opened.batch.id, &error).await;
        }
    });
    Ok(Begun { batch_id, work: Some(work) })
}

async fn open(cx: &Cx, cmd: Stage) -> Result<Opened, Error> {
    let provinces = provinces(cx)?;
    if cmd.bytes.is_empty() {
        return Err(Error::field("file", "required"));
    }
    let batch = Batch {
        id: cx.id(),
        kind: "products".into(),
        file_name: file_name(&cmd.file_name),
        file_hash: ocop_domain::journal::sha256(&cmd.bytes),
        state: "staged".into(),
        created_by: cx.actor.id().into(),
        created_at: cx.now_ms(),
        applied_at: None,
        undone_at: None,
        task: None,
        task_until: None,
        failure: None,
        notes: None,
    };
    // Reading is work for a processor: others who wait for a page are served meanwhile. The turn ends with the work, not
    // with the request: a client that hangs up does not stop it.
    let turn = OPENED.acquire().await.map_err(Error::internal)?;
    let opening = tokio::task::spawn_blocking(move || (list::read(&cmd.bytes), turn));
    let (list, _turn) = opening.await.map_err(Error::internal)?;
    Ok(Opened { batch, list: list?, provinces, _turn })
}

/// Only the last part of a path, as some browsers send the whole.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    ocop_domain::text::clean(name).chars().take(200).collect()
}

/// Reads, locates and compares every row, in memory.
async fn understand(cx: &Cx, o: &Opened, progress: &Progress) -> Result<(Vec<Understood>, Report), Error> {
    let today = cx.today().to_string();
    let atlas = Atlas::load(cx.db(), &today).await?;
    let own = o.provinces.as_deref().and_then(|p| <&[String; 1]>::try_from(p).ok()).map(|[one]| one.as_str());
    let mut readers = Vec::new();
    let mut above = HashMap::new();
    let mut asked = Asked::default();
    let lines = || o.list.sheet.lines.iter().skip(o.list.layout.line + 1);
    progress.total(lines().count() * 2);
    for line in lines() {
        progress.step(1).await;
        if line.cells.iter().all(Cell::is_empty) {
            continue;
        }
        let findings = line.findings.clone();
        let mut reader = RowReader {
            sheet: &o.list.sheet,
            layout: o.list.layout_of(line),
            line,
            findings,
            above,
            repeated: vec![],
        };
        let mut data = reader.read();
        let to_come = data
            .issued_on
            .as_deref()
            .map_or_else(|| data.year.is_some_and(|y| y > cx.today().year()), |day| day > today.as_str());
        if to_come {
            reader.find(reader.at(&[Field::Issued, Field::CertYear]), Severity::Error, "date_to_come", &[]);
        }
        locate(&atlas, own, &mut reader, &mut data);
        if let (Some(own), Some(p)) = (&o.provinces, &data.province_code)
            && !own.contains(p)
        {
            reader.find(reader.at(&[Field::NewProvince]), Severity::Error, "outside_your_province", &[]);
        }
        let keys = data.source_keys();
        above = std::mem::take(&mut reader.above);
        asked.add(&data, &keys);
        readers.push((reader, data, keys));
    }
    if readers.is_empty() {
        return Err(Error::field("file", "import_empty"));
    }
    crate::import::row::undated::tell(&mut readers);
    crate::import::row::standing::tell(&mut readers);
    let known = Known::load(cx.db(), asked).await?;
    let mut seen = Seen::default();
    let mut numbers = Numbers::default();
    let mut rows = Vec::with_capacity(readers.len());
    for (at, (mut reader, mut data, keys)) in readers.into_iter().enumerate() {
        progress.step(1).await;
        let named = which::named(&known, &data, &BTreeSet::new());
        numbers.settle(&known, named.product(), &mut reader, &mut data);
        let action = seen.compare(&known, named, &mut reader, &mut data, &keys, at);
        rows.push((reader, data, keys, action));
    }
    for at in &seen.left_out {
        if let Some((reader, _, _, action)) = rows.get_mut(*at).filter(|(_, _, _, action)| action.is_open()) {
            reader.findings.retain(|f| f.severity != Severity::Question);
            reader.find(Some(Field::Stars), Severity::Warning, "assessment_left_out", &[]);
            *action = Action::Duplicate;
        }
    }
    ask_both(&seen.clashes, &mut rows);
    ask_all(&seen.shared_numbers, &mut rows);
    crate::import::row::decision_days::tell(&mut rows);
    let mut report = Report {
        batch: Some(o.batch.id.clone()),
        file_name: o.batch.file_name.clone(),
        sheet: o.list.sheet.name.clone(),
        dry_run: false,
        counts: Counts::default(),
        findings: vec![],
        rows: vec![],
    };
    let mut understood = Vec::with_capacity(rows.len());
    for (reader, data, keys, action) in rows {
        report.counts.add(action, 1);
        // A row that tells of several recognitions is one row of the list.
        report.counts.rows -= i64::from(reader.line.part > 0);
        report.findings.extend(reader.findings.iter().cloned());
        report.rows.push(ReportRow {
            row: reader.line.row,
            sheet: o.list.sheet.name_of(reader.line).to_owned(),
            name: data.name.clone(),
            producer: data.subject.clone(),
            action,
        });
        understood.push(Understood {
            row_no: reader.line.number(),
            data,
            keys,
            findings: reader.findings,
            action,
        });
    }
    Ok((understood, report))
}

type Compared<'a> = (RowReader<'a>, RowData, Vec<String>, Action);

/// Of two rows that contradict each other neither is published before a person has said which is right: the row above is
/// asked about as well.
fn ask_both(clashes: &[Clash], rows: &mut [Compared<'_>]) {
    for clash in clashes {
        let (above, below) = clash.rows;
        let Some((said, row)) = rows.get(below).map(|(r, d, ..)| (d.recognised(), r.line.row)) else {
            continue;
        };
        if let Some((_, data, ..)) = rows.get_mut(below) {
            data.clash.clone_from(&clash.key);
        }
        let Some((reader, data, _, action)) = rows.get_mut(above) else { continue };
        if data.clash.is_empty() && action.is_open() {
            let own = data.recognised();
            contradiction(reader, &row.to_string(), &said, &own);
            data.clash.clone_from(&clash.key);
            *action = Action::Waiting;
        }
    }
}

/// A number of a certificate that several rows give to several products belongs to none before it is said whose it is:
/// the first row is asked about as well.
fn ask_all(clashes: &[Clash], rows: &mut [Compared<'_>]) {
    for clash in clashes {
        let (above, below) = clash.rows;
        let Some((row, name)) = rows.get(below).map(|(r, d, ..)| (r.line.row, d.name.clone())) else {
            continue;
        };
        let Some((reader, data, _, action)) = rows.get_mut(above) else { continue };
        if data.shared_number.is_empty() && action.is_open() {
            let number = data.certificate_no.clone().unwrap_or_default();
            shared_number(reader, &number, row, &name);
            data.shared_number.clone_from(&clash.key);
            *action = Action::Waiting;
        }
    }
}

/// Keeps the rows. A long list is written in pieces, so that others write in between; it can be looked at once the last
/// is there.
async fn keep(
    cx: &Cx,
    batch: &Batch,
    understood: Vec<Understood>,
    report: &Report,
    begun: bool,
    progress: &Progress,
) -> Result<(), Error> {
    let mut kept = Vec::with_capacity(understood.len());
    for u in understood {
        kept.push(Row {
            batch_id: batch.id.clone(),
            row_no: u.row_no,
            source_key: u.keys.into_iter().next().unwrap_or_default(),
            data: to_json(&u.data)?,
            findings: to_json(&u.findings)?,
            action: u.action.into(),
            commune_choice: None,
            created_ids: "{}".into(),
        });
    }
    let notes = to_json(&notes(&report.findings))?;
    let pieces: Vec<&[Row]> = kept.chunks(if begun { 2000 } else { usize::MAX }).collect();
    let last = pieces.len().saturating_sub(1);
    for (n, piece) in pieces.into_iter().enumerate() {
        let written: Result<(), Error> = write_tx!(cx, |tx| {
            if n == 0 && !begun {
                rows::insert_batch(&tx, batch).await?;
            }
            rows::insert_rows(&tx, piece).await?;
            if n == last {
                rows::finish_reading(&tx, &batch.id, &notes).await?;
                let diff = json!({"did": "stage", "file": batch.file_hash, "counts": report.counts});
                let chain = format!("import:{}", batch.id);
                cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &batch.id, diff).await?;
            }
            Ok(())
        });
        written?;
    }
    progress.end();
    Ok(())
}

/// How often each remark was made.
fn notes(findings: &[Finding]) -> BTreeMap<String, i64> {
    let mut out = BTreeMap::new();
    for f in findings {
        *out.entry(f.code.clone()).or_default() += 1;
    }
    out
}
