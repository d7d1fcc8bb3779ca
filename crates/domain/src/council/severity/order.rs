//! Does it matter when in the day a member comes to a dossier? Each member has the dossiers in an order of their own,
//! drawn without regard to what is in them, so a slope of totals on places is the order's doing.

use super::design::Design;
use super::quantile::{Estimate, student};
use super::reml::{absorb, fixed, least};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderEffect {
    /// Points by which the last place of the longest order differs from the first.
    pub first_to_last: Estimate,
    pub places: u32,
}

/// None where places do not vary within dossiers, or nothing is left to measure uncertainty by.
pub fn order_effect(design: &Design) -> Option<OrderEffect> {
    let places = design.blocks.iter().flatten().map(|c| c.x);
    let (first, last) = places.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
    let freedom = design.freedom().checked_sub(1).filter(|f| *f > 0)?;
    let ratio = least(|ratio| fixed(design, ratio, true).map(|(deviance, _)| deviance))?;
    let (_, error) = fixed(design, ratio, true).filter(|(_, error)| *error > 1e-9)?;
    let sums = absorb(design, ratio, true);
    let left = sums.left.cholesky()?;
    let slope = left.solve(&sums.right).pop()?;
    let mut unit = vec![0.0; sums.right.len()];
    *unit.last_mut()? = 1.0;
    let way = last - first;
    let se = (error * left.quadratic(&unit)).sqrt();
    Some(OrderEffect {
        first_to_last: Estimate::new(slope * way, se * way, student(freedom)),
        places: way.round() as u32 + 1,
    })
}
