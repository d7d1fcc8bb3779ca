use super::{Thing, allow, record};
use crate::once;
use crate::prelude::*;
use crate::producer::{ProducerForm, changed, read_form};
use ocop_domain::producer::{LegalForm, read_tax_number};
use ocop_domain::register::{AmendmentKind, AmendmentState, needs_office};
use ocop_domain::text::clean_lines;
use ocop_store::register::amendment::{self as rows, AmendmentRow};
use ocop_store::register::image;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Why something is to change, and on what paper.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Ground {
    pub reason: String,
    /// A paper of the producer's library; may be left out.
    pub evidence_id: String,
    /// dd/mm/yyyy; today if left out.
    pub effective_on: String,
}

/// Proposes new legal facts of a producer: those fields of the form that differ from the register.
#[derive(Debug, Clone, Default)]
pub struct AskFacts {
    pub producer_id: String,
    pub form: ProducerForm,
    pub ground: Ground,
}

/// The producer proposes what the office decides. Returns the case's id.
pub async fn ask_facts(cx: &Cx, cmd: AskFacts) -> Result<String, Error> {
    once::once(cx, facts_asked(cx, cmd)).await
}

async fn facts_asked(cx: &Cx, cmd: AskFacts) -> Result<String, Error> {
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let r = record(&tx, &cmd.producer_id).await?;
        allow(cx, &tx, Act::RegisterAmend, &r).await?;
        if r.thing != Thing::Producer {
            return Err(Error::NotFound);
        }
        let old = ocop_store::producer::find(&tx, &r.id).await?.ok_or(Error::NotFound)?;
        let mut new = old.clone();
        let mut bad = Invalid::default();
        if let Err(Error::Invalid(i)) = read_form(cx, &tx, &cmd.form, &mut new).await {
            bad.0.extend(i.0.into_iter().filter(|e| needs_office(&e.field)));
        }
        let fields: Vec<&str> = changed(&old, &new).into_iter().filter(|f| needs_office(f)).collect();
        if fields.is_empty() && bad.0.is_empty() {
            bad.add("name", "nothing_changed");
        }
        let mut case = ground(cx, &tx, &mut bad, &cmd.ground, &r.producer_id).await?;
        bad.ok()?;
        let mut proposed = Map::new();
        for f in &fields {
            proposed.insert((*f).to_owned(), value(&new, f));
        }
        case.id.clone_from(&id);
        case.thing = Thing::Producer.as_str().into();
        case.thing_id.clone_from(&r.id);
        case.proposed = Value::Object(proposed).to_string();
        begin(cx, &tx, case, AmendmentKind::Facts, &r.id, json!({"case": id, "fields": fields})).await?;
        Ok(id.clone())
    })
}

fn value(p: &ocop_store::producer::Producer, field: &str) -> Value {
    match field {
        "name" => p.name.as_str().into(),
        "legal_form" => p.legal_form.as_str().into(),
        "tax_number" => p.tax_number.as_deref().into(),
        "registration_number" => p.registration_number.as_deref().into(),
        "representative" => p.representative.as_deref().into(),
        "address" => p.address.as_str().into(),
        "commune_id" => p.commune_id.as_deref().into(),
        _ => Value::Null,
    }
}

/// Proposes that a product goes over to another producer.
#[derive(Debug, Clone, Default)]
pub struct AskTransfer {
    pub product_id: String,
    /// Id or tax number of the producer who is to receive it.
    pub to: String,
    pub ground: Ground,
}

/// Asked for by the giving producer or an office; the receiver says yes, the office decides. Stars stay with the
/// product. Returns the case's id.
pub async fn ask_transfer(cx: &Cx, cmd: AskTransfer) -> Result<String, Error> {
    once::once(cx, transfer_asked(cx, cmd)).await
}

