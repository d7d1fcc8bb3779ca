//! The stars of products, as the choice of the kind of dossier needs them.

use crate::prelude::*;
use crate::recognition::TRANSITIONAL;
use crate::scope::placeholders;
use ocop_domain::stars::Stars;

rows! {
    /// One star; `refused`: a re-ranking dossier begun under it was decided without a new one.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct HeldRow {
        pub product_id: String,
        pub recognition_id: String,
        pub dossier_id: Option<String>,
        pub stars: Stars,
        pub issued_on: Option<Date>,
        pub expires_on: Option<Date>,
        pub withdrawn_on: Option<Date>,
        pub superseded_on: Option<Date>,
        pub refused: bool,
        /// The product's province reads Điều 12(3) as a transition.
        pub transitional: bool,
    }
}

/// Every star of these products (a page of a list at most), oldest first.
pub async fn of_products(db: &Db, products: &[String]) -> Result<Vec<HeldRow>> {
    if products.is_empty() {
        return Ok(vec![]);
    }
    let mut args = vec![];
    let list = placeholders(&mut args, products);
    db.all(
        &format!(
            "SELECT r.product_id, r.id AS recognition_id, r.dossier_id, r.stars, r.issued_on, r.expires_on, \
             r.withdrawn_on, r.superseded_on, EXISTS (SELECT 1 FROM dossier x WHERE x.product_id = r.product_id \
             AND x.kind = 'reranking' AND x.state = 'not_recognised' AND x.created_at >= r.created_at) AS refused, \
             {TRANSITIONAL} AS transitional FROM recognition r JOIN product p ON p.id = r.product_id WHERE r.product_id IN ({list}) ORDER BY COALESCE(r.issued_on, ''), r.id"
        ),
        args,
    )
    .await
}
