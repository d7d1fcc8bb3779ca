//! The words by which the catalogue finds a product.

use super::product::{NamedParts, Parts, aliases_of, parts_of, recognised_names_of};
use crate::db::Db;
use crate::db::put::OrElse;
use crate::import::ASKED_AT_ONCE;
use crate::scope::placeholders;
use crate::{Error, setting};
use ocop_domain::text::{clean, fold};
use std::collections::HashMap;
use std::mem::replace;

/// Old codes under which a product is found.
const MOST_ALIASES: usize = 50;

/// Recognitions, the newest first, under whose names a product is found.
const MOST_NAMES: usize = 10;

/// Writes the catalogue row of a product again and moves the version of public data. To be called by every verb that
/// changes its name, place, code, producer or stars. Products that never held a star are not public.
pub async fn refresh(db: &Db, product_id: &str) -> Result<(), Error> {
    refresh_many(db, &[product_id.to_owned()]).await
}

/// Like [`refresh`], for many products with few statements.
pub async fn refresh_many(db: &Db, products: &[String]) -> Result<(), Error> {
    if products.is_empty() {
        return Ok(());
    }
    for some in products.chunks(ASKED_AT_ONCE) {
        let mut also: HashMap<String, Vec<String>> = HashMap::new();
        for a in aliases_of(db, some).await? {
            let known = also.entry(a.product_id).or_default();
            if known.len() < MOST_ALIASES {
                known.push(a.text);
            }
        }
        let mut names: HashMap<String, Vec<(String, String)>> = HashMap::new();
        for r in recognised_names_of(db, some).await? {
            names.entry(r.product_id).or_default().push((r.product_name, r.producer_name));
        }
        let (mut rows, mut gone) = (Vec::new(), Vec::new());
        for NamedParts { id, parts } in parts_of(db, some).await? {
            if parts.recognitions == 0 {
                gone.push(id);
                continue;
            }
            let (also, names) = (also.remove(&id), names.remove(&id));
            let (folded, lower) = row(parts, also.unwrap_or_default(), names.unwrap_or_default());
            rows.push(values!(product_id: id, folded, name_lower: lower));
        }
        db.insert_all("catalogue", rows, OrElse::Replace(&["product_id"])).await?;
        if !gone.is_empty() {
            let mut args = vec![];
            let list = placeholders(&mut args, &gone);
            db.exec(&format!("DELETE FROM catalogue WHERE product_id IN ({list})"), args).await?;
        }
    }
    setting::touch_public(db).await
}

/// A product is called what it was recognised as, and is found by what it is called now as well.
fn row(mut p: Parts, mut also: Vec<String>, names: Vec<(String, String)>) -> (String, String) {
    for (n, (name, producer)) in names.into_iter().take(MOST_NAMES).enumerate() {
        let others = match n {
            0 => [replace(&mut p.name, name), replace(&mut p.producer_name, producer)],
            _ => [name, producer],
        };
        for other in others {
            if other != p.name && other != p.producer_name && !also.contains(&other) {
                also.push(other);
            }
        }
    }
    words(p, also)
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
    let values = |(id, folded, lower)| values!(product_id: id, folded, name_lower: lower);
    db.insert_all("catalogue", rows.into_iter().map(values).collect(), OrElse::Refuse).await
}
