//! Corrections after a result is closed. A member says what was a mistake on the member's own sheet; the person who
//! presides signs it, or for the chair's own sheet the secretary; the result is counted again by the same rules, and
//! what stood before is kept beside what stands now. Once a decision rests on the result nothing is corrected: it is
//! evaluated again.

mod end;
mod propose;
mod show;
mod tell;

pub use end::{EndCorrection, Ending, end_correction};
pub use propose::{ProposeCorrection, propose_correction};
pub(super) use show::Corrections;
pub use show::{CorrectionLine, CorrectionView, Standing, show_corrections};

use super::matter::Matter;
use crate::Error;
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::council::{ResultRow, results};

/// The result a correction would change, as long as nothing rests on it.
async fn correctable(db: &Db, m: &Matter) -> Result<(ResultRow, State), Error> {
    let (round, dossier) = (&m.sitting.round.id, &m.case.id);
    let state: State = m.case.state.parse().map_err(Error::internal)?;
    if state.before_council() {
        return Err(Error::Conflict("council_correction_early"));
    }
    let result = results::find_in(db, dossier, round).await?.ok_or(Error::NotFound)?;
    let here = m.case.round_id.as_deref() == Some(round.as_str());
    let stands = here && state.closed_anew(m.sitting.council.level, None).is_ok();
    let decided = ocop_store::recognition::in_draft(db, dossier).await?
        || ocop_store::recognition::signed_on(db, dossier, round).await?.is_some();
    if !stands || decided {
        return Err(Error::Conflict("council_correction_late"));
    }
    Ok((result, state))
}
