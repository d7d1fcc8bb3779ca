//! What the register knows of the product and the producer a dossier is about.

use crate::prelude::*;
use crate::scope::Visible;
use ocop_domain::criteria::SetId;
use ocop_domain::producer::LegalForm;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SubjectRow {
        pub product_id: String,
        pub product_name: String,
        pub set_id: Option<SetId>,
        pub category: Option<String>,
        pub brand_place: Option<String>,
        pub specification: Option<String>,
        pub story: Option<String>,
        pub invented: bool,
        pub product_version: i64,
        /// Where it is made, else where the producer is.
        pub commune_id: Option<String>,
        /// The address of the establishment it is made at, where that is not the producer's seat.
        pub made_at: Option<String>,
        pub producer_id: String,
        pub producer_name: String,
        pub legal_form: LegalForm,
        pub tax_number: Option<String>,
        pub registration_number: Option<String>,
        pub founded_on: Option<Date>,
        pub representative: Option<String>,
        pub representative_title: Option<String>,
        pub representative_gender: Option<String>,
        pub representative_ethnicity: Option<String>,
        pub representative_address: Option<String>,
        pub phone: Option<String>,
        pub email: Option<String>,
        pub address: String,
        pub history: Option<String>,
        pub organisation: Option<String>,
    }
}

pub async fn find(db: &Db, product_id: &str) -> Result<Option<SubjectRow>> {
    db.one(
    "SELECT p.id AS product_id, p.name AS product_name, p.set_id, p.category, p.brand_place, p.specification, \
     p.story, p.invented, p.version AS product_version, COALESCE(p.commune_id, r.commune_id) AS commune_id, \
     e.address AS made_at, r.id AS producer_id, r.name AS producer_name, r.legal_form, r.tax_number, r.registration_number, r.founded_on, \
     r.representative, r.representative_title, r.representative_gender, r.representative_ethnicity, \
     r.representative_address, r.phone, r.email, r.address, r.history, r.organisation \
     FROM product p JOIN producer r ON r.id = p.producer_id \
     LEFT JOIN establishment e ON e.id = p.establishment_id WHERE p.id = $1 AND p.merged_into IS NULL",
    args![product_id],
)
.await
}

/// Holds the product's row for the transaction, so that two dossiers are not begun for it at once.
pub async fn hold(db: &Db, product_id: &str) -> Result<()> {
    db.hold("product", "id = $1", args![product_id]).await
}

/// The dossier of a product that has not come to its end.
pub async fn open_dossier(db: &Db, product_id: &str) -> Result<Option<String>> {
    db
    .value(
        "SELECT id FROM dossier WHERE product_id = $1 AND state NOT IN ('recognised', 'not_recognised') LIMIT 1",
        args![product_id],
    )
    .await
}

rows! {
    /// A product of the reader's own that a dossier may be begun for.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StartableRow {
        pub id: String,
        pub name: String,
        pub producer_name: String,
        pub set_id: Option<SetId>,
    }
}

/// Products of these producers without an open dossier, by name.
pub async fn startable(db: &Db, visible: &Visible, limit: i64, offset: i64) -> Result<Vec<StartableRow>> {
    let mut args = vec![];
    let own = visible.condition("a", "p.producer_id", &mut args);
    args.push(limit.into());
    args.push(offset.into());
    let (n, m) = (args.len() - 1, args.len());
    db.all(
        &format!(
            "SELECT p.id, p.name, r.name AS producer_name, p.set_id FROM product p JOIN producer r ON r.id = p.producer_id \
             LEFT JOIN area a ON a.id = COALESCE(p.commune_id, r.commune_id) WHERE {own} AND p.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM \
             dossier d WHERE d.product_id = p.id AND d.state NOT IN ('recognised', 'not_recognised')) \
             ORDER BY p.folded, p.id LIMIT ${n} OFFSET ${m}"
        ),
        args,
    )
    .await
}
