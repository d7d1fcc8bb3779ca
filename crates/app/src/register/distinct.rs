use super::{Distinct, PAGE, allow, pair, record};
use crate::account::signed::{Signed, signed};
use crate::prelude::*;
use ocop_domain::text::clean;
use ocop_store::register::duplicates as rows;

/// Two records a person looked at and found to be two.
#[derive(Debug, Clone, Default)]
pub struct Say {
    pub first_id: String,
    pub second_id: String,
    pub reason: String,
}

/// Remembers that a pair is no duplicate: it is not shown again. Leave for one of the two is enough.
pub async fn say_distinct(cx: &Cx, cmd: Say) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let (a, b) = (record(&tx, &cmd.first_id).await?, record(&tx, &cmd.second_id).await?);
        if a.thing != b.thing || a.id == b.id {
            return Err(Error::NotFound);
        }
        either(cx, &tx, &a, &b).await?;
        let mut bad = Invalid::default();
        let reason = bad.optional("reason", &cmd.reason, 500).map(|r| clean(&r));
        bad.ok()?;
        let both = pair(&a.id, &b.id);
        rows::say_distinct(&tx, &both, a.thing.as_str(), reason.as_deref(), cx.actor.id(), cx.now_ms())
            .await?;
        let diff = json!({"did": "distinct", "from": both.second_id});
        let chain = format!("{}:{}", a.thing.as_str(), both.first_id);
        cx.journal(&tx, &chain, Act::RegisterMerge.as_str(), &both.first_id, diff).await
    })
}

/// Takes that back, so that the pair is looked at again.
pub async fn unsay_distinct(cx: &Cx, first_id: &str, second_id: &str) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let (a, b) = (record(&tx, first_id).await?, record(&tx, second_id).await?);
        either(cx, &tx, &a, &b).await?;
        let both = pair(&a.id, &b.id);
        if !rows::unsay_distinct(&tx, &both).await? {
            return Err(Error::NotFound);
        }
        let diff = json!({"did": "distinct_taken_back", "from": both.second_id});
        let chain = format!("{}:{}", a.thing.as_str(), both.first_id);
        cx.journal(&tx, &chain, Act::RegisterMerge.as_str(), &both.first_id, diff).await
    })
}

async fn either(cx: &Cx, db: &ocop_store::Db, a: &super::Record, b: &super::Record) -> Result<(), Error> {
    match allow(cx, db, Act::RegisterMerge, a).await {
        Err(Error::NotFound | Error::Hidden | Error::Forbidden) => allow(cx, db, Act::RegisterMerge, b).await,
        other => other,
    }
}

/// One page (from 1) of the pairs found to be two, with who and when, and how many there are.
pub async fn distinct_list(cx: &Cx, page: i64) -> Result<(Vec<Signed<Distinct>>, i64), Error> {
    let visible = cx.reach(Act::RegisterMerge, &Facts::default())?;
    let (pairs, total) = rows::distinct_list(cx.db(), &visible, PAGE, (page.max(1) - 1) * PAGE).await?;
    Ok((signed(cx, pairs, |pair| pair.by_account.as_deref()).await?, total))
}
