//! Numbers of certificates: one running series a province and year, given inside the transaction that signs, so that
//! none is given twice and none is lost to a failed one.

use crate::Error;
use ocop_domain::recognition::{CertificateNumber, listed_key};
use ocop_store::{Db, counter, recognition as store};

/// `province-year-serial`, like `79-2026-00042`. The decision prints no form for it (standards, “not found”). A number that
/// a list gives to a product already is passed by, so that two never bear one.
pub(super) async fn certificate_number(tx: &Db, province: &str, year: i16) -> Result<String, Error> {
    let series = format!("certificate:{province}:{year}");
    loop {
        let number = CertificateNumber::of(province, year, counter::next(tx, &series).await?).to_string();
        let key = listed_key(&number).unwrap_or_default();
        if !store::listed_number_held(tx, &key).await? {
            return Ok(number);
        }
    }
}
