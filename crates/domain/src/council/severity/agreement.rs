//! Krippendorff's α for totals on an interval scale: 1 is full agreement, 0 what chance would give (Krippendorff,
//! Content Analysis, 2004). Its interval comes from drawing dossiers anew with replacement.

/// α with the 2.5% and 97.5% points of its bootstrap distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    pub alpha: f64,
    pub low: f64,
    pub high: f64,
    pub dossiers: usize,
}

/// What one dossier adds to the sums α is made of.
#[derive(Clone, Copy)]
struct Unit {
    n: f64,
    sum: f64,
    squares: f64,
    /// Squared differences within the dossier, over its number of totals less one.
    within: f64,
}

fn unit(totals: &[f64], middle: f64) -> Option<Unit> {
    if totals.len() < 2 {
        return None;
    }
    let n = totals.len() as f64;
    let (sum, squares) =
        totals.iter().map(|t| t - middle).fold((0.0, 0.0), |(sum, squares), t| (sum + t, squares + t * t));
    let pairs = 2.0 * (n * squares - sum * sum);
    Some(Unit { n, sum, squares, within: pairs / (n - 1.0) })
}

/// Observed over expected disagreement; none where all totals are the same, so that there is nothing to agree on.
fn of<'a>(units: impl Iterator<Item = &'a Unit>) -> Option<f64> {
    let all = units.fold(Unit { n: 0.0, sum: 0.0, squares: 0.0, within: 0.0 }, |a, u| Unit {
        n: a.n + u.n,
        sum: a.sum + u.sum,
        squares: a.squares + u.squares,
        within: a.within + u.within,
    });
    let expected = 2.0 * (all.n * all.squares - all.sum * all.sum) / (all.n - 1.0);
    (expected > 1e-9).then(|| 1.0 - all.within / expected)
}

fn units(dossiers: &[Vec<f64>]) -> Vec<Unit> {
    let (n, sum) = dossiers.iter().flatten().fold((0.0, 0.0), |(n, sum), t| (n + 1.0, sum + t));
    let middle = if n > 0.0 { sum / n } else { 0.0 };
    dossiers.iter().filter_map(|totals| unit(totals, middle)).collect()
}

/// α of dossiers given as their totals; one with a single total is left out.
pub fn alpha(dossiers: &[Vec<f64>]) -> Option<f64> {
    of(units(dossiers).iter())
}

/// α with its interval. `draw(n)` gives a number below n; the domain has no chance of its own.
pub fn agreement(
    dossiers: &[Vec<f64>],
    times: usize,
    mut draw: impl FnMut(usize) -> usize,
) -> Option<Agreement> {
    let units = units(dossiers);
    let alpha = of(units.iter())?;
    let again = |_| {
        let drawn: Vec<&Unit> = (0..units.len()).filter_map(|_| units.get(draw(units.len()))).collect();
        of(drawn.into_iter())
    };
    let mut seen: Vec<f64> = (0..times).filter_map(again).collect();
    seen.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let place = part * seen.len().saturating_sub(1) as f64;
        seen.get(place.round() as usize).copied().unwrap_or(alpha)
    };
    Some(Agreement { alpha, low: at(0.025), high: at(0.975), dossiers: units.len() })
}
