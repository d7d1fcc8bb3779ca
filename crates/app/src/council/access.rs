//! What the policy needs to know of a council: who sits on it, who runs it, whose matter it is.

use super::opinion::Written;
use crate::{Cx, Error};
use ocop_domain::account::Facts;
use ocop_domain::council::{Level, Rules};
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::council::{self as rows, CaseRow, ConflictRow, CouncilRow, DelegateRow, MemberRow, RoundRow};

/// A council with its members, and the actor's own seat on it.
pub(super) struct Council {
    pub row: CouncilRow,
    pub level: Level,
    pub rules: Rules,
    pub members: Vec<MemberRow>,
    pub seat: Option<MemberRow>,
}

/// A round of a council, bound to the rules it was opened under. Its members are those who sit: a delegate stands in
/// the place of the member who sent the delegate.
pub(super) struct Sitting {
    pub council: Council,
    pub round: RoundRow,
    pub rules: Rules,
    pub delegates: Vec<DelegateRow>,
}

/// A dossier before its council.
pub(super) struct Matter {
    pub sitting: Sitting,
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    /// The last ballot of this round. Ballots are numbered through all rounds of a dossier.
    pub ballot: i64,
    /// The first of this round.
    pub first: i64,
    /// What was decided on members' ties to the producer.
    pub conflicts: Vec<ConflictRow>,
    /// The dossier was put to the members in writing.
    pub written: Option<Written>,
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
        let council = self.council.facts();
        let stands_in = self.council.seat.as_ref().is_some_and(|s| self.stands_in(s));
        Facts {
            closed: self.round.state == "closed",
            runs_council: council.runs_council || stands_in,
            ..council
        }
    }

    /// A deputy whom the chair sent in his place: the chair's seat stays empty.
    fn stands_in(&self, seat: &MemberRow) -> bool {
        let chair = self.council.members.iter().find(|m| m.duty == "chair");
        seat.duty == "deputy"
            && self.delegates.iter().any(|d| {
                d.delegate_id == seat.account_id && chair.is_some_and(|c| c.account_id == d.member_id)
            })
    }

    pub fn open(&self) -> Result<(), Error> {
        if self.round.state == "open" { Ok(()) } else { Err(Error::Conflict("council_round_closed")) }
    }
}

impl Matter {
    /// The facts of the round, and that the actor may have stepped aside from this dossier.
    pub fn facts(&self) -> Facts {
        let sitting = self.sitting.facts();
        let seat = self.sitting.council.seat.as_ref();
        Facts {
            recused: seat.is_some_and(|s| self.recused(&s.account_id)),
            runs_council: sitting.runs_council || seat.is_some_and(|s| self.presides(s)),
            ..sitting
        }
    }

    /// Which ballot of this round it is, from 1.
    pub fn nth(&self, ballot: i64) -> i64 {
        ballot - self.first + 1
    }

    /// The number through all rounds of the `nth` ballot of this one.
    pub fn numbered(&self, nth: i64) -> i64 {
        self.first + nth - 1
    }

    /// Members are scoring it, in this round and no other.
    pub fn in_session(&self) -> bool {
        let state: Option<State> = self.case.state.parse().ok();
        self.case.round_id.as_deref() == Some(self.sitting.round.id.as_str())
            && state.is_some_and(State::before_council)
    }

    pub fn recused(&self, account: &str) -> bool {
        self.conflicts.iter().any(|c| c.state == "recused" && c.account_id == account)
    }

    /// Those who judge this dossier.
    pub fn judges(&self) -> impl Iterator<Item = &MemberRow> {
        self.sitting.council.members.iter().filter(|m| !self.recused(&m.account_id))
    }

    /// The chair; where he stepped aside from this dossier or sent his deputy, the deputy.
    pub fn presides(&self, seat: &MemberRow) -> bool {
        let chair = self.sitting.council.members.iter().find(|m| m.duty == "chair");
        let aside = chair.is_some_and(|c| self.recused(&c.account_id));
        seat.duty == "chair" || (seat.duty == "deputy" && (aside || self.sitting.stands_in(seat)))
    }

    /// The members are asked in writing and have not been called to meet.
    pub fn in_writing(&self) -> Option<&Written> {
        self.written.as_ref().filter(|w| w.row.state == "open")
    }

    /// A council that met after it was asked in writing may change its mind, as often as its rules let it score.
    pub fn may_score_again(&self) -> bool {
        let met = self.written.is_some() && self.in_writing().is_none();
        met && self.nth(self.ballot) < i64::from(self.sitting.rules.ballots)
    }

    pub fn scoring(&self) -> Result<(), Error> {
        self.sitting.open()?;
        if self.in_session() { Ok(()) } else { Err(Error::Conflict("council_dossier_closed")) }
    }
}

fn rules(text: &str) -> Result<Rules, Error> {
    serde_json::from_str(text).map_err(Error::internal)
}

pub(super) async fn council(db: &Db, cx: &Cx, id: &str) -> Result<Council, Error> {
    let row = rows::council(db, id).await?.ok_or(Error::NotFound)?;
    seated(cx, row, rows::members(db, id).await?)
}

fn seated(cx: &Cx, row: CouncilRow, members: Vec<MemberRow>) -> Result<Council, Error> {
    let seat = members.iter().find(|m| m.account_id == cx.actor.id()).cloned();
    let level = row.level.parse().map_err(Error::internal)?;
    Ok(Council { level, rules: rules(&row.rules)?, members, seat, row })
}

pub(super) async fn sitting(db: &Db, cx: &Cx, round: &str) -> Result<Sitting, Error> {
    let called = rows::called(db, round).await?.ok_or(Error::NotFound)?;
    let (round, seats) = (called.round, rows::seats(db, &called.council.id, round).await?);
    let (mut members, sent): (Vec<_>, Vec<_>) = seats.into_iter().map(|s| (s.member, s.delegate)).unzip();
    let delegates: Vec<_> = sent.into_iter().flatten().collect();
    for d in &delegates {
        let deputy = members.iter().any(|m| m.account_id == d.delegate_id);
        if let Some(seat) = members.iter_mut().find(|m| m.account_id == d.member_id && !deputy) {
            seat.account_id.clone_from(&d.delegate_id);
            seat.name.clone_from(&d.delegate_name);
        }
    }
    let council = seated(cx, called.council, members)?;
    Ok(Sitting { rules: rules(&round.rules)?, council, round, delegates })
}

/// Only a dossier that lies in this very round, or was judged in it before it went on; a sheet cannot be written across
/// rounds ([`Matter::scoring`]).
pub(super) async fn matter(db: &Db, cx: &Cx, round: &str, dossier: &str) -> Result<Matter, Error> {
    let sitting = sitting(db, cx, round).await?;
    let row = rows::matter(db, round, dossier).await?.ok_or(Error::NotFound)?;
    let (case, ballot) = (row.case, row.last_ballot);
    if case.round_id.as_deref() != Some(sitting.round.id.as_str()) && ballot == 0 {
        return Err(Error::NotFound);
    }
    let set = case.set_id.parse().ok().and_then(|id| criteria::set(&id));
    let set = set.ok_or_else(|| Error::Internal(format!("dossier {dossier}: no set {}", case.set_id)))?;
    let conflicts = rows::conflicts(db, dossier).await?;
    let written = row.written.map(|w| Written::read(cx, w)).transpose()?;
    Ok(Matter { sitting, case, set, ballot, first: row.first_ballot.max(1), conflicts, written })
}
