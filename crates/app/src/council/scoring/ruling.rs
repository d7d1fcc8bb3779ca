//! What the council agreed on as a body in the ballot that counts, with who recorded it and when. It is said on tally and
//! minutes whatever became of the sheets since.

use crate::clock::vietnam;
use crate::council::count::Count;
use crate::council::matter::Matter;
use jiff::Timestamp;
use ocop_domain::council::{Settled, Tally, upheld};
use ocop_domain::criteria::QuestionKind;
use ocop_domain::points::Points;
use ocop_print as print;
use ocop_store::council::SettlementRow;

/// An agreement of the council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// A criterion's code or a question's key.
    pub item: String,
    /// The criterion with its name, or the question in the law's words.
    pub on: String,
    /// Of a question 1 says that it applies, 0 that it does not.
    pub points: i64,
    pub reason: String,
    /// Who recorded it.
    pub by: String,
    /// Milliseconds.
    pub at: i64,
    /// The sheets, as corrected by now, still come to it.
    pub stands: bool,
}

fn agreed(row: &SettlementRow) -> Settled {
    Settled { item: row.item.clone(), points: Points(u32::try_from(row.points).unwrap_or(0)) }
}

fn holds(m: &Matter, count: &Count, tally: &Tally, row: &SettlementRow) -> bool {
    upheld(m.set, &m.sitting.rules, tally, &count.votes, &agreed(row))
}

/// In the order of the set's questions, then of its criteria.
pub(in crate::council) fn rulings(m: &Matter, count: &Count) -> Vec<Ruling> {
    let Some(tally) = &count.tally else { return Vec::new() };
    let place = |item: &str| {
        let question = m.set.questions.iter().position(|q| q.key == item).map(|at| (0, at));
        question
            .or_else(|| m.set.scorable().position(|l| l.criterion.code.as_str() == item).map(|at| (1, at)))
    };
    let name = |account: &str| {
        let found = m.sitting.council.members.iter().find(|x| x.account_id == account);
        found.map_or_else(String::new, |x| x.name.clone())
    };
    let mut rows: Vec<&SettlementRow> = count.settlements.iter().collect();
    rows.sort_by_key(|s| place(&s.item));
    let of = |s: &&SettlementRow| Ruling {
        item: s.item.clone(),
        on: named(m, &s.item),
        points: s.points,
        reason: s.reason.clone(),
        by: name(&s.settled_by),
        at: s.settled_at,
        stands: holds(m, count, tally, s),
    };
    rows.iter().map(of).collect()
}

/// The ruling that held before sheets were changed and does not hold after, in words; none where all hold.
pub(in crate::council) fn gone_over(m: &Matter, before: &Count, after: &Count) -> Option<String> {
    let (was, is) = (before.tally.as_ref()?, after.tally.as_ref()?);
    let broken = |s: &&SettlementRow| holds(m, before, was, s) && !holds(m, after, is, s);
    after.settlements.iter().find(broken).map(|s| named(m, &s.item).trim_end_matches('.').to_owned())
}

/// The star marks agreed on, for the minutes.
pub(in crate::council) fn settled_gates(m: &Matter, rulings: &[Ruling]) -> Vec<print::SettledGate> {
    let of = |r: &Ruling| {
        let criterion = r.item.parse().ok().and_then(|code| m.set.criterion(&code))?;
        let option = criterion.options.iter().find(|row| i64::from(row.points.get()) == r.points);
        Some(print::SettledGate {
            criterion: r.on.clone(),
            option: option.map_or_else(|| "Không đáp ứng mức nào".to_owned(), |row| row.text.clone()),
            points: r.points,
            reason: r.told(),
        })
    };
    rulings.iter().filter_map(of).collect()
}

/// The grounds that were raised, for the minutes: those on which the members are of one mind, then the council's rulings.
pub(in crate::council) fn eliminations(
    m: &Matter,
    tally: &Tally,
    rulings: &[Ruling],
) -> Vec<print::Elimination> {
    let stops = |key: &str| m.set.question(key).is_some_and(|q| q.kind == QuestionKind::StopsAssessment);
    let ruled = |key: &str| rulings.iter().any(|r| r.item == key && r.stands);
    let alike = tally.grounds.iter().filter(|g| !ruled(&g.key)).map(|g| print::Elimination {
        ground: named(m, &g.key),
        stops: stops(&g.key),
        applies: true,
        reason: "Các thành viên thống nhất".into(),
    });
    let agreed = rulings.iter().filter(|r| m.set.question(&r.item).is_some()).map(|r| print::Elimination {
        ground: r.on.clone(),
        stops: stops(&r.item),
        applies: r.points > 0,
        reason: r.told(),
    });
    alike.chain(agreed).collect()
}

fn named(m: &Matter, item: &str) -> String {
    if let Some(question) = m.set.question(item) {
        return question.told();
    }
    let criterion = item.parse().ok().and_then(|code| m.set.criterion(&code));
    criterion.map_or_else(|| item.to_owned(), |c| format!("{}. {}", c.code, c.name))
}

impl Ruling {
    /// The reason as minutes give it, without its full stop, with who recorded it and when.
    pub(in crate::council) fn told(&self) -> String {
        let day = Timestamp::from_millisecond(self.at).ok();
        let day = day.map_or_else(String::new, |at| {
            format!(" {}", print::vi::day_in_words(at.to_zoned(vietnam()).date()))
        });
        let fell =
            if self.stands { "" } else { "; không còn áp dụng sau đính chính nêu dưới đây" };
        let reason = self.reason.trim().trim_end_matches(['.', ';', ' ']);
        format!("{reason} ({} ghi nhận{day}{fell})", self.by)
    }
}
