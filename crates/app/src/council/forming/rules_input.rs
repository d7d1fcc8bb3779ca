//! A council's own settings as they are typed, read into rules that make sense together.

use crate::Invalid;
use ocop_domain::council::{RERANKING_DAYS, Rules, WrittenRules};
use ocop_domain::points::Points;

/// The council's own settings, as typed.
#[derive(Debug, Clone, Default)]
pub struct RulesInput {
    pub quorum_part: String,
    pub quorum_whole: String,
    pub chair_required: bool,
    pub spread_limit: String,
    pub gate_rule: String,
    pub drop_extremes: bool,
    pub decimals: String,
    pub ballots: String,
    /// Empty: no reason is ever asked for.
    pub reason_beyond: String,
    pub written: WrittenInput,
}

/// How re-rankings are judged in writing, as typed; what is left empty is as usual.
#[derive(Debug, Clone, Default)]
pub struct WrittenInput {
    pub days: String,
    /// "no": ranks that differ call no meeting.
    pub ranks_differ: String,
    pub spread: String,
    pub asked: String,
}

pub(in crate::council) fn rules(invalid: &mut Invalid, typed: &RulesInput) -> Rules {
    let mut number = |field: &str, typed: &str, least: i64, most: i64| {
        u32::try_from(invalid.whole(field, typed, least, most)).unwrap_or_default()
    };
    let part = number("quorum_part", &typed.quorum_part, 1, 100);
    let of = number("quorum_whole", &typed.quorum_whole, 1, 100);
    let spread_limit = Points(number("spread_limit", &typed.spread_limit, 0, 100));
    let decimals = u8::try_from(number("decimals", &typed.decimals, 0, 4)).unwrap_or(2);
    let ballots = number("ballots", &typed.ballots, 1, 5);
    let reason_beyond = (!typed.reason_beyond.trim().is_empty())
        .then(|| Points(number("reason_beyond", &typed.reason_beyond, 0, 100)));
    let usual = WrittenRules::default();
    let mut or_usual = |field: &str, typed: &str, least: i64, most: i64, usual: u32| {
        if typed.trim().is_empty() { usual } else { number(field, typed, least, most) }
    };
    let w = &typed.written;
    let written = WrittenRules {
        days: or_usual("written_days", &w.days, 1, i64::from(RERANKING_DAYS), usual.days),
        spread: Points(or_usual("written_spread", &w.spread, 0, 100, usual.spread.get())),
        asked: or_usual("written_asked", &w.asked, 0, 50, usual.asked),
        ranks_differ: w.ranks_differ.trim() != "no",
    };
    if part > of {
        invalid.add("quorum_part", "council_quorum_whole");
    }
    let gate_rule = typed.gate_rule.parse().unwrap_or_else(|_| {
        invalid.add("gate_rule", "required");
        Default::default()
    });
    Rules {
        quorum: (part, of),
        chair_required: typed.chair_required,
        spread_limit,
        gate_rule,
        drop_extremes: typed.drop_extremes,
        decimals,
        ballots,
        reason_beyond,
        written,
    }
}
