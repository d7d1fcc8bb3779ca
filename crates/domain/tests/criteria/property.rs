//! What must hold for every sheet of every set.

use ocop_domain::criteria::{
    Answers, CriteriaSet, Law, Mean, band, parse_answers, rank_from_mean, score, score_indexed, sets, sets_of,
};
use ocop_domain::points::Points;
use ocop_domain::stars::Stars;
use proptest::prelude::*;
use proptest::sample::Index;

/// A set that a failing case shows by its id alone.
#[derive(Clone, Copy)]
struct Shown(&'static CriteriaSet);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.id.as_str())
    }
}

/// A set in force and an option for every criterion, 0 for none. Leaning to high options, or hardly any sheet
/// would reach a band where gates matter.
fn sheet() -> impl Strategy<Value = (Shown, Vec<u8>)> {
    let sets: Vec<_> = sets_of(Law::Qd26_2026).collect();
    (prop::sample::select(sets), 0..4u8).prop_flat_map(|(set, lean)| {
        let options = set.compiled().options().iter().map(move |count| {
            let most = u8::try_from(*count).unwrap();
            (0..=most, 0..4u8).prop_map(move |(any, roll)| if roll < lean { most } else { any })
        });
        (Just(Shown(set)), options.collect::<Vec<_>>())
    })
}

fn answers(set: &CriteriaSet, picks: &[u8]) -> Answers {
    let picked = set.scorable().zip(picks).filter(|(_, pick)| **pick > 0);
    picked.map(|(leaf, pick)| (leaf.criterion.code.clone(), usize::from(*pick))).collect()
}

fn points(set: &CriteriaSet, place: usize, pick: u8) -> Points {
    let leaf = set.scorable().nth(place).unwrap();
    leaf.criterion.option(usize::from(pick)).map_or(Points::ZERO, |row| row.points)
}

/// Phụ lục II, set 16: “Nếu được 0 điểm tại một trong các chỉ tiêu trên” – an option of 0 points picked in 6.1 to 6.4.
fn stops_by_the_book(set: &CriteriaSet, picks: &[u8]) -> bool {
    let water = set.id.as_str() == "QD26-16";
    let zero = |(place, pick): (usize, &u8)| *pick > 0 && points(set, place, *pick) == Points::ZERO;
    let sensory = |place: usize| set.scorable().nth(place).unwrap().criterion.code.as_str().starts_with("6.");
    water && picks.iter().enumerate().any(|(place, pick)| sensory(place) && zero((place, pick)))
}

/// The rule as the design words it, without any of the short cuts.
fn rank_by_the_book(set: &CriteriaSet, picks: &[u8], total: Points) -> Option<Stars> {
    let meets = |stars: Stars| {
        set.scorable().zip(picks).all(|(leaf, pick)| {
            let reached = points(set, leaf.index, *pick);
            let marks =
                leaf.criterion.options.iter().filter(|row| row.min_star.is_some_and(|m| m <= stars.get()));
            marks.into_iter().all(|row| reached >= row.points)
        })
    };
    if stops_by_the_book(set, picks) {
        return None;
    }
    Stars::ALL.into_iter().rev().find(|stars| band(total) >= stars.get() && meets(*stars))
}

