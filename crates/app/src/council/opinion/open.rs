use super::super::count::claimed;
use super::super::matter::{matters, sitting};
use super::state::{clock, own_rank};
use crate::notice::{self, Data, Notice};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::Kind;
use ocop_domain::notice::NoticeKind;
use ocop_store::council::{Which, WrittenRow, cases, opinions, rounds, sheets};
use serde_json::json;
use std::sync::Arc;

/// Điều 7(6)d, 26/2026: puts re-rankings of a round to the members in writing.
#[derive(Debug, Clone, Default)]
pub struct OpenWritten {
    pub round: String,
    pub dossiers: Vec<String>,
    /// The last day to answer; empty: as the council's rules say, never past the 45 days.
    pub answer_by: String,
}

/// How many were put to the members. All of them or none.
pub async fn open_written(cx: &Cx, cmd: OpenWritten) -> Result<usize, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = Arc::new(sitting(&tx, cx, &cmd.round).await?);
        cx.allow(Act::WrittenManage, &s.facts())?;
        let mut invalid = Invalid::default();
        let asked = invalid.optional_day("answer_by", &cmd.answer_by);
        if asked.is_some_and(|day| day < cx.today()) {
            invalid.add("answer_by", "date_in_past");
        }
        if cmd.dossiers.is_empty() {
            invalid.add("dossier", "council_choose_dossier");
        }
        invalid.ok()?;
        for id in &cmd.dossiers {
            let m = matters(&tx, cx, &s, Which::One(id)).await?.pop().ok_or(Error::NotFound)?;
            m.scoring()?;
            if m.case.kind != Kind::Reranking.as_str() {
                return Err(Error::field("dossier", "council_written_kind"));
            }
            if m.written.is_some() {
                return Err(Error::Conflict("council_written_already"));
            }
            // A member who has scored already did so for a meeting, without taking a stand.
            if m.ballot != m.first || !sheets::submitted(&tx, &cmd.round, id, m.ballot).await?.is_empty() {
                return Err(Error::Conflict("council_written_begun"));
            }
            let rules = &m.sitting.rules.written;
            let Some(clock) = clock(&tx, &m).await? else {
                return Err(Error::Conflict("council_no_receipt"));
            };
            let latest = clock.latest_answer(rules, cx.today());
            if asked.is_some_and(|day| day > latest) {
                let mut invalid = Invalid::default();
                let args = vec![
                    ("day", latest.strftime("%d/%m/%Y").to_string()),
                    ("name", m.case.product_name.clone()),
                ];
                invalid.add_with("answer_by", "council_answer_by_late", args);
                return Err(Error::Invalid(invalid));
            }
            let answer_by = asked.unwrap_or_else(|| clock.answer_by(rules, cx.today())).to_string();
            // The star a dossier asks for is the one its own report comes to (Mẫu số 02).
            let claimed = claimed(&cases::claims(&tx, id).await?);
            let proposed = own_rank(m.set, &claimed, false).map_or(0, |s| i64::from(s.get()));
            let row = WrittenRow {
                round_id: cmd.round.clone(),
                dossier_id: id.clone(),
                proposed,
                answer_by: answer_by.clone(),
                state: "open".into(),
                ground: None,
                reason: None,
                opened_by: cx.actor.id().into(),
                opened_at: cx.now_ms(),
                switched_at: None,
                version: 1,
            };
            opinions::insert_written(&tx, &row).await?;
            let diff =
                json!({"round": cmd.round, "answer_by": answer_by, "due": clock.due.shown.to_string()});
            cx.journal(&tx, &format!("dossier:{id}"), "written.open", id, diff).await?;
            let told = Notice {
                kind: NoticeKind::WrittenOpened,
                key: format!("{}:{id}", cmd.round),
                data: Data::new()
                    .text("product", &m.case.product_name)
                    .text("producer", &m.case.producer_name)
                    .text("day", answer_by),
                href: format!("/rounds/{}/dossiers/{id}", cmd.round),
            };
            for judge in m.judges() {
                notice::to_member(cx, &tx, &judge.account_id, &told).await?;
            }
        }
        Ok(cmd.dossiers.len())
    })
}
