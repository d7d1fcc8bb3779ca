//! A round with everything its papers are printed from, loaded once for however many papers.

use super::seat::{Seat, seat};
use crate::council::ToldMean as _;
use crate::council::correction::Corrections;
use crate::council::count::{Count, Loaded, count_of};
use crate::council::matter::{Matter, Sitting, matters, sitting};
use crate::{Cx, Error};
use ocop_domain::council::{Ending, Tally};
use ocop_domain::criteria::{CriterionCode, Question};
use ocop_domain::points::Points;
use ocop_store::council::{
    ClaimRow, PaperNumberRow, ResultRow, SessionRow, Which, ballots, cases, papers, results, sheets,
};
use std::sync::Arc;

pub(super) struct Whole {
    pub sitting: Arc<Sitting>,
    pub session: SessionRow,
    pub seat: Seat,
    pub numbers: Vec<PaperNumberRow>,
    /// What was handed in and put right, of the dossiers below; for a form alone, of its one sheet.
    pub loaded: Loaded,
    pub corrections: Corrections,
    /// In the order of the agenda.
    pub cases: Vec<Assessed>,
}

/// A dossier with its sheets and what they came to.
pub(super) struct Assessed {
    pub matter: Matter,
    pub result: Option<ResultRow>,
    /// By ballot of this round, from 1; empty until the result is closed.
    pub counts: Vec<(u32, Count)>,
    pub claims: Vec<ClaimRow>,
}

/// The round alone: enough for an invitation.
pub(super) async fn bare(cx: &Cx, round: &str) -> Result<Whole, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    let seat = seat(cx, s.council.level, s.council.row.province_code.as_deref()).await?;
    Ok(Whole {
        session: papers::session(cx.db(), round).await?,
        numbers: papers::numbers(cx.db(), round).await?,
        loaded: Loaded::default(),
        corrections: Corrections::default(),
        cases: Vec::new(),
        seat,
        sitting: Arc::new(s),
    })
}

/// The round with one sheet that was handed in, and nothing of any other: the round may still be open.
pub(super) async fn with_sheet(cx: &Cx, m: &Matter, member: &str, ballot: u32) -> Result<Whole, Error> {
    let round = &m.sitting.round.id;
    let sheets = sheets::submitted(cx.db(), round, &m.case.id, m.numbered(i64::from(ballot))).await?;
    let sheet = sheets.into_iter().find(|s| s.account_id == member).ok_or(Error::NotFound)?;
    Ok(Whole {
        loaded: Loaded::of_sheet(cx.db(), sheet).await?,
        corrections: Corrections::of_one(cx.db(), m).await?,
        ..bare(cx, round).await?
    })
}

/// The round with all its dossiers. The caller has asked whether the actor may.
pub(super) async fn whole(cx: &Cx, round: &str) -> Result<Whole, Error> {
    with(cx, round, Which::All).await
}

/// The round with one dossier of it.
pub(super) async fn with_one(cx: &Cx, round: &str, dossier: &str) -> Result<Whole, Error> {
    with(cx, round, Which::One(dossier)).await
}

async fn with(cx: &Cx, round: &str, which: Which<'_>) -> Result<Whole, Error> {
    let mut whole = bare(cx, round).await?;
    let matters = matters(cx.db(), cx, &whole.sitting, which).await?;
    let results = results::all_in(cx.db(), round).await?;
    whole.loaded = Loaded::of(cx.db(), round, which).await?;
    whole.corrections = Corrections::of(cx.db(), round, which).await?;
    let mut ballots = ballots::in_round(cx.db(), round, which).await?;
    let mut claims = cases::claims_in(cx.db(), round, which).await?;
    for m in matters {
        let result = results.iter().find(|r| r.dossier_id == m.case.id).cloned();
        let mut counts = Vec::new();
        // Before the result is closed only a member's own form is printed, and that is read by the member's id.
        let ballots = ballots.remove(&m.case.id).filter(|_| result.is_some());
        for ballot in ballots.unwrap_or_default() {
            let n = u32::try_from(m.nth(ballot.ballot)).map_err(Error::internal)?;
            counts.push((n, count_of(&m, ballot.ballot, &whole.loaded)?));
        }
        let claims = claims.remove(&m.case.id).unwrap_or_default();
        whole.cases.push(Assessed { matter: m, result, counts, claims });
    }
    Ok(whole)
}

impl Assessed {
    /// The ballot the result rests on.
    pub fn last(&self) -> Option<&Count> {
        self.counts.last().map(|(_, c)| c)
    }

    pub fn title(&self, code: &CriterionCode) -> String {
        let found = self.matter.set.criterion(code);
        found.map_or_else(|| code.to_string(), |c| format!("{code}. {}", c.name))
    }

    /// The points of an option; nothing picked is no points.
    pub fn points(&self, code: &CriterionCode, option: usize) -> Points {
        let found = self.matter.set.criterion(code).and_then(|c| c.option(option));
        found.map_or(Points::ZERO, |o| o.points)
    }

    /// "82,33": cut off, with as many decimals as the council shows; none where the assessment stopped.
    pub fn mean(&self) -> Option<String> {
        let decimals = u32::from(self.matter.sitting.rules.decimals);
        self.result.as_ref().and_then(ResultRow::told_mean).map(|mean| mean.shown(decimals))
    }

    fn tally(&self) -> Option<&Tally> {
        self.last().and_then(|c| c.tally.as_ref())
    }

    /// How the assessment ended before a rank; none where it did not.
    pub fn ending(&self) -> Option<&Ending> {
        self.tally().and_then(|t| t.ending.as_ref())
    }

    /// Star marks in the way of the rank its points alone would give; none where the assessment ended before a rank.
    pub fn unmet(&self) -> Vec<ocop_print::UnmetGate> {
        let outcome = self.tally().filter(|t| t.ending.is_none()).and_then(|t| t.outcome.as_ref());
        let Some(outcome) = outcome else { return Vec::new() };
        let within = outcome.unmet.iter().filter(|u| u.stars.get() <= outcome.band);
        within
            .map(|u| ocop_print::UnmetGate {
                criterion: self.title(&u.criterion),
                stars: u.stars.get(),
                required: i64::from(u.required.get()),
                reached: i64::from(u.reached.get()),
            })
            .collect()
    }

    /// Knock-out grounds that stand, in the set's own words.
    pub fn grounds(&self) -> Vec<String> {
        let grounds = self.tally().map_or(&[][..], |t| t.grounds.as_slice());
        let text = |key: &str| self.matter.set.question(key).map_or_else(|| key.to_owned(), Question::told);
        grounds.iter().map(|g| text(&g.key)).collect()
    }
}
