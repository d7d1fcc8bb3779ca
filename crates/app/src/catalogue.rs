//! The catalogue row of a product, kept by every verb that changes what it is made of.

use crate::prelude::*;
use ocop_store::{portal as store, setting};

/// Rebuilds the catalogue row of one product inside the caller's transaction and moves the public version.
pub async fn refresh(tx: &Db, product_id: &str) -> Result<(), Error> {
    Ok(store::refresh(tx, product_id).await?)
}

/// Like [`refresh`], for many products with few statements.
pub async fn refresh_many(tx: &Db, products: &[String]) -> Result<(), Error> {
    Ok(store::refresh_many(tx, products).await?)
}

/// Rebuilds the whole catalogue, in pieces.
pub async fn refresh_all(cx: &Cx) -> Result<u64, Error> {
    let (mut after, mut done) = (String::new(), 0);
    loop {
        let piece = store::recognised_products(cx.db(), &after, 500).await?;
        let Some(last) = piece.last() else { break };
        after.clone_from(&last.id);
        let ids: Vec<String> = piece.into_iter().map(|p| p.id).collect();
        let written: Result<(), Error> = write_tx!(cx, |tx| { refresh_many(&tx, &ids).await });
        written?;
        done += ids.len() as u64;
    }
    Ok(done)
}

/// Where it is written down that the catalogue names products as they were recognised.
const NAMES: &str = "portal.names_of_recognitions";

/// Rebuilds a catalogue of before, which named products as the register does. Once in the life of an installation.
pub async fn take_names_of_recognitions(cx: &Cx) -> Result<(), Error> {
    if setting::get(cx.db(), NAMES).await?.is_some() {
        return Ok(());
    }
    refresh_all(cx).await?;
    let system = cx.as_actor(Actor::System);
    write_tx!(system, |tx| { Ok(setting::set(&tx, NAMES, "1").await?) })
}
