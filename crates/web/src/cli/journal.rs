//! `ocop journal verify`: recomputes every chain and every daily seal.

use super::Fault;
use clap::Subcommand;
use ocop_app::{Cx, journal};

#[derive(Subcommand, Debug)]
pub enum Journal {
    /// Prove the journal whole; exit code 1 and a sentence per break if it is not
    Verify {
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(cx: &Cx, what: Journal) -> Result<String, Fault> {
    let Journal::Verify { json } = what;
    let found = journal::verify(cx).await.map_err(Fault::failed)?;
    let text = if json {
        serde_json::json!({
            "entries": found.entries, "chains": found.chains, "seals": found.seals, "breaks": found.breaks,
        })
        .to_string()
    } else {
        format!("{} entries in {} chains, {} daily seals", found.entries, found.chains, found.seals)
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
