//! Corrects what a list said of a decision: its number, its day, who issued it; for all products of it at once.

use super::said_day::check;
use super::view::readable;
use crate::facts;
use crate::import::arrange;
use crate::prelude::*;
use ocop_domain::import::{decision_numbers, is_of_committee, is_of_prime_minister, letters};
use ocop_domain::recognition::Origin;
use ocop_domain::text::clean;
use ocop_store::import::{SignedDecision, signed_decisions};
use ocop_store::recognition::{self as store, DECISION, DecisionRow, RightDecision};
use ocop_store::register::change::{self, NewChange};
use ocop_store::{counter, setting};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is right of a decision that a list told wrongly of.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CorrectDecision {
    #[serde(skip)]
    pub decision_id: String,
    /// What the corrector saw.
    pub version: i64,
    /// With its symbol: `901/QĐ-UBND`.
    pub number: String,
    /// `dd/mm/yyyy`.
    pub decided_on: String,
    pub issuer: String,
    pub reason: String,
}

/// What was typed, read.
struct Right {
    number: Option<String>,
    day: Option<Date>,
    issuer: String,
    reason: String,
}

/// The decision, for those who may bring lists into its province.
async fn correctable(cx: &Cx, db: &Db, id: &str) -> Result<DecisionRow, Error> {
    let row = store::decision(db, id).await?.ok_or(Error::NotFound)?;
    let about = facts::of_authority(row.province_code.as_deref());
    if !can(&cx.actor, Act::ImportProducts, &about).allowed() {
        readable(cx, id).await?;
        cx.allow(Act::ImportProducts, &about)?;
    }
    if row.kind != Origin::Listed {
        return Err(Error::Conflict("correct_decision_signed_here"));
    }
    Ok(row)
}

/// The decision as the form shows it.
pub async fn correct_decision_view(cx: &Cx, id: &str) -> Result<DecisionRow, Error> {
    correctable(cx, cx.db(), id).await
}

/// Writes what is right, with the reason. Stars that had the decision's day follow it, and so does the end of those that
/// ran the law's 36 months (Điều 4(3)); where the decision had no day, stars without one have it.
pub async fn correct_decision(cx: &Cx, cmd: CorrectDecision) -> Result<(), Error> {
    // Who may not, waits for no list that is being brought in.
    correctable(cx, cx.db(), &cmd.decision_id).await?;
    write_tx!(cx, |tx| {
        counter::hold(&tx, "import").await?;
        let row = correctable(cx, &tx, &cmd.decision_id).await?;
        if row.version != cmd.version {
            return Err(Error::Conflict("stale"));
        }
        let right = read(cx, &tx, &cmd, &row).await?;
        let new =
            RightDecision { number: right.number.as_deref(), decided_on: right.day, issuer: &right.issuer };
        store::correct_decision(&tx, &row.id, row.version, &new).await?;
        let mut products: Vec<String> =
            store::stars_of_decision(&tx, &row.id).await?.into_iter().map(|s| s.product_id).collect();
        products.dedup();
        match (row.decided_on, right.day) {
            (Some(from), Some(to)) if from != to => store::move_stars(&tx, &row.id, (from, to)).await?,
            (None, Some(day)) => store::date_stars(&tx, &row.id, day).await?,
            _ => {}
        }
        note(cx, &tx, &row, &right, products).await
    })
}

