//! The product's code, given with its first star. A stand-in with the register's own counter series until the
//! register's `assign_code` is at hand.

use crate::Error;
use ocop_domain::area::AreaCode;
use ocop_domain::product::ProductCode;
use ocop_store::recognition::{Candidate, product_code, set_product_code};
use ocop_store::{Db, counter};

/// `(T)-(X)-(STT)-20YY` (Phụ lục III, 26/2026): the serial runs in the commune's own list, the year is that of the
/// evaluation. A product that has a code keeps it.
pub async fn assign(tx: &Db, c: &Candidate, year: i16) -> Result<String, Error> {
    if let Some(code) = product_code(tx, &c.product_id).await? {
        return Ok(code);
    }
    let serial = counter::next(tx, &format!("product:{}", c.commune_code)).await?;
    let area = |code: &str| code.parse::<AreaCode>().map_err(Error::internal);
    let code = ProductCode {
        province: area(&c.province_code)?,
        commune: area(&c.commune_code)?,
        serial: u32::try_from(serial).map_err(Error::internal)?,
        year,
    }
    .to_string();
    set_product_code(tx, &c.product_id, &code).await?;
    Ok(code)
}
