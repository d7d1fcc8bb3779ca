//! A member's stand: written on the sheet, as secret as the sheet, and borne out by it.

use super::super::count::answers;
use super::super::matter::Matter;
use super::state::own_rank;
use crate::{Error, Invalid};
use ocop_domain::council::Stand;
use ocop_domain::criteria::Answers;
use ocop_domain::stars::Stars;
use ocop_store::Db;
use ocop_store::council::{SheetRow, opinions, sheets};

/// What a member who is asked in writing says besides the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    /// Name of a [`Stand`]; empty while the member has not decided.
    pub stand: String,
    pub reason: String,
}

/// What a member said who has handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberStand {
    pub account: String,
    pub name: String,
    pub stand: Stand,
    /// What the member's sheet came to.
    pub stars: Option<Stars>,
    pub reason: Option<String>,
}

/// Checks the stand beside the rest of the sheet; only a sheet handed in must have one.
pub(in crate::council) fn check(
    invalid: &mut Invalid,
    m: &Matter,
    typed: &Position,
    (picked, eliminated, submit): (&Answers, bool, bool),
) {
    let Some(w) = m.in_writing() else { return };
    if submit && w.over {
        invalid.add("", "conflict.council_written_over");
    }
    invalid.optional("position_reason", &typed.reason, 2_000);
    let stand: Option<Stand> = typed.stand.parse().ok();
    if stand.is_none() && (submit || !typed.stand.is_empty()) {
        invalid.add("position", "council_stand");
    }
    let Some(stand) = stand.filter(|_| submit) else { return };
    if stand.needs_reason() && typed.reason.trim().is_empty() {
        invalid.add("position_reason", "council_stand_reason");
    }
    let own = own_rank(m.set, picked, eliminated);
    if stand.fits(w.proposed(), own).is_err() {
        let stars = |s: Option<Stars>| s.map_or_else(|| "0".to_owned(), |s| s.to_string());
        let args = vec![("own", stars(own)), ("proposed", stars(w.proposed()))];
        let code = if stand == Stand::Agree { "council_stand_agree" } else { "council_stand_other" };
        invalid.add_with("position", code, args);
    }
}

/// Keeps the stand with a draft; of a sheet handed in also the rank it comes to.
pub(in crate::council) async fn keep(
    tx: &Db,
    m: &Matter,
    sheet: &str,
    typed: &Position,
    submit: bool,
) -> Result<(), Error> {
    if m.in_writing().is_none() {
        return Ok(());
    }
    let stars = if submit {
        let found = sheets::findings_of(tx, sheet).await?;
        own_rank(m.set, &answers(tx, sheet).await?, !found.is_empty()).map(|s| i64::from(s.get()))
    } else {
        None
    };
    let reason = ocop_domain::text::clean_lines(&typed.reason);
    let reason = (!reason.is_empty()).then_some(reason.as_str());
    Ok(opinions::put_position(tx, sheet, &typed.stand, stars, reason).await?)
}

/// What the owner of this sheet wrote.
pub(in crate::council) async fn kept(db: &Db, sheet: &SheetRow) -> Result<Position, Error> {
    let row = opinions::own_position(db, &sheet.id, &sheet.account_id).await?;
    Ok(row.map_or_else(Position::default, |p| Position {
        stand: p.stand,
        reason: p.reason.unwrap_or_default(),
    }))
}
