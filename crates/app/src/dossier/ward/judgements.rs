//! What the commune writes into Mẫu số 03, Phần II, as it is typed and as it is kept.

use crate::dossier::access::Loaded;
use crate::{Cx, Error, Invalid};
use ocop_store::Db;
use ocop_store::dossier::check::WardCheckRow;
use ocop_store::dossier::seal;

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

pub(in crate::dossier) fn lengths(j: &Judgements, invalid: &mut Invalid) -> Judgements {
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

pub(in crate::dossier) async fn row(
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
