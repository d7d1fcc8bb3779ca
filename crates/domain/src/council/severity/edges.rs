//! Do results crowd just above the edge of a band? Where the edge plays no part, as many fall just below it.

use crate::criteria::{Mean, points_from};
use crate::points::Points;
use crate::stars::Stars;

/// What lies within one point of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    pub at: Points,
    /// From the edge to less than one point above.
    pub above: usize,
    /// Less than the edge by one point at most.
    pub below: usize,
}

/// Điều 3(3)a–c, 26/2026: the edges of the bands a product can be recognised in. Exact: the fractions are compared.
pub fn edges(means: &[Mean]) -> Vec<Edge> {
    let between = |from: u32, to: u32| {
        means.iter().filter(|m| m.reaches(Points(from)) && !m.reaches(Points(to))).count()
    };
    let edge = |at: Points| Edge {
        at,
        above: between(at.get(), at.get() + 1),
        below: between(at.get() - 1, at.get()),
    };
    Stars::ALL.into_iter().map(points_from).map(edge).collect()
}

/// The chance of a split as uneven as this, or more so, were both sides equally likely (sign test, two-sided).
pub fn sign_test(above: usize, below: usize) -> f64 {
    let n = above + below;
    let most = above.max(below);
    // C(n, k) / 2ⁿ by logarithms: a round may hold hundreds of sheets.
    let mut log = -(n as f64) * 2_f64.ln();
    let mut tail = 0.0;
    for k in 0..=n {
        if n - k >= most {
            tail += log.exp();
        }
        log += ((n - k) as f64 / (k + 1) as f64).ln();
    }
    (2.0 * tail).min(1.0)
}
