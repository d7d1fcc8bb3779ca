use super::access::{of_nation, of_province};
use super::tell;
use crate::prelude::*;
use ocop_domain::dossier::{Event, State};
use ocop_domain::national::Paper;
use ocop_store::national::{self as store, ReceiptRow, SentRow};
use ocop_store::recognition;
use serde::Deserialize;

/// Điều 7(4)a, 26/2026: the ministry's OCOP office receives and checks what a province sends for five stars.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Receive {
    #[serde(skip)]
    pub dossier: String,
    /// The dossier's, as it was read.
    pub version: i64,
    /// `taken`, or `returned` to be completed.
    pub conclusion: String,
    /// Names of `national::Paper` that are not there.
    pub missing: Vec<String>,
    pub note: String,
}

/// A package on the ministry's desk.
pub struct ReceiveView {
    pub sent: SentRow,
    pub checks: Vec<ReceiptRow>,
    pub may_check: bool,
}

/// Says in words what a package lacked.
pub fn wanted(r: &ReceiptRow) -> String {
    let papers = r.missing.lines().filter_map(|p| p.parse::<Paper>().ok()).map(|p| p.name().to_owned());
    papers.chain(r.note.clone()).collect::<Vec<_>>().join("; ")
}

/// For the ministry and for the province that sent it.
pub async fn receive_view(cx: &Cx, dossier: &str) -> Result<ReceiveView, Error> {
    let sent = store::sent(cx.db(), dossier).await?.ok_or(Error::NotFound)?;
    cx.know(Act::NationalView, &of_province(&sent.province_code))?;
    let waits = sent.state == State::SentToMinistry.as_str();
    Ok(ReceiveView {
        checks: store::receipts(cx.db(), dossier).await?,
        may_check: waits && can(&cx.actor, Act::PackageReceive, &of_nation()).allowed(),
        sent,
    })
}

/// Takes the package, or gives it back with what is missing; each check is kept with the package it was about.
pub async fn receive(cx: &Cx, cmd: Receive) -> Result<State, Error> {
    cx.allow(Act::PackageReceive, &of_nation())?;
    let mut invalid = Invalid::default();
    let note = invalid.optional("note", &cmd.note, 2_000);
    let mut missing = Vec::new();
    for name in &cmd.missing {
        match name.parse::<Paper>() {
            Ok(paper) => missing.push(paper),
            Err(_) => invalid.add("missing", "choose_one"),
        }
    }
    missing.sort();
    missing.dedup();
    let event = match cmd.conclusion.as_str() {
        "taken" => Event::TakeAtMinistry,
        "returned" => Event::ReturnPackage,
        _ => {
            invalid.add("conclusion", "choose_one");
            Event::TakeAtMinistry
        }
    };
    if event == Event::ReturnPackage && missing.is_empty() && note.is_none() {
        invalid.add("note", "national_say_what");
    }
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let sent = store::sent(&tx, &cmd.dossier).await?.ok_or(Error::NotFound)?;
        let package = recognition::package(&tx, &cmd.dossier).await?.ok_or(Error::NotFound)?;
        let state: State = sent.state.parse().map_err(Error::internal)?;
        if state != State::SentToMinistry {
            return Err(Error::Conflict("dossier_moved"));
        }
        let next = state.next(event).map_err(|_| Error::Conflict("dossier_moved"))?;
        recognition::mark_dossier(&tx, &cmd.dossier, cmd.version, next, None).await?;
        let number =
            1 + i64::try_from(store::receipts(&tx, &cmd.dossier).await?.len()).map_err(Error::internal)?;
        let names: Vec<&str> = missing.iter().map(|p| p.as_str()).collect();
        let row = ReceiptRow {
            dossier_id: cmd.dossier.clone(),
            number,
            file_hash: package.file_hash,
            letter_number: package.letter_number,
            sent_on: package.sent_on.to_string(),
            taken: event == Event::TakeAtMinistry,
            missing: names.join("\n"),
            note: note.clone(),
            checked_on: cx.today().to_string(),
            checked_by: cx.actor.id().to_owned(),
            checked_at: cx.now_ms(),
        };
        store::insert_receipt(&tx, &row).await?;
        let diff = json!({"state": [state.as_str(), next.as_str()], "check": number, "missing": names,
                          "package": row.file_hash});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::PackageReceive.as_str(), &cmd.dossier, diff).await?;
        if row.taken {
            tell::taken(cx, &tx, &sent, number).await?;
        } else {
            tell::package_returned(cx, &tx, &sent, number, wanted(&row)).await?;
        }
        Ok(next)
    })
}
