//! The sector of a product: of its set, and without one what the list's own word certainly means.

use crate::{Cx, Error};
use ocop_domain::criteria::{CriteriaSet, SetId, set, sets};
use ocop_domain::product::sector_of_category;
use ocop_store::portal::{self as store, SectorFilter};

/// What a filter asks for where it asks for products of no known sector or province.
pub const UNKNOWN: &str = "none";

/// Code and name of the sectors, in the order of the decision (Phụ lục I, 26/2026).
pub fn sectors_of_law() -> Vec<(&'static str, &'static str)> {
    let mut out: Vec<(&str, &str)> = Vec::new();
    for code in ["I", "II", "III", "IV", "V", "VI"] {
        let named = sets().iter().filter_map(|s| s.sector.as_ref()).rfind(|s| s.code == code);
        out.extend(named.map(|s| (s.code.as_str(), s.name.as_str())));
    }
    out
}

fn of_set(set: &CriteriaSet) -> Option<&str> {
    set.sector.as_ref().map(|s| s.code.as_str())
}

/// The sector of a product with this set, or with none and this word of its list.
pub(super) fn sector_of(set_id: &str, category: &str) -> Option<&'static str> {
    if set_id.is_empty() {
        return sector_of_category(category);
    }
    set_id.parse::<SetId>().ok().and_then(|id| set(&id)).and_then(of_set)
}

/// Products of a sector (`I` to `VI`), or of no known one ([`UNKNOWN`]); none for any other word.
pub(super) async fn filter(cx: &Cx, asked: &str) -> Result<Option<SectorFilter>, Error> {
    let but = asked == UNKNOWN;
    if !but && !sectors_of_law().iter().any(|(code, _)| *code == asked) {
        return Ok(None);
    }
    let meant = |sector: Option<&str>| if but { sector.is_some() } else { sector == Some(asked) };
    let sets = sets().iter().filter(|s| meant(of_set(s))).map(|s| s.id.as_str().to_owned()).collect();
    let mut categories = store::categories(cx.db()).await?;
    categories.retain(|c| meant(sector_of_category(c)));
    Ok(Some(SectorFilter { sets, categories, but }))
}
