use super::ask::free_to_go;
use super::{PAGE, Record, Thing, allow, record};
use crate::facts;
use crate::prelude::*;
use crate::register_change::{Noted, note, note_between};
use ocop_domain::register::{AmendmentKind, AmendmentState, Step};
use ocop_domain::text::{clean_lines, fold};
use ocop_store::register::amendment::{self as rows, AmendmentLine, AmendmentRow};
use ocop_store::register::image;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What a person says in a case.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Answer {
    #[serde(skip)]
    pub id: String,
    pub version: i64,
    /// `receive`, `accept`, `refuse` or `drop`.
    pub step: String,
    /// The ground of a refusal.
    pub note: String,
}

/// Takes a case one step on; accepted, it changes the register at once and keeps what stood there before.
pub async fn answer(cx: &Cx, cmd: Answer) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let mut case = rows::find(&tx, &cmd.id).await?.ok_or(Error::NotFound)?;
        let r = record(&tx, &case.thing_id).await?;
        seen(cx, &tx, &case, &r).await?;
        let step = match cmd.step.as_str() {
            "receive" => Step::Receive,
            "accept" => Step::Accept,
            "refuse" => Step::Refuse,
            "drop" => Step::Drop,
            _ => return Err(Error::field("step", "unknown_choice")),
        };
        match step {
            Step::Receive => cx.allow(Act::RegisterAmend, &receiver(&case))?,
            Step::Accept | Step::Refuse => allow(cx, &tx, Act::RegisterDecide, &r).await?,
            Step::Drop if can(&cx.actor, Act::RegisterAmend, &receiver(&case)).allowed() => {}
            Step::Drop => allow(cx, &tx, Act::RegisterAmend, &r).await?,
        }
        let state: AmendmentState = case.state.parse().map_err(Error::internal)?;
        let next = state.after(step).ok_or(Error::Conflict("amendment_moved"))?;
        let mut bad = Invalid::default();
        let note = match step {
            Step::Refuse => Some(bad.text("note", &cmd.note, 2000)),
            _ => bad.optional("note", &cmd.note, 2000),
        };
        bad.ok()?;
        case.state = next.as_str().into();
        case.version = cmd.version;
        if step == Step::Receive {
            case.received_by = Some(cx.actor.id().into());
            case.received_at = Some(cx.now_ms());
        } else {
            case.decided_by = Some(cx.actor.id().into());
            case.decided_at = Some(cx.now_ms());
            case.decision_note = note.map(|n| clean_lines(&n));
        }
        rows::update(&tx, &case).await?;
        if next == AmendmentState::Applied {
            match case.kind.parse().map_err(Error::internal)? {
                AmendmentKind::Transfer => transfer(cx, &tx, &case, &r).await?,
                AmendmentKind::Facts => facts_of(cx, &tx, &case, &r).await?,
            }
        }
        let act = if matches!(step, Step::Accept | Step::Refuse) {
            Act::RegisterDecide
        } else {
            Act::RegisterAmend
        };
        let diff = json!({"case": case.id, "from": state.as_str(), "to": next.as_str()});
        cx.journal(&tx, &format!("{}:{}", case.thing, r.id), act.as_str(), &r.id, diff).await
    })
}

/// Only the receiving producer: a place is left out, so that no office answers for that producer.
fn receiver(case: &AmendmentRow) -> Facts {
    Facts { producer: case.to_producer_id.clone(), ..Facts::default() }
}

/// The giver, the receiver and the offices may know of a case.
async fn seen(cx: &Cx, db: &Db, case: &AmendmentRow, r: &Record) -> Result<(), Error> {
    if case.to_producer_id.is_some() && can(&cx.actor, Act::RegisterAmend, &receiver(case)).allowed() {
        return Ok(());
    }
    let here = facts::of_place(db, r.commune_id.as_deref(), Some(&r.producer_id)).await?;
    cx.know(Act::ProductView, &here)
}

async fn facts_of(cx: &Cx, tx: &Db, case: &AmendmentRow, r: &Record) -> Result<(), Error> {
    let before = image::find(tx, "producer", &r.id).await?.ok_or(Error::NotFound)?;
    let mut p = ocop_store::producer::find(tx, &r.id).await?.ok_or(Error::NotFound)?;
    let proposed: Map<String, Value> = serde_json::from_str(&case.proposed).map_err(Error::internal)?;
    let mut columns = Vec::new();
    for (field, value) in &proposed {
        let text = value.as_str().map(str::to_owned);
        columns.push(match (field.as_str(), text) {
            ("name", Some(v)) => {
                p.folded = fold(&v);
                p.name = v;
                "name"
            }
            ("legal_form", Some(v)) => {
                p.legal_form = v;
                "legal_form"
            }
            ("address", Some(v)) => {
                p.address = v;
                "address"
            }
            ("tax_number", v) => {
                if let Some(n) = &v
                    && ocop_store::producer::tax_number_taken(tx, n, &p.id).await?
                {
                    return Err(Error::Conflict("amendment_tax_number_taken"));
                }
                p.tax_number = v;
                "tax_number"
            }
            ("registration_number", v) => {
                if let Some(n) = &v
                    && crate::producer::take_registration(tx, n, &p.id).await?.is_some()
                {
                    return Err(Error::Conflict("amendment_registration_taken"));
                }
                p.registration_number = v;
                "registration_number"
            }
            ("representative", v) => {
                p.representative = v;
                "representative"
            }
            ("commune_id", v) => {
                p.commune_id = v;
                "commune_id"
            }
            _ => return Err(Error::internal(format!("a case proposes {field}"))),
        });
    }
    // A person who moves a producer must be in charge at both ends.
    cx.allow(Act::RegisterDecide, &facts::of_place(tx, p.commune_id.as_deref(), Some(&p.id)).await?)?;
    ocop_store::producer::update(tx, &p).await?;
    note_between(cx, tx, &noted(case, Thing::Producer, &r.id), &before, &columns).await?;
    crate::producer::refresh_products(tx, &r.id).await?;
    Ok(ocop_store::setting::touch_public(tx).await?)
}

