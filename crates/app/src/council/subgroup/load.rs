use super::super::matter::sitting;
use crate::{Cx, Error, Invalid};
use ocop_domain::account::Act;
use ocop_domain::council::load::{Assumed, Known, Load, load};
use ocop_store::council::{LoadFigures, RoundRow, subgroups};

/// Milliseconds of the year whose concluded checks say how many dossiers come through.
const YEAR: i64 = 365 * 24 * 3600 * 1000;

/// A forecast with everything it rests on.
pub struct LoadView {
    pub round: RoundRow,
    pub known: Known,
    pub assumed: Assumed,
    pub load: Load,
    /// Sent back to their producers: not counted, because it is not known when they come again.
    pub returned: i64,
}

/// How much work a round will be. Empty minutes or hours: the usual ones.
pub async fn show_load(cx: &Cx, round: &str, minutes: &str, hours: &str) -> Result<LoadView, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::AgendaArrange, &s.facts())?;
    let mut invalid = Invalid::default();
    let usual = Assumed::default();
    let mut number = |field: &str, typed: &str, most: i64, usual: u32| match typed.trim() {
        "" => usual,
        typed => u32::try_from(invalid.whole(field, typed, 1, most)).unwrap_or(usual),
    };
    let assumed = Assumed {
        minutes: number("minutes", minutes, 480, usual.minutes),
        hours: number("hours", hours, 12, usual.hours),
    };
    invalid.ok()?;
    let province = s.council.row.province_code.clone().unwrap_or_default();
    let since = cx.now_ms() - YEAR;
    let f: LoadFigures =
        subgroups::load_figures(cx.db(), round, &province, &s.round.proposed_before, since).await?;
    let n = |count: i64| u32::try_from(count).unwrap_or(0);
    let known = Known {
        admitted: n(f.admitted),
        waiting: n(f.waiting),
        at_ward: n(f.at_ward),
        proposed: n(f.proposed),
        concluded: n(f.concluded),
        members: u32::try_from(s.council.members.len()).unwrap_or(0),
        recused: n(f.recused),
    };
    Ok(LoadView { load: load(known, assumed), returned: f.returned, round: s.round, known, assumed })
}
