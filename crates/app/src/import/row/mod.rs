//! The cells of one line read into what a row says: days, stars, places, numbers, each oddity as a finding.

pub(in crate::import) mod atlas;
pub(in crate::import) mod cells;
pub(in crate::import) mod date;
pub(in crate::import) mod decision_days;
pub(in crate::import) mod names;
pub(in crate::import) mod place;
pub(in crate::import) mod place_pair;
pub(in crate::import) mod reader;
pub(in crate::import) mod said;
pub(in crate::import) mod standing;
pub(in crate::import) mod stars;
pub(in crate::import) mod undated;
