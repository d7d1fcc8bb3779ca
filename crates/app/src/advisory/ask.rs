use super::access::matter;
use crate::notice::{Data, Notice, to_commune, to_producer};
use crate::prelude::*;
use crate::write_once;
use ocop_domain::advisory::RequestKind;
use ocop_domain::criteria::CriterionCode;
use ocop_domain::notice::NoticeKind;
use ocop_store::advisory::{AdvisoryRequestRow, requests};
use serde::Deserialize;

/// How many requests of a team one dossier may have.
const MOST_REQUESTS: usize = 30;

/// Điều 7(3)c, 26/2026: the team proposes additions to the dossier, or asks for further test results.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Ask {
    #[serde(skip)]
    pub dossier: String,
    /// additions or test
    pub kind: String,
    /// Empty: the dossier as a whole.
    pub criterion: String,
    pub reason: String,
    /// dd/mm/yyyy: until when an answer is awaited.
    pub answer_by: String,
}

/// Records the request and tells producer and commune, once for a form sent twice. The dossier stays where it is: its seal is not touched.
pub async fn ask(cx: &Cx, cmd: Ask) -> Result<String, Error> {
    cx.signed_in()?;
    let id = cx.id();
    write_once!(cx, id, |tx| {
        let m = matter(cx, &tx, &cmd.dossier).await?;
        m.writing(cx)?;
        let mut invalid = Invalid::default();
        let kind = cmd.kind.parse::<RequestKind>().ok();
        if kind.is_none() {
            invalid.add("kind", "choose_one");
        }
        let criterion = cmd.criterion.trim();
        let leaf = criterion.parse::<CriterionCode>().ok().and_then(|code| m.set.criterion(&code));
        if !criterion.is_empty() && leaf.is_none_or(|c| c.is_heading()) {
            invalid.add("criterion", "unknown_criterion");
        }
        let reason = invalid.text("reason", &cmd.reason, 2_000);
        let answer_by = invalid.day("answer_by", &cmd.answer_by);
        if answer_by.is_some_and(|day| day <= cx.today()) {
            invalid.add("answer_by", "day_not_after_today");
        }
        let (Some(kind), Some(answer_by)) = (kind, answer_by) else { return Err(Error::Invalid(invalid)) };
        invalid.ok()?;
        if requests::of_dossier(&tx, &cmd.dossier).await?.len() >= MOST_REQUESTS {
            return Err(Error::Conflict("advisory_many_requests"));
        }
        let row = AdvisoryRequestRow {
            id: id.clone(),
            dossier_id: cmd.dossier.clone(),
            council_id: m.council()?.to_owned(),
            kind: kind.as_str().into(),
            criterion: criterion.to_owned(),
            reason: reason.clone(),
            answer_by: answer_by.to_string(),
            asked_by: cx.actor.id().to_owned(),
            asked_at: cx.now_ms(),
            note: None,
            file_hash: None,
            file_name: None,
            answered_by: None,
            answered_at: None,
        };
        requests::insert(&tx, &row).await?;
        let diff = json!({"request": id, "kind": row.kind, "criterion": row.criterion,
            "answer_by": row.answer_by});
        cx.journal(&tx, &m.chain(), Act::AdvisoryWrite.as_str(), &cmd.dossier, diff).await?;
        let about = leaf.map(|c| format!("Tiêu chí {} {}: ", c.code, c.name)).unwrap_or_default();
        let notice = Notice {
            kind: match kind {
                RequestKind::Additions => NoticeKind::AdvisoryAdditions,
                RequestKind::Test => NoticeKind::AdvisoryTest,
            },
            key: id.clone(),
            data: Data::new()
                .text("product", &m.case.product_name)
                .text("producer", &m.case.producer_name)
                .maybe("number", m.case.registration_number.as_deref())
                .text("day", &row.answer_by)
                .text("reasons", format!("{about}{reason}")),
            href: format!("/advisory/{}/requests", cmd.dossier),
        };
        to_producer(cx, &tx, &m.case.producer_id, &notice).await?;
        to_commune(cx, &tx, &m.case.commune_id, &notice).await?;
        Ok(id.clone())
    })
}
