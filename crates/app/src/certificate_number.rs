//! Numbers of certificates: one running series a province and year, given inside the transaction that signs, so that
//! none is given twice and none is lost to a failed one.

use crate::Error;
use ocop_domain::recognition::{AskedNumber, CertificateNumber, Shape, listed_key};
use ocop_store::{Db, counter, recognition as store};
use std::collections::BTreeSet;

/// `province-year-serial`, like `79-2026-00042`. The decision prints no form for it (standards, “not found”). A number that
/// a list gives to a product already is passed by, so that two never bear one.
pub(crate) async fn certificate_number(tx: &Db, province: &str, year: i16) -> Result<String, Error> {
    let series = counter_of(&format!("{province}-{year}"));
    loop {
        let number = CertificateNumber::of(province, year, counter::next(tx, &series).await?).to_string();
        let key = listed_key(&number).unwrap_or_default();
        if !store::listed_number_held(tx, &key).await? {
            return Ok(number);
        }
    }
}

/// Holds the series of those numbers that have the form of this system's: while a list gives them to products, no decision
/// that is signed at the same time does.
pub(crate) async fn hold_series<'a>(tx: &Db, numbers: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    let of_ours = numbers.filter_map(|n| match AskedNumber::read(n).shape {
        Shape::Certificate(n) => Some(n),
        _ => None,
    });
    let series = of_ours.filter_map(|n| n.as_str().rsplit_once('-').map(|(series, _)| counter_of(series)));
    // In order, so that two who hold several never wait for each other.
    for series in series.collect::<BTreeSet<_>>() {
        counter::hold(tx, &series).await?;
    }
    Ok(())
}

/// The counter of a series, which stands before the last group of its numbers: `79-2026`.
fn counter_of(series: &str) -> String {
    format!("certificate:{}", series.replace('-', ":"))
}
