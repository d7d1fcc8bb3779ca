//! Whether what the council agreed on as a body still holds for what the sheets come to. A settlement is the council's own
//! and no member's (Điều 7, 26/2026: “Hội đồng … đánh giá, phân hạng”): once the result is closed no correction of one sheet
//! goes over it.

use super::{GateRule, Rules, Settled, Sheet, Tally};
use crate::criteria::CriteriaSet;
use crate::points::Points;

/// Does the count still come to what was agreed on? What the count does not look at, since a ground ends the assessment
/// or the rules read gates in another way, goes against nothing.
pub fn upheld(set: &CriteriaSet, rules: &Rules, tally: &Tally, sheets: &[Sheet], agreed: &Settled) -> bool {
    if set.question(&agreed.item).is_some() {
        let stands = tally.grounds.iter().any(|ground| ground.key == agreed.item);
        return stands == (agreed.points > Points::ZERO);
    }
    if rules.gate_rule != GateRule::Settled || !tally.grounds.is_empty() {
        return true;
    }
    if let Some(gate) = tally.differing_gates.iter().find(|g| g.criterion.as_str() == agreed.item) {
        return gate.settled == Some(agreed.points);
    }
    // The members agree by now: on the same side of each star mark as the council, or against it.
    let Ok(code) = agreed.item.parse() else { return true };
    let given = sheets.iter().map(|sheet| {
        let picked = sheet.answers.0.get(&code).copied().unwrap_or_default();
        set.criterion(&code).and_then(|c| c.option(picked)).map_or(Points::ZERO, |option| option.points)
    });
    let Some(lowest) = given.min() else { return true };
    let marks = set.gates.rising().iter().filter(|gate| gate.criterion == code);
    marks.into_iter().all(|gate| (lowest >= gate.required) == (agreed.points >= gate.required))
}

#[cfg(test)]
mod tests {
    use super::super::tally;
    use super::*;
    use crate::criteria::{Answers, Findings, set};

    const WATER: &str = "QD26-16";
    const NOTE: &str = "6.4/stops_assessment/1";

    /// The best option everywhere; none of the options at these.
    fn sheet(set: &CriteriaSet, member: &str, none: &[&str]) -> Sheet {
        let picks = set.scorable().map(|leaf| {
            let code = leaf.criterion.code.clone();
            let best = leaf.criterion.best_option().unwrap().number;
            let option = if none.contains(&code.as_str()) { 0 } else { best };
            (code, option)
        });
        Sheet { member: member.into(), answers: Answers(picks.collect()), findings: Findings::default() }
    }

    fn holds(id: &str, sheets: &[&[&str]], item: &str, points: u32) -> bool {
        let set = set(&id.parse().unwrap()).unwrap();
        let sheets: Vec<Sheet> =
            sheets.iter().zip(["a", "b", "c"]).map(|(none, member)| sheet(set, member, none)).collect();
        let (rules, agreed) = (Rules::default(), Settled { item: item.into(), points: Points(points) });
        let counted = tally(set, &rules, 1, &sheets, std::slice::from_ref(&agreed)).unwrap();
        upheld(set, &rules, &counted, &sheets, &agreed)
    }

    /// Phụ lục II, set 16: “Nếu được 0 điểm tại một trong các chỉ tiêu trên …” was agreed on by the council.
    #[test]
    fn a_stop_that_was_agreed_on_holds_as_long_as_a_sheet_has_the_zero() {
        assert!(holds(WATER, &[&["6.2"], &[], &[]], NOTE, 1));
        assert!(holds(WATER, &[&["6.2"], &["6.1"], &["6.3"]], NOTE, 1));
        assert!(!holds(WATER, &[&[], &[], &[]], NOTE, 1));
        // Agreed that it does not stop, and then all say that it does.
        assert!(holds(WATER, &[&["6.2"], &[], &[]], NOTE, 0));
        assert!(holds(WATER, &[&[], &[], &[]], NOTE, 0));
        assert!(!holds(WATER, &[&["6.2"], &["6.2"], &["6.2"]], NOTE, 0));
    }

    #[test]
    fn a_gate_that_was_agreed_on_holds_on_its_side_of_the_mark() {
        // 2.2 ≥ 2 is a gate of three stars in the set of honey.
        let best = 5;
        assert!(holds("QD26-04", &[&["2.2"], &[], &[]], "2.2", 0));
        assert!(!holds("QD26-04", &[&[], &[], &[]], "2.2", 0));
        assert!(!holds("QD26-04", &[&["2.2"], &["2.2"], &["2.2"]], "2.2", best));
        assert!(holds("QD26-04", &[&[], &[], &[]], "2.2", best));
    }
}
