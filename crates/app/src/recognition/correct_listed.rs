//! Corrects what a list said of a star: its rank, its days, the number of its certificate. A star signed in this system is
//! never corrected here.

use super::said_day::SaidDay;
use super::standing::{StarView, star_view};
use super::view::readable;
use crate::certificate_number::hold_series;
use crate::import::arrange;
use crate::prelude::*;
use ocop_domain::calendar::written;
use ocop_domain::import::is_of_committee;
use ocop_domain::recognition::{AskedNumber, NoTerm, Origin, Shape, listed_key, no_term, valid_until};
use ocop_domain::text::clean;
use ocop_store::import::certificate_holders;
use ocop_store::recognition::{self as store, DecisionRow, ListedFacts, RecognitionRow, STAR};
use ocop_store::register::change::{self, NewChange};
use ocop_store::{counter, setting};
use serde::Deserialize;

/// What is right of a star that a list told wrongly of.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CorrectListed {
    #[serde(skip)]
    pub decision_id: String,
    #[serde(skip)]
    pub recognition_id: String,
    /// What the corrector saw: [`CorrectListedView::seen`].
    pub seen: String,
    /// `3`, `4`, `5`.
    pub stars: String,
    /// Điều 4(2): the ministry has recognised the five stars, though the decision is one of a province.
    #[serde(skip)]
    pub five_by_ministry: bool,
    /// `dd/mm/yyyy`, or a month or year where no day is known.
    pub issued: String,
    /// `dd/mm/yyyy`; empty: 36 months from the day.
    pub expires: String,
    /// The number the list gives to the certificate; empty where it gives none.
    pub certificate_no: String,
    pub reason: String,
}

/// What the form shows before the act.
#[derive(Debug, Clone)]
pub struct CorrectListedView {
    pub star: StarView,
    pub decision: DecisionRow,
    pub product_id: String,
    pub product_code: Option<String>,
    /// Tells later whether the star still stands as it was shown.
    pub seen: String,
    /// The day as a person types it, or what the list writes in its place.
    pub issued: String,
    /// Empty where the term is the law's 36 months.
    pub expires: String,
    pub certificate_no: String,
}

/// Whose the star is to correct: it lies where its product does, or else where its decision was taken.
pub(super) async fn place(db: &Db, r: &RecognitionRow) -> Result<Facts, Error> {
    let mut facts = crate::facts::of_place(db, r.commune_id.as_deref(), None).await?;
    if facts.province.is_none() {
        facts.province.clone_from(&r.decision_province);
    }
    Ok(facts)
}

/// The star, for those who may bring lists into its province; the others learn no more than the decision's page tells.
async fn correctable(
    cx: &Cx,
    db: &Db,
    decision: &str,
    id: &str,
) -> Result<(RecognitionRow, ListedFacts), Error> {
    let row = store::by_id(db, id).await?.filter(|r| r.decision_id == decision).ok_or(Error::NotFound)?;
    let about = place(db, &row).await?;
    if !can(&cx.actor, Act::ImportProducts, &about).allowed() {
        readable(cx, decision).await?;
        cx.allow(Act::ImportProducts, &about)?;
    }
    if row.decision_kind != Origin::Listed || row.lookup.is_none() {
        return Err(Error::Conflict("correct_signed_here"));
    }
    if row.withdrawn_on.is_some() {
        return Err(Error::Conflict("correct_withdrawn"));
    }
    let facts = store::listed_facts(db, id).await?.ok_or(Error::NotFound)?;
    Ok((row, facts))
}

pub async fn correct_listed_view(cx: &Cx, decision: &str, id: &str) -> Result<CorrectListedView, Error> {
    let (row, held) = correctable(cx, cx.db(), decision, id).await?;
    let decision = store::decision(cx.db(), decision).await?.ok_or(Error::NotFound)?;
    let said = SaidDay::of(&held);
    let lawful = said.day.map(valid_until);
    Ok(CorrectListedView {
        star: star_view(&row, cx.today()),
        decision,
        product_code: row.product_code,
        product_id: row.product_id,
        seen: seen(&held),
        issued: said.shown(),
        expires: held.expires_on.filter(|d| Some(*d) != lawful).map(written).unwrap_or_default(),
        certificate_no: held.listed_number.unwrap_or_default(),
    })
}

/// A short name of what stands: another one as soon as anything of it changes.
fn seen(f: &ListedFacts) -> String {
    let text = format!("{f:?}");
    ocop_domain::journal::sha256(text.as_bytes()).chars().take(24).collect()
}

/// Writes what is right, with the reason, into register and history. Which of the product's stars stand is arranged anew
/// (Điều 4(3)).
pub async fn correct_listed(cx: &Cx, cmd: CorrectListed) -> Result<(), Error> {
    // Who may not, waits for no list that is being brought in.
    correctable(cx, cx.db(), &cmd.decision_id, &cmd.recognition_id).await?;
    write_tx!(cx, |tx| {
        // Neither a list nor another correction changes the star meanwhile.
        counter::hold(&tx, "import").await?;
        let (row, held) = correctable(cx, &tx, &cmd.decision_id, &cmd.recognition_id).await?;
        if cmd.seen != seen(&held) {
            return Err(Error::Conflict("stale"));
        }
        let (right, reason) = read(cx, &tx, &cmd, &row, &held).await?;
        store::correct_listed(&tx, &row.id, &right).await?;
        let changes = changes(&held, &right);
        let (mut before, mut after) = (json!({}), json!({}));
        for (field, old, new) in changes {
            before[field] = json!(old);
            after[field] = json!(new);
            let day = cx.today().to_string();
            let change = NewChange {
                id: cx.id(),
                thing: STAR,
                thing_id: &row.id,
                field,
                old_value: old,
                new_value: new,
                effective_on: &day,
                ground: Some(&reason),
                amendment_id: None,
                changed_by: cx.actor.id(),
                changed_at: cx.now_ms(),
            };
            change::insert(&tx, &change).await?;
        }
        let mut gave_way = arrange(&tx, std::slice::from_ref(&row.product_id), cx.today()).await?;
        crate::catalogue::refresh(&tx, &row.product_id).await?;
        setting::touch_public(&tx).await?;
        let mut diff = json!({
            "did": "correct_listed", "recognition": row.id, "known_as": row.key(),
            "before": before, "after": after, "reason": reason,
        });
        if let Some(stars) = gave_way.remove(&row.product_id) {
            diff["gave_way"] = json!(stars);
        }
        let chain = format!("product:{}", row.product_id);
        cx.journal(&tx, &chain, Act::ImportProducts.as_str(), &row.product_id, diff).await
    })
}

