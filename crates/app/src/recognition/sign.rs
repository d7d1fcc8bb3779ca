use super::standing::gives_way_on;
use crate::authority;
use crate::certificate_number::certificate_number;
use crate::decision_number::{self, Numbered};
use crate::notice::{self, Notice};
use crate::prelude::*;
use jiff::Timestamp;
use ocop_domain::criteria::set;
use ocop_domain::dossier::{Event, State};
use ocop_domain::notice::NoticeKind;
use ocop_domain::recognition::{DecisionKind, NATIONAL_SERIES, valid_until};
use ocop_store::recognition::{self as store, Candidate, DecisionRow, NewRecognition, Signing};
use ocop_store::setting;
use serde::Deserialize;

/// The leader signs: number and date are the registry's (văn thư), typed from the paper.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Sign {
    #[serde(skip)]
    pub decision_id: String,
    /// The draft as it was read; a draft changed since then is refused.
    pub version: i64,
    /// With its symbol (`123/QĐ-UBND`), or the number alone: then the usual symbol of the agency goes with it.
    #[serde(skip)]
    pub number: String,
    /// `dd/mm/yyyy`.
    pub decided_on: String,
    /// One line each: "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub signer_title: String,
    pub signer_name: String,
}

/// What the signature brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The new certificates' numbers, in the order of the list.
    pub certificates: Vec<String>,
}

struct Typed {
    number: String,
    day: Date,
    title: String,
    name: String,
}

/// Điều 7(3)e, 7(4)e, 26/2026: the Chairman decides, on five stars the Minister. In one transaction the decision gets its number, every product of the
/// list its code, its certificate and 36 months (Điều 4(3)), and older stars of the product give way. A decision that
/// approves results of 90 and more only opens the way to the ministry.
pub async fn sign(cx: &Cx, cmd: Sign) -> Result<Signed, Error> {
    write_tx!(cx, |tx| {
        let d = store::decision(&tx, &cmd.decision_id).await?.ok_or(Error::NotFound)?;
        cx.allow(Act::DecisionSign, &crate::facts::of_authority(d.province_code.as_deref()))?;
        let Some(kind) = d.kind.here() else { return Err(Error::Conflict("decision_listed")) };
        if d.signed_at.is_some() {
            return Err(Error::Conflict("already_signed"));
        }
        let items = store::item_candidates(&tx, &d.id).await?;
        let typed = check(cx, &tx, &cmd, &d, &items).await?;
        let series = d.province_code.clone().unwrap_or_else(|| NATIONAL_SERIES.to_owned());
        let day = typed.day;
        let signing = Signing {
            number: &typed.number,
            decided_on: day,
            signer_title: &typed.title,
            signer_name: &typed.name,
            signed_by: cx.actor.id(),
            signed_at: cx.now_ms(),
        };
        store::sign(&tx, &d.id, cmd.version, &signing).await?;
        let mut certificates = Vec::new();
        for c in &items {
            if !kind.takes(c.stars) {
                return Err(Error::Conflict("rank_without_decision"));
            }
            if DecisionKind::taking(c.state, c.stars) != Some(kind) {
                return Err(Error::Conflict("dossier_moved"));
            }
            if kind == DecisionKind::ApproveResult {
                continue;
            }
            let next = c.state.next(Event::Recognise).map_err(|_| Error::Conflict("dossier_moved"))?;
            store::mark_dossier(&tx, &c.dossier_id, c.version, next, Some(day)).await?;
            certificates.push(recognise(cx, &tx, &d, c, &series, typed.day).await?);
        }
        if kind.certifies() {
            setting::touch_public(&tx).await?;
        }
        let diff = json!({
            "kind": kind.as_str(), "number": typed.number, "decided_on": day, "certificates": certificates,
            "dossiers": items.iter().map(|c| &c.dossier_id).collect::<Vec<_>>(),
        });
        cx.journal(&tx, &format!("decision:{}", d.id), Act::DecisionSign.as_str(), &d.id, diff).await?;
        Ok(Signed { certificates })
    })
}

