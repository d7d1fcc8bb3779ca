//! What the sheets of one ballot come to. The result is computed from options alone; a gate or a knock-out question
//! on which members differ stays open until the council has settled it.

use std::collections::BTreeMap;

use super::{Ending, GateRule, MeanTold, Rules};
use crate::criteria::{
    AnswerError, Answers, CriteriaSet, CriterionCode, Findings, Mean, Outcome, UnknownQuestion,
    rank_from_mean, score,
};
use crate::points::Points;
use crate::stars::Stars;

/// One member's submitted sheet of the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub member: String,
    pub answers: Answers,
    pub findings: Findings,
}

/// What the council agreed as a body: a criterion's code with the points agreed, or a question's key with 1 for
/// "applies" and 0 for "does not".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub item: String,
    pub points: Points,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberTotal {
    pub member: String,
    pub total: Points,
    /// False for an extreme that the rules leave out of the mean.
    pub counted: bool,
}

/// How far the members lie apart on one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    pub criterion: CriterionCode,
    pub low: Points,
    pub high: Points,
}

/// A star mark that some members find reached and others not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub stars: Stars,
    pub required: Points,
    pub meets: Vec<String>,
    pub falls_short: Vec<String>,
    /// Their sheets ended before this criterion.
    pub not_judged: Vec<String>,
}

/// A gated criterion on which the members differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingGate {
    pub criterion: CriterionCode,
    pub low: Points,
    pub high: Points,
    pub marks: Vec<Mark>,
    pub settled: Option<Points>,
}

/// A knock-out question that some members answer with yes and others with no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferingFinding {
    pub key: String,
    pub yes: Vec<String>,
    pub no: Vec<String>,
    pub settled: Option<bool>,
}

/// A knock-out ground that is there, by every sheet's finding or by the council's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    pub key: String,
    pub settled: bool,
}

/// What keeps the result from being closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenPoint {
    /// The totals lie too far apart and there is a ballot left.
    SecondBallot,
    Gate(CriterionCode),
    Finding(String),
    /// The council found that nothing stops, and the sheets of these members left criteria out as after a stop: the
    /// members score again and fill them in, whatever number of ballots the rules allow.
    Unfinished(Vec<String>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// By member.
    pub totals: Vec<MemberTotal>,
    pub mean: Mean,
    /// Members whose sheets ended at 0 points of these criteria and left criteria out: their totals are of a part.
    pub partial: Vec<(String, Vec<CriterionCode>)>,
    /// Between the highest and the lowest total of all sheets. Told where the mean is ([`Tally::told_mean`]).
    pub spread: Points,
    /// By the totals of the sheets that judge every criterion: those of a part cannot be compared with them.
    pub needs_second_ballot: bool,
    /// Only criteria on which a member differs, in printed order.
    pub ranges: Vec<Range>,
    pub differing_gates: Vec<DifferingGate>,
    pub differing_findings: Vec<DifferingFinding>,
    pub grounds: Vec<Ground>,
    /// What the grounds come to; none where none stands.
    pub ending: Option<Ending>,
    pub open: Vec<OpenPoint>,
    /// Only when nothing is open. With a ground it carries no rank: that is decided, never computed away.
    pub outcome: Option<Outcome>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    #[error("no sheet has been submitted")]
    NoSheets,
    #[error("member {0} has two sheets in one ballot")]
    Twice(String),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Question(#[from] UnknownQuestion),
}

/// Why a point cannot be settled that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettleError {
    #[error("the members do not differ on this")]
    NothingOpen,
    #[error("the points agreed on must be those of an option between what the members gave")]
    NotBetween,
}

