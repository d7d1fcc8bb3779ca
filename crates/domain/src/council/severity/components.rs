//! Where the differences between totals come from: members, dossiers and the rest, all three as random effects that
//! cross. From it follow the best linear unbiased predictions of the members (drawn towards nought where sheets are
//! few) and how far the mean of such a council can be relied on.

use super::design::{Design, Refusal};
use super::fit::fit;
use super::matrix::{Cholesky, Matrix, dot};
use super::reml::{Absorbed, absorb, deviance, least};

/// A member's severity as a prediction (BLUP) with the root of its prediction error variance (Henderson, 1975).
#[derive(Clone, Debug, PartialEq)]
pub struct Shrunk {
    pub member: String,
    pub severity: f64,
    pub se: f64,
}

/// Standard deviations in points.
#[derive(Clone, Debug, PartialEq)]
pub struct Components {
    pub members: f64,
    pub dossiers: f64,
    pub error: f64,
    /// By member.
    pub shrunk: Vec<Shrunk>,
    /// Members a dossier was scored by, on average (harmonic mean).
    pub sheets_per_dossier: f64,
}

impl Components {
    /// The share of all variance that lies between members.
    pub fn share_of_members(&self) -> f64 {
        let all = self.members.powi(2) + self.dossiers.powi(2) + self.error.powi(2);
        if all > 0.0 { self.members.powi(2) / all } else { 0.0 }
    }

    /// How much of the variance of the council's means is the dossiers' own, had other members of the same kind sat:
    /// the intraclass correlation ICC(A,k) of McGraw & Wong (1996).
    pub fn reliability(&self) -> f64 {
        let noise = (self.members.powi(2) + self.error.powi(2)) / self.sheets_per_dossier;
        let own = self.dossiers.powi(2);
        if own + noise > 0.0 { own / (own + noise) } else { 0.0 }
    }
}

/// Sweeps over the two ratios until neither moves.
const SWEEPS: usize = 30;

pub fn components(design: &Design) -> Result<Components, Refusal> {
    fit(design)?;
    let freedom = design.sheets - 1;
    let (mut members, mut dossiers) = (0.1, 1.0);
    for _ in 0..SWEEPS {
        let before = (members, dossiers);
        dossiers = least(|ratio| crossed(&absorb(design, ratio, false), members, freedom).map(|(d, _)| d))
            .ok_or(Refusal::NoResidual)?;
        let sums = absorb(design, dossiers, false);
        members = least(|ratio| crossed(&sums, ratio, freedom).map(|(d, _)| d)).ok_or(Refusal::NoResidual)?;
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-7 * (1.0 + b);
        if near(members, before.0) && near(dossiers, before.1) {
            break;
        }
    }
    let sums = absorb(design, dossiers, false);
    let (_, error) = crossed(&sums, members, freedom).ok_or(Refusal::NoResidual)?;
    let (left, right) = equations(&sums, members).ok_or(Refusal::NoResidual)?;
    let effects = left.solve(&right);
    let root = members.sqrt();
    let shrunk = design.members.iter().enumerate().map(|(i, member)| {
        let unit: Vec<f64> = (0..effects.len()).map(|k| if k == i + 1 { root } else { 0.0 }).collect();
        let se = (error * left.quadratic(&unit)).sqrt();
        Shrunk { member: member.clone(), severity: -root * effects[i + 1], se }
    });
    let inverse: f64 = design.blocks.iter().map(|block| 1.0 / block.len() as f64).sum();
    Ok(Components {
        members: (members * error).sqrt(),
        dossiers: (dossiers * error).sqrt(),
        error: error.sqrt(),
        shrunk: shrunk.collect(),
        sheets_per_dossier: design.blocks.len() as f64 / inverse,
    })
}

/// Henderson's equations for the mean and the members. The members' effects are divided by the root of their variance
/// ratio, so that a ratio of nought is as sound as any other.
fn equations(sums: &Absorbed, ratio: f64) -> Option<(Cholesky, Vec<f64>)> {
    let n = sums.right.len();
    let root = ratio.sqrt();
    let mut left = Matrix::zero(n + 1);
    let mut right = vec![sums.right.iter().sum()];
    for i in 0..n {
        right.push(root * sums.right[i]);
        left.add(i + 1, i + 1, 1.0);
        for k in 0..n {
            let cell = sums.left.at(i, k);
            left.add(0, 0, cell);
            left.add(0, k + 1, root * cell);
            left.add(i + 1, 0, root * cell);
            left.add(i + 1, k + 1, ratio * cell);
        }
    }
    Some((left.cholesky()?, right))
}

fn crossed(sums: &Absorbed, ratio: f64, freedom: usize) -> Option<(f64, f64)> {
    let (left, right) = equations(sums, ratio)?;
    let rest = sums.squares - dot(&left.solve(&right), &right);
    let value = deviance(sums.log_v, left.log_determinant(), rest, freedom);
    Some((value, rest.max(0.0) / freedom as f64))
}
