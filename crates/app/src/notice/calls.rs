use super::data::Data;
use super::texts::{Words, words};
use crate::facts;
use crate::prelude::*;
use ocop_domain::lang::Lang;
use ocop_store::notice as store;

/// A call to make: whom, and what to say, in Vietnamese whatever the officer reads the page in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub id: String,
    pub producer_id: String,
    pub producer: String,
    pub representative: String,
    pub phone: String,
    pub at: i64,
    pub words: Words,
    /// A code that this reader asked for: another person calls.
    pub not_yours: bool,
}

/// A code that the actor asked for.
fn own_code(cx: &Cx, data: &Data) -> bool {
    data.get("code").is_some_and(|code| !code.is_empty()) && data.get("by").as_deref() == Some(cx.actor.id())
}

/// Producers of the officer's commune whom no letter reaches: a page (from 1), and how many calls wait.
pub async fn calls(cx: &Cx, page: i64, size: i64) -> Result<(Vec<Call>, i64), Error> {
    let who = cx.reach(Act::DossierWardCheck, &Facts::default())?;
    let rows = store::calls(cx.db(), &who, None, size, (page.max(1) - 1) * size).await?;
    let calls = rows
        .into_iter()
        .map(|r| {
            let mut data: Data = serde_json::from_str(&r.data).map_err(Error::internal)?;
            let not_yours = own_code(cx, &data);
            if not_yours {
                data = data.text("code", "•••• ••••");
            }
            Ok(Call {
                words: words(r.kind.parse().map_err(Error::internal)?, &data, Lang::Vi),
                not_yours,
                id: r.id,
                producer_id: r.producer_id,
                producer: r.producer_name,
                representative: r.representative.unwrap_or_default(),
                phone: r.phone.unwrap_or_default(),
                at: r.created_at,
            })
        })
        .collect::<Result<_, Error>>()?;
    Ok((calls, store::call_count(cx.db(), &who).await?))
}

/// The producer was reached by telephone.
pub async fn called(cx: &Cx, id: &str) -> Result<(), Error> {
    let who = cx.reach(Act::DossierWardCheck, &Facts::default())?;
    write_tx!(cx, |tx| {
        let row = store::calls(&tx, &who, Some(id), 1, 0).await?.pop().ok_or(Error::NotFound)?;
        let place = facts::of_place(&tx, row.commune_id.as_deref(), Some(&row.producer_id)).await?;
        cx.allow(Act::DossierWardCheck, &place)?;
        let data: Data = serde_json::from_str(&row.data).map_err(Error::internal)?;
        if own_code(cx, &data) {
            return Err(Error::Conflict("assist_code_yours"));
        }
        store::mark_called(&tx, id, cx.actor.id(), cx.now_ms()).await?;
        let diff = json!({"notice": id, "kind": row.kind});
        cx.journal(&tx, &format!("producer:{}", row.producer_id), "notice.called", &row.producer_id, diff)
            .await
    })
}
