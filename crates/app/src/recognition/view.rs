//! Decisions as office and leader read them.

use super::standing::{StarView, star_view};
use crate::decision_number::decision_symbols;
use crate::facts;
use crate::prelude::*;
use ocop_domain::recognition::{DecisionKind, Origin};
use ocop_store::recognition::{self as store, Candidate, DecisionCounts, DecisionRow, Which};

/// A page of drafts, of signed or of listed decisions, and how many there are of each.
#[derive(Debug, Clone)]
pub struct DecisionLists {
    pub rows: Vec<DecisionRow>,
    pub counts: DecisionCounts,
}

pub async fn decisions(cx: &Cx, which: Which, page: i64, size: i64) -> Result<DecisionLists, Error> {
    let who = cx.reach(Act::CouncilView, &Facts::default())?;
    let rows = store::decisions(cx.db(), &who, which, size, (page - 1).max(0) * size).await?;
    Ok(DecisionLists { rows, counts: store::decisions_count(cx.db(), &who).await? })
}

/// One dossier of a decision.
#[derive(Debug, Clone)]
pub struct Item {
    pub candidate: Candidate,
    /// The star it became, once signed.
    pub star: Option<StarView>,
    /// The day its package went to the ministry.
    pub sent_on: Option<Date>,
    /// Điều 8(2), 26/2026: it is in force, and the actor is the authority that may withdraw it.
    pub may_withdraw: bool,
}

#[derive(Debug, Clone)]
pub struct DecisionView {
    pub row: DecisionRow,
    pub kind: Option<DecisionKind>,
    pub items: Vec<Item>,
    pub may_sign: bool,
    pub may_draft: bool,
    pub may_send: bool,
    /// The symbols its number may have, the usual one first.
    pub symbols: &'static [&'static str],
}

pub async fn decision(cx: &Cx, id: &str) -> Result<DecisionView, Error> {
    let row = readable(cx, id).await?;
    let about = facts::of_authority(row.province_code.as_deref());
    // A listed decision may carry thousands of stars and no dossier: its page asks for them piece by piece.
    let stars = if row.kind == Origin::Listed { Vec::new() } else { store::of_decision(cx.db(), id).await? };
    let packages = store::packages_sent(cx.db(), id).await?;
    let mut items = Vec::new();
    for candidate in store::item_candidates(cx.db(), id).await? {
        let star = stars.iter().find(|r| r.dossier_id.as_deref() == Some(candidate.dossier_id.as_str()));
        let may_withdraw = star.is_some_and(|r| {
            let by = super::withdraw::authority(r.stars, &candidate.province_code);
            r.withdrawn_on.is_none() && can(&cx.actor, Act::Withdraw, &by).allowed()
        });
        let star = star.map(|r| star_view(r, cx.today()));
        let sent_on = packages.get(&candidate.dossier_id).copied();
        items.push(Item { candidate, star, sent_on, may_withdraw });
    }
    let may = |act| can(&cx.actor, act, &about).allowed();
    let listed = row.kind == Origin::Listed;
    let draft = !listed && row.signed_at.is_none() && row.source.is_none();
    Ok(DecisionView {
        kind: row.kind.here(),
        may_sign: draft && may(Act::DecisionSign),
        may_draft: draft && may(Act::DecisionDraft),
        may_send: !draft && !listed && may(Act::PackageSend),
        symbols: decision_symbols(row.province_code.as_deref()),
        items,
        row,
    })
}

/// A decision the actor may know of.
pub(super) async fn readable(cx: &Cx, id: &str) -> Result<DecisionRow, Error> {
    cx.reach(Act::CouncilView, &Facts::default())?;
    let row = store::decision(cx.db(), id).await?.ok_or(Error::NotFound)?;
    cx.know(Act::CouncilView, &facts::of_authority(row.province_code.as_deref()))?;
    Ok(row)
}