async fn check(cx: &Cx, tx: &Db, cmd: &Sign, d: &DecisionRow, items: &[Candidate]) -> Result<Typed, Error> {
    let mut invalid = Invalid::default();
    let number = decision_number::read(&mut invalid, "number", &cmd.number, d.province_code.as_deref());
    let day = invalid.day("decided_on", &cmd.decided_on);
    let title = invalid.text("signer_title", &cmd.signer_title, 200);
    let name = invalid.name("signer_name", &cmd.signer_name, 100);
    if let Some(day) = day {
        let closed = items
            .iter()
            .filter_map(|c| Timestamp::from_millisecond(c.closed_at).ok())
            .map(crate::clock::day_of)
            .max();
        if day > cx.today() {
            invalid.add("decided_on", "date_in_future");
        } else if closed.is_some_and(|c| day < c) {
            invalid.add("decided_on", "before_result");
        }
        let province = d.province_code.as_deref();
        if let Some(n) = &number
            && !decision_number::enter(tx, province, n, day, Numbered::Decision, &d.id).await?
        {
            invalid.add("number", "number_taken");
        }
    }
    invalid.ok()?;
    if items.is_empty() {
        return Err(Error::Conflict("nothing_waits"));
    }
    let day = day.ok_or_else(|| Error::field("decided_on", "required"))?;
    let number = number.ok_or_else(|| Error::field("number", "required"))?.to_string();
    Ok(Typed { number, day, title, name })
}

/// One product of the list: code, certificate, recognition; what ran before gives way.
async fn recognise(
    cx: &Cx,
    tx: &Db,
    d: &DecisionRow,
    c: &Candidate,
    series: &str,
    day: Date,
) -> Result<String, Error> {
    let code = crate::product::assign_code(tx, &c.product_id, &c.commune_id, day.year()).await?;
    let certificate = certificate_number(tx, series, day.year()).await?;
    let place = ocop_store::scope::place(tx, &c.commune_id).await?;
    let province_name = place.map(|p| p.province_name).unwrap_or_default();
    let address = authority::full_address(&c.address, &c.commune_name, &province_name);
    let law = set(&c.set_id).map(|s| s.law.to_string());
    let (id, expires) = (cx.id(), valid_until(day));
    let new = NewRecognition {
        id: &id,
        product_id: &c.product_id,
        dossier_id: &c.dossier_id,
        decision_id: &d.id,
        stars: c.stars,
        law: law.as_deref(),
        set_id: &c.set_id,
        certificate: &certificate,
        product_name: &c.product_name,
        producer_name: &c.producer_name,
        address: &address,
        issued_on: day,
        expires_on: expires,
        invented: c.invented,
        created_at: cx.now_ms(),
    };
    let mut superseded = Vec::new();
    for older in store::of_product(tx, &c.product_id).await? {
        if gives_way_on(&older, day) {
            superseded.push(older.id);
        }
    }
    store::insert_recognition(tx, &new).await?;
    let superseded = store::supersede(tx, &superseded, day).await?;
    crate::catalogue::refresh(tx, &c.product_id).await?;
    let diff = json!({
        "state": [c.state.as_str(), State::Recognised.as_str()], "decision": d.id, "recognition": id, "certificate": certificate, "stars": c.stars, "code": code,
        "superseded": superseded,
    });
    let chain = format!("dossier:{}", c.dossier_id);
    cx.journal(tx, &chain, Act::DecisionSign.as_str(), &c.dossier_id, diff).await?;
    let notice = Notice {
        kind: NoticeKind::Recognised,
        key: id.clone(),
        data: notice::Data::new()
            .text("product", &c.product_name)
            .text("number", &certificate)
            .text("day", expires)
            .number("stars", c.stars),
        href: format!("/v/{certificate}"),
    };
    notice::to_producer(cx, tx, &c.producer_id, &notice).await?;
    notice::to_commune(cx, tx, &c.commune_id, &notice).await?;
    Ok(certificate)
}
