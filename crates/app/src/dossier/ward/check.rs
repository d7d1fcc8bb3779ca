//! The commune's desk for one dossier, with Mẫu số 03 half written.

use super::judgements::{Judgements, lengths, row};
use super::meeting::Meeting;
use super::waiting::waiting_for;
use crate::dossier::access::{at_ward, load};
use crate::dossier::additions::requests::{Request, request_of};
use crate::dossier::read::show::assemble;
use crate::dossier::read::whole::{Dossier, WardCheck};
use crate::working_days::calendar;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::calendar::WARD_CHECK_WORKING_DAYS;
use ocop_domain::dossier::State;
use ocop_domain::dossier::waiting::Waiting;
use ocop_domain::term::{Standing, Term};
use ocop_store::dossier::check as store;
use ocop_store::dossier::{self as dossiers, meeting, seal};
use serde_json::json;

/// Save Mẫu số 03 half written.
#[derive(Debug, Clone, Default)]
pub struct SaveCheck {
    pub dossier_id: String,
    /// The dossier's version the page was made from.
    pub version: i64,
    pub judgements: Judgements,
}

/// The commune's desk for one dossier.
#[derive(Debug, Clone)]
pub struct Check {
    pub dossier: Dossier,
    /// Half-written Mẫu số 03 of this submission.
    pub draft: Option<WardCheck>,
    /// The commune's term while it runs, in working days.
    pub term: Option<Standing>,
    /// The request this submission answers; none: it is the first, or the last was sent back with plain reasons.
    pub answered: Option<Request>,
    /// The notes of the meeting held on this submission.
    pub meeting: Option<Meeting>,
    pub waiting: Waiting,
}

/// Loads the dossier with the half-written Mẫu số 03 and the clock (Điều 7(2), 26/2026: 15 working days).
pub async fn ward_check(cx: &Cx, dossier_id: &str) -> Result<Check, Error> {
    let loaded = load(cx, cx.db(), dossier_id, Act::DossierWardCheck).await?;
    let attempt = seal::attempts(cx.db(), dossier_id).await?;
    let draft = store::find(cx.db(), dossier_id, attempt).await?.filter(|c| c.draft);
    let dossier = assemble(cx, cx.db(), loaded).await?;
    let answered = request_of(cx.db(), &dossier, attempt - 1).await?;
    let meeting = meeting::find(cx.db(), dossier_id, attempt).await?;
    let (calendar, today) = (calendar(cx).await?, cx.today());
    let waiting = waiting_for(cx, &calendar, dossier_id).await?;
    let running = dossier.due_on.filter(|_| dossier.state == State::AtWard);
    let term = running.map(|due| Term::until(due).of_working_days(WARD_CHECK_WORKING_DAYS, &calendar, today));
    Ok(Check { dossier, draft, term, answered, meeting, waiting })
}

/// Keeps a draft; nothing in it is required yet.
pub async fn save_check(cx: &Cx, cmd: SaveCheck) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    let kept = lengths(&cmd.judgements, &mut invalid);
    write_tx!(cx, |tx| {
        let d = at_ward(cx, &tx, &cmd.dossier_id).await?;
        invalid.clone().ok()?;
        let row = row(cx, &tx, &d, &kept, true).await?;
        store::save(&tx, &row).await?;
        dossiers::touch(&tx, &d.row.id, cmd.version).await?;
        let diff = json!({"ward_check": "draft", "attempt": row.attempt});
        cx.journal(&tx, &d.chain(), Act::DossierWardCheck.as_str(), &d.row.id, diff).await
    })
}
