use super::made::Created;
use super::record::{RowData, from_json};
use super::{Action, batch_of, must_be_free};
use crate::import::matching::order::arrange;
use crate::prelude::*;
use ocop_store::import::{self as rows, Row};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Blockers of which it is said what hangs on them.
const MOST_EXPLAINED: usize = 50;

/// Why something a batch made cannot be taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    pub row: i64,
    /// `product`, `producer`, `recognition` or `decision`.
    pub what: &'static str,
    pub id: String,
    /// What it is called; empty for a decision or a recognition.
    pub name: String,
    /// `in_use`: something hangs on it; `edited`: it was changed since.
    pub reason: &'static str,
    /// What hangs on it, by the tables that name it.
    pub by: Vec<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Undone {
    /// How many products were taken away.
    Done(i64),
    /// Nothing was taken away.
    Blocked(Vec<Blocker>),
}

/// Takes away exactly what the batch made, if nothing else hangs on it; otherwise says what, and changes nothing. What
/// gave way to its recognitions stands again, or gives way to those that are left.
pub async fn undo(cx: &Cx, batch_id: &str) -> Result<Undone, Error> {
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, batch_id).await?;
        must_be_free(cx, &batch)?;
        if batch.state != "applied" {
            return Err(Error::Conflict("import_not_applied"));
        }
        let mut made = Vec::new();
        for row in rows::rows(&tx, batch_id).await? {
            if Action::of(&row)? == Action::Applied {
                let created: Created = from_json(&row.created_ids)?;
                made.push((row, created));
            }
        }
        let blockers = blockers(&tx, batch_id, &made).await?;
        if !blockers.is_empty() {
            let blockers = with_reasons(&tx, batch_id, blockers, &made).await?;
            return Ok(Undone::Blocked(blockers));
        }
        rows::move_batch(&tx, batch_id, "applied", "undone", cx.now_ms()).await?;
        let taken = made.iter().filter(|(_, c)| c.product.is_some()).count() as i64;
        take_away(cx, &tx, batch_id, made).await?;
        let diff = json!({"did": "undo", "products": taken});
        let chain = format!("import:{batch_id}");
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), batch_id, diff).await?;
        Ok(Undone::Done(taken))
    })
}

/// Ids of one kind of thing the batch made.
fn ids(made: &[(Row, Created)], of: impl Fn(&Created) -> Option<&String>) -> Vec<String> {
    made.iter().filter_map(|(_, c)| of(c)).cloned().collect()
}

async fn blockers(tx: &Db, batch_id: &str, made: &[(Row, Created)]) -> Result<Vec<Blocker>, Error> {
    let products = ids(made, |c| c.product.as_ref());
    let producers = ids(made, |c| c.producer.as_ref());
    let decisions = ids(made, |c| c.decision.as_ref());
    let standing: HashMap<String, rows::MadeProduct> =
        rows::made_products(tx, &products).await?.into_iter().map(|p| (p.id.clone(), p)).collect();
    let on_products = rows::hanging_on_products(tx, &products, batch_id).await?;
    let stars: HashMap<String, rows::MadeRecognition> =
        rows::made_recognitions(tx, batch_id).await?.into_iter().map(|r| (r.id.clone(), r)).collect();
    let untouched: BTreeSet<String> = rows::untouched_producers(tx, &producers).await?.into_iter().collect();
    let on_producers = rows::hanging_on_producers(tx, &producers).await?;
    let on_decisions = rows::hanging_on_decisions(tx, &decisions).await?;
    let mut own_products: HashMap<&str, i64> = HashMap::new();
    for p in standing.values() {
        *own_products.entry(&p.producer_id).or_default() += 1;
    }
    let mut own_stars: HashMap<&str, i64> = HashMap::new();
    for r in stars.values() {
        *own_stars.entry(&r.decision_id).or_default() += 1;
    }
    let more = |hanging: Option<&i64>, own: Option<&i64>| {
        hanging.copied().unwrap_or_default() > own.copied().unwrap_or_default()
    };
    let mut out = Vec::new();
    for (row, created) in made {
        let data: RowData = from_json(&row.data)?;
        let mut block = |what: &'static str, id: &str, reason| {
            let name = match what {
                "product" => data.name.clone(),
                "producer" => data.subject.clone(),
                _ => String::new(),
            };
            out.push(Blocker { row: row.row_no, what, id: id.to_owned(), name, reason, by: vec![] });
        };
        if let Some(id) = &created.product {
            if standing.get(id).is_none_or(|p| p.version != 1) {
                block("product", id, "edited");
            } else if on_products.get(id).is_some_and(|n| *n > 0) {
                block("product", id, "in_use");
            }
        }
        if let Some(id) = &created.recognition {
            match stars.get(id) {
                Some(r) if !r.touched && !r.in_use => {}
                Some(r) if !r.touched => block("recognition", id, "in_use"),
                _ => block("recognition", id, "edited"),
            }
        }
        if let Some(id) = &created.producer {
            if !untouched.contains(id) {
                block("producer", id, "edited");
            } else if more(on_producers.get(id), own_products.get(id.as_str())) {
                block("producer", id, "in_use");
            }
        }
        if let Some(id) = &created.decision
            && more(on_decisions.get(id), own_stars.get(id.as_str()))
        {
            block("decision", id, "in_use");
        }
    }
    Ok(out)
}

