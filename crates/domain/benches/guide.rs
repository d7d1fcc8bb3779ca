//! How long the way to a star takes to find, on one core, over all sets in force: the mean and the slowest answer.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ocop_domain::criteria::{Answers, Findings, Law, sets_of};
use ocop_domain::guide::{Efforts, Request, way};
use ocop_domain::stars::Stars;

const SHEETS_PER_SET: usize = 100;

/// Knuth's linear congruential generator: the same numbers on every machine.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

fn main() {
    let mut lcg = Lcg(26);
    let (efforts, findings, fixed) = (Efforts::default(), Findings::default(), BTreeSet::new());
    let (mut answers_given, mut all, mut slowest) = (0u32, Duration::ZERO, Duration::ZERO);
    for set in sets_of(Law::Qd26_2026) {
        for _ in 0..SHEETS_PER_SET {
            let picks: Vec<usize> = set.compiled().options().iter().map(|most| lcg.below(most + 1)).collect();
            let picked = set.scorable().zip(&picks).filter(|(_, pick)| **pick > 0);
            let answers: Answers = picked.map(|(leaf, pick)| (leaf.criterion.code.clone(), *pick)).collect();
            for stars in Stars::ALL {
                let request = Request {
                    set,
                    answers: &answers,
                    findings: &findings,
                    efforts: &efforts,
                    fixed: &fixed,
                    stars,
                };
                let start = Instant::now();
                let found = black_box(way(black_box(&request)));
                let took = start.elapsed();
                assert!(found.is_ok(), "{}: {found:?}", set.id);
                answers_given += 1;
                all += took;
                slowest = slowest.max(took);
            }
        }
    }
    let mean = all / answers_given.max(1);
    println!("way to a star, {answers_given} answers       mean {mean:>8.1?}   slowest {slowest:>8.1?}");
}
