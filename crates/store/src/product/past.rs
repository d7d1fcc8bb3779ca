//! Stars that products do not hold, or not yet: what a list says of a product instead of “chưa có sao”.
use crate::prelude::*;
use crate::recognition::{Days, status};
use crate::scope::placeholders;
use ocop_domain::recognition::Status;

rows! {
    /// One star of a product with how it stands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StandingRow {
        pub product_id: String,
        pub stars: i64,
        pub status: Status,
        pub issued_on: Option<Date>,
        pub expires_on: Option<Date>,
        pub withdrawn_on: Option<Date>,
        pub superseded_on: Option<Date>,
    }
}

/// Every star these products were given that is not in force on the day.
pub async fn not_in_force(db: &Db, products: &[String], days: &Days) -> Result<Vec<StandingRow>> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = args![];
    args.extend(days.args());
    let status = status(1);
    let ids = placeholders(&mut args, products);
    let sql = format!(
        "SELECT x.product_id, x.stars, x.status, x.issued_on, x.expires_on, x.withdrawn_on, x.superseded_on FROM (SELECT r.product_id, r.stars, {status} AS status, r.issued_on, r.expires_on, r.withdrawn_on, \
         r.superseded_on FROM recognition r JOIN product p ON p.id = r.product_id WHERE p.id IN ({ids})) x \
         WHERE x.status IN ('expired', 'withdrawn', 'superseded', 'not_yet')"
    );
    db.all(&sql, args).await
}
