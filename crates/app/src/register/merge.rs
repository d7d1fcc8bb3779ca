use super::{PAGE, Thing, allow, fields, people, record};
use crate::account::signed::{Signed, signed};
use crate::prelude::*;
use ocop_domain::text::clean;
use ocop_store::register::image::{self, Image};
use ocop_store::register::merge::{self as rows, Hanging, MergeLine, MergeRow, Touched};
use serde_json::Value;
use std::collections::BTreeMap;

/// Merges one record into another. `take` names the fields whose value of the record merged away stays.
#[derive(Debug, Clone, Default)]
pub struct Merge {
    pub survivor_id: String,
    pub merged_id: String,
    /// The states that were compared.
    pub survivor_version: i64,
    pub merged_version: i64,
    pub take: Vec<String>,
    pub reason: String,
}

/// Two records of one producer, or of one product, become one. What hangs on the record merged away moves to the
/// survivor; it stays itself as a redirect. Seals and certificates are not touched. Returns the merge's id.
pub async fn merge(cx: &Cx, cmd: Merge) -> Result<String, Error> {
    let id = cx.id();
    write_tx!(cx, |tx| {
        let (keep, gone) = (record(&tx, &cmd.survivor_id).await?, record(&tx, &cmd.merged_id).await?);
        if keep.thing != gone.thing || keep.id == gone.id {
            return Err(Error::NotFound);
        }
        allow(cx, &tx, Act::RegisterMerge, &keep).await?;
        allow(cx, &tx, Act::RegisterMerge, &gone).await?;
        let thing = keep.thing;
        let mut bad = Invalid::default();
        let reason = clean(&bad.text("reason", &cmd.reason, 1000));
        let of = fields::of(thing);
        for name in &cmd.take {
            if !of.iter().any(|f| f.name == name) {
                bad.add(format!("f.{name}"), "unknown_choice");
            }
        }
        bad.ok()?;
        if thing == Thing::Product {
            one_producer(&tx, &keep.producer_id, &gone.producer_id, &keep.id, &gone.id).await?;
        }
        let mut work = Work { db: &tx, touched: Vec::new() };
        let old = work.held(thing, &gone.id, cmd.merged_version).await?;
        let new = work.held(thing, &keep.id, cmd.survivor_version).await?;
        let moves = if thing == Thing::Producer { rows::OF_PRODUCER } else { rows::OF_PRODUCT };
        let sides = match thing {
            Thing::Producer => people::sides(cx, &tx, &keep.id, &gone.id).await?,
            Thing::Product => None,
        };
        for hanging in moves {
            work.carry(hanging, &gone.id, &keep.id).await?;
        }
        if thing == Thing::Producer {
            people::note_moved(cx, &tx, &work.touched, (&keep.id, &gone.id), &id).await?;
        }
        if let Some(sides) = sides {
            people::ask_again(cx, &mut work, &sides, (&keep.id, &gone.id), &id).await?;
        }
        let taken: Vec<&str> = of
            .iter()
            .filter(|f| cmd.take.iter().any(|t| t == f.name))
            .filter(|f| f.columns.iter().any(|c| old.get(c) != new.get(c)))
            .map(|f| f.name)
            .collect();
        work.records(thing, old, new, &taken).await?;
        let row = MergeRow {
            id: id.clone(),
            thing: thing.as_str().into(),
            survivor_id: keep.id.clone(),
            merged_id: gone.id.clone(),
            reason,
            taken: json!(taken).to_string(),
            merged_by: cx.actor.id().into(),
            merged_at: cx.now_ms(),
            undone_by: None,
            undone_at: None,
        };
        rows::insert(&tx, &row, &work.touched).await?;
        refresh(&tx, &work.touched, thing, &keep.id, &gone.id).await?;
        let diff = json!({"merge": id, "merged": gone.id, "fields": taken, "rows": counts(&work.touched)});
        let chain = format!("{}:{}", thing.as_str(), keep.id);
        cx.journal(&tx, &chain, Act::RegisterMerge.as_str(), &keep.id, diff).await?;
        Ok(id.clone())
    })
}

/// Two products of different producers are not one product yet; and two running dossiers would be one too many.
async fn one_producer(db: &Db, a: &str, b: &str, keep: &str, gone: &str) -> Result<(), Error> {
    if a != b {
        return Err(Error::Conflict("merge_other_producer"));
    }
    use ocop_store::dossier::subject::open_dossier;
    if open_dossier(db, keep).await?.is_some() && open_dossier(db, gone).await?.is_some() {
        return Err(Error::Conflict("merge_two_open_dossiers"));
    }
    Ok(())
}

/// A merge as it goes: every row it changes is remembered whole, before and after.
pub(super) struct Work<'a> {
    pub(super) db: &'a Db,
    touched: Vec<Touched>,
}

