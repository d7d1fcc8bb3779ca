//! Sub-groups of a round: who leads the discussion of which dossier, proposed by sector and managing ministry (Phụ lục I,
//! 26/2026) and changed by hand; and the forecast of how much work the round will be.

mod assign;
mod form;
mod load;
mod show;

pub use assign::{Assign, assign_subgroups, propose_subgroups};
pub use form::{AddSubgroup, RemoveSubgroup, add_subgroup, remove_subgroup};
pub use load::{LoadView, show_load};
pub(super) use show::led_by;
pub use show::{SubgroupDossier, SubgroupView, SubgroupsView, agencies, sectors, show_subgroups};
