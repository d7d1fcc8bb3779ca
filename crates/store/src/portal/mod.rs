//! What the public may read: the catalogue of products that hold or held a star. No statement here selects a column
//! with personal data.

mod area;
mod catalogue;
mod product;
mod refresh;
mod stats;

pub use area::{AreaName, communes_of, provinces, resolve};
pub use catalogue::{Filter, ListRow, SectorFilter, list, total};
pub use product::{
    Found, Parts, ProductRow, aliases, categories, find, product, recognised_products, set_ids,
};
pub use refresh::{put_new, refresh, refresh_many, words};
pub use stats::{CountRow, KindRow, by_kind, by_province, by_stars};
