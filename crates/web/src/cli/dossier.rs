//! `ocop dossier check FILE.zip`: proves a downloaded package against its seal. Exit code 0: whole; 1: broken, with
//! every changed answer, field and file by name; 2: not readable as a package.

use super::Fault;
use clap::Subcommand;
use ocop_app::dossier::open_package;
use ocop_domain::dossier::seal::{SealRef, short};
use ocop_domain::dossier::verify::{Finding, Subject, Verdict, What, verify_package};
use serde_json::json;
use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

#[derive(Subcommand, Debug)]
pub enum Dossier {
    /// Prove a downloaded package against its seal
    Check {
        file: PathBuf,
        /// The seal as it stands on paper (A1B2-C3D4-E5F6-7890) or whole; without it the package is held against the
        /// seal it states itself
        #[arg(long)]
        seal: Option<String>,
        #[arg(long)]
        json: bool,
    },
}

pub fn run(what: Dossier) -> Result<String, Fault> {
    let Dossier::Check { file, seal, json } = what;
    let expected = seal.map(|s| s.parse::<SealRef>()).transpose().map_err(Fault::usage)?;
    let verdict = check(&file, expected.as_ref())?;
    let text = if json { report(&verdict) } else { sentences(&verdict) };
    if verdict.whole() {
        return Ok(text);
    }
    super::print(text);
    Err(Fault::failed(format!("the package is not as it was sealed ({} findings)", verdict.findings.len())))
}

fn check(file: &Path, expected: Option<&SealRef>) -> Result<Verdict, Fault> {
    let unreadable = |e: &dyn std::fmt::Display| Fault::usage(format!("cannot read {}: {e}", file.display()));
    let opened = File::open(file).map_err(|e| unreadable(&e))?;
    let entries = open_package(BufReader::new(opened)).map_err(|e| unreadable(&e))?;
    verify_package(&entries, expected).map_err(|e| unreadable(&e))
}

fn report(v: &Verdict) -> String {
    let findings: Vec<_> = v
        .findings
        .iter()
        .map(|f| {
            json!({"what": f.what.as_str(), "subject": f.subject.as_str(), "name": f.name, "sealed": f.sealed,
                "found": f.found})
        })
        .collect();
    json!({"whole": v.whole(), "format": v.format, "seal": v.seal, "short": short(&v.seal), "seal_fits": v.expected,
        "fields": v.fields, "files": v.files, "findings": findings})
    .to_string()
}

fn sentences(v: &Verdict) -> String {
    let mut out = format!("seal {} ({}), format {}\n", short(&v.seal), v.seal, v.format);
    for f in &v.findings {
        let _ = writeln!(out, "  {}", sentence(f));
    }
    if v.whole() {
        let _ = writeln!(out, "whole: {} fields and {} files are as they were sealed", v.fields, v.files);
        if v.expected.is_none() {
            out.push_str(
                "held against the seal the package states itself; give --seal as it stands on paper\n",
            );
        }
    }
    out
}

fn sentence(f: &Finding) -> String {
    let name = match (f.subject, f.name.split_once('/')) {
        (Subject::Answer, Some((criterion, field))) => format!("criterion {criterion}, {field}"),
        (Subject::Field, _) => format!("field {}", f.name),
        _ => f.name.clone(),
    };
    let (sealed, found) = (f.sealed.as_deref(), f.found.as_deref().unwrap_or("unknown"));
    match (f.what, f.subject) {
        (What::Resealed, _) => format!(
            "the package fits itself, but its seal is {found} and not {}: it is another package, or was made anew after that seal",
            sealed.unwrap_or("the one asked for")
        ),
        (What::Changed, Subject::Seal) if f.name == "--seal" => format!(
            "the list gives the seal {found} and not {}: fields and list were changed",
            sealed.unwrap_or("the one asked for")
        ),
        (What::Changed, Subject::Seal) => format!(
            "{name}: states the seal {}, the package has {found}: the statement or the list was changed",
            sealed.unwrap_or("unknown")
        ),
        (What::Missing, _) => format!("missing: {name}"),
        (What::Added, _) => format!("added: {name}"),
        (What::Changed, Subject::Answer | Subject::Field) => {
            format!("changed: {name}: sealed {}, now {found}", sealed.unwrap_or("as something else"))
        }
        (What::Changed, Subject::Print) => {
            format!("changed: {name} or its line in SHA256SUMS (a print, not under seal)")
        }
        (What::Changed, Subject::File) => format!("changed: {name}"),
    }
}
