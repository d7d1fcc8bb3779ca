//! Search and filters of the public catalogue.

use super::sector::{self, UNKNOWN, sector_of};
use crate::prelude::*;
use crate::recognition::{Dates, StandingOn, standing_on};
use ocop_domain::criteria::{CriteriaSet, SetId, set, sets};
use ocop_domain::text::{clean, fold};
use ocop_store::portal::{self as store, Filter, ListRow};

/// What is asked, as typed; empty fields ask nothing.
#[derive(Debug, Clone, Default)]
pub struct Search {
    pub q: String,
    /// Code of a province or commune, of today's map or an old one; `none` where the province is not known.
    pub area: String,
    /// `3`, `4` or `5`.
    pub stars: String,
    /// A set's id, like `QD26-09`.
    pub set: String,
    /// `I` to `VI`; `none` for products whose sector is not known.
    pub sector: String,
    /// `valid`, `renewal_window`, `extended`, `expired`, `withdrawn`, `unknown`; `in_force` for the first three.
    pub status: String,
    /// The day the status is asked of; today if left out.
    pub on: String,
    pub page: i64,
    pub size: i64,
    pub newest_first: bool,
}

/// One product of the answer.
#[derive(Debug, Clone)]
pub struct Listed {
    pub row: ListRow,
    pub standing: StandingOn,
    pub issued_on: Option<Date>,
    pub expires_on: Option<Date>,
}

impl Listed {
    /// The set its star was judged by, else the one the register has for it.
    pub fn set(&self) -> Option<&'static CriteriaSet> {
        self.row.set_id.as_deref()?.parse::<SetId>().ok().and_then(|id| set(&id))
    }

    /// Its set's sector, or without a set the one its list's word means.
    pub fn sector(&self) -> Option<&'static str> {
        sector_of(
            self.row.set_id.as_deref().unwrap_or_default(),
            self.row.category.as_deref().unwrap_or_default(),
        )
    }
}

#[derive(Debug, Clone)]
pub struct Found {
    pub items: Vec<Listed>,
    pub total: i64,
    pub page: i64,
    pub size: i64,
    pub on: Date,
    /// Name of the area asked for, and whether it is one of the old map.
    pub area: Option<(String, bool)>,
}

const STATUSES: [&str; 7] =
    ["valid", "renewal_window", "extended", "expired", "withdrawn", "unknown", "superseded"];
const IN_FORCE: [&str; 3] = ["valid", "renewal_window", "extended"];
const MOST: i64 = 100;

/// A page of the catalogue. Every word must occur; names written as typed come first.
pub async fn search(cx: &Cx, ask: &Search) -> Result<Found, Error> {
    let mut invalid = Invalid::default();
    let on = match ask.on.trim() {
        "" => cx.today(),
        day => invalid.optional_day("on", day).unwrap_or_else(|| cx.today()),
    };
    let mut f = filter_on(on);
    f.folded = fold(&ask.q);
    f.lower = clean(&ask.q).to_lowercase();
    f.words = f.folded.split(' ').filter(|w| !w.is_empty()).take(12).map(str::to_owned).collect();
    f.newest_first = ask.newest_first;
    f.stars = match ask.stars.trim() {
        "" => None,
        "3" => Some(3),
        "4" => Some(4),
        "5" => Some(5),
        _ => {
            invalid.add("stars", "choose_one");
            None
        }
    };
    f.sets = set_asked(ask, &mut invalid);
    if f.sets.is_none() && !ask.sector.trim().is_empty() {
        f.sector = sector::filter(cx, ask.sector.trim()).await?;
        if f.sector.is_none() {
            invalid.add("sector", "choose_one");
        }
    }
    f.statuses = match ask.status.trim() {
        "" => Vec::new(),
        "in_force" => IN_FORCE.map(str::to_owned).to_vec(),
        s if STATUSES.contains(&s) => vec![s.to_owned()],
        _ => {
            invalid.add("status", "choose_one");
            Vec::new()
        }
    };
    let mut area = None;
    let code = ask.area.trim();
    if code == UNKNOWN {
        let provinces = store::provinces(cx.db(), &cx.today().to_string()).await?;
        f.outside = Some(provinces.into_iter().map(|a| a.code).collect());
    } else if !code.is_empty() {
        match store::resolve(cx.db(), code, &cx.today().to_string()).await? {
            Some((a, None)) => {
                f.province = Some(a.code);
                area = Some((a.full_name, false));
            }
            Some((a, Some(ids))) => {
                let old = ids.len() != 1 || ids.first() != Some(&a.id);
                area = Some((a.full_name, old));
                f.communes = Some(ids);
            }
            None => invalid.add("area", "area_code"),
        }
    }
    invalid.ok()?;
    let (page, size) = (ask.page.max(1), if ask.size <= 0 { 24 } else { ask.size.min(MOST) });
    let total = store::total(cx.db(), &f).await?;
    let offset = (page - 1).saturating_mul(size);
    let rows = if offset < total { store::list(cx.db(), &f, size, offset).await? } else { Vec::new() };
    let items = rows.into_iter().map(|r| listed(r, on)).collect();
    Ok(Found { items, total, page, size, on, area })
}

pub(super) fn filter_on(on: Date) -> Filter {
    Filter { days: ocop_store::recognition::Days::on(on), ..Filter::default() }
}

pub(super) fn in_force_on(on: Date) -> Filter {
    Filter { statuses: IN_FORCE.map(str::to_owned).to_vec(), ..filter_on(on) }
}

fn set_asked(ask: &Search, invalid: &mut Invalid) -> Option<Vec<String>> {
    let asked = ask.set.trim();
    if asked.is_empty() {
        return None;
    }
    let found = asked.parse::<SetId>().ok().and_then(|id| set(&id));
    if found.is_none() {
        invalid.add("set", "set_id");
    }
    Some(found.map(|s| s.id.as_str().to_owned()).into_iter().collect())
}

pub(super) fn listed(row: ListRow, on: Date) -> Listed {
    let dates = Dates {
        issued_on: row.issued_on,
        expires_on: row.expires_on,
        withdrawn_on: row.withdrawn_on,
        superseded_on: row.superseded_on,
        filings: &row.filings,
        transitional: row.transitional,
    };
    let standing = standing_on(dates, on);
    Listed { standing, issued_on: row.issued_on, expires_on: row.expires_on, row }
}

/// An area one can choose as a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaChoice {
    pub code: String,
    pub name: String,
}

/// The provinces, and the communes with products of the province chosen.
pub async fn area_choices(cx: &Cx, area: &str) -> Result<(Vec<AreaChoice>, Vec<AreaChoice>), Error> {
    let today = cx.today().to_string();
    let choice = |a: store::AreaName| AreaChoice { code: a.code, name: a.full_name };
    let provinces = store::provinces(cx.db(), &today).await?;
    let mut communes = Vec::new();
    if let Some((a, _)) = store::resolve(cx.db(), area.trim(), &today).await? {
        communes = store::communes_of(cx.db(), &a.province_code).await?;
    }
    Ok((provinces.into_iter().map(choice).collect(), communes.into_iter().map(choice).collect()))
}

/// The sets that occur in the catalogue, newest decision first.
pub async fn set_choices(cx: &Cx) -> Result<Vec<&'static CriteriaSet>, Error> {
    let ids = store::set_ids(cx.db()).await?;
    Ok(sets().iter().filter(|s| ids.iter().any(|id| id == s.id.as_str())).collect())
}
