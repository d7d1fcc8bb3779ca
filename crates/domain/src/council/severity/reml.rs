//! The part that both fits share: sums with the dossiers absorbed at a given ratio of variances, and the search for the
//! ratio at which the restricted likelihood is highest.

use super::design::Design;
use super::matrix::{Matrix, dot};

/// Dossier variance over error variance beyond which the dossiers are as good as fixed.
const HIGHEST: f64 = 6.0;
const LOWEST: f64 = -4.0;

/// What is left of the mixed model equations once the dossiers' random effects are absorbed. The rows are the members,
/// and behind them the place in the order where asked for.
#[derive(Clone, Debug)]
pub(super) struct Absorbed {
    pub left: Matrix,
    pub right: Vec<f64>,
    /// `y'V⁻¹y` and `ln |V|`, both for an error variance of 1.
    pub squares: f64,
    pub log_v: f64,
}

/// `V` of a dossier with n sheets is `I + ratio·J`, and its inverse `I − ratio/(1 + ratio·n)·J`.
pub(super) fn absorb(design: &Design, ratio: f64, with_order: bool) -> Absorbed {
    let members = design.members.len();
    let size = members + usize::from(with_order);
    let mut out = Absorbed { left: Matrix::zero(size), right: vec![0.0; size], squares: 0.0, log_v: 0.0 };
    for block in &design.blocks {
        let n = block.len() as f64;
        let part = ratio / (1.0 + ratio * n);
        let (sum_y, sum_x) = block.iter().fold((0.0, 0.0), |(y, x), c| (y + c.y, x + c.x));
        out.log_v += (ratio * n).ln_1p();
        out.squares -= part * sum_y * sum_y;
        for one in block {
            out.squares += one.y * one.y;
            out.left.add(one.member, one.member, 1.0);
            for other in block {
                out.left.add(one.member, other.member, -part);
            }
            out.right[one.member] += one.y - part * sum_y;
            if with_order {
                let x = one.x - part * sum_x;
                out.left.add(one.member, members, x);
                out.left.add(members, one.member, x);
                out.left.add(members, members, one.x * x);
                out.right[members] += x * one.y;
            }
        }
    }
    out
}

/// Twice the negative restricted log likelihood but for a constant, the error variance profiled out.
pub(super) fn deviance(log_v: f64, log_determinant: f64, rest: f64, freedom: usize) -> f64 {
    let freedom = freedom as f64;
    log_v + log_determinant + freedom * (rest.max(f64::MIN_POSITIVE) / freedom).ln()
}

/// The members as fixed effects at a ratio: deviance, and the estimated error variance.
pub(super) fn fixed(design: &Design, ratio: f64, with_order: bool) -> Option<(f64, f64)> {
    let sums = absorb(design, ratio, with_order);
    let freedom = design.sheets.checked_sub(sums.left.size()).filter(|f| *f > 0)?;
    let left = sums.left.cholesky()?;
    let rest = sums.squares - dot(&left.solve(&sums.right), &sums.right);
    Some((deviance(sums.log_v, left.log_determinant(), rest, freedom), rest.max(0.0) / freedom as f64))
}

/// The ratio of variances with the least deviance: nought and quarter powers of ten first, then the golden section
/// between the neighbours of the best. The same steps for the same data, always.
pub(super) fn least(deviance: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let steps = 40_u8;
    let exponent = |i: u8| LOWEST + (HIGHEST - LOWEST) * f64::from(i) / f64::from(steps);
    let at = |exponent: f64| deviance(10_f64.powf(exponent)).unwrap_or(f64::INFINITY);
    let nought = deviance(0.0).unwrap_or(f64::INFINITY);
    let mut best = (f64::INFINITY, 0);
    for i in 0..=steps {
        let here = at(exponent(i));
        if here < best.0 {
            best = (here, i);
        }
    }
    if !best.0.is_finite() && !nought.is_finite() {
        return None;
    }
    if nought <= best.0 {
        return Some(0.0);
    }
    let (mut low, mut high) = (exponent(best.1.saturating_sub(1)), exponent((best.1 + 1).min(steps)));
    let golden = (5_f64.sqrt() - 1.0) / 2.0;
    while high - low > 1e-8 {
        let width = golden * (high - low);
        if at(high - width) <= at(low + width) { high = low + width } else { low = high - width }
    }
    Some(10_f64.powf((low + high) / 2.0))
}
