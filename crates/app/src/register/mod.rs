//! Keeping the register true: likely duplicates, merging two records into one and taking that back without loss,
//! corrections of legal facts and transfers with their history.

mod ask;
mod compare;
mod decide;
mod distinct;
mod duplicates;
mod fields;
mod history;
mod keys;
mod merge;
mod people;
mod unmerge;
mod work;

pub use ask::{AskFacts, AskTransfer, Ground, ask_facts, ask_transfer, papers};
pub use compare::{Compared, FieldPair, Hanging, compare};
pub use decide::{Answer, CaseView, answer, case, cases};
pub use distinct::{Say, distinct_list, say_distinct, unsay_distinct};
pub use duplicates::{Likely, duplicates};
pub use fields::{FIELDS_OF_PRODUCER, FIELDS_OF_PRODUCT, Field};
pub use history::history;
pub use keys::write_missing_keys;
pub use merge::{Merge, merge, merges};
pub use ocop_domain::register::{AmendmentState, Thing};
pub use ocop_store::register::amendment::AmendmentLine;
pub use ocop_store::register::change::ChangeRow;
pub use ocop_store::register::duplicates::{Candidate, Distinct};
pub use ocop_store::register::merge::MergeLine;
pub use unmerge::{Blocker, Unmerged, unmerge};

use crate::facts;
use crate::prelude::*;
use ocop_store::register::duplicates::Pair;

/// Lines on one page of a list.
pub const PAGE: i64 = 25;

/// Two ids in the order in which pairs are kept.
fn pair(a: &str, b: &str) -> Pair {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    Pair { first_id: first.into(), second_id: second.into() }
}

/// A record of the register with where it lies and whose it is; merged-away ones are not there.
pub(crate) struct Record {
    pub thing: Thing,
    pub id: String,
    pub name: String,
    pub commune_id: Option<String>,
    pub producer_id: String,
}

/// Finds a producer or product by its id. [`Error::Conflict`] for one merged away meanwhile.
pub(crate) async fn record(db: &Db, id: &str) -> Result<Record, Error> {
    let (record, merged) = if let Some(p) = ocop_store::producer::find_exact(db, id).await? {
        let id = p.id.clone();
        let r =
            Record { thing: Thing::Producer, id, name: p.name, commune_id: p.commune_id, producer_id: p.id };
        (r, p.merged_into)
    } else {
        let p = ocop_store::product::find_exact(db, id).await?.ok_or(Error::NotFound)?;
        let (id, producer_id) = (p.id, p.producer_id);
        (
            Record { thing: Thing::Product, id, name: p.name, commune_id: p.commune_id, producer_id },
            p.merged_into,
        )
    };
    if merged.is_some() { Err(Error::Conflict("merged_away")) } else { Ok(record) }
}

/// Leave to do something with a record; a person who may not even see it is told it is not there.
pub(crate) async fn allow(cx: &Cx, db: &Db, act: Act, r: &Record) -> Result<(), Error> {
    let here = facts::of_place(db, r.commune_id.as_deref(), Some(&r.producer_id)).await?;
    let view = if r.thing == Thing::Producer { Act::ProducerView } else { Act::ProductView };
    cx.allow_known(view, act, &here)
}