/// Writes history and journal, and arranges anew what hangs on the decision.
async fn note(
    cx: &Cx,
    tx: &Db,
    row: &DecisionRow,
    right: &Right,
    products: Vec<String>,
) -> Result<(), Error> {
    let (mut before, mut after) = (json!({}), json!({}));
    let issuer = Some(right.issuer.clone());
    let written = |day: Option<Date>| day.map(|day| day.to_string());
    for (field, old, new) in [
        ("decision_number", row.number.clone(), right.number.clone()),
        ("decided_on", written(row.decided_on), written(right.day)),
        ("issuer", Some(row.issuer.clone()), issuer),
    ] {
        if old == new {
            continue;
        }
        before[field] = json!(old);
        after[field] = json!(new);
        let change = NewChange {
            id: cx.id(),
            thing: DECISION,
            thing_id: &row.id,
            field,
            old_value: old,
            new_value: new,
            effective_on: &cx.today().to_string(),
            ground: Some(&right.reason),
            amendment_id: None,
            changed_by: cx.actor.id(),
            changed_at: cx.now_ms(),
        };
        change::insert(tx, &change).await?;
    }
    let gave_way = arrange(tx, &products, cx.today()).await?;
    crate::catalogue::refresh_many(tx, &products).await?;
    setting::touch_public(tx).await?;
    let act = Act::ImportProducts.as_str();
    let entries = products.into_iter().map(|id| {
        let mut diff =
            json!({"did": "correct_decision", "decision": row.id, "before": before, "after": after});
        if let Some(stars) = gave_way.get(&id) {
            diff["gave_way"] = json!(stars);
        }
        (format!("product:{id}"), id, diff)
    });
    let entries = entries.collect();
    ocop_store::journal::append_all(tx, cx.now_ms(), cx.actor.id(), act, entries).await?;
    let diff = json!({
        "did": "correct_decision", "before": before, "after": after, "reason": right.reason,
    });
    cx.journal(tx, &format!("decision:{}", row.id), act, &row.id, diff).await
}

/// Reads the form; every field that is wrong is named.
async fn read(cx: &Cx, tx: &Db, cmd: &CorrectDecision, row: &DecisionRow) -> Result<Right, Error> {
    let mut invalid = Invalid::default();
    let number = number(&mut invalid, &cmd.number, row);
    let day = match row.decided_on {
        Some(_) => invalid.day("decided_on", &cmd.decided_on),
        None => invalid.optional_day("decided_on", &cmd.decided_on),
    };
    if day != row.decided_on {
        check(&mut invalid, "decided_on", day, cx.today());
    }
    let issuer = match cmd.issuer.trim() == row.issuer {
        true => row.issuer.clone(),
        false => clean(&invalid.text("issuer", &cmd.issuer, 200)),
    };
    let reason = invalid.text("reason", &cmd.reason, 500);
    let new = RightDecision { number: number.as_deref(), decided_on: day, issuer: &issuer };
    let same = number == row.number && day == row.decided_on && issuer == row.issuer;
    if invalid.0.is_empty() && same {
        invalid.add("number", "nothing_corrected");
    }
    if number.is_some() && store::same_decision(tx, &row.id, row.province_code.as_deref(), &new).await? {
        invalid.add("number", "decision_there");
    }
    // A decision that was signed here says itself which products it recognised.
    if let Some(number) = number.as_ref().filter(|_| number != row.number || day != row.decided_on) {
        let province: Vec<String> = row.province_code.iter().cloned().collect();
        let same = |d: &SignedDecision| {
            letters(&d.number) == letters(number) && (day.is_none() || d.decided_on == day)
        };
        if signed_decisions(tx, &province).await?.iter().any(same) {
            invalid.add("number", "decision_signed");
        }
    }
    let by_province = |n: Option<&String>| n.is_some_and(|n| is_of_committee(n));
    if by_province(number.as_ref()) && !by_province(row.number.as_ref()) && number != row.number {
        let stars: BTreeSet<i64> =
            store::stars_of_decision(tx, &row.id).await?.into_iter().map(|s| s.stars).collect();
        // Điều 4(2): five stars are the ministry's to give.
        if stars.contains(&5) {
            invalid.add("number", "five_in_decision");
        }
    }
    invalid.ok()?;
    Ok(Right { number, day, issuer, reason })
}

/// One number with its symbol, as lists are read; none only where the list gave none. The Prime Minister recognises no
/// product (Điều 4(2)).
fn number(invalid: &mut Invalid, typed: &str, row: &DecisionRow) -> Option<String> {
    let typed = clean(typed);
    if Some(&typed) == row.number.as_ref() {
        return row.number.clone();
    }
    if typed.is_empty() {
        if row.number.is_some() {
            invalid.add("number", "required");
        }
        return None;
    }
    let mut numbers = decision_numbers(&typed);
    match (numbers.pop(), numbers.is_empty()) {
        (Some(number), true) if !is_of_prime_minister(&number) => Some(number),
        (Some(_), true) => {
            invalid.add("number", "number_of_programme");
            None
        }
        _ => {
            invalid.add("number", "number_with_symbol");
            None
        }
    }
}