/// Counts one ballot. `ballot` is its number from 1: beyond the last one the spread no longer sends the members back.
/// Sheets may come in any order. The mean is the mean of totals (`regulation.md` §1.4), kept as a fraction.
pub fn tally(
    set: &CriteriaSet,
    rules: &Rules,
    ballot: u32,
    sheets: &[Sheet],
    settled: &[Settled],
) -> Result<Tally, TallyError> {
    let found: Vec<Sheet> = sheets.iter().map(|sheet| with_stops(set, sheet)).collect();
    let mut sheets: Vec<&Sheet> = found.iter().collect();
    sheets.sort_by(|a, b| a.member.cmp(&b.member));
    if let Some(pair) = sheets.windows(2).find(|pair| pair[0].member == pair[1].member) {
        return Err(TallyError::Twice(pair[0].member.clone()));
    }
    let partial: Vec<(String, Vec<CriterionCode>)> = sheets
        .iter()
        .filter(|sheet| !set.left_out(&sheet.answers).is_empty())
        .map(|sheet| (sheet.member.clone(), set.stopped(&sheet.answers)))
        .collect();
    let mut totals = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        sheet.findings.applied(set)?;
        let total = score(set, &sheet.answers)?.total;
        totals.push(MemberTotal { member: sheet.member.clone(), total, counted: true });
    }
    let all = || totals.iter().map(|t| t.total);
    let (Some(low), Some(high)) = (all().min(), all().max()) else { return Err(TallyError::NoSheets) };
    let spread = low.missing_to(high);
    leave_extremes_out(rules, &mut totals);
    let counted: Vec<Points> = totals.iter().filter(|t| t.counted).map(|t| t.total).collect();
    // Kept with the result of an assessment that stopped; told of none that has a sheet of a part.
    let mean = Mean::of(&counted).ok_or(TallyError::NoSheets)?;
    if !partial.is_empty() {
        totals.iter_mut().for_each(|t| t.counted = true);
    }

    let agreed = |item: &str| settled.iter().find(|s| s.item == item).map(|s| s.points);
    let ranges = ranges(set, &sheets);
    let differing_gates = differing_gates(set, &sheets, &ranges, agreed);
    let differing_findings = differing_findings(set, &sheets, agreed);
    let grounds = grounds(set, &sheets, &differing_findings);
    let whole = || totals.iter().filter(|t| partial.iter().all(|(member, _)| *member != t.member));
    let comparable = || whole().map(|t| t.total);
    let apart = comparable().min().zip(comparable().max()).map_or(Points::ZERO, |(l, h)| l.missing_to(h));
    let needs_second_ballot = apart > rules.spread_limit && grounds.is_empty();

    let mut open: Vec<OpenPoint> = Vec::new();
    let unsettled = differing_findings.iter().filter(|f| f.settled.is_none());
    open.extend(unsettled.map(|f| OpenPoint::Finding(f.key.clone())));
    // A ground that stands ends the assessment: nothing else has to be agreed on.
    if !grounds.is_empty() {
        open.clear();
    } else if let Some(unfinished) = unfinished(set, &partial, &differing_findings) {
        // The members score again: until then neither the spread nor a gate has a meaning.
        open.push(unfinished);
    } else {
        if needs_second_ballot && ballot < rules.ballots {
            open.push(OpenPoint::SecondBallot);
        }
        if rules.gate_rule == GateRule::Settled {
            let unsettled = differing_gates.iter().filter(|g| g.settled.is_none());
            open.extend(unsettled.map(|g| OpenPoint::Gate(g.criterion.clone())));
        }
    }
    let outcome = open.is_empty().then(|| {
        let mut outcome = rank_from_mean(set, mean, &gate_points(set, rules, &sheets, &differing_gates));
        if !grounds.is_empty() {
            outcome.rank = None;
            outcome.next = None;
        }
        outcome
    });
    let ending = Ending::of(set, &grounds, &sheets);
    Ok(Tally {
        partial,
        ending,
        totals,
        mean,
        spread,
        needs_second_ballot,
        ranges,
        differing_gates,
        differing_findings,
        grounds,
        open,
        outcome,
    })
}

impl Tally {
    /// The assessment stopped; the product is not eliminated.
    pub fn stopped(&self) -> bool {
        matches!(self.ending, Some(Ending::Stopped(_)))
    }

    /// The mean as it may be told, by [`MeanTold`].
    pub fn told_mean(&self) -> Option<Mean> {
        self.mean_told().of(self.mean)
    }

