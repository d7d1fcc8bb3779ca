//! Mẫu số 01, filled in.

use crate::dossier::access::{load, stale_is_busy};
use crate::dossier::stamp::{forms_stamp, unchanged};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::Form01;
use ocop_store::dossier as store;
use serde::Deserialize;
use serde_json::json;

/// Save the draft of Mẫu số 01, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SaveForm01 {
    #[serde(skip)]
    pub dossier_id: String,
    /// What the form was filled in beside; none: do not ask.
    #[serde(skip)]
    pub stamp: Option<String>,
    pub year: String,
    pub samples: String,
    pub attachments: String,
}

/// Checks what was typed; an empty field may stay empty in a draft.
pub(in crate::dossier) fn read(cmd: &SaveForm01, this_year: i16, invalid: &mut Invalid) -> Form01 {
    let year = match cmd.year.trim() {
        "" => None,
        typed => match typed.parse::<i16>() {
            Ok(y) if (this_year - 1..=this_year + 2).contains(&y) => Some(y),
            _ => {
                invalid.add("year", "year");
                None
            }
        },
    };
    let samples = match cmd.samples.trim() {
        "" => None,
        typed => match typed.parse::<u32>() {
            Ok(n) if n <= 1000 => Some(n),
            _ => {
                invalid.add("samples", "not_a_number");
                None
            }
        },
    };
    let attachments = invalid.optional("attachments", &cmd.attachments, 2000).unwrap_or_default();
    Form01 { year, samples, attachments }
}

/// Keeps the draft of Mẫu số 01 (Điều 6(1)a, 26/2026).
pub async fn save_form01(cx: &Cx, cmd: SaveForm01) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    let form = read(&cmd, cx.today().year(), &mut invalid);
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        unchanged(cmd.stamp.as_deref(), &forms_stamp(&d.row.form01.text, &d.row.form02.text))?;
        invalid.clone().ok()?;
        let text = serde_json::to_string(&form).map_err(Error::internal)?;
        stale_is_busy(store::save_forms(&tx, &d.row.id, d.row.version, &text, &d.row.form02.text).await)?;
        let before = &d.row.form01.value;
        d.typed(cx, &tx, changed(before, &form)).await?;
        let diff = json!({"form01": ["year", "samples", "attachments"]});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await
    })
}

fn changed(before: &Form01, after: &Form01) -> Vec<String> {
    let pairs = [
        ("year", before.year != after.year),
        ("samples", before.samples != after.samples),
        ("attachments", before.attachments != after.attachments),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| format!("form01/{name}")).collect()
}
