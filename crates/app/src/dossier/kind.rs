//! Which kind of dossier a product may have now, from its stars in the register.

use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::dossier::choice::{Bar, Choice, Held, Words, choose};
use ocop_domain::dossier::{Kind, choice};
use ocop_domain::recognition::Extension;
use ocop_store::Db;
use ocop_store::dossier::held::{self, HeldRow};
use std::collections::BTreeMap;

/// The choice for a product, and the recognition it turns on.
pub(super) struct Chosen {
    pub choice: Choice,
    pub star: Option<HeldRow>,
}

/// The choices for these products on a day.
pub(super) async fn of_products(
    db: &Db,
    products: &[String],
    day: Date,
) -> Result<BTreeMap<String, Chosen>, Error> {
    let mut rows: BTreeMap<String, Vec<HeldRow>> = BTreeMap::new();
    for row in held::of_products(db, products).await? {
        rows.entry(row.product_id.clone()).or_default().push(row);
    }
    Ok(products
        .iter()
        .map(|id| {
            let rows = rows.remove(id).unwrap_or_default();
            let stars: Vec<Held> = rows.iter().map(held_of).collect();
            let star = choice::current(&stars, day).and_then(|n| rows.get(n).cloned());
            (id.clone(), Chosen { choice: choose(&stars, day), star })
        })
        .collect())
}

pub(super) async fn of_product(db: &Db, product: &str, day: Date) -> Result<Chosen, Error> {
    let mut all = of_products(db, &[product.to_owned()], day).await?;
    all.remove(product).ok_or(Error::NotFound)
}

fn held_of(row: &HeldRow) -> Held {
    Held {
        stars: row.stars,
        issued: row.issued_on,
        expires: row.expires_on,
        withdrawn: row.withdrawn_on,
        superseded: row.superseded_on,
        refused: row.refused,
        extension: if row.transitional { Extension::Transitional } else { Extension::Lasting },
    }
}

/// A verdict as the arguments of a sentence: days written dd/mm/yyyy, the article, the stars.
pub fn arguments(words: &Words) -> Vec<(&'static str, String)> {
    let written = |d: &Date| format!("{:02}/{:02}/{:04}", d.day(), d.month(), d.year());
    let mut out: Vec<_> = words.days.iter().map(|(name, d)| (*name, written(d))).collect();
    out.push(("article", words.article.to_owned()));
    out.extend(words.stars.map(|s| ("stars", s.to_string())));
    out
}

fn refusal(bar: &Bar) -> Error {
    let mut invalid = crate::Invalid::default();
    invalid.add_with("kind", bar.code(), arguments(&bar.words()));
    Error::Invalid(invalid)
}

/// The kind asked for, or the one proposed; refused with its reason where it may not be handed in.
pub(super) fn decide(choice: &Choice, asked: Option<Kind>) -> Result<Kind, Error> {
    let kind = match asked.or(choice.proposed) {
        Some(kind) => kind,
        // Nothing is proposed: an undated star leaves the choice to its holder; else re-ranking says what to wait for.
        None if choice.reranking.is_ok() => return Err(Error::field("kind", "kind_choose")),
        None => Kind::Reranking,
    };
    choice.of(kind).map(|_| kind).map_err(|bar| refusal(&bar))
}

/// Refuses a first submission of a kind that may not be handed in on this day; a mended dossier was handed in already.
pub(super) async fn still_open(cx: &Cx, db: &Db, product: &str, kind: Kind) -> Result<(), Error> {
    let chosen = of_product(db, product, cx.today()).await?;
    chosen.choice.of(kind).map(|_| ()).map_err(|bar| refusal(&bar))
}
