//! Mẫu số 02, filled in.

use crate::dossier::access::{load, stale_is_busy};
use crate::dossier::stamp::{forms_stamp, unchanged};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::Form02;
use ocop_store::dossier as store;
use serde_json::json;

/// Save the draft of Mẫu số 02, Phần I, II and IV.
#[derive(Debug, Clone, Default)]
pub struct SaveForm02 {
    pub dossier_id: String,
    pub stamp: Option<String>,
    pub form: Form02,
}

/// The longest text of one field: about eight printed pages.
const MOST: usize = 20_000;

fn read(form: &Form02, invalid: &mut Invalid) -> Form02 {
    let mut out = form.clone();
    let mut text = |name: &str, value: &mut String, most: usize| {
        *value = invalid.optional(name, value, most).unwrap_or_default();
    };
    text("specification", &mut out.specification, 5000);
    text("held_other", &mut out.held.other, 500);
    text("history", &mut out.history, MOST);
    text("organisation", &mut out.organisation, MOST);
    text("production", &mut out.production, MOST);
    text("quality", &mut out.quality, MOST);
    text("market", &mut out.market, MOST);
    text("business", &mut out.business, MOST);
    text("plan", &mut out.plan, MOST);
    out
}

/// Keeps the draft of Mẫu số 02 (Điều 6(1)a, 26/2026).
pub async fn save_form02(cx: &Cx, cmd: SaveForm02) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    let form = read(&cmd.form, &mut invalid);
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        unchanged(cmd.stamp.as_deref(), &forms_stamp(&d.row.form01.text, &d.row.form02.text))?;
        invalid.clone().ok()?;
        let text = serde_json::to_string(&form).map_err(Error::internal)?;
        let before = &d.row.form02.value;
        stale_is_busy(store::save_forms(&tx, &d.row.id, d.row.version, &d.row.form01.text, &text).await)?;
        let fields = changed(before, &form);
        let parts = fields.iter().map(|f| format!("form02/{f}")).collect();
        d.typed(cx, &tx, parts).await?;
        let diff = json!({"form02": fields});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await
    })
}

/// Names of the fields that changed; what they say stays in the dossier.
fn changed(before: &Form02, after: &Form02) -> Vec<&'static str> {
    let pairs = [
        ("specification", before.specification != after.specification),
        ("held", before.held != after.held),
        ("history", before.history != after.history),
        ("organisation", before.organisation != after.organisation),
        ("production", before.production != after.production),
        ("quality", before.quality != after.quality),
        ("market", before.market != after.market),
        ("business", before.business != after.business),
        ("plan", before.plan != after.plan),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