/// Says of the first blockers, as many as a page shows, what hangs on them.
async fn with_reasons(
    tx: &Db,
    batch_id: &str,
    mut blockers: Vec<Blocker>,
    made: &[(Row, Created)],
) -> Result<Vec<Blocker>, Error> {
    let products = ids(made, |c| c.product.as_ref());
    for b in blockers.iter_mut().take(MOST_EXPLAINED).filter(|b| b.reason == "in_use") {
        b.by = match b.what {
            "producer" => rows::tables_on_producer(tx, &b.id, &products).await?,
            "product" => rows::tables_on_product(tx, &b.id, batch_id).await?,
            _ => vec![],
        };
    }
    Ok(blockers)
}

async fn take_away(cx: &Cx, tx: &Db, batch_id: &str, made: Vec<(Row, Created)>) -> Result<(), Error> {
    let products = ids(&made, |c| c.product.as_ref());
    let gone: BTreeSet<&String> = products.iter().collect();
    let of_others: BTreeSet<String> = rows::made_recognitions(tx, batch_id)
        .await?
        .into_iter()
        .map(|r| r.product_id)
        .filter(|id| !gone.contains(id))
        .collect();
    rows::remove_recognitions(tx, &ids(&made, |c| c.recognition.as_ref())).await?;
    let stand_again: Vec<String> = made.iter().flat_map(|(_, c)| c.superseded.iter().cloned()).collect();
    rows::unmark_superseded(tx, &stand_again).await?;
    let left: Vec<String> = of_others.iter().cloned().collect();
    let gave_way = arrange(tx, &left, cx.today()).await?;
    rows::remove_products(tx, &products).await?;
    rows::remove_producers(tx, &ids(&made, |c| c.producer.as_ref())).await?;
    rows::remove_decisions(tx, &ids(&made, |c| c.decision.as_ref())).await?;
    let entries = products.iter().chain(&of_others).map(|id| {
        let mut diff = json!({"did": "undo", "batch": batch_id});
        if let Some(stars) = gave_way.get(id) {
            diff["gave_way"] = json!(stars);
        }
        (format!("product:{id}"), id.clone(), diff)
    });
    let (at, by, act) = (cx.now_ms(), cx.actor.id(), Act::ImportProducts.as_str());
    ocop_store::journal::append_all(tx, at, by, act, entries.collect()).await?;
    ocop_store::portal::refresh_many(tx, &left).await?;
    let outcomes: Vec<Row> = made
        .into_iter()
        // What the row had made is kept: the page says what was taken back.
        .map(|(row, _)| Row { action: Action::Undone.into(), ..row })
        .collect();
    rows::put_outcomes(tx, &outcomes).await?;
    ocop_store::setting::touch_public(tx).await?;
    Ok(())
}
