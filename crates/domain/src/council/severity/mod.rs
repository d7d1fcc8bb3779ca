//! Strict and lenient: what a closed round tells about how its members score, as statistics for analysts and chairs.
//! Nothing here decides anything: the legal result is the exact mean of the sheets (`tally`), and no figure of this
//! folder reaches it. Floats are therefore at home here and nowhere else in the domain.
//!
//! The model is `total = member + dossier + error`. Members are fixed effects, so a severity is not drawn towards
//! nought and its interval holds for three members as for nine; dossiers are random, so that one scored by few members
//! still counts for what it is worth (recovery of inter-block information). Variances are estimated by restricted
//! maximum likelihood (Patterson & Thompson, Biometrika 58, 1971); effects by Henderson's mixed model equations
//! (Biometrics 31, 1975) with the dossiers absorbed. Severity relative to the council, with its sum set to nought, is
//! the rater facet of many-facet measurement (Linacre, 1989) on the scale of points.

mod agreement;
mod components;
mod design;
mod edges;
mod fit;
mod matrix;
mod order;
mod quantile;
mod reml;
mod spread;

pub use agreement::{Agreement, agreement, alpha};
pub use components::{Components, Shrunk, components};
pub use design::{Blind, Design, Refusal};
pub use edges::{Edge, edges, sign_test};
pub use fit::{Fit, Severity, fit};
pub use order::{OrderEffect, order_effect};
pub use quantile::{Estimate, mean_difference, student};
pub use spread::{Spread, spread};
