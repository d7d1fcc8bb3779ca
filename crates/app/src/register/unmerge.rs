use super::{Thing, merge::refresh};
use crate::facts;
use crate::prelude::*;
use ocop_store::register::image::{self, Image};
use ocop_store::register::merge::{self as rows, MergeRow, Touched};
use serde::Serialize;
use serde_json::Value;

/// Why a merge cannot be taken back: a row that would be torn or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blocker {
    pub table: String,
    pub id: String,
    /// What a person knows the row by: a name, a number.
    pub label: String,
    /// `changed` since, `gone`, `torn` (it ties the two together) or `taken` (a number another producer has by now).
    pub reason: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmerged {
    Done,
    /// Nothing was changed.
    Blocked(Vec<Blocker>),
}

/// Gives back what a merge moved and changed, to the letter; what was changed since and was not part of the merge
/// stays changed. Refused, with the rows named, where something since hangs on both.
pub async fn unmerge(cx: &Cx, merge_id: &str) -> Result<Unmerged, Error> {
    write_tx!(cx, |tx| {
        let merge = rows::find(&tx, merge_id).await?.ok_or(Error::NotFound)?;
        let thing: Thing = merge.thing.parse().map_err(Error::internal)?;
        let touched = rows::touched(&tx, merge_id).await?;
        leave(cx, &tx, &merge, thing, &touched).await?;
        if merge.undone_at.is_some() {
            return Err(Error::Conflict("merge_undone"));
        }
        let mut blockers = Vec::new();
        let mut now = Vec::new();
        for t in &touched {
            now.push(look(&tx, t, &mut blockers).await?);
        }
        blockers.extend(taken(&tx, thing, &touched).await?);
        for torn in rows::torn(&tx, merge_id).await? {
            blockers.push(Blocker { table: torn.table_name, id: torn.id, label: torn.label, reason: "torn" });
        }
        if !blockers.is_empty() {
            blockers.sort_by(|a, b| (&a.table, &a.id, a.reason).cmp(&(&b.table, &b.id, b.reason)));
            blockers.dedup();
            return Ok(Unmerged::Blocked(blockers));
        }
        for (t, now) in touched.iter().zip(&now).rev() {
            give_back(&tx, t, now.as_ref()).await?;
        }
        rows::undone(&tx, merge_id, cx.actor.id(), cx.now_ms()).await?;
        refresh(&tx, &touched, thing, &merge.survivor_id, &merge.merged_id).await?;
        if thing == Thing::Producer {
            still_free(&tx, [&merge.survivor_id, &merge.merged_id]).await?;
        }
        super::people::given_back(cx, &tx, &merge, &touched).await?;
        let diff =
            json!({"did": "unmerge", "merge": merge.id, "merged": merge.merged_id, "rows": touched.len()});
        let chain = format!("{}:{}", thing.as_str(), merge.survivor_id);
        cx.journal(&tx, &chain, Act::RegisterMerge.as_str(), &merge.survivor_id, diff).await?;
        Ok(Unmerged::Done)
    })
}

/// Leave at both ends, each where it lay before the merge and where it lies now.
async fn leave(cx: &Cx, db: &Db, m: &MergeRow, thing: Thing, touched: &[Touched]) -> Result<(), Error> {
    let view = if thing == Thing::Producer { Act::ProducerView } else { Act::ProductView };
    let two = [Some(m.survivor_id.as_str()), Some(m.merged_id.as_str())];
    let mut images: Vec<&Image> = Vec::new();
    for t in touched.iter().filter(|t| t.table == thing.as_str() && two.contains(&t.after.text("id"))) {
        images.extend(t.before.iter().chain([&t.after]));
    }
    for image in images {
        let producer = if thing == Thing::Producer { image.text("id") } else { image.text("producer_id") };
        let here = facts::of_place(db, image.text("commune_id"), producer).await?;
        cx.allow_known(view, Act::RegisterMerge, &here)?;
    }
    Ok(())
}

