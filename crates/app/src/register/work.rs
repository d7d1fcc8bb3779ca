//! A merge as it goes.

use super::{Thing, fields};
use crate::Error;
use ocop_store::Db;
use ocop_store::register::image::{self, Image};
use ocop_store::register::merge::{Hanging, Touched};
use serde_json::{Value, json};

/// Every row a merge changes is remembered whole, before and after.
pub(super) struct Work<'a> {
    pub(super) db: &'a Db,
    pub(super) touched: Vec<Touched>,
}

impl Work<'_> {
    pub(super) async fn held(&self, thing: Thing, id: &str, version: i64) -> Result<Image, Error> {
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
    pub(super) async fn carry(&mut self, h: &Hanging, gone: &str, keep: &str) -> Result<(), Error> {
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
    pub(super) async fn records(
        &mut self,
        thing: Thing,
        old: Image,
        new: Image,
        taken: &[&str],
    ) -> Result<(), Error> {
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
