//! `ocop import products FILE [--dry-run] [--json]`.

use super::{FAULTS, Fault};
use crate::i18n::{Lang, t, tf};
use ocop_app::import::{self, Applied, Apply, Finding, Report, Stage};
use ocop_app::{Cx, Error, FieldError};
use std::fmt::Write;
use std::path::Path;

/// Brings a list of products in, whole or not at all; says what was found by row and column. False: it has errors and
/// nothing was written.
pub async fn products(cx: &Cx, path: &Path, dry_run: bool, json: bool) -> Result<(String, bool), Fault> {
    let file = path.display().to_string();
    let bytes = tokio::fs::read(path).await.map_err(|e| {
        Fault::usage(tf(FAULTS, "import.cli.unreadable", &[("file", &file), ("why", &e.to_string())]))
    })?;
    let report = import::stage(cx, Stage { file_name: file.clone(), bytes, dry_run })
        .await
        .map_err(|e| fault(&file, e))?;
    let errors = report.counts.errors > 0;
    let applied = match &report.batch {
        Some(batch) if !errors => {
            let cmd = Apply { batch_id: batch.clone(), leave_out_errors: false };
            Some(import::apply(cx, cmd).await.map_err(|e| fault(&file, e))?)
        }
        _ => None,
    };
    let text = if json {
        let whole = serde_json::json!({"report": report, "applied": applied});
        serde_json::to_string_pretty(&whole).map_err(Fault::failed)?
    } else {
        told(&report, applied.as_ref(), cx.lang)
    };
    Ok((text, dry_run || !errors))
}

fn fault(file: &str, error: Error) -> Fault {
    match error {
        Error::Invalid(i) => {
            let word = |e: &FieldError| {
                let args: Vec<(&str, &str)> = e.args.iter().map(|(n, v)| (*n, v.as_str())).collect();
                tf(FAULTS, &format!("errors.{}", e.code), &args).into_owned()
            };
            let words: Vec<String> = i.0.iter().map(word).collect();
            Fault::usage(format!("{file}: {}", words.join("; ")))
        }
        Error::Conflict(code) => {
            Fault::failed(format!("{file}: {}", t(FAULTS, &format!("errors.conflict.{code}"))))
        }
        other => Fault::failed(format!("{file}: {other}")),
    }
}

fn told(report: &Report, applied: Option<&Applied>, lang: Lang) -> String {
    let c = &report.counts;
    let head = [
        ("rows", c.rows),
        ("new", c.new),
        ("unchanged", c.unchanged),
        ("changed", c.changed),
        ("duplicate", c.duplicate),
        ("waiting", c.waiting),
        ("errors", c.errors),
    ]
    .map(|(name, n)| (name, n.to_string()));
    let mut args: Vec<(&str, &str)> = head.iter().map(|(name, n)| (*name, n.as_str())).collect();
    args.push(("file", &report.file_name));
    let mut out = format!("{}\n", tf(lang, "import.cli.head", &args));
    for f in &report.findings {
        let _ = writeln!(out, "  {}: {}: {}", place(f, lang), severity(f, lang), sentence(f, lang));
    }
    let last = match (applied, &report.batch) {
        (None, None) => t(lang, "import.cli.dry_run").into_owned(),
        (None, Some(batch)) => tf(lang, "import.cli.refused", &[("batch", batch)]).into_owned(),
        (Some(a), _) if a.products == 0 && a.recognitions == 0 => {
            t(lang, "import.cli.unchanged").into_owned()
        }
        (Some(a), _) => {
            let n = [a.products, a.producers, a.decisions, a.recognitions].map(|n| n.to_string());
            let names = ["products", "producers", "decisions", "recognitions"];
            let args: Vec<(&str, &str)> = names.into_iter().zip(n.iter().map(String::as_str)).collect();
            tf(lang, "import.cli.applied", &args).into_owned()
        }
    };
    let _ = writeln!(out, "{last}");
    out
}

/// Where a finding stands, as the sheet counts.
pub fn place(f: &Finding, lang: Lang) -> String {
    let row = f.row.to_string();
    let place = if f.column.is_empty() {
        tf(lang, "import.at_row", &[("row", &row)])
    } else {
        tf(lang, "import.at", &[("row", &row), ("column", &f.column), ("heading", &f.heading)])
    };
    if f.sheet.is_empty() {
        return place.into_owned();
    }
    tf(lang, "import.at_sheet", &[("sheet", &f.sheet), ("place", &place)]).into_owned()
}

pub fn severity(f: &Finding, lang: Lang) -> String {
    t(lang, &format!("import.severity.{}", f.severity.as_str())).into_owned()
}

/// What a finding says, in the reader's language.
pub fn sentence(f: &Finding, lang: Lang) -> String {
    let args: Vec<(&str, &str)> = f.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let mut said = tf(lang, &format!("import.finding.{}", f.code), &args).trim_end().to_owned();
    // A remark kept by an earlier version may lack a value that its sentence names today.
    while let Some((before, after)) = said.split_once("%{") {
        said = format!("{before}…{}", after.split_once('}').map_or("", |(_, rest)| rest));
    }
    said
}
