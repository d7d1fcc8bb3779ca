//! The severity of each member against the rest of their council, with its standard error and 95% interval.

use super::design::{Design, Refusal};
use super::matrix::dot;
use super::quantile::{Estimate, student};
use super::reml::{absorb, fixed, least};

/// Points a member gives less than the council as a whole, on the same dossiers.
#[derive(Clone, Debug, PartialEq)]
pub struct Severity {
    pub member: String,
    pub sheets: usize,
    /// Above nought: stricter than the council. The severities of a council add up to nought.
    pub severity: Estimate,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The strictest first.
    pub members: Vec<Severity>,
    /// Standard deviation of what neither member nor dossier explains, in points.
    pub error: f64,
    pub dossiers: f64,
}

pub fn fit(design: &Design) -> Result<Fit, Refusal> {
    let found = least(|ratio| fixed(design, ratio, false).map(|(deviance, _)| deviance));
    let ratio = found.ok_or(Refusal::NoResidual)?;
    let (_, error) = fixed(design, ratio, false).ok_or(Refusal::NoResidual)?;
    if nothing_left(design) {
        return Err(Refusal::NoResidual);
    }
    let sums = absorb(design, ratio, false);
    let left = sums.left.cholesky().ok_or(Refusal::NoResidual)?;
    let effects = left.solve(&sums.right);
    let n = effects.len();
    let t = student(design.freedom());
    let counts = design.counts();
    let one = |member: usize| {
        // The council's mean less the member's own: a contrast, so that the dossiers' level drops out.
        let contrast: Vec<f64> =
            (0..n).map(|i| 1.0 / n as f64 - if i == member { 1.0 } else { 0.0 }).collect();
        let se = (error * left.quadratic(&contrast)).sqrt();
        let severity = Estimate::new(dot(&contrast, &effects), se, t);
        Severity { member: design.members[member].clone(), sheets: counts[member], severity }
    };
    let mut members: Vec<Severity> = (0..n).map(one).collect();
    members
        .sort_by(|a, b| b.severity.value.total_cmp(&a.severity.value).then_with(|| a.member.cmp(&b.member)));
    Ok(Fit { members, error: error.sqrt(), dossiers: (ratio * error).sqrt() })
}

/// With dossiers as good as fixed, are the sheets told by members and dossiers alone? Totals are whole points, so the
/// least sum of squares that is not nought is a quarter.
fn nothing_left(design: &Design) -> bool {
    let freedom = (design.sheets - design.members.len()) as f64;
    fixed(design, 1e8, false).is_none_or(|(_, error)| error * freedom < 0.1)
}
