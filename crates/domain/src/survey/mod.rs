//! The survey of potential products: what a commune has found, how far it is on its way to a dossier.

use crate::codes;

codes! {
    /// How far a potential product has come. Điều 10(4)a, 26/2026: the commune looks for products and guides their makers.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Stage ("stage of the survey") {
        #[default]
        Surveyed = "surveyed",
        /// The maker wants to take part.
        Persuaded = "persuaded",
        Preparing = "preparing",
        /// It stands in the register; its dossier is begun or handed in.
        Filed = "filed",
        /// The maker gave up, or it was no product of its own.
        Dropped = "dropped",
    }
}

impl Stage {
    /// May it go from here to there? One step on, back to any earlier stage, dropped from wherever it is not filed yet,
    /// and taken up again.
    pub fn may_become(self, next: Stage) -> bool {
        match (self, next) {
            (Stage::Filed, _) => false,
            (a, b) if a == b => false,
            (Stage::Dropped, b) => b == Stage::Surveyed,
            (_, Stage::Dropped) => true,
            (Stage::Surveyed, b) => b == Stage::Persuaded,
            (Stage::Persuaded, b) => matches!(b, Stage::Surveyed | Stage::Preparing),
            (Stage::Preparing, b) => matches!(b, Stage::Surveyed | Stage::Persuaded | Stage::Filed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_goes_its_way_step_by_step() {
        let table: String = Stage::ALL
            .iter()
            .map(|a| {
                let row: String =
                    Stage::ALL.iter().map(|b| if a.may_become(*b) { 'x' } else { '.' }).collect();
                format!("{:<10}{row}\n", a.as_str())
            })
            .collect();
        let want = "surveyed  .x..x\npersuaded x.x.x\npreparing xx.xx\nfiled     .....\ndropped   x....\n";
        assert_eq!(table, want);
        assert!(Stage::ALL.iter().all(|s| s.as_str().parse() == Ok(*s)));
    }
}
