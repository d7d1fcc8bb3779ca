//! Sheets scored per second on one core, over all sets in force, with the same made-up sheets every time.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ocop_domain::council::{Rules, Sheet as Vote, tally};
use ocop_domain::criteria::{Answers, CriteriaSet, Findings, Law, score, score_indexed, sets_of};

const SHEETS_PER_SET: usize = 200;
const MEMBERS: usize = 9;
const DOSSIERS: usize = 40;
const RUN: Duration = Duration::from_secs(2);

/// Knuth's linear congruential generator: the same numbers on every machine.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }
}

struct Sheet {
    set: &'static CriteriaSet,
    picks: Vec<u8>,
    answers: Answers,
}

fn sheets() -> Vec<Sheet> {
    let mut lcg = Lcg(26);
    let mut sheets = Vec::new();
    for set in sets_of(Law::Qd26_2026) {
        for _ in 0..SHEETS_PER_SET {
            let draw = |most: &usize| u8::try_from(lcg.below(most + 1)).unwrap_or(0);
            let picks: Vec<u8> = set.compiled().options().iter().map(draw).collect();
            let picked = set.scorable().zip(&picks).filter(|(_, pick)| **pick > 0);
            let answers =
                picked.map(|(leaf, pick)| (leaf.criterion.code.clone(), usize::from(*pick))).collect();
            sheets.push(Sheet { set, picks, answers });
        }
    }
    sheets
}

fn measure(name: &str, sheets: &[Sheet], scores: impl Fn(&Sheet) -> bool) {
    let start = Instant::now();
    let mut done = 0u64;
    while start.elapsed() < RUN {
        for sheet in sheets {
            assert!(black_box(scores(black_box(sheet))), "{name}: a sheet of {} was refused", sheet.set.id);
            done += 1;
        }
    }
    let nanoseconds = start.elapsed().as_nanos();
    let per_second = u128::from(done) * 1_000_000_000 / nanoseconds;
    println!("{name:<32} {per_second:>12} sheets/s   {:>6} ns each", nanoseconds / u128::from(done));
}

/// What a whole session's sheets come to: each product's total, spread, differing gates, rank.
fn session(sheets: &[Sheet]) {
    let products: Vec<(&CriteriaSet, Vec<Vote>)> = sheets
        .chunks_exact(MEMBERS)
        .filter(|nine| nine.iter().all(|s| s.set.id == nine[0].set.id))
        .step_by(sheets.len() / MEMBERS / DOSSIERS)
        .take(DOSSIERS)
        .map(|nine| {
            let votes = nine.iter().enumerate().map(|(m, s)| Vote {
                member: format!("m{m}"),
                answers: s.answers.clone(),
                findings: Findings::default(),
            });
            (nine[0].set, votes.collect())
        })
        .collect();
    assert_eq!(products.len(), DOSSIERS);
    let mut slowest = Duration::ZERO;
    for _ in 0..50 {
        let start = Instant::now();
        for (set, votes) in &products {
            assert!(black_box(tally(set, &Rules::default(), 1, votes, &[])).is_ok());
        }
        slowest = slowest.max(start.elapsed());
    }
    let ms = slowest.as_secs_f64() * 1000.0;
    println!("result of {DOSSIERS} dossiers × {MEMBERS} members  slowest of 50: {ms:.2} ms");
}

fn main() {
    let sheets = sheets();
    println!("one core, {} sheets over 26 sets", sheets.len());
    measure("score, with reasons", &sheets, |sheet| black_box(score(sheet.set, &sheet.answers)).is_ok());
    measure("score_indexed, total and rank", &sheets, |sheet| {
        black_box(score_indexed(sheet.set.compiled(), &sheet.picks)).is_some()
    });
    session(&sheets);
}
