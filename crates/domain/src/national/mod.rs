//! The ministry's side: what a five-star package holds (Điều 6(3)), and the demand to do an evaluation again
//! (Điều 10(1)b). The steps of the dossier itself stand in `dossier::state`.

mod demand;
mod package;

pub use demand::Asked;
pub use package::{Demanded, Paper, Standing, papers, standing};
