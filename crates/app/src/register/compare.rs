use super::duplicates::{producers, products};
use super::{Distinct, Thing, allow, fields, pair, record};
use crate::account::signed::{Signed, signed};
use crate::prelude::*;
use ocop_store::register::duplicates as rows;
use ocop_store::register::image::{self, Image};
use ocop_store::register::merge::{OF_PRODUCER, OF_PRODUCT, hanging_on};
use ocop_store::scope::place;
use serde_json::Value;

/// One fact of both records, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPair {
    pub name: &'static str,
    pub first: String,
    pub second: String,
}

impl FieldPair {
    pub fn differs(&self) -> bool {
        self.first != self.second
    }

    /// The record whose value is proposed: the survivor's, unless only the other has one.
    pub fn proposes_second(&self) -> bool {
        self.first.is_empty() && !self.second.is_empty()
    }
}

/// How many rows of a kind hang on each of two records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hanging {
    pub table: &'static str,
    pub first: i64,
    pub second: i64,
}

/// Two records side by side.
#[derive(Debug, Clone)]
pub struct Compared {
    pub thing: Thing,
    pub first_id: String,
    pub second_id: String,
    pub first_name: String,
    pub second_name: String,
    pub first_version: i64,
    pub second_version: i64,
    pub fields: Vec<FieldPair>,
    pub hanging: Vec<Hanging>,
    pub reasons: Vec<&'static str>,
    pub points: i64,
    /// A person said that they are two.
    pub distinct: Option<Signed<Distinct>>,
    /// The actor may merge them: leave at both ends. Otherwise personal facts are left out.
    pub can_merge: bool,
}

/// Lays two records side by side; the first is the one that would stay.
pub async fn compare(cx: &Cx, first_id: &str, second_id: &str) -> Result<Compared, Error> {
    let db = cx.db();
    let (a, b) = (record(db, first_id).await?, record(db, second_id).await?);
    if a.thing != b.thing || a.id == b.id {
        return Err(Error::NotFound);
    }
    let (mine, other) =
        (allow(cx, db, Act::RegisterMerge, &a).await, allow(cx, db, Act::RegisterMerge, &b).await);
    let can_merge = mine.is_ok() && other.is_ok();
    if mine.is_err() {
        other?;
    }
    let (x, y) = (image_of(db, a.thing, &a.id).await?, image_of(db, b.thing, &b.id).await?);
    let mut pairs = Vec::new();
    for f in fields::of(a.thing) {
        if f.personal && !can_merge {
            continue;
        }
        let (first, second) = (shown(db, &x, f).await?, shown(db, &y, f).await?);
        pairs.push(FieldPair { name: f.name, first, second });
    }
    let mut hanging = Vec::new();
    for h in if a.thing == Thing::Producer { OF_PRODUCER } else { OF_PRODUCT } {
        let (first, second) = (hanging_on(db, h, &a.id).await?, hanging_on(db, h, &b.id).await?);
        if first + second > 0 {
            hanging.push(Hanging { table: h.table, first, second });
        }
    }
    let both = pair(&a.id, &b.id);
    let distinct = rows::distinct(db, &both).await?.into_iter().collect();
    let distinct = signed(cx, distinct, |row: &Distinct| row.by_account.as_deref()).await?.pop();
    let likely = match a.thing {
        Thing::Producer => producers(db, vec![both]).await?,
        Thing::Product => products(db, vec![both]).await?,
    };
    let (reasons, points) = likely.into_iter().next().map(|l| (l.reasons, l.points)).unwrap_or_default();
    let version = |i: &Image| i.get("version").as_i64().unwrap_or_default();
    Ok(Compared {
        thing: a.thing,
        first_version: version(&x),
        second_version: version(&y),
        first_id: a.id,
        second_id: b.id,
        first_name: a.name,
        second_name: b.name,
        fields: pairs,
        hanging,
        reasons,
        points,
        distinct,
        can_merge,
    })
}

async fn image_of(db: &Db, thing: Thing, id: &str) -> Result<Image, Error> {
    image::find(db, thing.as_str(), id).await?.ok_or(Error::NotFound)
}

/// A field as text; places by their names.
async fn shown(db: &Db, row: &Image, field: &fields::Field) -> Result<String, Error> {
    let mut parts = Vec::new();
    for column in field.columns {
        let Value::String(value) = row.get(column) else { continue };
        if *column == "folded" {
            continue;
        }
        parts.push(match *column {
            "commune_id" => match place(db, value).await? {
                Some(p) => format!("{}, {}", p.commune_name, p.province_name),
                None => value.clone(),
            },
            "establishment_id" => match ocop_store::producer::establishment(db, value).await? {
                Some(e) => e.name,
                None => value.clone(),
            },
            _ => value.clone(),
        });
    }
    Ok(parts.join(", "))
}
