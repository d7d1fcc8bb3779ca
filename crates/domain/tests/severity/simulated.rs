//! Councils whose severities are known: nine members, forty dossiers, holes as in life. The estimate must come out at
//! what was put in, and its interval must hold the truth as often as it says.

use ocop_domain::council::severity::{Blind, Design, components, fit, order_effect};

/// Numbers that look random and are the same every time (SplitMix64), made normal by adding twelve.
struct Draws(u64);

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

struct World {
    severities: &'static [f64],
    dossiers: usize,
    /// Share of sheets missing: recused, absent.
    missing: f64,
    /// Points lost from the first place to the last.
    tiring: f64,
}

impl World {
    fn council(&self, draws: &mut Draws) -> Vec<Blind> {
        let quality: Vec<f64> = (0..self.dossiers).map(|_| 70.0 + 7.0 * draws.normal()).collect();
        let mut out = Vec::new();
        for (m, severity) in self.severities.iter().enumerate() {
            let mut order: Vec<(u64, usize)> = (0..self.dossiers).map(|d| (draws.next(), d)).collect();
            order.sort_unstable();
            for (place, (_, d)) in order.into_iter().enumerate() {
                let tired = self.tiring * place as f64 / (self.dossiers - 1) as f64;
                let total = quality[d] - severity - tired + 3.0 * draws.normal();
                if draws.unit() >= self.missing {
                    out.push(Blind {
                        member: format!("m{m}"),
                        dossier: format!("d{d:02}"),
                        total: total.round().clamp(0.0, 100.0) as u32,
                        position: u32::try_from(place).unwrap() + 1,
                    });
                }
            }
        }
        out
    }

    /// Largest bias of a member, and the share of intervals that hold the truth.
    fn run(&self, seed: u64, times: usize) -> (f64, f64) {
        let mut draws = Draws(seed);
        let mut bias = vec![0.0; self.severities.len()];
        let mut held = 0;
        for _ in 0..times {
            let found = fit(&Design::new(&self.council(&mut draws)).unwrap()).unwrap();
            assert_eq!(found.members.len(), self.severities.len());
            for m in found.members {
                let i: usize = m.member[1..].parse().unwrap();
                bias[i] += (m.severity.value - self.severities[i]) / times as f64;
                held += usize::from(
                    m.severity.low <= self.severities[i] && self.severities[i] <= m.severity.high,
                );
            }
        }
        let worst = bias.iter().fold(0.0, |worst: f64, b| worst.max(b.abs()));
        (worst, held as f64 / (times * self.severities.len()) as f64)
    }
}

const NINE: &[f64] = &[4.0, 2.5, 1.5, 0.5, 0.0, -0.5, -1.5, -2.5, -4.0];

#[test]
fn nine_members_and_forty_dossiers_two_hundred_times() {
    let (bias, coverage) = World { severities: NINE, dossiers: 40, missing: 0.1, tiring: 0.0 }.run(2026, 200);
    println!("9 × 40, a tenth missing: largest bias {bias:.3} points, coverage {:.1}%", coverage * 100.0);
    // 1800 intervals: a true 95% lies within 1.5 points of it; a bias of 0.12 is three and a half errors of its mean.
    assert!(bias < 0.12 && (0.935..=0.965).contains(&coverage), "{bias} {coverage}");
}

#[test]
fn three_members_and_six_dossiers_four_hundred_times() {
    let world = World { severities: &[3.0, -1.0, -2.0], dossiers: 6, missing: 0.0, tiring: 0.0 };
    let (bias, coverage) = world.run(77, 400);
    println!("3 × 6: largest bias {bias:.3} points, coverage {:.1}%", coverage * 100.0);
    assert!(bias < 0.2 && (0.925..=0.975).contains(&coverage), "{bias} {coverage}");
}

#[test]
fn a_third_of_the_sheets_missing_is_no_bias() {
    let world = World { severities: &[3.0, 1.0, 0.0, -1.0, -3.0], dossiers: 15, missing: 0.33, tiring: 0.0 };
    let (bias, coverage) = world.run(5, 300);
    println!("5 × 15, a third missing: largest bias {bias:.3} points, coverage {:.1}%", coverage * 100.0);
    assert!(bias < 0.2 && (0.93..=0.97).contains(&coverage), "{bias} {coverage}");
}

#[test]
fn a_tiring_day_shows_and_a_rested_one_does_not() {
    let run = |tiring: f64| {
        let world = World { severities: NINE, dossiers: 40, missing: 0.05, tiring };
        let mut draws = Draws(11);
        let (mut sum, mut held) = (0.0, 0);
        for _ in 0..60 {
            let found =
                order_effect(&Design::new(&world.council(&mut draws)).unwrap()).unwrap().first_to_last;
            sum += found.value / 60.0;
            held += i32::from(found.low <= -tiring && -tiring <= found.high);
        }
        println!("order effect {:.1}: mean estimate {sum:.2}, {held}/60 intervals hold it", -tiring);
        assert!((sum + tiring).abs() < 0.25 && held >= 52, "{sum} {held}");
    };
    run(0.0);
    run(4.0);
}

#[test]
fn the_variance_between_members_comes_out() {
    let world = World { severities: NINE, dossiers: 40, missing: 0.1, tiring: 0.0 };
    let mut draws = Draws(3);
    let (mut members, mut dossiers, mut error) = (0.0, 0.0, 0.0);
    for _ in 0..20 {
        let c = components(&Design::new(&world.council(&mut draws)).unwrap()).unwrap();
        (members, dossiers, error) =
            (members + c.members / 20.0, dossiers + c.dossiers / 20.0, error + c.error / 20.0);
    }
    // The severities put in have a standard deviation of 2.56 and stay the same; rounding adds a twelfth to 9.
    assert!((members - 2.56).abs() < 0.1 && (dossiers - 7.0).abs() < 0.6, "{members} {dossiers}");
    assert!((error - 3.01).abs() < 0.05, "{error}");
}
