//! The first page: how many products hold a star today, where, of which kind, and the newest.

use super::search::{Listed, Search, in_force_on, search};
use super::sector::{sector_of, sectors_of_law};
use crate::prelude::*;
use ocop_store::portal as store;

#[derive(Debug, Clone)]
pub struct Home {
    pub on: Date,
    /// Products whose star is in force, and of them those with 3, 4 and 5.
    pub total: i64,
    pub by_stars: [(i64, i64); 3],
    /// Code, name, number: provinces with at least one, most first.
    pub provinces: Vec<(String, String, i64)>,
    /// Products in force whose province is not known: with the provinces they make the total.
    pub no_province: i64,
    /// Code, name, number: sectors with at least one.
    pub sectors: Vec<(String, String, i64)>,
    /// Products in force whose sector is not known: with the sectors they make the total.
    pub no_sector: i64,
    pub newest: Vec<Listed>,
}

/// Counts only what is in force today: a star without known dates is never among them.
pub async fn home(cx: &Cx) -> Result<Home, Error> {
    let on = cx.today();
    let f = in_force_on(on);
    let counted = store::by_stars(cx.db(), &f).await?;
    let of = |n: i64| counted.iter().find(|c| c.key == n.to_string()).map_or(0, |c| c.n);
    let names = store::provinces(cx.db(), &on.to_string()).await?;
    let mut provinces: Vec<(String, String, i64)> = Vec::new();
    let (mut no_province, mut no_sector) = (0, 0);
    for c in store::by_province(cx.db(), &f).await? {
        match names.iter().find(|a| a.code == c.key) {
            Some(a) => provinces.push((c.key, a.full_name.clone(), c.n)),
            None => no_province += c.n,
        }
    }
    provinces.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    let mut sectors: Vec<(String, String, i64)> = Vec::new();
    let known = sectors_of_law();
    for c in store::by_kind(cx.db(), &f).await? {
        let Some((code, name)) =
            sector_of(&c.set_id, &c.category).and_then(|s| known.iter().find(|k| k.0 == s))
        else {
            no_sector += c.n;
            continue;
        };
        match sectors.iter_mut().find(|s| s.0 == *code) {
            Some(s) => s.2 += c.n,
            None => sectors.push(((*code).to_owned(), (*name).to_owned(), c.n)),
        }
    }
    sectors.sort_by_key(|s| known.iter().position(|k| k.0 == s.0));
    let ask = Search { status: "in_force".into(), size: 8, newest_first: true, ..Search::default() };
    let newest = search(cx, &ask).await?.items;
    Ok(Home {
        on,
        total: counted.iter().map(|c| c.n).sum(),
        by_stars: [(3, of(3)), (4, of(4)), (5, of(5))],
        provinces,
        no_province,
        sectors,
        no_sector,
        newest,
    })
}
