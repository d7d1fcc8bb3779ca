use super::words::card;
use crate::cache::{Cache, rendered};
use crate::prelude::*;
use crate::view::{Card, Stat};
use axum::Extension;
use axum::http::HeaderMap;
use ocop_app::portal::UNKNOWN;

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    page: Page,
    today: String,
    stars: Vec<Stat>,
    sectors: Vec<Stat>,
    provinces: Vec<Stat>,
    newest: Vec<Card>,
}

/// `/`: the search box first, then what there is.
pub async fn show(visit: Visit, headers: HeaderMap, Extension(cache): Extension<Cache>) -> Reply {
    let page = visit.page_titled(String::new());
    let key = page.clone();
    cache
        .answer(&visit, &key, &headers, async {
            let home = ocop_app::portal::home(&visit.cx).await?;
            let stat = |value: i64, label: String, href: String| Stat {
                value: page.number(value),
                label,
                href,
                note: String::new(),
            };
            let mut stars =
                vec![stat(home.total, page.say("portal.home.in_force"), "/products?status=in_force".into())];
            for (n, count) in home.by_stars {
                let href = format!("/products?status=in_force&stars={n}");
                stars.push(stat(count, page.star_word(n), href));
            }
            // Every block sums to the total: what is not known is a row like the others.
            let rows = |known: &[(String, String, i64)], unknown: i64, filter: &str, word: &str| {
                let row = |n: i64, name: String, code: &str| {
                    stat(n, name, format!("/products?status=in_force&{filter}={code}"))
                };
                let mut rows: Vec<Stat> = known.iter().map(|(c, name, n)| row(*n, name.clone(), c)).collect();
                if unknown > 0 {
                    rows.push(row(unknown, page.say(word), UNKNOWN));
                }
                rows
            };
            let sectors = rows(&home.sectors, home.no_sector, "sector", "portal.home.no_sector");
            let provinces = rows(&home.provinces, home.no_province, "area", "portal.home.no_province");
            let newest = home.newest.iter().map(|i| card(&page, i)).collect();
            let today = say!(page, "portal.home.today", day = page.date(home.on));
            rendered(&HomePage { page, today, stars, sectors, provinces, newest })
        })
        .await
}
