//! Help with the dossier: what a set demands, for anyone; what a dossier still lacks; the way to the next star; and the
//! page on which the offices write their texts.

use crate::prelude::*;

mod checklist;
mod demand;
mod edit;
mod index;
mod set;
mod way;

pub(super) const CAPABILITY: Capability =
    Capability { places: &[place(40, "/guide", "common.nav.guide", &[])], ..Capability::of(router) };

fn router() -> Router<AppState> {
    Router::new()
        .route("/guide", get(index::show))
        .route("/guide/{set}", get(set::show))
        .route("/guide/{set}/{criterion}/edit", get(edit::show).post(edit::save))
        .route("/dossiers/{id}/checklist", get(checklist::show))
        .route("/dossiers/{id}/way", get(way::show))
}
