use super::access::of_nation;
use crate::prelude::*;
use ocop_domain::calendar::{RoundDates, national_round_for};
use ocop_store::national::{self as store, DemandRow, SentRow};

/// What stands between a province and the ministry, for both desks.
pub struct Desk {
    /// Sent and not decided.
    pub sent: Vec<SentRow>,
    pub sent_total: i64,
    /// Given back, for the Chairman to decide on.
    pub returned: Vec<SentRow>,
    pub returned_total: i64,
    pub demands: Vec<DemandRow>,
    pub demands_total: i64,
    /// The regular round that takes what is sent today (Điều 5(2), 26/2026).
    pub next_round: RoundDates,
    pub today: Date,
    /// The reader checks packages and records demands.
    pub ministry: bool,
}

/// Pages count from 1, each list its own.
pub async fn desk(cx: &Cx, pages: [i64; 3], size: i64) -> Result<Desk, Error> {
    let who = cx.reach(Act::NationalView, &Facts::default())?;
    let [sent_at, returned_at, demands_at] = pages.map(|p| (p.max(1) - 1) * size);
    let (sent, sent_total) = store::at_ministry(cx.db(), &who, size, sent_at).await?;
    let (returned, returned_total) = store::returned(cx.db(), &who, size, returned_at).await?;
    let (demands, demands_total) = store::demands(cx.db(), &who, size, demands_at).await?;
    Ok(Desk {
        sent,
        sent_total,
        returned,
        returned_total,
        demands,
        demands_total,
        next_round: national_round_for(cx.today()),
        today: cx.today(),
        ministry: can(&cx.actor, Act::PackageReceive, &of_nation()).allowed(),
    })
}
