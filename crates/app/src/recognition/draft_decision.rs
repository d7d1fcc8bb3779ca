use crate::authority::province_name;
use crate::prelude::*;
use crate::{facts, once};
use ocop_domain::recognition::DecisionKind;
use ocop_store::recognition::{self as store, NewDecision};

/// The office proposes a decision on results of one round.
#[derive(Debug, Clone)]
pub struct DraftDecision {
    pub round_id: String,
    /// `recognise`, `approve_result` or `recognise_five`.
    pub kind: String,
    pub dossiers: Vec<String>,
}

/// Điều 7(3)đ, e, 26/2026: from the council's closed results to a draft for the Chairman. Three and four stars are
/// recognised; a result of 90 and more with the five-star gates is approved, to be sent to the ministry; what the national
/// council closed at five stars the ministry recognises. One and two
/// stars get no decision (Điều 4(1)a).
pub async fn draft_decision(cx: &Cx, cmd: DraftDecision) -> Result<String, Error> {
    once::once(cx, drafted(cx, cmd)).await
}

async fn drafted(cx: &Cx, cmd: DraftDecision) -> Result<String, Error> {
    let kind: DecisionKind = cmd.kind.parse().map_err(|_| Error::field("kind", "choose_one"))?;
    let mut dossiers = cmd.dossiers;
    dossiers.sort();
    dossiers.dedup();
    if dossiers.is_empty() {
        return Err(Error::field("dossiers", "choose_dossiers"));
    }
    let today = cx.today();
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let mut chosen = Vec::new();
        for dossier in &dossiers {
            if let Some(c) = store::free_candidate(&tx, &cmd.round_id, dossier).await? {
                chosen.push(c);
            }
        }
        let Some(first) = chosen.first() else { return Err(Error::Conflict("nothing_waits")) };
        let province = first.province_code.clone();
        // Điều 4(1)b: five stars are one list for the whole country.
        let of = (kind != DecisionKind::RecogniseFive).then_some(province.as_str());
        cx.allow(Act::DecisionDraft, &facts::of_authority(of))?;
        let mut invalid = Invalid::default();
        let fits = chosen.iter().all(|c| {
            DecisionKind::taking(c.state, c.stars) == Some(kind)
                && (of.is_none() || c.province_code == province)
        });
        if chosen.len() < dossiers.len() || !fits {
            invalid.add("dossiers", "dossier_does_not_fit");
        }
        invalid.ok()?;
        let issuer = match of {
            Some(code) => format!("Ủy ban nhân dân {}", province_name(&tx, code, today).await?),
            None => "Bộ Nông nghiệp và Môi trường".to_owned(),
        };
        let new = NewDecision {
            id: &id,
            kind,
            province_code: of,
            issuer: &issuer,
            round_id: Some(&cmd.round_id),
            created_at: cx.now_ms(),
        };
        store::insert(&tx, &new).await?;
        for c in &chosen {
            store::insert_item(&tx, &id, &c.dossier_id, c.stars).await?;
        }
        let diff = json!({"kind": kind.as_str(), "round": cmd.round_id, "dossiers": dossiers});
        cx.journal(&tx, &format!("decision:{id}"), Act::DecisionDraft.as_str(), &id, diff).await?;
        Ok(id.clone())
    })
}