async fn transfer_asked(cx: &Cx, cmd: AskTransfer) -> Result<String, Error> {
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let r = record(&tx, &cmd.product_id).await?;
        allow(cx, &tx, Act::RegisterAmend, &r).await?;
        if r.thing != Thing::Product {
            return Err(Error::NotFound);
        }
        free_to_go(&tx, &r.id).await?;
        let mut bad = Invalid::default();
        let to = bad.text("to", &cmd.to, 60);
        let tax_number = read_tax_number(&to).ok().flatten();
        let receiver = match ocop_store::producer::find(&tx, &to).await? {
            Some(p) => Some(p),
            None => {
                match ocop_store::producer::holder_of_tax_number(&tx, tax_number.as_deref().unwrap_or(&to))
                    .await?
                {
                    Some((id, _)) => ocop_store::producer::find(&tx, &id).await?,
                    None => None,
                }
            }
        };
        match &receiver {
            None if to.is_empty() => {}
            None => bad.add("to", "producer_unknown"),
            Some(p) if p.id == r.producer_id => bad.add("to", "transfer_to_itself"),
            Some(p) => fits(&tx, &mut bad, &r.id, &p.legal_form).await?,
        }
        let mut case = ground(cx, &tx, &mut bad, &cmd.ground, &r.producer_id).await?;
        bad.ok()?;
        case.id.clone_from(&id);
        case.thing = Thing::Product.as_str().into();
        case.thing_id.clone_from(&r.id);
        case.to_producer_id = receiver.map(|p| p.id);
        case.proposed = json!({"producer_id": case.to_producer_id}).to_string();
        let diff = json!({"case": id, "from": r.producer_id, "to": case.to_producer_id});
        begin(cx, &tx, case, AmendmentKind::Transfer, &r.id, diff).await?;
        Ok(id.clone())
    })
}

/// The papers a proposal about this record may name: those of its producer's library.
pub async fn papers(cx: &Cx, thing_id: &str) -> Result<Vec<rows::Paper>, Error> {
    let r = record(cx.db(), thing_id).await?;
    allow(cx, cx.db(), Act::RegisterAmend, &r).await?;
    Ok(rows::papers(cx.db(), &r.producer_id).await?)
}

/// A dossier that runs belongs to who began it: it is ended first.
pub(super) async fn free_to_go(db: &Db, product_id: &str) -> Result<(), Error> {
    match ocop_store::dossier::subject::open_dossier(db, product_id).await? {
        Some(_) => Err(Error::Conflict("transfer_open_dossier")),
        None => Ok(()),
    }
}

/// Điều 2(3), 26/2026: associations and the like take part with tourism services only.
async fn fits(db: &Db, bad: &mut Invalid, product_id: &str, legal_form: &str) -> Result<(), Error> {
    let product = ocop_store::product::find(db, product_id).await?.ok_or(Error::NotFound)?;
    let tourism = product.set_id.as_deref().is_some_and(|s| s.ends_with("-26"));
    if !tourism && legal_form.parse::<LegalForm>().is_ok_and(LegalForm::tourism_only) {
        bad.add("to", "tourism_only");
    }
    Ok(())
}

async fn ground(
    cx: &Cx,
    db: &Db,
    bad: &mut Invalid,
    g: &Ground,
    producer_id: &str,
) -> Result<AmendmentRow, Error> {
    let reason = clean_lines(&bad.text("reason", &g.reason, 2000));
    let effective = bad.optional_day("effective_on", &g.effective_on).unwrap_or(cx.today());
    if effective > cx.today() {
        bad.add("effective_on", "date_in_future");
    }
    let paper = Some(g.evidence_id.trim()).filter(|e| !e.is_empty());
    if let Some(paper) = paper {
        let own = image::find(db, "evidence", paper).await?;
        if own.is_none_or(|e| e.text("producer_id") != Some(producer_id)) {
            bad.add("evidence_id", "unknown_choice");
        }
    }
    Ok(AmendmentRow {
        reason,
        evidence_id: paper.map(str::to_owned),
        effective_on: effective.to_string(),
        asked_by: cx.actor.id().into(),
        asked_at: cx.now_ms(),
        ..AmendmentRow::default()
    })
}

async fn begin(
    cx: &Cx,
    tx: &Db,
    mut case: AmendmentRow,
    kind: AmendmentKind,
    thing_id: &str,
    diff: Value,
) -> Result<(), Error> {
    if rows::running(tx, thing_id).await? {
        return Err(Error::Conflict("amendment_running"));
    }
    case.kind = kind.as_str().into();
    case.state = AmendmentState::first(kind).as_str().into();
    rows::insert(tx, &case).await?;
    let chain = format!("{}:{thing_id}", case.thing);
    cx.journal(tx, &chain, Act::RegisterAmend.as_str(), thing_id, diff).await
}
