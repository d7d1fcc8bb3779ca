//! An estimate with its uncertainty, and the quantile of Student's t that turns the one into the other.

/// A value in points with its standard error and 95% interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub se: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    pub(super) fn new(value: f64, se: f64, t: f64) -> Estimate {
        Estimate { value, se, low: value - t * se, high: value + t * se }
    }

    /// Nought lies in the interval: what was seen may be chance.
    pub fn may_be_nought(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }
}

/// The 97.5% quantile of Student's t: exact for one and two degrees of freedom, from there on the expansion of Cornish
/// and Fisher (Abramowitz & Stegun 26.7.5), wrong by 0.004 at three degrees and by less beyond.
pub fn student(freedom: usize) -> f64 {
    match freedom {
        0 => f64::INFINITY,
        1 => 12.706_204_736,
        2 => 4.302_652_730,
        _ => {
            let (x, n) = (1.959_963_985_f64, freedom as f64);
            let g1 = (x.powi(3) + x) / 4.0;
            let g2 = (5.0 * x.powi(5) + 16.0 * x.powi(3) + 3.0 * x) / 96.0;
            let g3 = (3.0 * x.powi(7) + 19.0 * x.powi(5) + 17.0 * x.powi(3) - 15.0 * x) / 384.0;
            let g4 =
                (79.0 * x.powi(9) + 776.0 * x.powi(7) + 1482.0 * x.powi(5) - 1920.0 * x.powi(3) - 945.0 * x)
                    / 92_160.0;
            x + g1 / n + g2 / n.powi(2) + g3 / n.powi(3) + g4 / n.powi(4)
        }
    }
}

/// The mean of differences, one per dossier, with its interval: how far the council lies below what the producers
/// claimed. None for fewer than two.
pub fn mean_difference(differences: &[f64]) -> Option<Estimate> {
    let n = differences.len();
    if n < 2 {
        return None;
    }
    let mean = differences.iter().sum::<f64>() / n as f64;
    let squares: f64 = differences.iter().map(|d| (d - mean).powi(2)).sum();
    let se = (squares / (n - 1) as f64 / n as f64).sqrt();
    Some(Estimate::new(mean, se, student(n - 1)))
}
