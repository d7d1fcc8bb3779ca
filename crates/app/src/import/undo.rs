use super::{Created, action, batch_of, from_json};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_store::Db;
use ocop_store::import::{self as rows, Row};
use serde::Serialize;
use serde_json::json;
use std::collections::HashMap;

/// Why something a batch made cannot be taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    pub row: i64,
    /// `product`, `producer` or `decision`.
    pub what: &'static str,
    pub id: String,
    /// `in_use`: something hangs on it; `edited`: it was changed since.
    pub reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Undone {
    /// How many products were taken away.
    Done(i64),
    /// Nothing was taken away.
    Blocked(Vec<Blocker>),
}

/// Takes away exactly what the batch made, if nothing else hangs on it; otherwise says what, and changes nothing.
pub async fn undo(cx: &Cx, batch_id: &str) -> Result<Undone, Error> {
    write_tx!(cx, |tx| {
        let batch = batch_of(cx, &tx, batch_id).await?;
        if batch.state != "applied" {
            return Err(Error::Conflict("import_not_applied"));
        }
        let mut made = Vec::new();
        for row in rows::rows(&tx, batch_id).await? {
            if row.action == action::APPLIED {
                let created: Created = from_json(&row.created_ids)?;
                made.push((row, created));
            }
        }
        let blockers = blockers(&tx, batch_id, &made).await?;
        if !blockers.is_empty() {
            return Ok(Undone::Blocked(blockers));
        }
        rows::move_batch(&tx, batch_id, "applied", "undone", cx.now_ms()).await?;
        let taken = made.len() as i64;
        take_away(cx, &tx, batch_id, made).await?;
        let diff = json!({"did": "undo", "products": taken});
        let chain = format!("import:{batch_id}");
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), batch_id, diff).await?;
        Ok(Undone::Done(taken))
    })
}

async fn blockers(tx: &Db, batch_id: &str, made: &[(Row, Created)]) -> Result<Vec<Blocker>, Error> {
    let mut out = Vec::new();
    let mut own_products: HashMap<String, i64> = HashMap::new();
    let mut own_recognitions: HashMap<String, i64> = HashMap::new();
    for (row, created) in made {
        let Some(id) = &created.product else { continue };
        let mut block =
            |reason| out.push(Blocker { row: row.row_no, what: "product", id: id.clone(), reason });
        let Some(product) = ocop_store::product::find(tx, id).await? else {
            block("edited");
            continue;
        };
        if product.version != 1 {
            block("edited");
        } else if rows::hanging_on_product(tx, id, batch_id).await? > 0 {
            block("in_use");
        }
        *own_products.entry(product.producer_id).or_default() += 1;
        for decision in rows::decisions_of(tx, id, batch_id).await? {
            *own_recognitions.entry(decision).or_default() += 1;
        }
    }
    for (row, created) in made {
        if let Some(id) = &created.producer {
            let mut block =
                |reason| out.push(Blocker { row: row.row_no, what: "producer", id: id.clone(), reason });
            let producer = ocop_store::producer::find(tx, id).await?;
            if producer.is_none_or(|p| p.version != 1) {
                block("edited");
            } else if rows::hanging_on_producer(tx, id).await? > own_products.get(id).copied().unwrap_or(0) {
                block("in_use");
            }
        }
        if let Some(id) = &created.decision
            && rows::hanging_on_decision(tx, id).await? > own_recognitions.get(id).copied().unwrap_or(0)
        {
            out.push(Blocker { row: row.row_no, what: "decision", id: id.clone(), reason: "in_use" });
        }
    }
    Ok(out)
}

async fn take_away(cx: &Cx, tx: &Db, batch_id: &str, made: Vec<(Row, Created)>) -> Result<(), Error> {
    for (_, created) in &made {
        let Some(id) = &created.product else { continue };
        rows::remove_product(tx, id, batch_id).await?;
        let diff = json!({"did": "undo", "batch": batch_id});
        cx.journal(tx, &format!("product:{id}"), Act::ImportProducts.as_str(), id, diff).await?;
    }
    for (mut row, created) in made {
        if let Some(id) = &created.producer {
            rows::remove_producer(tx, id).await?;
        }
        if let Some(id) = &created.decision {
            rows::remove_decision(tx, id).await?;
        }
        row.action = action::UNDONE.into();
        row.created_ids = "{}".into();
        rows::update_row(tx, &row).await?;
    }
    ocop_store::setting::touch_public(tx).await?;
    Ok(())
}
