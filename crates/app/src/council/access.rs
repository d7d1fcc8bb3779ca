//! What the policy needs to know of a council: who sits on it, who runs it, whose matter it is.

use crate::{Cx, Error};
use ocop_domain::account::Facts;
use ocop_domain::council::{Level, Rules};
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_store::Db;
use ocop_store::council::{self as rows, CaseRow, CouncilRow, MemberRow, RoundRow};

/// A council with its members, and the actor's own seat on it.
pub(super) struct Council {
    pub row: CouncilRow,
    pub level: Level,
    pub rules: Rules,
    pub members: Vec<MemberRow>,
    pub seat: Option<MemberRow>,
}

/// A round of a council, bound to the rules it was opened under.
pub(super) struct Sitting {
    pub council: Council,
    pub round: RoundRow,
    pub rules: Rules,
}

/// A dossier before its council.
pub(super) struct Matter {
    pub sitting: Sitting,
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub ballot: i64,
}

impl Council {
    pub fn facts(&self) -> Facts {
        Facts {
            province: self.row.province_code.clone(),
            on_council: self.seat.is_some(),
            runs_council: self
                .seat
                .as_ref()
                .is_some_and(|s| matches!(s.duty.as_str(), "chair" | "secretary")),
            chairs_council: self.seat.as_ref().is_some_and(|s| s.duty == "chair"),
            national: self.level == Level::National,
            submitted: true,
            ..Facts::default()
        }
    }
}

impl Sitting {
    pub fn facts(&self) -> Facts {
        Facts { closed: self.round.state == "closed", ..self.council.facts() }
    }

    pub fn open(&self) -> Result<(), Error> {
        if self.round.state == "open" { Ok(()) } else { Err(Error::Conflict("council_round_closed")) }
    }
}

impl Matter {
    pub fn scoring(&self) -> Result<(), Error> {
        self.sitting.open()?;
        if self.case.state == "in_round" { Ok(()) } else { Err(Error::Conflict("council_dossier_closed")) }
    }
}

fn rules(text: &str) -> Result<Rules, Error> {
    serde_json::from_str(text).map_err(Error::internal)
}

pub(super) async fn council(db: &Db, cx: &Cx, id: &str) -> Result<Council, Error> {
    let row = rows::council(db, id).await?.ok_or(Error::NotFound)?;
    let members = rows::members(db, id).await?;
    let seat = members.iter().find(|m| m.account_id == cx.actor.id()).cloned();
    let level = row.level.parse().map_err(Error::Internal)?;
    Ok(Council { level, rules: rules(&row.rules)?, members, seat, row })
}

pub(super) async fn sitting(db: &Db, cx: &Cx, round: &str) -> Result<Sitting, Error> {
    let round = rows::round(db, round).await?.ok_or(Error::NotFound)?;
    let council = council(db, cx, &round.council_id).await?;
    Ok(Sitting { rules: rules(&round.rules)?, council, round })
}

/// Only a dossier that lies in this very round: a sheet cannot be written across rounds.
pub(super) async fn matter(db: &Db, cx: &Cx, round: &str, dossier: &str) -> Result<Matter, Error> {
    let sitting = sitting(db, cx, round).await?;
    let case = rows::case(db, dossier).await?.ok_or(Error::NotFound)?;
    if case.round_id.as_deref() != Some(sitting.round.id.as_str()) {
        return Err(Error::NotFound);
    }
    let set = case.set_id.parse().ok().and_then(|id| criteria::set(&id));
    let set = set.ok_or_else(|| Error::Internal(format!("dossier {dossier}: no set {}", case.set_id)))?;
    let ballot = rows::current_ballot(db, dossier).await?;
    Ok(Matter { sitting, case, set, ballot })
}
