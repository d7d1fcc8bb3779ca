//! The sample products of a dossier: labels to print, and each hand they go through (Điều 6(2)d, 26/2026).

use super::access::load;
use super::read::show::{assemble, for_reader};
use super::read::whole::Dossier;
use crate::paper_words::SPECIMEN;
use crate::typeset::typeset;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, can};
use ocop_domain::dossier::sample::{SampleState, SampleStep};
use ocop_print as print;
use ocop_store::dossier::sample as store;
pub use ocop_store::dossier::sample::StepRow as SampleStepRow;
use serde::Deserialize;
use serde_json::json;

/// The most labels printed for one dossier: more samples than the law asks may be handed in.
const MOST: u32 = 20;

/// One sample.
#[derive(Debug, Clone)]
pub struct Sample {
    pub number: i64,
    /// Printed on its label: "01/PĐK-79-27259-2026/1".
    pub label: String,
    pub state: SampleState,
    /// Oldest first.
    pub steps: Vec<SampleStepRow>,
}

/// The samples of a dossier; none for tourism services.
#[derive(Debug, Clone)]
pub struct Samples {
    pub dossier: Dossier,
    pub samples: Vec<Sample>,
    /// The actor may move them on now.
    pub may_handle: bool,
}

/// Move some samples of a dossier on together.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct HandleSamples {
    #[serde(skip)]
    pub dossier_id: String,
    /// As ticked.
    #[serde(skip)]
    pub numbers: Vec<String>,
    pub step: String,
    /// Who gave them or took them over.
    pub counterpart: String,
    pub note: String,
}

fn count(d: &Dossier) -> i64 {
    // Điều 6(2)d: no samples of tourism services, whatever was typed.
    match d.set.samples_required {
        0 => 0,
        required => i64::from(d.form01.samples.unwrap_or(required).clamp(required, MOST.max(required))),
    }
}

fn label(d: &Dossier, number: i64) -> String {
    let sheet = d.registration_number.clone().unwrap_or_else(|| d.id.clone());
    format!("{sheet}/{number}")
}

/// The samples a person received, with the hands they went through.
pub(crate) async fn samples_at_hand(
    db: &ocop_store::Db,
    dossier: &str,
    registration: Option<&str>,
) -> Result<Vec<Sample>, Error> {
    let (rows, steps) = (store::samples(db, dossier).await?, store::steps(db, dossier).await?);
    let sample = |row: store::SampleRow| Sample {
        number: row.number,
        label: format!("{}/{}", registration.unwrap_or(dossier), row.number),
        state: row.state,
        steps: steps.iter().filter(|s| s.number == row.number).cloned().collect(),
    };
    Ok(rows.into_iter().map(sample).collect())
}

async fn read(db: &ocop_store::Db, d: &Dossier) -> Result<Vec<Sample>, Error> {
    let (rows, steps) = (store::samples(db, &d.id).await?, store::steps(db, &d.id).await?);
    let sample = |number| {
        let row = rows.iter().find(|r| r.number == number);
        let state = row.map_or(SampleState::Expected, |r| r.state);
        let steps = steps.iter().filter(|s| s.number == number).cloned().collect();
        Sample { number, label: label(d, number), state, steps }
    };
    Ok((1..=count(d)).map(sample).collect())
}

/// Where the samples are, for those who may see the dossier.
pub async fn samples(cx: &Cx, id: &str) -> Result<Samples, Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    let facts = loaded.facts.clone();
    let d = for_reader(cx, loaded).await?;
    let samples = read(cx.db(), &d).await?;
    let may_handle = !samples.is_empty() && can(&cx.actor, Act::SampleHandle, &facts).allowed();
    Ok(Samples { may_handle, samples, dossier: d })
}

/// Moves samples on and writes down who did it and when. Handing over and receiving name the other side.
pub async fn handle_samples(cx: &Cx, cmd: HandleSamples) -> Result<(), Error> {
    let who = ocop_store::account::by_id(cx.db(), cx.actor.id()).await?;
    let name = who.map_or_else(|| cx.actor.id().to_owned(), |a| a.name);
    write_tx!(cx, |tx| {
        let loaded = load(cx, &tx, &cmd.dossier_id, Act::SampleHandle).await?;
        let chain = loaded.chain();
        let d = assemble(cx, &tx, loaded).await?;
        let mut invalid = Invalid::default();
        let step: Option<SampleStep> = cmd.step.parse().ok();
        if step.is_none() {
            invalid.add("step", "choose_one");
        }
        let numbers: Vec<i64> = cmd
            .numbers
            .iter()
            .filter_map(|n| n.parse().ok())
            .filter(|n| (1..=count(&d)).contains(n))
            .collect();
        if numbers.is_empty() || numbers.len() != cmd.numbers.len() {
            invalid.add("samples", "choose_one");
        }
        let two_sides = matches!(step, Some(SampleStep::Receive | SampleStep::HandOver | SampleStep::Return));
        let counterpart = if two_sides {
            Some(invalid.text("counterpart", &cmd.counterpart, 200))
        } else {
            invalid.optional("counterpart", &cmd.counterpart, 200)
        };
        let note = invalid.optional("note", &cmd.note, 500);
        let rows = store::samples(&tx, &d.id).await?;
        let mut moves = Vec::new();
        for number in &numbers {
            let row = rows.iter().find(|r| r.number == *number);
            let state = row.map_or(SampleState::Expected, |r| r.state);
            match step.and_then(|s| state.after(s)) {
                Some(next) => moves.push((*number, row.map_or(0, |r| r.version), next)),
                None if step.is_some() => {
                    invalid.add_with("samples", "sample_step", vec![("number", number.to_string())]);
                }
                None => {}
            }
        }
        invalid.ok()?;
        let step = step.ok_or_else(|| Error::field("step", "choose_one"))?;
        for (number, seen, next) in moves {
            store::put(&tx, &d.id, number, seen, next).await?;
            let row = SampleStepRow {
                id: cx.id(),
                number,
                step,
                at: cx.now_ms(),
                by_account: cx.actor.id().to_owned(),
                by_name: name.clone(),
                counterpart: counterpart.clone(),
                note: note.clone(),
            };
            store::insert_step(&tx, &d.id, &row).await?;
        }
        let diff = json!({"samples": numbers, "step": step.as_str()});
        cx.journal(&tx, &chain, Act::SampleHandle.as_str(), &d.id, diff).await
    })
}

/// The label sheet, once the dossier has its number: A4, one label a sample, with a code that opens this page.
pub async fn sample_labels(cx: &Cx, id: &str) -> Result<Vec<u8>, Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    let d = assemble(cx, cx.db(), loaded).await?;
    let (Some(_), 1..) = (&d.registration_number, count(&d)) else { return Err(Error::NotFound) };
    let total = count(&d);
    let labels = (1..=total).map(|n| print::Label {
        number: label(&d, n),
        nth: format!("Mẫu {n}/{total}"),
        product: d.subject.product_name.clone(),
        producer: d.subject.producer_name.clone(),
        place: d.place.commune_name.clone(),
        url: format!("{}/dossiers/{}/samples?n={n}", cx.config.base_url, d.id),
    });
    let paper = print::Labels {
        imprint: print::Imprint {
            ident: format!("labels:{}:{total}", d.id),
            at: jiff::Timestamp::from_millisecond(d.submitted_at.unwrap_or(d.created_at)).unwrap_or_default(),
            specimen: d.invented.then(|| SPECIMEN.to_owned()),
        },
        labels: labels.collect(),
    };
    typeset(move || print::labels(&paper)).await
}
