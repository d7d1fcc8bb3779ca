//! What anyone may ask of a number: does the star stand today, and whose is it.

use super::standing::{StarView, star_view};
use crate::prelude::*;
use jiff::Timestamp;
use ocop_domain::recognition::{AskedNumber, Shape};
use ocop_store::recognition::{self as store, RecognitionRow};

/// The star that took the place of an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// What its page is called by.
    pub key: String,
    pub certificate: Option<String>,
    pub stars: i64,
}

#[derive(Debug, Clone)]
pub struct Verification {
    pub star: StarView,
    pub product_id: String,
    pub product_code: Option<String>,
    pub superseded_by: Option<Successor>,
    /// The day the status is true of, and the moment it was asked.
    pub on: Date,
    pub checked_at: Timestamp,
}

/// One of several stars whose lists give the same number.
#[derive(Debug, Clone)]
pub struct Namesake {
    pub star: StarView,
    pub product_id: String,
    pub product_code: Option<String>,
}

/// What a number led to.
#[derive(Debug, Clone)]
pub enum LookUp {
    One(Box<Verification>),
    Several(Vec<Namesake>),
}

/// The star behind a number as it was typed: of a certificate signed here, a look-up code, a number a list gives, or an
/// address of older days. A text of no number's shape is said to be so; a number that is not here is not found.
pub async fn look_up(cx: &Cx, typed: &str) -> Result<LookUp, Error> {
    let asked = AskedNumber::read(typed);
    if asked.shape == Shape::Nothing {
        return Err(Error::field("number", "certificate_shape"));
    }
    let written: String = asked.written().chars().take(80).collect();
    let mut rows = store::by_any_number(cx.db(), &written, &asked.key).await?;
    if rows.is_empty() && asked.shape == Shape::Odd {
        rows = store::by_any_number(cx.db(), &written.to_uppercase(), "").await?;
    }
    // A paper signed here is always found by its number, whatever numbers lists give.
    if let Some(at) = rows.iter().position(|r| r.lookup.is_none() && r.certificate == written) {
        rows = vec![rows.swap_remove(at)];
    }
    if rows.len() > 1 {
        let namesake = |r: RecognitionRow| {
            let star = star_view(&r, cx.today());
            Namesake { star, product_id: r.product_id, product_code: r.product_code }
        };
        return Ok(LookUp::Several(rows.into_iter().map(namesake).collect()));
    }
    match rows.pop() {
        Some(row) => Ok(LookUp::One(Box::new(verification(cx, row).await?))),
        None if asked.shape == Shape::Odd => Err(Error::field("number", "certificate_shape")),
        None => Err(Error::NotFound),
    }
}

/// Like [`look_up`], for programs: a number that several lists give is none of one star.
pub async fn verify(cx: &Cx, typed: &str) -> Result<Verification, Error> {
    match look_up(cx, typed).await? {
        LookUp::One(v) => Ok(*v),
        LookUp::Several(_) => Err(Error::Conflict("certificate_several")),
    }
}

async fn verification(cx: &Cx, row: RecognitionRow) -> Result<Verification, Error> {
    let on = cx.today();
    let mut superseded_by = None;
    if row.superseded_on.is_some() {
        superseded_by = store::of_product(cx.db(), &row.product_id)
            .await?
            .into_iter()
            .find(|r| r.id != row.id && r.issued_on == row.superseded_on)
            .map(|r| Successor {
                key: r.key().to_owned(),
                certificate: r.number().map(str::to_owned),
                stars: r.stars,
            });
    }
    Ok(Verification {
        star: star_view(&row, on),
        product_id: row.product_id,
        product_code: row.product_code,
        superseded_by,
        on,
        checked_at: cx.now(),
    })
}
