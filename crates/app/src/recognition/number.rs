//! Numbers of certificates: one running series a province and year, given inside the transaction that signs, so that
//! none is given twice and none is lost to a failed one.

use crate::Error;
use ocop_domain::recognition::CertificateNumber;
use ocop_store::{Db, counter};

/// `province-year-serial`, like `79-2026-00042`. The decision prints no form for it (standards, “not found”).
pub(super) async fn certificate_number(tx: &Db, province: &str, year: i16) -> Result<String, Error> {
    let serial = counter::next(tx, &format!("certificate:{province}:{year}")).await?;
    Ok(CertificateNumber::of(province, year, serial).to_string())
}
