//! Sealing a dossier and handing it to the commune.

use crate::clock::vietnam;
use crate::dossier::access::{Loaded, load, stale_is_busy};
use crate::dossier::draft::missing::{missing_in, readiness};
use crate::dossier::kind::still_open;
use crate::dossier::read::sealed_facts::words;
use crate::dossier::read::show::assemble;
use crate::dossier::read::whole::Dossier;
use crate::dossier::seal::confirmation::{Confirmed, sealed};
use crate::dossier::seal::package::package;
use crate::dossier::tell;
use crate::settings::office_hours;
use crate::working_days::calendar_in;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::area::AreaCode;
use ocop_domain::calendar::WARD_CHECK_WORKING_DAYS;
use ocop_domain::dossier::{Event, Kind, Seal};
use ocop_domain::product::RegistrationNumber;
use ocop_store::Db;
use ocop_store::column::Doc;
use ocop_store::counter;
use ocop_store::dossier::seal::{self as seals, SealRow};
use ocop_store::dossier::{self as store, Submission, additions};
use ocop_store::setting;
use serde_json::json;

/// Submit the dossier to the commune, with the declaration of Mẫu số 01 ticked.
#[derive(Debug, Clone, Default)]
pub struct Submit {
    pub dossier_id: String,
    pub declared: bool,
}

/// What the producer holds in hand afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub registration_number: String,
    pub submitted_at: i64,
    pub due_on: Date,
    pub seal_hash: String,
}

/// Seals the dossier and hands it to the commune, whose 15 working days begin (Điều 7(1), 7(2), 26/2026). The first
/// submission gets the registration number; a mended one keeps it and gets a new seal and a new term.
pub async fn submit(cx: &Cx, cmd: Submit) -> Result<Receipt, Error> {
    write_tx!(cx, |tx| {
        let loaded = load(cx, &tx, &cmd.dossier_id, Act::DossierSubmit).await?;
        let by = HandsIn { act: Act::DossierSubmit, declared: cmd.declared, confirmed: None };
        Ok(hand_in(cx, &tx, loaded, by).await?.0)
    })
}

/// On what a dossier goes in.
pub(in crate::dossier) struct HandsIn {
    pub act: Act,
    pub declared: bool,
    /// How the producer confirmed what an officer filled in; none: the producer submits.
    pub confirmed: Option<Confirmed>,
}

/// Seals a dossier and moves it to the commune, within the transaction of the act that hands it in.
pub(in crate::dossier) async fn hand_in(
    cx: &Cx,
    tx: &Db,
    loaded: Loaded,
    by: HandsIn,
) -> Result<(Receipt, Dossier), Error> {
    Box::pin(sealed_and_handed_in(cx, tx, loaded, by)).await
}

async fn sealed_and_handed_in(
    cx: &Cx,
    tx: &Db,
    loaded: Loaded,
    by: HandsIn,
) -> Result<(Receipt, Dossier), Error> {
    let before = loaded.state;
    let after = before.next(Event::Submit).map_err(|_| Error::Conflict("dossier_closed"))?;
    let chain = loaded.chain();
    let (version, commune) = (loaded.row.version, loaded.row.commune_id.clone());
    // What the act rests on is read first, within the transaction: a day off that is entered meanwhile counts, or waits.
    let d = assemble(cx, tx, loaded).await?;
    let calendar = calendar_in(tx).await?;
    let closes = office_hours::closes(tx, &d.place.province_code, &d.place.commune_code).await?;
    if d.attempts == 0 {
        // A mended dossier was handed in already; its first day counts (Điều 7(6)a).
        still_open(cx, tx, &d.subject.product_id, d.kind).await?;
    }
    let (today, attempt, submitted_at) = (cx.today(), d.attempts + 1, cx.now_ms());
    let mut package = package(&d, "", attempt, submitted_at, cx.actor.id());
    complete(&d, &package, by.declared, today)?;
    let received_on = calendar.received(cx.now().to_zoned(vietnam()).datetime(), closes);
    let due_on = calendar.due(received_on, WARD_CHECK_WORKING_DAYS);
    let number = match &d.registration_number {
        Some(number) => number.clone(),
        None => {
            let series = format!("pdk:{}:{}", d.place.commune_code, today.year());
            let serial = u32::try_from(counter::next(tx, &series).await?).map_err(Error::internal)?;
            let code = |c: &str| c.parse::<AreaCode>().map_err(Error::internal);
            RegistrationNumber {
                serial,
                province: code(&d.place.province_code)?,
                commune: code(&d.place.commune_code)?,
                year: today.year(),
            }
            .to_string()
        }
    };
    package.registration_number.clone_from(&number);
    package.confirmed = sealed(&package, by.confirmed)?;
    let (text, seal_hash) = package.write().map_err(Error::internal)?;
    let row = SealRow {
        dossier_id: d.id.clone(),
        attempt,
        submitted_at,
        due_on,
        received_on: Some(received_on),
        seal: Doc { text, value: package },
        seal_hash: seal_hash.clone(),
    };
    tell::submitted(cx, tx, &d, &commune, &row, &number).await?;
    stale_is_busy(
        store::submit(
            tx,
            &d.id,
            version,
            &Submission {
                state: after,
                registration_number: &number,
                submitted_at,
                submitted_by: cx.actor.id(),
                due_on,
                seal: &row.seal.text,
                seal_hash: &seal_hash,
                filed_on: today,
                words: words(&row.seal.value),
            },
        )
        .await,
    )?;
    seals::insert(tx, &row).await?;
    if d.kind == Kind::Reranking {
        // What the public reads of the star changes with it: the window is used, the certificate may run on.
        setting::touch_public(tx).await?;
    }
    let answers = additions::answered(tx, &d.id, d.attempts, submitted_at, cx.actor.id()).await?;
    let package = &row.seal.value;
    let confirmed = package
        .confirmed
        .as_ref()
        .map(|c| json!({"how": c.how, "content": c.content, "sheet": c.sheet.as_ref().map(|s| &s.sha256)}));
    let mut diff = json!({"state": [before.as_str(), after.as_str()], "attempt": attempt, "number": number,
            "seal": seal_hash, "files": package.files.len(), "answers_request": answers,
            "received_on": received_on, "due_on": due_on});
    if let (Some(confirmed), Some(fields)) = (confirmed, diff.as_object_mut()) {
        fields.insert("confirmed".into(), confirmed);
        fields.insert("assisted".into(), package.assisted.len().into());
    }
    cx.journal(tx, &chain, by.act.as_str(), &d.id, diff).await?;
    Ok((Receipt { registration_number: number, submitted_at, due_on, seal_hash }, d))
}

fn complete(d: &Dossier, package: &Seal, declared: bool, today: Date) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    for missing in readiness(d).into_iter().chain(missing_in(d, package, today)) {
        match (missing.code, &missing.about) {
            ("knocked_out", Some(key)) => {
                let place = d.set.question(key).and_then(|q| q.criterion.as_ref());
                // A disqualifier of the dossier itself stands at the head of the set's table.
                let place = place.map_or_else(|| d.set.id.to_string(), ToString::to_string);
                invalid.add_with("questions", "knocked_out", vec![("criterion", place)]);
            }
            ("check_page", Some(whole)) if whole.is_empty() => invalid.add("evidence", "check_page_whole"),
            ("check_page", Some(criterion)) => {
                invalid.add_with("evidence", "check_page", vec![("criterion", criterion.clone())]);
            }
            _ => invalid.add(missing.section, "dossier_incomplete"),
        }
    }
    if !declared {
        invalid.add("declared", "declare");
    }
    invalid.ok()
}
