use super::unit::{Brief, Parents, stands};
use crate::prelude::*;
use ocop_domain::area::Extent;
use ocop_store::area::{AreaRow, Link};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What a unit of any time is today.
#[expect(clippy::large_enum_variant, reason = "made one at a time and taken apart at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Current {
    /// Wholly one unit of the present map: a record may be moved there without asking.
    One(Brief),
    /// Only parts of it are known to have gone there: a person chooses (standards §1.2, fact 4).
    Split(Vec<Brief>),
    /// It ended and nothing is known to follow it.
    Ended,
}

/// Follows the successions of a unit to those that stand today.
pub async fn current(cx: &Cx, id: &str) -> Result<Current, Error> {
    let db = cx.db();
    let row = ocop_store::area::by_id(db, id).await?.ok_or(Error::NotFound)?;
    let steps = walk(db, &row, Way::Forward).await?;
    let today = cx.today().to_string();
    let mut rows: Vec<AreaRow> = steps.iter().map(|s| s.row.clone()).collect();
    rows.push(row.clone());
    let parents = Parents::of(db, &rows).await?;
    standing(&row, &steps, &today, &parents)
}

pub(super) fn standing(
    row: &AreaRow,
    steps: &[Walked],
    today: &str,
    parents: &Parents,
) -> Result<Current, Error> {
    if stands(row, today) {
        return Ok(Current::One(parents.brief(row)?));
    }
    let left: Vec<&Walked> = steps.iter().filter(|s| stands(&s.row, today)).collect();
    match left.as_slice() {
        [] => Ok(Current::Ended),
        [only] if only.whole => Ok(Current::One(parents.brief(&only.row)?)),
        many => Ok(Current::Split(many.iter().map(|s| parents.brief(&s.row)).collect::<Result<_, _>>()?)),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Back,
    Forward,
}

/// A unit met on the way through a history.
pub(super) struct Walked {
    pub link: Link,
    pub extent: Extent,
    pub row: AreaRow,
    pub step: usize,
    /// Every step from the unit asked about was whole.
    pub whole: bool,
}

/// No history is longer: a guard against a circle in the data.
const MOST_STEPS: usize = 16;

/// Every unit before or after one, nearest first.
pub(super) async fn walk(db: &Db, from: &AreaRow, way: Way) -> Result<Vec<Walked>, Error> {
    let mut out: Vec<Walked> = vec![];
    let mut seen = HashSet::from([from.id.clone()]);
    let mut front: HashMap<String, bool> = HashMap::from([(from.id.clone(), true)]);
    for step in 1..=MOST_STEPS {
        let mut links = next(db, &front, way).await?;
        if links.is_empty() && step == 1 && way == Way::Forward && from.level == "district" {
            links = through_communes(db, from).await?;
        }
        let ends: Vec<String> = links.iter().map(|l| far(l, way).to_owned()).collect();
        let rows: HashMap<String, AreaRow> =
            ocop_store::area::by_ids(db, &ends).await?.into_iter().map(|r| (r.id.clone(), r)).collect();
        let mut ahead = HashMap::new();
        for link in links {
            let Some(row) = rows.get(far(&link, way)) else { continue };
            if !seen.insert(row.id.clone()) {
                continue;
            }
            let extent: Extent = link.extent.parse().map_err(Error::internal)?;
            let whole = extent.is_whole() && front.get(near(&link, way)).copied().unwrap_or(true);
            ahead.insert(row.id.clone(), whole);
            out.push(Walked { extent, row: row.clone(), step, whole, link });
        }
        if ahead.is_empty() {
            break;
        }
        front = ahead;
    }
    Ok(out)
}

fn far(link: &Link, way: Way) -> &str {
    if way == Way::Forward { &link.new_id } else { &link.old_id }
}

fn near(link: &Link, way: Way) -> &str {
    if way == Way::Forward { &link.old_id } else { &link.new_id }
}

async fn next(db: &Db, front: &HashMap<String, bool>, way: Way) -> Result<Vec<Link>, Error> {
    let mut ids: Vec<String> = front.keys().cloned().collect();
    ids.sort_unstable();
    Ok(match way {
        Way::Forward => ocop_store::area::links_from(db, &ids).await?,
        Way::Back => ocop_store::area::links_to(db, &ids).await?,
    })
}

/// The law dissolved districts without naming successors, except for five islands: where a district went is read
/// from where its communes went.
async fn through_communes(db: &Db, district: &AreaRow) -> Result<Vec<Link>, Error> {
    let communes = ocop_store::area::communes_of_district(db, &district.code).await?;
    let ids: Vec<String> = communes.into_iter().map(|c| c.id).collect();
    let mut targets: BTreeMap<String, Link> = BTreeMap::new();
    for link in ocop_store::area::links_from(db, &ids).await? {
        targets.entry(link.new_id.clone()).or_insert_with(|| Link {
            old_id: district.id.clone(),
            clause: None,
            note: None,
            agreement: None,
            extent: Extent::Partial.as_str().into(),
            ..link
        });
    }
    let mut links: Vec<Link> = targets.into_values().collect();
    if let [only] = links.as_mut_slice() {
        only.extent = Extent::Full.as_str().into();
    }
    Ok(links)
}
