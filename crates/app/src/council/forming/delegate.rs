use crate::account::callable;
use crate::council::matter::{Sitting, sitting};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, Role};
use ocop_store::Db;
use ocop_store::council::{Candidate, DelegateRow, MemberRow, conflicts, councils, rounds, sheets};
use serde::Deserialize;
use serde_json::json;

/// Who sits in a member's place for one round, by letter. Only the deputy stands in for the chair.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct SendDelegate {
    #[serde(skip)]
    pub round: String,
    pub version: i64,
    pub member: String,
    pub delegate: String,
    pub letter_number: String,
    pub letter_on: String,
}

/// People who may be sent: council members by post who do not sit here already.
pub async fn delegate_candidates(cx: &Cx, round: &str) -> Result<Vec<Candidate>, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::BallotManage, &s.facts())?;
    let seats = councils::members(cx.db(), &s.council.row.id).await?;
    free(cx, cx.db(), &s, &seats).await
}

async fn free(cx: &Cx, db: &Db, s: &Sitting, seats: &[MemberRow]) -> Result<Vec<Candidate>, Error> {
    let province = s.council.row.province_code.as_deref();
    let mut all = callable(cx, db, Role::CouncilMember, province).await?;
    all.retain(|c| {
        let seat = seats.iter().find(|m| m.account_id == c.account_id);
        let taken = s.delegates.iter().any(|d| d.delegate_id == c.account_id);
        !taken && seat.is_none_or(|m| m.duty == "deputy")
    });
    Ok(all)
}

pub async fn send_delegate(cx: &Cx, cmd: SendDelegate) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::BallotManage, &s.facts())?;
        s.open()?;
        let mut invalid = Invalid::default();
        let number = invalid.text("letter_number", &cmd.letter_number, 60);
        let on = invalid.day("letter_on", &cmd.letter_on);
        if on.is_some_and(|d| d > cx.today()) {
            invalid.add("letter_on", "date_in_future");
        }
        let seats = councils::members(&tx, &s.council.row.id).await?;
        let member = seats.iter().find(|m| m.account_id == cmd.member);
        if member.is_none() || s.delegates.iter().any(|d| d.member_id == cmd.member) {
            invalid.add("member", "required");
        }
        let candidates = free(cx, &tx, &s, &seats).await?;
        if !candidates.iter().any(|c| c.account_id == cmd.delegate) {
            invalid.add("delegate", "required");
        } else if let Some(member) = member {
            let deputy = seats.iter().any(|m| m.account_id == cmd.delegate);
            if (member.duty == "chair") != deputy {
                invalid.add("delegate", "council_delegate_chair");
            }
        }
        let Some(on) = on else { return Err(Error::Invalid(invalid)) };
        invalid.ok()?;
        rounds::touch(&tx, &cmd.round, cmd.version).await?;
        if !sheets::submitted_of(&tx, &cmd.round, &cmd.member).await?.is_empty() {
            return Err(Error::field("member", "council_delegate_late"));
        }
        let row = DelegateRow {
            member_id: cmd.member.clone(),
            member_name: String::new(),
            delegate_id: cmd.delegate.clone(),
            delegate_name: String::new(),
            letter_number: number.clone(),
            letter_on: on.to_string(),
        };
        conflicts::insert_delegate(&tx, &cmd.round, &row, cx.actor.id(), cx.now_ms()).await?;
        let diff = json!({"member": cmd.member, "delegate": cmd.delegate, "letter": number, "letter_on": row.letter_on});
        cx.journal(&tx, &format!("round:{}", cmd.round), "round.delegate", &cmd.round, diff).await
    })
}

/// Takes a letter back, as long as the delegate has not handed in a sheet.
pub async fn recall_delegate(cx: &Cx, round: &str, member: &str) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, round).await?;
        let s = sitting(&tx, cx, round).await?;
        cx.allow(Act::BallotManage, &s.facts())?;
        s.open()?;
        let sent = s.delegates.iter().find(|d| d.member_id == member).ok_or(Error::NotFound)?;
        if !sheets::submitted_of(&tx, round, &sent.delegate_id).await?.is_empty() {
            return Err(Error::Conflict("council_delegate_late"));
        }
        conflicts::remove_delegate(&tx, round, member).await?;
        let diff = json!({"member": member, "delegate": null});
        cx.journal(&tx, &format!("round:{round}"), "round.delegate", round, diff).await
    })
}
