//! Beginning a dossier of the kind that the product may have now.

use super::carry;
use crate::dossier::access::{chain, criteria_of};
use crate::dossier::kind;
use crate::{Cx, Error, facts, once, write_tx};
use ocop_domain::account::{Act, Actor};
use ocop_domain::assist::Purpose;
use ocop_domain::criteria::Law;
use ocop_domain::dossier::choice::Choice;
use ocop_domain::dossier::{Form01, Form02, Kind, State};
use ocop_store::dossier::{self as store, NewDossier, subject};
use serde_json::json;

/// Begin a dossier for a product.
#[derive(Debug, Clone)]
pub struct Start {
    pub product_id: String,
}

/// Begin a dossier of a kind; none: of the kind proposed.
#[derive(Debug, Clone, Default)]
pub struct Begin {
    pub product_id: String,
    pub kind: Option<Kind>,
}

/// Begins a dossier of the kind proposed for the product today.
pub async fn start(cx: &Cx, cmd: Start) -> Result<String, Error> {
    begin(cx, Begin { product_id: cmd.product_id, kind: None }).await
}

/// Begins a dossier and returns its id. Điều 6(1), 26/2026: a first-time one with what the register knows filled in, an
/// upgrade or a re-ranking with what of the last sealed dossier still holds. A product has one open dossier at a time.
pub async fn begin(cx: &Cx, cmd: Begin) -> Result<String, Error> {
    once::once(cx, begun(cx, cmd)).await
}

async fn begun(cx: &Cx, cmd: Begin) -> Result<String, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        subject::hold(&tx, &cmd.product_id).await?;
        let about = subject::find(&tx, &cmd.product_id).await?.ok_or(Error::NotFound)?;
        let mut facts = facts::of_place(&tx, about.commune_id.as_deref(), Some(&about.producer_id)).await?;
        crate::assist::fill(cx, &tx, &mut facts).await?;
        cx.allow_known(Act::ProductView, Act::DossierDraft, &facts)?;
        let Some(set_id) = &about.set_id else {
            return Err(Error::field("product", "product_without_set"));
        };
        let set = criteria_of(set_id)?;
        if set.law != Law::Qd26_2026 {
            return Err(Error::field("product", "set_of_older_law"));
        }
        let Some(commune_id) = about.commune_id.as_deref() else {
            return Err(Error::field("product", "product_without_place"));
        };
        // Điều 2(3), 26/2026: associations and the like register tourism services only.
        if about.legal_form.tourism_only() && set.sector.as_ref().is_some_and(|s| s.code != "VI") {
            return Err(Error::field("product", "tourism_only"));
        }
        if subject::open_dossier(&tx, &cmd.product_id).await?.is_some() {
            return Err(Error::Conflict("dossier_open"));
        }
        let chosen = kind::of_product(&tx, &cmd.product_id, cx.today()).await?;
        let kind = kind::decide(&chosen.choice, cmd.kind)?;
        let beginning = carry::gather(cx, &tx, &id, &about, set, (kind, &chosen)).await?;
        // Mẫu số 01 is the producer's own word: of a first dossier nothing stands there before it was opened. What carries
        // a recognised dossier on has the form of that dossier.
        let form01 = match kind {
            Kind::First => Form01::default(),
            _ => Form01 {
                year: Some(cx.today().year()),
                samples: Some(set.samples_required),
                ..Form01::default()
            },
        };
        let form02 = beginning.form02.clone().unwrap_or_else(|| Form02 {
            specification: about.specification.clone().unwrap_or_default(),
            history: about.history.clone().unwrap_or_default(),
            organisation: about.organisation.clone().unwrap_or_default(),
            ..Form02::default()
        });
        let form01 = serde_json::to_string(&form01).map_err(Error::internal)?;
        let form02 = serde_json::to_string(&form02).map_err(Error::internal)?;
        store::insert(
            &tx,
            &NewDossier {
                id: &id,
                product_id: &about.product_id,
                producer_id: &about.producer_id,
                commune_id,
                kind,
                set_id,
                state: State::Draft,
                form01: &form01,
                form02: &form02,
                invented: about.invented,
                created_at: cx.now_ms(),
            },
        )
        .await?;
        beginning.write(&tx, &id).await?;
        let (carried, left) = beginning.counts();
        let diff = json!({"state": [null, State::Draft.as_str()], "set": set_id.to_string(), "product": about.product_id,
            "kind": kind.as_str(), "carried": {"from": beginning.source(), "items": carried, "left": left}});
        cx.journal(&tx, &chain(&id), Act::DossierDraft.as_str(), &id, diff).await?;
        Ok(id.clone())
    })
}

/// A product a dossier may be begun for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Startable {
    pub id: String,
    pub name: String,
    pub producer: String,
    /// Name of its criteria set; none where it has to be classified first.
    pub set: Option<String>,
    /// Which kinds may be begun today, and which is proposed.
    pub choice: Choice,
}

/// The products without an open dossier, by name, of the actor's own producers and of those the actor fills in for:
/// page (from 1) of 50.
pub async fn startable(cx: &Cx, page: i64) -> Result<Vec<Startable>, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let helped = crate::assist::producers(cx, cx.db(), Purpose::Dossiers).await?;
    let own = ocop_store::scope::Visible {
        producers: cx.actor.producers().map(str::to_owned).chain(helped).collect(),
        ..Default::default()
    };
    let rows = subject::startable(cx.db(), &own, 50, (page.max(1) - 1) * 50).await?;
    let ids: Vec<String> = rows.iter().map(|r| r.id.clone()).collect();
    let mut choices = kind::of_products(cx.db(), &ids, cx.today()).await?;
    Ok(rows
        .into_iter()
        .filter_map(|r| {
            Some(Startable {
                set: r.set_id.as_ref().and_then(|s| criteria_of(s).ok()).map(|s| s.name.clone()),
                choice: choices.remove(&r.id)?.choice,
                id: r.id,
                name: r.name,
                producer: r.producer_name,
            })
        })
        .collect())
}
