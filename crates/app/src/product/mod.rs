//! The register of products: what is made where and by whom, in which set of the law, under which code. Former codes
//! stay as aliases for ever; a code or serial once given is never given again.

mod alias;
mod code;
mod edit;
mod export;
mod form;
mod list;
mod picture;
mod reclassify;
mod register;
mod show;
mod tree;

pub use alias::{AddAlias, add_alias};
pub use code::{assign_code, find};
pub use edit::{Edit, edit};
pub use export::{Products, export};
pub use form::ProductForm;
pub(crate) use list::with_past;
pub use list::{Listed, PastStar, list};
pub use ocop_store::product::{Alias, Product, ProductLine};
pub use picture::{MOST_BYTES, SetPicture, plain_pictures, set_picture};
pub use reclassify::{Reclassify, reclassify};
pub use register::{Register, register};
pub use show::{ProductView, show};
pub use tree::{TreeGroup, TreeSector, TreeSet, tree};
