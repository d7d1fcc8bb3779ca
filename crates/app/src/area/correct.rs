use crate::prelude::*;
use ocop_domain::area::{Kind, Level};
use ocop_domain::text;
use serde::Deserialize;

/// An administrator's correction of what the sources got wrong. It mends the record of a unit; a change by law is
/// a new unit with a succession instead.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Correct {
    #[serde(skip)]
    pub id: String,
    /// The full name the corrector saw: another person's correction in between is not overwritten.
    #[serde(skip)]
    pub seen_full_name: String,
    /// Without the word of its kind.
    pub name: String,
    pub kind: String,
    pub alt_spelling: String,
    pub reason: String,
}

/// Corrects name, spelling and kind of a unit.
pub async fn correct(cx: &Cx, cmd: Correct) -> Result<(), Error> {
    cx.allow(Act::AreaCorrect, &Facts::default())?;
    let mut row = ocop_store::area::by_id(cx.db(), &cmd.id).await?.ok_or(Error::NotFound)?;
    let level: Level = row.level.parse().map_err(Error::internal)?;
    let mut wrong = Invalid::default();
    let name = text::clean(&wrong.text("name", &cmd.name, 100));
    let kind = Kind::parse(level, &cmd.kind);
    if kind.is_none() {
        wrong.add("kind", "unknown_choice");
    }
    let alt = wrong.optional("alt_spelling", &cmd.alt_spelling, 100).map(|a| text::clean(&a));
    let reason = wrong.text("reason", &cmd.reason, 500);
    wrong.ok()?;
    let Some(kind) = kind else { return Err(Error::field("kind", "unknown_choice")) };

    let before = (row.full_name.clone(), row.kind.clone(), row.alt_spelling.clone());
    row.full_name = kind.full_name(&name);
    row.folded = text::fold(&row.full_name);
    row.name = name;
    row.kind = kind.as_str().into();
    row.alt_spelling = alt;
    let diff = json!({
        "full_name": [before.0, row.full_name],
        "kind": [before.1, row.kind],
        "alt_spelling": [before.2, row.alt_spelling],
        "reason": reason,
    });
    write_tx!(cx, |tx| {
        ocop_store::area::correct(&tx, &row, &cmd.seen_full_name).await?;
        ocop_store::setting::touch_public(&tx).await?;
        cx.journal(&tx, &format!("area:{}", row.id), Act::AreaCorrect.as_str(), &row.id, diff.clone()).await
    })
}
