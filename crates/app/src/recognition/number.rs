use crate::Error;
use ocop_store::{Db, counter};

/// The next number of a certificate, `province-year-serial`: one series for each province and year, never given twice.
pub async fn certificate_number(tx: &Db, province_code: &str, year: i16) -> Result<String, Error> {
    let serial = counter::next(tx, &format!("certificate:{province_code}:{year}")).await?;
    Ok(format!("{province_code}-{year}-{serial:05}"))
}
