use super::super::matter::matter;
use super::state::clock;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::council::Level;
use ocop_domain::dossier::Kind;
use ocop_store::council::{opinions, rounds};
use serde_json::json;

/// Điều 7(6)g, 26/2026: the 45 days run "kể từ ngày nhận đủ hồ sơ đề nghị". Where that is not the day of the proposal,
/// the office notes the day and why, before the members are asked.
#[derive(Debug, Clone, Default)]
pub struct NoteReceipt {
    pub round: String,
    pub dossier: String,
    pub received_on: String,
    pub reason: String,
}

pub async fn note_receipt(cx: &Cx, cmd: NoteReceipt) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::WrittenManage, &m.facts())?;
        let mut invalid = Invalid::default();
        let day = invalid.day("received_on", &cmd.received_on);
        let reason = invalid.text("receipt_reason", &cmd.reason, 500);
        if day.is_some_and(|d| d > cx.today()) {
            invalid.add("received_on", "date_in_future");
        }
        let proposed: Option<Date> = m.case.proposed_on.as_deref().and_then(|d| d.parse().ok());
        let level = m.sitting.council.level;
        if level == Level::Province && day.zip(proposed).is_some_and(|(d, p)| d < p) {
            invalid.add("received_on", "council_before_proposal");
        }
        let Some(day) = day else { return Err(Error::Invalid(invalid)) };
        invalid.ok()?;
        m.scoring()?;
        if m.case.kind != Kind::Reranking.as_str() {
            return Err(Error::field("received_on", "council_written_kind"));
        }
        if m.written.is_some() {
            return Err(Error::Conflict("council_written_already"));
        }
        let before = clock(&tx, &m).await?.map(|c| c.received.to_string());
        let who = (cx.actor.id(), cx.now_ms());
        opinions::put_receipt(&tx, &cmd.dossier, level.as_str(), &day.to_string(), &reason, who).await?;
        let diff = json!({"received_on": [before, day.to_string()], "level": level.as_str()});
        cx.journal(&tx, &format!("dossier:{}", cmd.dossier), "written.receipt", &cmd.dossier, diff).await
    })
}
