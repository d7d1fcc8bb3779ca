//! The catalogue row of a product, kept by every verb that changes what it is made of.

use crate::{Cx, Error, write_tx};
use ocop_domain::text::{clean, fold};
use ocop_store::{Db, portal as store, setting};

/// Rebuilds the catalogue row of one product inside the caller's transaction: products with a recognition are public,
/// others are not. Callers also move the public version (`setting::touch_public`).
pub async fn refresh(tx: &Db, product_id: &str) -> Result<(), Error> {
    let Some(p) = store::parts(tx, product_id).await? else { return Ok(()) };
    if p.recognitions == 0 {
        return Ok(store::remove(tx, product_id).await?);
    }
    let mut text = vec![p.name.clone(), p.producer_name];
    text.extend([p.brand_place, p.commune_name, p.province_name, p.code].into_iter().flatten());
    text.extend(store::aliases(tx, product_id).await?);
    // A blank before every word, so that a search can ask for the beginning of one.
    let folded = format!(" {}", fold(&text.join(" ")));
    Ok(store::put(tx, product_id, &folded, &clean(&p.name).to_lowercase()).await?)
}

/// Rebuilds the whole catalogue, in pieces: after imports, and when areas change their names.
pub async fn refresh_all(cx: &Cx) -> Result<u64, Error> {
    let (mut after, mut done) = (String::new(), 0);
    loop {
        let piece = store::recognised_products(cx.db(), &after, 500).await?;
        let Some(last) = piece.last() else { break };
        after.clone_from(&last.id);
        let written: Result<(), Error> = write_tx!(cx, |tx| {
            for p in &piece {
                refresh(&tx, &p.id).await?;
            }
            Ok(setting::touch_public(&tx).await?)
        });
        written?;
        done += piece.len() as u64;
    }
    Ok(done)
}