/// The row as it stands; adds to `blockers` what speaks against giving it back.
async fn look(db: &Db, t: &Touched, blockers: &mut Vec<Blocker>) -> Result<Option<Image>, Error> {
    let h = rows::table(&t.table).ok_or_else(|| Error::internal(format!("a merge touched {}", t.table)))?;
    let now = image::hold(db, &t.table, h.keys, &t.after).await?;
    let mut block = |reason| {
        let label = ["name", "title", "registration_number", "certificate", "code"];
        let label = label.iter().find_map(|c| t.after.text(c)).unwrap_or_default().to_owned();
        blockers.push(Blocker { table: t.table.clone(), id: t.after.id(h.keys), label, reason });
    };
    match (&now, &t.before) {
        (None, _) => block("gone"),
        // Columns the table was given since the merge say nothing of a change.
        (Some(now), _) if h.whole && t.after.differing(now).next().is_some() => block("changed"),
        (Some(now), Some(before)) => {
            let mut own = before.differing(&t.after).filter(|c| *c != "version");
            if own.any(|c| now.get(c) != t.after.get(c)) {
                block("changed");
            }
        }
        (Some(_), None) => {}
    }
    Ok(now)
}

/// What is unique and was given up may have gone to another producer since: tax numbers and registration numbers.
async fn taken(db: &Db, thing: Thing, touched: &[Touched]) -> Result<Vec<Blocker>, Error> {
    let mut out = Vec::new();
    if thing != Thing::Producer {
        return Ok(out);
    }
    let ids: Vec<&str> =
        touched.iter().filter(|t| t.table == "producer").filter_map(|t| t.after.text("id")).collect();
    for t in touched.iter().filter(|t| t.table == "producer") {
        let before = |column| t.before.as_ref().and_then(|b| b.text(column));
        // Given back: what the record merged away has, and what the survivor had before it took another.
        let back = !t.after.get("merged_into").is_null()
            || t.before
                .as_ref()
                .is_some_and(|b| b.get("registration_number") != t.after.get("registration_number"));
        if let Some(number) = before("registration_number").filter(|_| back) {
            for other in crate::producer::holders_of_registration(db, number, "").await? {
                if !ids.contains(&other.id.as_str()) {
                    out.push(Blocker {
                        table: "producer".into(),
                        id: other.id,
                        label: other.name,
                        reason: "taken",
                    });
                }
            }
        }
        let Some(number) = before("tax_number") else { continue };
        if let Some((id, name)) = ocop_store::producer::holder_of_tax_number(db, number).await?
            && !ids.contains(&id.as_str())
        {
            out.push(Blocker { table: "producer".into(), id, label: name, reason: "taken" });
        }
    }
    Ok(out)
}

/// A number entered for another producer in the same moment: the reservation was waited for just now, and says so.
async fn still_free(db: &Db, ids: [&str; 2]) -> Result<(), Error> {
    for id in ids {
        let producer = ocop_store::producer::find_exact(db, id).await?;
        let number = producer.and_then(|p| p.registration_number.filter(|_| p.merged_into.is_none()));
        let key = number.as_deref().and_then(ocop_store::register::duplicates::reserved);
        let Some(key) = key else { continue };
        let holder = ocop_store::register::duplicates::holder(db, &key).await?;
        if holder.is_some_and(|p| !ids.contains(&p.id.as_str())) {
            return Err(Error::Busy);
        }
    }
    Ok(())
}

async fn give_back(db: &Db, t: &Touched, now: Option<&Image>) -> Result<(), Error> {
    let (Some(h), Some(now)) = (rows::table(&t.table), now) else { return Ok(()) };
    let Some(before) = &t.before else {
        return Ok(image::delete(db, &t.table, h.keys, now).await?);
    };
    let columns = before.differing(&t.after).map(|c| {
        // Edited since (in what the merge left alone): the version goes on, so that a page opened before does not save over the edit.
        let edited = c == "version" && now.get(c) != t.after.get(c);
        let next = Value::from(now.get(c).as_i64().unwrap_or_default() + 1);
        (c.clone(), if edited { next } else { before.get(c).clone() })
    });
    let columns: Vec<(String, Value)> = columns.collect();
    Ok(image::write(db, &t.table, h.keys, now, &columns).await?)
}