fn noted<'a>(case: &'a AmendmentRow, thing: Thing, id: &'a str) -> Noted<'a> {
    Noted {
        thing,
        id,
        effective_on: &case.effective_on,
        ground: Some(&case.reason),
        amendment: Some(&case.id),
    }
}

/// The product goes over: made where its new producer sits, until that producer says otherwise. Stars, certificates
/// and sealed dossiers are not touched.
async fn transfer(cx: &Cx, tx: &Db, case: &AmendmentRow, r: &Record) -> Result<(), Error> {
    free_to_go(tx, &r.id).await?;
    let to = case.to_producer_id.as_deref().ok_or(Error::NotFound)?;
    let to = ocop_store::producer::find(tx, to).await?.ok_or(Error::NotFound)?;
    let before = image::find(tx, "product", &r.id).await?.ok_or(Error::NotFound)?;
    let version = before.get("version").as_i64().unwrap_or_default();
    ocop_store::product::hand_over(tx, &r.id, &to.id, to.commune_id.as_deref(), version).await?;
    let about = noted(case, Thing::Product, &r.id);
    note_between(cx, tx, &about, &before, &["producer_id"]).await?;
    if before.text("commune_id") != to.commune_id.as_deref() {
        note_between(cx, tx, &about, &before, &["commune_id"]).await?;
    }
    for producer in [r.producer_id.as_str(), &to.id] {
        let gone = producer == r.producer_id;
        let name = Some(r.name.clone());
        let change = ("product", if gone { name.clone() } else { None }, if gone { None } else { name });
        note(cx, tx, &noted(case, Thing::Producer, producer), vec![change]).await?;
    }
    crate::catalogue::refresh(tx, &r.id).await?;
    Ok(ocop_store::setting::touch_public(tx).await?)
}

/// A case as its reader may see it.
#[derive(Debug, Clone)]
pub struct CaseView {
    pub case: AmendmentRow,
    pub state: AmendmentState,
    pub name: String,
    pub receiver: Option<String>,
    /// Field, what stands in the register, what is proposed.
    pub proposed: Vec<(String, String, String)>,
    pub paper: Option<String>,
    pub can_decide: bool,
    pub can_receive: bool,
    pub can_drop: bool,
}

pub async fn case(cx: &Cx, id: &str) -> Result<CaseView, Error> {
    let db = cx.db();
    let case = rows::find(db, id).await?.ok_or(Error::NotFound)?;
    let r = record(db, &case.thing_id).await?;
    seen(cx, db, &case, &r).await?;
    let here = facts::of_place(db, r.commune_id.as_deref(), Some(&r.producer_id)).await?;
    let state: AmendmentState = case.state.parse().map_err(Error::internal)?;
    let may = |act, facts: &Facts| can(&cx.actor, act, facts).allowed();
    let now = image::find(db, r.thing.as_str(), &r.id).await?.ok_or(Error::NotFound)?;
    let proposed: Map<String, Value> = serde_json::from_str(&case.proposed).map_err(Error::internal)?;
    let mut lines = Vec::new();
    for (field, new) in &proposed {
        let old = shown(db, field, now.text(field)).await?;
        lines.push((field.clone(), old, shown(db, field, new.as_str()).await?));
    }
    let receiving = case.to_producer_id.is_some() && may(Act::RegisterAmend, &receiver(&case));
    let paper = match &case.evidence_id {
        Some(id) => image::find(db, "evidence", id).await?.and_then(|e| e.text("title").map(str::to_owned)),
        None => None,
    };
    let receiver_name = match &case.to_producer_id {
        Some(id) => ocop_store::producer::find(db, id).await?.map(|p| p.name),
        None => None,
    };
    Ok(CaseView {
        can_decide: state == AmendmentState::AwaitingOffice && may(Act::RegisterDecide, &here),
        can_receive: state == AmendmentState::AwaitingReceiver && receiving,
        can_drop: state.open() && (receiving || may(Act::RegisterAmend, &here)),
        state,
        name: r.name,
        receiver: receiver_name,
        proposed: lines,
        paper,
        case,
    })
}

/// A value as text; ids by what they are called.
async fn shown(db: &Db, field: &str, value: Option<&str>) -> Result<String, Error> {
    let named = super::history::named(db, field, value).await?;
    Ok(named.or_else(|| value.map(str::to_owned)).unwrap_or_default())
}

/// One page (from 1) of the cases within the actor's reach, open ones first, and how many there are.
pub async fn cases(cx: &Cx, thing_id: Option<&str>, page: i64) -> Result<(Vec<AmendmentLine>, i64), Error> {
    let visible = cx.reach(Act::RegisterAmend, &Facts::default())?;
    Ok(rows::list(cx.db(), &visible, thing_id, PAGE, (page.max(1) - 1).saturating_mul(PAGE)).await?)
}
