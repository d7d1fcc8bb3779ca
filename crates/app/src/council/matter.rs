//! A round as it is loaded: its sitting, which is the same for all its dossiers, and each dossier before it. One dossier
//! and all of them are loaded by the same four queries.

use super::access::{Council, rules, seated};
use crate::{Cx, Error};
use jiff::civil::Date;
use ocop_domain::account::Facts;
use ocop_domain::council::Rules;
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_domain::dossier::State;
use ocop_domain::stars::Stars;
use ocop_store::Db;
use ocop_store::council::{
    CaseRow, ConflictRow, DelegateRow, MatterRow, MemberRow, RoundRow, Which, WrittenRow, cases, conflicts,
    councils, rounds,
};
use std::sync::Arc;

/// A round of a council, bound to the rules it was opened under. Its members are those who sit: a delegate stands in
/// the place of the member who sent the delegate.
pub(super) struct Sitting {
    pub council: Council,
    pub round: RoundRow,
    pub rules: Rules,
    pub delegates: Vec<DelegateRow>,
}

/// A dossier before its council. The dossiers of a round that are loaded together share its sitting.
pub(super) struct Matter {
    pub sitting: Arc<Sitting>,
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

/// A dossier that was put to the members in writing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub row: WrittenRow,
    pub answer_by: Date,
    /// The day is over: nothing more is taken in writing.
    pub over: bool,
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

    /// A deputy whom the chair sent as a delegate: the chair's seat stays empty.
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

    /// The chair; where the chair stepped aside from this dossier or sent the deputy, the deputy.
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

impl Written {
    fn read(cx: &Cx, row: WrittenRow) -> Result<Written, Error> {
        let answer_by: Date = row.answer_by.parse().map_err(Error::internal)?;
        Ok(Written { over: cx.today() > answer_by, answer_by, row })
    }

    pub fn proposed(&self) -> Option<Stars> {
        u8::try_from(self.row.proposed).ok().and_then(Stars::new)
    }
}

/// The round itself, whatever its dossiers.
pub(super) async fn sitting(db: &Db, cx: &Cx, round: &str) -> Result<Sitting, Error> {
    let called = rounds::called(db, round).await?.ok_or(Error::NotFound)?;
    let (round, seats) = (called.round, councils::seats(db, &called.council.id, round).await?);
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

/// Dossiers that lie in this very round, or were judged in it before they went on; a sheet cannot be written across
/// rounds ([`Matter::scoring`]). In the order of their ids.
pub(super) async fn matters(
    db: &Db,
    cx: &Cx,
    s: &Arc<Sitting>,
    which: Which<'_>,
) -> Result<Vec<Matter>, Error> {
    let found = cases::matters(db, &s.round.id, which).await?;
    let mut conflicts = conflicts::in_round(db, &s.round.id, which).await?;
    let read = |row: MatterRow| {
        let case = row.case;
        let set = case.set_id.parse().ok().and_then(|id| criteria::set(&id));
        let set =
            set.ok_or_else(|| Error::internal(format!("dossier {}: no set {}", case.id, case.set_id)))?;
        Ok(Matter {
            sitting: s.clone(),
            set,
            ballot: row.last_ballot,
            first: row.first_ballot.max(1),
            conflicts: conflicts.remove(&case.id).unwrap_or_default(),
            written: row.written.map(|w| Written::read(cx, w)).transpose()?,
            case,
        })
    };
    found.into_iter().map(read).collect()
}

/// One dossier of a round.
pub(super) async fn matter(db: &Db, cx: &Cx, round: &str, dossier: &str) -> Result<Matter, Error> {
    let sitting = Arc::new(sitting(db, cx, round).await?);
    matters(db, cx, &sitting, Which::One(dossier)).await?.pop().ok_or(Error::NotFound)
}