proptest! {
    #[test]
    fn the_rank_is_the_one_by_the_book((Shown(set), picks) in sheet()) {
        let scored = score(set, &answers(set, &picks)).unwrap();
        prop_assert_eq!(scored.rank, rank_by_the_book(set, &picks, scored.total));
    }

    #[test]
    fn the_total_is_the_sum_of_parts_and_of_options((Shown(set), picks) in sheet()) {
        let scored = score(set, &answers(set, &picks)).unwrap();
        let parts: Points = scored.parts.iter().map(|(_, points)| points).sum();
        let options: Points = picks.iter().enumerate().map(|(place, pick)| points(set, place, *pick)).sum();
        prop_assert_eq!(scored.total, parts);
        prop_assert_eq!(scored.total, options);
        prop_assert_eq!(scored.band, band(options));
    }

    #[test]
    fn the_rank_never_passes_the_band_and_meets_the_gates_below((Shown(set), picks) in sheet()) {
        let scored = score(set, &answers(set, &picks)).unwrap();
        if let Some(rank) = scored.rank {
            prop_assert!(rank.get() <= scored.band);
            prop_assert!(scored.unmet.iter().all(|unmet| unmet.stars > rank));
        }
        prop_assert!(scored.unmet.is_sorted_by_key(|unmet| unmet.stars));
        prop_assert!(scored.unmet.iter().all(|unmet| unmet.reached < unmet.required));
    }

    #[test]
    fn more_points_in_one_criterion_never_lower_the_rank((Shown(set), picks) in sheet(), at: Index, to: Index) {
        let place = at.index(picks.len());
        let mut raised = picks.clone();
        raised[place] = u8::try_from(to.index(set.compiled().options()[place] + 1)).unwrap();
        prop_assume!(points(set, place, raised[place]) >= points(set, place, picks[place]));
        // A criterion that was not looked at may turn out to be the zero that ends the assessment.
        prop_assume!(!stops_by_the_book(set, &raised));
        let before = score(set, &answers(set, &picks)).unwrap();
        let after = score(set, &answers(set, &raised)).unwrap();
        prop_assert!(after.rank >= before.rank, "{} {:?} → {:?}", set.id, before, after);
        // A stopped assessment names only the gates before its stop; the raised one names all.
        prop_assert!(!before.stopped.is_empty() || after.unmet.len() <= before.unmet.len());
    }

    #[test]
    fn what_the_next_star_asks_for_is_enough((Shown(set), picks) in sheet()) {
        let scored = score(set, &answers(set, &picks)).unwrap();
        let Some(next) = scored.next else { return Ok(()) };
        let mut gates: std::collections::BTreeMap<_, _> = set.scorable().zip(&picks)
            .map(|(leaf, pick)| (leaf.criterion.code.clone(), points(set, leaf.index, *pick))).collect();
        for gate in &next.gates {
            gates.insert(gate.criterion.clone(), gate.required);
        }
        let total = Mean::from(scored.total + next.points_missing);
        prop_assert!(rank_from_mean(set, total, &gates).rank >= Some(next.stars));
    }

    /// Phụ lục II, set 16: what stops is named, and every criterion before the first of them still has to be filled in.
    #[test]
    fn a_stop_is_named_and_leaves_what_follows_open((Shown(set), picks) in sheet()) {
        let sheet = answers(set, &picks);
        let scored = score(set, &sheet).unwrap();
        prop_assert_eq!(!scored.stopped.is_empty(), stops_by_the_book(set, &picks));
        if let Some(first) = scored.stopped.first() {
            prop_assert_eq!((scored.rank, &scored.next), (None, &None));
            let codes: Vec<_> = set.scorable().map(|leaf| leaf.criterion.code.clone()).collect();
            let at = codes.iter().position(|code| code == first).unwrap();
            prop_assert_eq!(set.after_stop(&sheet), codes[at + 1..].to_vec());
        } else {
            prop_assert!(set.after_stop(&sheet).is_empty());
        }
    }

    #[test]
    fn the_fast_path_agrees((Shown(set), picks) in sheet()) {
        let scored = score(set, &answers(set, &picks)).unwrap();
        let quick = score_indexed(set.compiled(), &picks).unwrap();
        prop_assert_eq!((quick.total, quick.band, quick.rank), (scored.total, scored.band, scored.rank));
    }

    #[test]
    fn a_mean_of_equal_totals_is_that_total(total in 0..=100u32, members in 1..50u32) {
        let mean = Mean::new(u64::from(total) * u64::from(members), members).unwrap();
        prop_assert_eq!(mean, Mean::from(Points(total)));
        prop_assert_eq!(mean.band(), band(Points(total)));
        prop_assert_eq!(mean.hundredths(), u64::from(total) * 100);
    }

    #[test]
    fn any_text_is_read_or_explained_in_one_line(text in ".{0,60}") {
        if let Err(error) = parse_answers(&text) {
            prop_assert!(!error.to_string().is_empty());
            prop_assert_eq!(error.to_string().lines().count(), 1);
        }
    }

    #[test]
    fn answers_survive_json((Shown(set), picks) in sheet()) {
        let answers = answers(set, &picks);
        prop_assert_eq!(parse_answers(&serde_json::to_string(&answers).unwrap()), Ok(answers));
    }

    #[test]
    fn errors_name_the_set_and_the_criterion(at: Index, place: Index, option in 20..1000usize) {
        let set = at.get(sets());
        let leaves: Vec<_> = set.scorable().collect();
        let criterion = place.get(&leaves).criterion;
        let error = score(set, &Answers::from_iter([(criterion.code.clone(), option)])).unwrap_err();
        let expected = format!(
            "criterion {} of set {} has options 1 to {}, not {option}", criterion.code, set.id, criterion.options.len()
        );
        prop_assert_eq!(error.to_string(), expected);
    }
}
