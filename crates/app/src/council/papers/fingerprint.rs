//! What the papers of a closed round are made from, as one hash: when it changes, the archive is made anew.

use crate::council::matter::Sitting;
use crate::{Cx, Error};
use ocop_domain::council::CorrectionState;
use ocop_domain::journal::sha256;
use ocop_store::council::{cases, corrections, papers};
use serde_json::json;

/// Sheets and results change by signed corrections alone once the round is closed; names, numbers and signed copies can.
pub(super) async fn fingerprint(cx: &Cx, s: &Sitting) -> Result<String, Error> {
    let db = cx.db();
    let round = &s.round;
    let session = papers::session(db, &round.id).await?;
    let numbers = papers::numbers(db, &round.id).await?;
    let signed = papers::signed_in(db, &round.id).await?;
    let cases = cases::of_round(db, &round.id).await?;
    let corrected = corrections::count(db, &round.id, CorrectionState::Signed.as_str()).await?;
    let text = json!({
        // Papers of another version of the program may look otherwise.
        "program": env!("CARGO_PKG_VERSION"),
        "round": [round.id, round.name, round.place, round.meets_on, round.minutes_number],
        "council": [s.council.row.name, s.council.row.decision_number],
        "session": [session.starts_at, Some(session.agenda), Some(session.guests)],
        "members": s.council.members.iter().map(|m| json!([m.account_id, m.name, m.department, m.duty]))
            .collect::<Vec<_>>(),
        "numbers": numbers.iter().map(|n| json!([n.paper, n.number, n.dated_on])).collect::<Vec<_>>(),
        "corrected": corrected,
        "signed": signed.iter().map(|x| json!([x.paper, x.file_hash])).collect::<Vec<_>>(),
        "cases": cases.iter().map(|c| json!([c.id, c.product_name, c.producer_name, c.commune_name,
            c.registration_number])).collect::<Vec<_>>(),
    });
    Ok(sha256(text.to_string().as_bytes()))
}
