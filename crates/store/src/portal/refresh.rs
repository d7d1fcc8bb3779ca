//! The words by which the catalogue finds a product.

use super::product::{Parts, aliases, parts, put, recognised_names, remove};
use crate::db::Db;
use crate::{Error, setting};
use ocop_domain::text::{clean, fold};
use std::mem::replace;

/// Writes the catalogue row of a product again and moves the version of public data. To be called by every verb that
/// changes its name, place, code, producer or stars. Products that never held a star are not public.
pub async fn refresh(db: &Db, product_id: &str) -> Result<(), Error> {
    let Some(mut p) = parts(db, product_id).await? else { return Ok(()) };
    if p.recognitions == 0 {
        remove(db, product_id).await?;
        return setting::touch_public(db).await;
    }
    // It is called what it was recognised as, and is found by what it is called now as well.
    let mut also = aliases(db, product_id).await?;
    for (n, r) in recognised_names(db, product_id).await?.into_iter().enumerate() {
        let (name, producer) = match n {
            0 => (replace(&mut p.name, r.product_name), replace(&mut p.producer_name, r.producer_name)),
            _ => (r.product_name, r.producer_name),
        };
        for other in [name, producer] {
            if other != p.name && other != p.producer_name && !also.contains(&other) {
                also.push(other);
            }
        }
    }
    let (folded, name_lower) = words(p, also);
    put(db, product_id, &folded, &name_lower).await?;
    setting::touch_public(db).await
}

/// The two texts of a catalogue row: what a search looks through, and the name as it is written, in lower case.
pub fn words(p: Parts, also: Vec<String>) -> (String, String) {
    let name_lower = clean(&p.name).to_lowercase();
    let mut text = vec![p.name, p.producer_name];
    text.extend([p.brand_place, p.commune_name, p.province_name, p.category, p.code].into_iter().flatten());
    text.extend(also);
    // A blank before every word, so that a search can ask for the beginning of one.
    (format!(" {}", fold(&text.join(" "))), name_lower)
}

/// The catalogue rows of many new products; the caller moves the version of public data.
pub async fn put_new(db: &Db, rows: Vec<(String, String, String)>) -> Result<(), Error> {
    let rows = rows.into_iter().map(|(id, folded, lower)| crate::args![id, folded, lower]).collect();
    let head = "INSERT INTO catalogue (product_id, folded, name_lower)";
    crate::import::bulk::put(db, head, "", 3, rows).await
}
