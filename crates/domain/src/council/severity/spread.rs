//! How far the members lie apart on one criterion, over all the dossiers of its set.

/// Of one criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub dossiers: usize,
    /// Mean over dossiers of highest less lowest points.
    pub mean_range: f64,
    pub widest: u32,
    /// Standard deviation within dossiers, pooled.
    pub deviation: f64,
}

/// From the members' points of each dossier; one with a single sheet is left out. None if that leaves nothing.
pub fn spread(dossiers: &[Vec<u32>]) -> Option<Spread> {
    let (mut count, mut ranges, mut widest, mut squares, mut freedom) = (0_usize, 0_u32, 0, 0.0, 0_usize);
    for points in dossiers.iter().filter(|points| points.len() > 1) {
        let (Some(low), Some(high)) = (points.iter().min(), points.iter().max()) else { continue };
        let mean = points.iter().map(|p| f64::from(*p)).sum::<f64>() / points.len() as f64;
        count += 1;
        ranges += high - low;
        widest = widest.max(high - low);
        squares += points.iter().map(|p| (f64::from(*p) - mean).powi(2)).sum::<f64>();
        freedom += points.len() - 1;
    }
    (count > 0).then(|| Spread {
        dossiers: count,
        mean_range: f64::from(ranges) / count as f64,
        widest,
        deviation: (squares / freedom as f64).sqrt(),
    })
}
