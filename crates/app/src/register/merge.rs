use super::work::Work;
use super::{PAGE, Thing, allow, fields, people, record};
use crate::account::signed::{Signed, signed};
use crate::prelude::*;
use ocop_domain::text::clean;
use ocop_store::register::merge::{self as rows, MergeLine, MergeRow, Touched};
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