    /// Whether the mean may be told; kept with a result.
    pub fn mean_told(&self) -> MeanTold {
        MeanTold::when(self.stopped(), !self.partial.is_empty())
    }

    /// May this be agreed on? Gates only among the points of options from the lowest to the highest given, so that
    /// a settlement can end a difference and never make a result that no member gave.
    pub fn may_settle(&self, set: &CriteriaSet, item: &str, points: Points) -> Result<(), SettleError> {
        if self.differing_findings.iter().any(|f| f.key == item) {
            return if points.get() <= 1 { Ok(()) } else { Err(SettleError::NotBetween) };
        }
        let gate = self.differing_gates.iter().find(|g| g.criterion.as_str() == item);
        let gate = gate.ok_or(SettleError::NothingOpen)?;
        let choices = settle_choices(set, gate);
        if choices.contains(&points) { Ok(()) } else { Err(SettleError::NotBetween) }
    }
}

/// The points that may be agreed on for a gate, from the lowest up.
pub(super) fn settle_choices(set: &CriteriaSet, gate: &DifferingGate) -> Vec<Points> {
    let options = set.criterion(&gate.criterion).map_or(&[][..], |c| c.options.as_slice());
    let mut points: Vec<Points> = options.iter().filter(|row| row.legible).map(|row| row.points).collect();
    points.push(Points::ZERO);
    points.retain(|p| gate.low <= *p && *p <= gate.high);
    points.sort_unstable();
    points.dedup();
    points
}

impl DifferingGate {
    /// The points that may be agreed on, from the lowest up.
    pub fn choices(&self, set: &CriteriaSet) -> Vec<Points> {
        settle_choices(set, self)
    }
}

/// The points of the option a sheet picked, 0 where it picked none.
fn reached(set: &CriteriaSet, sheet: &Sheet, criterion: &CriterionCode) -> Points {
    let picked = sheet.answers.0.get(criterion).copied().unwrap_or_default();
    set.criterion(criterion).and_then(|c| c.option(picked)).map_or(Points::ZERO, |row| row.points)
}

/// A sheet with the findings that its points come to by themselves: where members differ on one, the council settles it
/// like any other finding.
fn with_stops(set: &CriteriaSet, sheet: &Sheet) -> Sheet {
    Sheet { findings: sheet.findings.with_stops(set, &sheet.answers), ..sheet.clone() }
}

fn leave_extremes_out(rules: &Rules, totals: &mut [MemberTotal]) {
    if !rules.drop_extremes || totals.len() < Rules::DROP_FROM {
        return;
    }
    if let Some(lowest) = totals.iter_mut().min_by_key(|t| t.total) {
        lowest.counted = false;
    }
    if let Some(highest) = totals.iter_mut().filter(|t| t.counted).max_by_key(|t| t.total) {
        highest.counted = false;
    }
}

/// The point that partial sheets leave open once the council found that nothing stops. As long as it is open whether the
/// assessment stops, that is to be settled first.
fn unfinished(
    set: &CriteriaSet,
    partial: &[(String, Vec<CriterionCode>)],
    differing: &[DifferingFinding],
) -> Option<OpenPoint> {
    let undecided = |f: &DifferingFinding| {
        f.settled.is_none() && set.question(&f.key).is_some_and(|question| question.computed)
    };
    if partial.is_empty() || differing.iter().any(undecided) {
        return None;
    }
    Some(OpenPoint::Unfinished(partial.iter().map(|(member, _)| member.clone()).collect()))
}

fn ranges(set: &CriteriaSet, sheets: &[&Sheet]) -> Vec<Range> {
    let of = |code: &CriterionCode| {
        let judging = || sheets.iter().filter(|sheet| set.judges(&sheet.answers, code));
        let points = || judging().map(|sheet| reached(set, sheet, code));
        Some((points().min()?, points().max()?))
    };
    set.scorable()
        .filter_map(|leaf| {
            let criterion = leaf.criterion.code.clone();
            let (low, high) = of(&criterion)?;
            (low != high).then_some(Range { criterion, low, high })
        })
        .collect()
}

