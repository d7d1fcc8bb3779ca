//! `ocop journal verify`: recomputes every chain and every seal and holds rows of law, sheets, results, dossiers and files
//! against them. `ocop journal seal`: seals what was written up to now and prints the seal, to be kept elsewhere.

use super::Fault;
use clap::Subcommand;
use ocop_app::{Cx, journal};
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub enum Journal {
    /// Prove the journal and what hangs on it whole; exit code 1 and a sentence per break if it is not
    Verify {
        #[arg(long)]
        json: bool,
        /// Do not read the bytes of files
        #[arg(long)]
        skip_files: bool,
        /// Seals kept outside, one a line, as `serve --seal-file` adds them
        #[arg(long, env = "OCOP_SEAL_FILE")]
        seal_file: Option<PathBuf>,
    },
    /// Seal what was written up to now and print the seal
    Seal {
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(cx: &Cx, what: Journal) -> Result<String, Fault> {
    let (json, skip_files, seal_file) = match what {
        Journal::Verify { json, skip_files, seal_file } => (json, skip_files, seal_file),
        Journal::Seal { json } => return seal(cx, json).await,
    };
    let scope = if skip_files { journal::Scope::WithoutFiles } else { journal::Scope::Everything };
    let mut found = journal::verify(cx, scope).await.map_err(Fault::failed)?;
    if let Some(file) = seal_file {
        found.breaks.extend(journal::compare_kept(cx, &file).await.map_err(Fault::failed)?);
    }
    let text = if json {
        serde_json::json!({
            "entries": found.entries, "chains": found.chains, "seals": found.seals, "things": found.things,
            "breaks": found.breaks,
        })
        .to_string()
    } else {
        format!(
            "{} entries in {} chains, {} seals; {} rows of law, sheets, results, sealed dossiers and files",
            found.entries, found.chains, found.seals, found.things
        )
    };
    if found.breaks.is_empty() {
        Ok(text)
    } else {
        if json {
            super::print(text);
        }
        Err(Fault::failed(format!("the journal is broken: {}", found.breaks.join("; "))))
    }
}

async fn seal(cx: &Cx, json: bool) -> Result<String, Fault> {
    let kept = journal::seal_now(cx).await.map_err(Fault::failed)?;
    if json {
        serde_json::to_string(&kept).map_err(Fault::failed)
    } else {
        Ok(format!("seal {}: {}", kept.seal, kept.root))
    }
}