impl Work<'_> {
    async fn held(&self, thing: Thing, id: &str, version: i64) -> Result<Image, Error> {
        let key = Image([("id".to_owned(), Value::from(id))].into_iter().collect());
        let row = image::hold(self.db, thing.as_str(), &["id"], &key).await?.ok_or(Error::NotFound)?;
        if !row.get("merged_into").is_null() {
            return Err(Error::Conflict("merged_away"));
        }
        if row.get("version").as_i64() != Some(version) {
            return Err(Error::Conflict("stale"));
        }
        Ok(row)
    }

    pub(super) async fn change(
        &mut self,
        table: &str,
        keys: &[&str],
        before: Image,
        columns: Vec<(String, Value)>,
    ) -> Result<(), Error> {
        image::write(self.db, table, keys, &before, &columns).await?;
        let mut after = before.clone();
        after.0.extend(columns);
        self.touched.push(Touched { table: table.into(), before: Some(before), after });
        Ok(())
    }

    /// Puts a row in that un-merging takes away again.
    pub(super) async fn make(&mut self, table: &str, row: Image) -> Result<(), Error> {
        image::insert(self.db, table, &row).await?;
        self.touched.push(Touched { table: table.into(), before: None, after: row });
        Ok(())
    }

    /// Moves every row that hangs on `gone` over to `keep`.
    async fn carry(&mut self, h: &Hanging, gone: &str, keep: &str) -> Result<(), Error> {
        for row in image::hold_all(self.db, h.table, h.keys, h.column, gone).await? {
            let to = (h.column.to_owned(), Value::from(keep));
            if h.keys.contains(&h.column) {
                // Where the survivor has the same row by now (a former code of both), the other's stays where it is.
                let mut there = row.clone();
                there.0.extend([to.clone()]);
                if image::hold(self.db, h.table, h.keys, &there).await?.is_some() {
                    continue;
                }
            }
            self.change(h.table, h.keys, row, vec![to]).await?;
        }
        Ok(())
    }

    /// Writes the two records: the one becomes a redirect and gives up what is unique and taken, the other takes it.
    async fn records(&mut self, thing: Thing, old: Image, new: Image, taken: &[&str]) -> Result<(), Error> {
        let next =
            |row: &Image| ("version".to_owned(), Value::from(row.get("version").as_i64().unwrap_or(0) + 1));
        let keep_id = new.get("id").clone();
        let mut lost = vec![("merged_into".to_owned(), keep_id.clone()), next(&old)];
        let mut won = vec![next(&new)];
        for field in fields::of(thing).iter().filter(|f| taken.contains(&f.name)) {
            for column in field.columns {
                won.push(((*column).to_owned(), old.get(column).clone()));
                if *column == "tax_number" {
                    lost.push(((*column).to_owned(), Value::Null));
                }
            }
        }
        let mut former = None;
        if thing == Thing::Product {
            match (new.text("code"), old.text("code")) {
                (None, Some(code)) => {
                    won.push(("code".into(), code.into()));
                    lost.push(("code".into(), Value::Null));
                }
                (Some(_), Some(code)) => former = Some(code.to_owned()),
                _ => {}
            }
        }
        self.change(thing.as_str(), &["id"], old, lost).await?;
        self.change(thing.as_str(), &["id"], new, won).await?;
        if let Some(code) = former {
            let alias = json!({"code": code, "product_id": keep_id, "kind": "merged", "source": null});
            let alias = Image(alias.as_object().cloned().unwrap_or_default());
            if image::hold(self.db, "product_alias", &["code", "product_id"], &alias).await?.is_none() {
                self.make("product_alias", alias).await?;
            }
        }
        Ok(())
    }
}

fn counts(touched: &[Touched]) -> BTreeMap<&str, i64> {
    let mut out = BTreeMap::new();
    for t in touched {
        *out.entry(t.table.as_str()).or_default() += 1;
    }
    out
}

/// What is derived from the register is written anew: keys, the catalogue, the version of the public pages.
pub(super) async fn refresh(
    tx: &Db,
    touched: &[Touched],
    thing: Thing,
    keep: &str,
    gone: &str,
) -> Result<(), Error> {
    if thing == Thing::Producer {
        ocop_store::register::duplicates::release(tx, [keep, gone]).await?;
    }
    for id in [keep, gone] {
        match thing {
            Thing::Producer => {
                if let Some(p) = ocop_store::producer::find_exact(tx, id).await? {
                    ocop_store::register::write_keys(tx, &p).await?;
                }
                crate::producer::refresh_products(tx, id).await?;
            }
            Thing::Product => crate::catalogue::refresh(tx, id).await?,
        }
    }
    let products = touched.iter().filter(|t| t.table == "product").filter_map(|t| t.after.text("id"));
    let products: Vec<String> = products.map(str::to_owned).collect();
    crate::catalogue::refresh_many(tx, &products).await?;
    Ok(ocop_store::setting::touch_public(tx).await?)
}

/// One page (from 1) of the merges within the actor's reach, the newest first, and how many there are.
pub async fn merges(cx: &Cx, page: i64) -> Result<(Vec<Signed<MergeLine>>, i64), Error> {
    let visible = cx.reach(Act::RegisterMerge, &Facts::default())?;
    let (lines, total) = rows::list(cx.db(), &visible, PAGE, (page.max(1) - 1) * PAGE).await?;
    Ok((signed(cx, lines, |line| line.by_account.as_deref()).await?, total))
}