fn differing_gates(
    set: &CriteriaSet,
    sheets: &[&Sheet],
    ranges: &[Range],
    agreed: impl Fn(&str) -> Option<Points>,
) -> Vec<DifferingGate> {
    let of = |range: &Range| {
        let here = set.gates.rising().iter().filter(|gate| gate.criterion == range.criterion);
        let marks: Vec<Mark> = here
            .filter(|gate| range.low < gate.required && gate.required <= range.high)
            .map(|gate| {
                let (judging, not_judged): (Vec<&&Sheet>, Vec<&&Sheet>) =
                    sheets.iter().partition(|sheet| set.judges(&sheet.answers, &gate.criterion));
                let (meets, falls_short): (Vec<&&Sheet>, Vec<&&Sheet>) = judging
                    .into_iter()
                    .partition(|sheet| reached(set, sheet, &gate.criterion) >= gate.required);
                let names = |list: Vec<&&Sheet>| list.into_iter().map(|s| s.member.clone()).collect();
                Mark {
                    stars: gate.stars,
                    required: gate.required,
                    meets: names(meets),
                    falls_short: names(falls_short),
                    not_judged: names(not_judged),
                }
            })
            .collect();
        (!marks.is_empty()).then(|| DifferingGate {
            criterion: range.criterion.clone(),
            low: range.low,
            high: range.high,
            marks,
            settled: agreed(range.criterion.as_str()).filter(|p| range.low <= *p && *p <= range.high),
        })
    };
    ranges.iter().filter_map(of).collect()
}

fn differing_findings(
    set: &CriteriaSet,
    sheets: &[&Sheet],
    agreed: impl Fn(&str) -> Option<Points>,
) -> Vec<DifferingFinding> {
    let of = |key: &String| {
        let (yes, no): (Vec<&&Sheet>, Vec<&&Sheet>) =
            sheets.iter().partition(|sheet| sheet.findings.0.contains(key));
        let names = |list: Vec<&&Sheet>| list.into_iter().map(|s| s.member.clone()).collect();
        (!yes.is_empty() && !no.is_empty()).then(|| DifferingFinding {
            key: key.clone(),
            yes: names(yes),
            no: names(no),
            settled: agreed(key).map(|points| points > Points::ZERO),
        })
    };
    set.questions.iter().filter_map(|question| of(&question.key)).collect()
}

fn grounds(set: &CriteriaSet, sheets: &[&Sheet], differing: &[DifferingFinding]) -> Vec<Ground> {
    let of = |key: &String| match differing.iter().find(|f| f.key == *key) {
        Some(found) => (found.settled == Some(true)).then(|| Ground { key: key.clone(), settled: true }),
        None => sheets
            .iter()
            .any(|sheet| sheet.findings.0.contains(key))
            .then(|| Ground { key: key.clone(), settled: false }),
    };
    set.questions.iter().filter_map(|question| of(&question.key)).collect()
}

/// The points each gated criterion is tested with, by the council's rule and the sheets that judge it.
fn gate_points(
    set: &CriteriaSet,
    rules: &Rules,
    sheets: &[&Sheet],
    differing: &[DifferingGate],
) -> BTreeMap<CriterionCode, Points> {
    let of = |criterion: &CriterionCode| {
        let judging = sheets.iter().filter(|sheet| set.judges(&sheet.answers, criterion));
        let mut points: Vec<Points> = judging.map(|sheet| reached(set, sheet, criterion)).collect();
        points.sort_unstable();
        match rules.gate_rule {
            GateRule::Settled => differing
                .iter()
                .find(|gate| gate.criterion == *criterion)
                .and_then(|gate| gate.settled)
                .or_else(|| points.first().copied()),
            GateRule::Mean => Mean::of(&points).map(Mean::whole),
            // The highest points that more than half of the members reach.
            GateRule::Majority => points.get((points.len().saturating_sub(1)) / 2).copied(),
        }
    };
    let gates = set.gates.rising().iter();
    gates.map(|gate| (gate.criterion.clone(), of(&gate.criterion).unwrap_or_default())).collect()
}
