//! What producer and commune hear of a signed correction: no more than the dossier's page shows at that time.

use super::super::matter::Matter;
use crate::council::ToldMean as _;
use crate::notice::{self, Data, Notice};
use crate::{Cx, Error};
use ocop_domain::dossier::State;
use ocop_domain::notice::NoticeKind;
use ocop_store::Db;
use ocop_store::council::{CorrectionRow, ResultRow};

/// A result as it may be said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Said {
    points: String,
    stars: i64,
    /// How it ended without a rank, or that five stars were not reached.
    ground: &'static str,
}

/// The producer knows the result: it stands ([`State::settled`], as the dossier's page shows it), or the ministry's council
/// told it (điểm g khoản 4 Điều 7, 26/2026). Before a decision a result of the council is none yet.
fn known(state: State) -> bool {
    state.settled() || state == State::ReturnedByMinistry
}

fn said(m: &Matter, (row, state): (&ResultRow, State)) -> Option<Said> {
    if !known(state) {
        return None;
    }
    let decimals = u32::from(m.sitting.rules.decimals);
    let mean = row.told_mean();
    let kept: serde_json::Value = serde_json::from_str(&row.outcome).unwrap_or_default();
    let grounds = kept["grounds"].as_array().is_some_and(|g| !g.is_empty());
    let ground = match (&mean, grounds) {
        (None, _) => "stopped",
        (Some(_), true) => "eliminated",
        (Some(_), false) if state == State::ReturnedByMinistry => "below_five",
        (Some(_), false) => "",
    };
    let points = mean.filter(|_| !grounds).map_or_else(String::new, |mean| mean.shown(decimals));
    Some(Said { points, stars: row.rank, ground })
}

/// Nothing where the result was unknown before and is after.
pub(super) async fn corrected(
    cx: &Cx,
    tx: &Db,
    m: &Matter,
    row: &CorrectionRow,
    before: (&ResultRow, State),
    after: (&ResultRow, State),
) -> Result<(), Error> {
    let (was, is) = (said(m, before), said(m, after));
    let outcome = match (&was, &is) {
        (None, None) => return Ok(()),
        (Some(_), None) => "waits",
        (Some(was), Some(is)) if was == is => "stays",
        (_, Some(_)) => "changed",
    };
    // Why the sheet was corrected tells of points: it goes with a result that is known.
    let reasons = if is.is_some() { row.reason.clone() } else { String::new() };
    let (was, is) = (was.filter(|_| outcome == "changed"), is.unwrap_or_default());
    let known_before = was.is_some();
    let before = was.unwrap_or_default();
    let told = Notice {
        kind: NoticeKind::ResultCorrected,
        key: row.id.clone(),
        data: Data::new()
            .text("product", &m.case.product_name)
            .maybe("points", is.points)
            .maybe("stars", is.stars)
            .maybe("ground", is.ground)
            .text("reasons", reasons)
            .text("outcome", outcome)
            .maybe("known_before", known_before)
            .maybe("points_before", before.points)
            .maybe("stars_before", before.stars)
            .maybe("ground_before", before.ground),
        href: format!("/dossiers/{}", m.case.id),
    };
    notice::to_producer(cx, tx, &m.case.producer_id, &told).await?;
    notice::to_commune(cx, tx, &m.case.commune_id, &told).await
}
