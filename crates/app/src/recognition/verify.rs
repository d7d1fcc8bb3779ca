//! What anyone may ask of a certificate's number: does the star stand today, and whose is it.

use super::standing::{StarView, star_view};
use crate::{Cx, Error};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_store::recognition as store;

/// The star that took the place of an older one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    pub certificate: String,
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

/// The certificate with this number as it stands today. Spaces and small letters are forgiven.
pub async fn verify(cx: &Cx, number: &str) -> Result<Verification, Error> {
    let asked: String = number.chars().filter(|c| !c.is_whitespace()).take(80).collect();
    let mut row = store::by_certificate(cx.db(), &asked).await?;
    if row.is_none() {
        row = store::by_certificate(cx.db(), &asked.to_uppercase()).await?;
    }
    let row = row.ok_or(Error::NotFound)?;
    let on = cx.today();
    let mut superseded_by = None;
    if row.superseded_on.is_some() {
        superseded_by = store::of_product(cx.db(), &row.product_id)
            .await?
            .into_iter()
            .find(|r| r.id != row.id && r.issued_on == row.superseded_on)
            .map(|r| Successor { certificate: r.certificate, stars: r.stars });
    }
    Ok(Verification {
        star: star_view(&row, on)?,
        product_id: row.product_id,
        product_code: row.product_code,
        superseded_by,
        on,
        checked_at: cx.now(),
    })
}
