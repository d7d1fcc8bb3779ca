//! Pages of the register of products; the public's catalogue is another capability.

mod export;
mod form;
mod list;
mod show;

use crate::prelude::*;
use ocop_app::product::PastStar;
use ocop_domain::recognition::Status;

/// What a list says of a product that holds no star today.
pub fn past_star(page: &Page, past: Option<&PastStar>) -> String {
    let Some(past) = past else { return page.say("product.no_stars") };
    let stars = page.star_word(past.stars);
    let day = page.date(past.day);
    let key = match past.status {
        Status::Withdrawn => "product.past.withdrawn",
        Status::NotYet => "product.past.not_yet",
        Status::Superseded => "product.past.superseded",
        _ => "product.past.expired",
    };
    say!(page, key, stars, day)
}

pub(super) const CAPABILITY: Capability =
    Capability { things: &[("product", "/register/products")], ..Capability::of(router) };

fn router() -> Router<AppState> {
    Router::new()
        .route("/producers/{id}/products/new", get(form::new).post(form::register))
        .route("/register/products", get(list::show))
        .route("/register/products/export", get(export::download))
        .route("/register/products/{id}", get(show::show))
        .route("/register/products/{id}/edit", get(form::edit).post(form::save))
        .route("/register/products/{id}/picture", post(show::picture))
        .route("/register/products/{id}/aliases", post(show::alias))
}
