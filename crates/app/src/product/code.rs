use crate::{Cx, Error};
use ocop_domain::area::AreaCode;
use ocop_domain::product::ProductCode;
use ocop_store::{Db, counter, product as rows, scope};

/// Gives a product its code `province-commune-serial-year` inside the transaction of an act that has leave for it: the
/// serial runs in the list of the commune that proposed it and is never given twice. A product that has a code keeps it.
pub async fn assign_code(tx: &Db, product_id: &str, commune: &str, year: i16) -> Result<String, Error> {
    let product = rows::find(tx, product_id).await?.ok_or(Error::NotFound)?;
    if let Some(code) = product.code {
        return Ok(code);
    }
    let place = scope::place(tx, commune).await?.ok_or(Error::Conflict("product_without_place"))?;
    let area = |code: &str| code.parse::<AreaCode>().map_err(Error::internal);
    let serial = counter::next(tx, &format!("product:{}", place.commune_code)).await?;
    let code = ProductCode {
        province: area(&place.province_code)?,
        commune: area(&place.commune_code)?,
        serial: u32::try_from(serial).map_err(Error::internal)?,
        year,
    }
    .to_string();
    rows::set_code(tx, product_id, &code).await?;
    crate::catalogue::refresh(tx, product_id).await?;
    ocop_store::setting::touch_public(tx).await?;
    Ok(code)
}

/// The id of the product that bears or bore this code (five-part codes of before 1/7/2025 too), or has this id.
pub async fn find(cx: &Cx, code_or_id: &str) -> Result<Option<String>, Error> {
    Ok(rows::resolve(cx.db(), code_or_id.trim()).await?.map(|p| p.id))
}
