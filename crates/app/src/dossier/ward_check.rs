use super::access::{Loaded, load};
use super::additions::{Request, request_of};
use super::exchanges::waiting_for;
use super::meeting::Meeting;
use super::show::{Dossier, WardCheck, assemble};
use crate::working_days::calendar;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::calendar::WARD_CHECK_WORKING_DAYS;
use ocop_domain::dossier::State;
use ocop_domain::dossier::waiting::Waiting;
use ocop_domain::term::{Standing, Term};
use ocop_store::Db;
use ocop_store::dossier::check::{self as store, WardCheckRow};
use ocop_store::dossier::{self as dossiers, meeting, seal};
use serde_json::json;

/// The four judgements of Mẫu số 03, Phần II (Điều 7(2)a, 26/2026), and the commune's conclusion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgements {
    pub local_material: String,
    pub local_labour: String,
    pub idea_origin: String,
    pub local_identity: String,
    pub conclusion: String,
    /// Why the dossier goes back.
    pub reasons: String,
}

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

pub(super) async fn at_ward(cx: &Cx, db: &Db, id: &str) -> Result<Loaded, Error> {
    let d = load(cx, db, id, Act::DossierWardCheck).await?;
    if d.state == State::AtWard { Ok(d) } else { Err(Error::Conflict("not_at_ward")) }
}

pub(super) fn lengths(j: &Judgements, invalid: &mut Invalid) -> Judgements {
    let mut text = |name: &str, value: &str| invalid.optional(name, value, 10_000).unwrap_or_default();
    Judgements {
        local_material: text("local_material", &j.local_material),
        local_labour: text("local_labour", &j.local_labour),
        idea_origin: text("idea_origin", &j.idea_origin),
        local_identity: text("local_identity", &j.local_identity),
        conclusion: text("conclusion", &j.conclusion),
        reasons: text("reasons", &j.reasons),
    }
}

pub(super) async fn row(
    cx: &Cx,
    db: &Db,
    d: &Loaded,
    j: &Judgements,
    draft: bool,
) -> Result<WardCheckRow, Error> {
    let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    Ok(WardCheckRow {
        dossier_id: d.row.id.clone(),
        attempt: seal::attempts(db, &d.row.id).await?,
        local_material: some(&j.local_material),
        local_labour: some(&j.local_labour),
        idea_origin: some(&j.idea_origin),
        local_identity: some(&j.local_identity),
        conclusion: some(&j.conclusion),
        reasons: some(&j.reasons),
        draft,
        checked_by: cx.actor.id().to_owned(),
        checked_at: cx.now_ms(),
    })
}
