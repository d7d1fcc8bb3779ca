//! The map held against the State's lists that the program carries: figures of a decade rest on when a unit stood and what it
//! went into, and no act changes these. What an administrator corrected is held against the correction.

use super::source;
use crate::prelude::*;
use ocop_store::area::{AreaRow, Link};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Units read in one go.
const PAGE: i64 = 500;

/// One sentence for each unit or succession that is not as the lists and the corrections have it; returns how many were
/// looked at.
pub(crate) async fn check(cx: &Cx, breaks: &mut Vec<String>) -> Result<i64, Error> {
    // Without the entry of its loading the map is not the State's.
    let entries = ocop_store::journal::chain(cx.db(), super::load::CHAIN).await?;
    let Some(loaded) = entries.last() else { return Ok(0) };
    // Lists of another edition than the one that was loaded prove nothing of it; the first program to say its edition came with
    // the lists that those before it had loaded.
    let diff: Value = serde_json::from_str(&loaded.diff).unwrap_or_default();
    if diff["edition"].as_str().is_some_and(|loaded| loaded != source::edition()) {
        return Ok(0);
    }
    let source = source::read()?;
    Ok(units(cx, source.areas, breaks).await? + successions(cx, source.links, breaks).await?)
}

async fn units(cx: &Cx, listed: Vec<AreaRow>, breaks: &mut Vec<String>) -> Result<i64, Error> {
    let mut listed: BTreeMap<String, AreaRow> = listed.into_iter().map(|a| (a.id.clone(), a)).collect();
    let corrected = corrected(cx).await?;
    let (mut after, mut things) = (String::new(), 0);
    loop {
        let page = ocop_store::area::after(cx.db(), &after, PAGE).await?;
        let Some(end) = page.last() else { break };
        after.clone_from(&end.id);
        for now in &page {
            things += 1;
            let Some(mut wanted) = listed.remove(&now.id) else {
                breaks.push(format!("area {}: the State's lists do not have it", now.id));
                continue;
            };
            // A name is the full name without the word of its kind, also after a correction.
            let bare = now.full_name.ends_with(&now.name) && !now.name.is_empty();
            if !bare {
                breaks.push(format!("area {}: name is {}, of {}", now.id, now.name, now.full_name));
            }
            if let Some(diff) = corrected.get(&now.id) {
                let said = |name: &str| diff[name][1].as_str().map(str::to_owned);
                wanted.full_name = said("full_name").unwrap_or(wanted.full_name);
                wanted.kind = said("kind").unwrap_or(wanted.kind);
            }
            let wrong = differing(&facts(now), &facts(&wanted));
            if !wrong.is_empty() {
                breaks.push(format!("area {}: {}", now.id, wrong.join(", ")));
            }
        }
    }
    breaks.extend(listed.keys().map(|id| format!("area {id}: it is gone")));
    Ok(things)
}

/// The last correction of each unit that was corrected.
async fn corrected(cx: &Cx) -> Result<HashMap<String, Value>, Error> {
    let entries = ocop_store::journal::last_of(cx.db(), "area:", Act::AreaCorrect.as_str()).await?;
    Ok(entries.into_iter().map(|e| (e.subject, serde_json::from_str(&e.diff).unwrap_or_default())).collect())
}

/// What the law says of a unit.
fn facts(a: &AreaRow) -> [(&'static str, Option<&str>); 11] {
    [
        ("level", Some(&a.level)),
        ("code", Some(&a.code)),
        ("full_name", Some(&a.full_name)),
        ("kind", Some(&a.kind)),
        ("province_code", Some(&a.province_code)),
        ("district_code", a.district_code.as_deref()),
        ("valid_from", a.valid_from.as_deref()),
        ("valid_to", a.valid_to.as_deref()),
        ("decree", a.decree.as_deref()),
        ("name_en", a.name_en.as_deref()),
        ("alt_code", a.alt_code.as_deref()),
    ]
}

fn differing(now: &[(&str, Option<&str>)], wanted: &[(&str, Option<&str>)]) -> Vec<String> {
    let pairs = now.iter().zip(wanted).filter(|(a, b)| a != b);
    let shown = |v: Option<&str>| v.unwrap_or("nothing").to_owned();
    pairs
        .map(|((name, a), (_, b))| format!("{name} is {}, the State's list says {}", shown(*a), shown(*b)))
        .collect()
}

async fn successions(cx: &Cx, listed: Vec<Link>, breaks: &mut Vec<String>) -> Result<i64, Error> {
    let facts = |l: &Link| {
        let decree = format!("{} {}", l.decree.as_deref().unwrap_or("–"), l.clause.as_deref().unwrap_or(""));
        (
            l.old_id.clone(),
            l.new_id.clone(),
            format!("{}, {}", l.extent, l.effective_on),
            decree.trim().to_owned(),
        )
    };
    let now: Vec<_> = ocop_store::area::all_links(cx.db()).await?.iter().map(facts).collect();
    let mut wanted: BTreeMap<_, i64> = BTreeMap::new();
    for link in &listed {
        *wanted.entry(facts(link)).or_default() += 1;
    }
    let named = |(old, new, how, decree): &(String, String, String, String)| {
        format!("succession {old} → {new} ({how}, {decree})")
    };
    for link in &now {
        match wanted.get_mut(link).filter(|n| **n > 0) {
            Some(n) => *n -= 1,
            None => breaks.push(format!("{}: the State's lists do not have it", named(link))),
        }
    }
    breaks.extend(wanted.iter().filter(|(_, n)| **n > 0).map(|(l, _)| format!("{}: it is gone", named(l))));
    i64::try_from(now.len()).map_err(Error::internal)
}