/// Reads the form; every field that is wrong is named.
async fn read(
    cx: &Cx,
    tx: &Db,
    cmd: &CorrectListed,
    row: &RecognitionRow,
    held: &ListedFacts,
) -> Result<(ListedFacts, String), Error> {
    let mut invalid = Invalid::default();
    let stars = stars(&mut invalid, cmd, row);
    let said = SaidDay::of(held).read(&mut invalid, "issued", &cmd.issued, cx.today());
    let until = until(&mut invalid, &cmd.expires, &said);
    let listed_number = certificate_no(&mut invalid, tx, &cmd.certificate_no, row, held).await?;
    let reason = invalid.text("reason", &cmd.reason, 500);
    let right = ListedFacts {
        stars,
        issued_on: said.day,
        issued_text: said.text,
        date_precision: said.precision,
        expires_on: until,
        listed_number,
    };
    if invalid.0.is_empty() && right == *held {
        invalid.add("stars", "nothing_corrected");
    }
    invalid.ok()?;
    Ok((right, reason))
}

/// Điều 3(3) and 4(2): three, four or five; five by a decision of a province only where the ministry has recognised them.
fn stars(invalid: &mut Invalid, cmd: &CorrectListed, row: &RecognitionRow) -> i64 {
    let stars = match cmd.stars.trim() {
        "3" => 3,
        "4" => 4,
        "5" => 5,
        _ => {
            invalid.add("stars", "choose_one");
            return row.stars;
        }
    };
    let by_province = row.decision_number.as_deref().is_some_and(is_of_committee);
    if stars == 5 && row.stars != 5 && by_province && !cmd.five_by_ministry {
        invalid.add("stars", "five_by_province");
    }
    stars
}

/// Điều 4(3): 36 months from the day, unless the list says another day. Without its first day a term has no lawful end.
fn until(invalid: &mut Invalid, typed: &str, said: &SaidDay) -> Option<Date> {
    if typed.trim().is_empty() {
        return said.day.map(valid_until);
    }
    let until = invalid.optional_day("expires", typed)?;
    match said.span().and_then(|span| no_term(until, span)) {
        Some(NoTerm::NotAfter) => invalid.add("expires", "ends_not_after"),
        Some(NoTerm::TooLong) => invalid.add("expires", "ends_too_late"),
        None => {}
    }
    Some(until)
}

/// A number that names one paper belongs to one product, as when a list is brought in.
async fn certificate_no(
    invalid: &mut Invalid,
    tx: &Db,
    typed: &str,
    row: &RecognitionRow,
    held: &ListedFacts,
) -> Result<Option<String>, Error> {
    let number = invalid.optional("certificate_no", typed, 100).map(|n| clean(&n));
    let Some(written) = number.clone().filter(|_| number != held.listed_number) else { return Ok(number) };
    let nought = !written.contains(|c: char| matches!(c, '1'..='9'));
    if listed_key(&written).is_none() && nought {
        invalid.add("certificate_no", "certificate_names_none");
        return Ok(number);
    }
    hold_series(tx, std::iter::once(written.as_str())).await?;
    let asked = AskedNumber::read(&written);
    let (own, codes) = match &asked.shape {
        Shape::Certificate(n) => (vec![n.to_string()], vec![]),
        Shape::Lookup(code) => (vec![], vec![code.to_string()]),
        _ => (vec![], vec![]),
    };
    let keys: Vec<String> = Some(asked.key).filter(|k| !k.is_empty()).into_iter().collect();
    let holders = certificate_holders(tx, &keys, &own, &codes).await?;
    if let Some(other) = holders.into_iter().find(|h| h.product_id != row.product_id) {
        let args = vec![("name", format!("{}, {}", other.name, other.producer_name))];
        invalid.add_with("certificate_no", "certificate_of_another", args);
    }
    Ok(number)
}

/// What is written of it into the history: field, before, after.
type Change = (&'static str, Option<String>, Option<String>);

fn changes(held: &ListedFacts, right: &ListedFacts) -> Vec<Change> {
    let stars = |f: &ListedFacts| Some(f.stars.to_string());
    let written = |day: Option<Date>| day.map(|day| day.to_string());
    let day = |f: &ListedFacts| written(f.issued_on).or_else(|| f.issued_text.clone());
    let all = [
        ("stars", stars(held), stars(right)),
        ("issued_on", day(held), day(right)),
        ("expires_on", written(held.expires_on), written(right.expires_on)),
        ("certificate_no", held.listed_number.clone(), right.listed_number.clone()),
    ];
    all.into_iter().filter(|(_, old, new)| old != new).collect()
}
