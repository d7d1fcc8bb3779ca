//! `/guide`: the 26 sets of the decision in force, by sector.

use crate::prelude::*;
use ocop_domain::criteria::{CriteriaSet, Law, sets_of};

struct Sector {
    title: String,
    sets: Vec<&'static CriteriaSet>,
}

#[derive(Template)]
#[template(path = "guide/index.html")]
struct IndexPage {
    page: Page,
    sectors: Vec<Sector>,
}

pub async fn show(visit: Visit) -> impl IntoResponse {
    let mut sectors: Vec<Sector> = Vec::new();
    for set in sets_of(Law::Qd26_2026) {
        let title = set.sector.as_ref().map(|s| format!("{}. {}", s.code, s.name)).unwrap_or_default();
        match sectors.last_mut().filter(|sector| sector.title == title) {
            Some(sector) => sector.sets.push(set),
            None => sectors.push(Sector { title, sets: vec![set] }),
        }
    }
    Html(IndexPage { page: visit.page("guide.index.title"), sectors })
}
