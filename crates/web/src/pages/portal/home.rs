use super::words::card;
use crate::cache::{Cache, rendered};
use crate::failure::Failure;
use crate::page::Page;
use crate::view::{Card, Stat};
use crate::visit::Visit;
use askama::Template;
use axum::Extension;
use axum::http::HeaderMap;
use axum::response::Response;

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
pub async fn show(
    visit: Visit,
    headers: HeaderMap,
    Extension(cache): Extension<Cache>,
) -> Result<Response, Failure> {
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
            let mut stars = vec![stat(
                home.total,
                page.t("portal.home.in_force").into_owned(),
                "/products?status=in_force".into(),
            )];
            for (n, count) in home.by_stars {
                let href = format!("/products?status=in_force&stars={n}");
                stars.push(stat(count, page.star_word(n), href));
            }
            let sectors = home.sectors.iter().map(|(code, name, n)| {
                stat(*n, name.clone(), format!("/products?status=in_force&sector={code}"))
            });
            let provinces = home.provinces.iter().map(|(code, name, n)| {
                stat(*n, name.clone(), format!("/products?status=in_force&area={code}"))
            });
            let (sectors, provinces) = (sectors.collect(), provinces.collect());
            let newest = home.newest.iter().map(|i| card(&page, i)).collect();
            let today = page.tf("portal.home.today", &[("day", &page.date(home.on))]).into_owned();
            rendered(&HomePage { page, today, stars, sectors, provinces, newest })
        })
        .await
}
