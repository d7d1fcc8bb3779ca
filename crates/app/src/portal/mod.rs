//! The public's view: search over products that hold or held a star, one product with its facts apart from its story,
//! and counts for the first page. No person signs in for it, and no personal data passes through.

mod home;
mod picture;
mod product;
mod search;
mod sector;

pub use home::{Home, home};
pub use picture::{Picture, picture};
pub use product::{ProductFound, PublicProduct, product};
pub use search::{AreaChoice, Found, Listed, Search, area_choices, search, set_choices};
pub use sector::{UNKNOWN, sectors_of_law};

use crate::{Cx, Error};

/// The version of public data: remembered answers are good until it moves.
pub async fn version(cx: &Cx) -> Result<i64, Error> {
    Ok(ocop_store::setting::public_version(cx.db()).await?)
}
