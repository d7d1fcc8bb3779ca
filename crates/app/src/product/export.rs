//! The register's list of products as a file: the rows of [`super::list()`], to its end.

use super::list::{Listed, with_past};
use crate::export::{PAGE, Source};
use crate::prelude::*;
use ocop_domain::text::fold;
use ocop_store::product as rows;
use ocop_store::scope::Visible;

/// The products of a list, page by page.
pub struct Products {
    cx: Cx,
    visible: Visible,
    producer: Option<String>,
    q: String,
    after: Option<(String, String)>,
}

/// Opens the list for a reader who may see it, with the list's own filters.
pub fn export(cx: &Cx, producer: Option<&str>, q: &str) -> Result<Products, Error> {
    Ok(Products {
        visible: cx.reach(Act::ProductView, &Facts::default())?,
        producer: producer.map(str::to_owned),
        q: fold(q),
        after: None,
        cx: cx.clone(),
    })
}

impl Source for Products {
    type Row = Listed;

    async fn page(&mut self) -> Result<Vec<Listed>, Error> {
        let days = ocop_store::recognition::Days::on(self.cx.today());
        let after = self.after.as_ref().map(|(folded, id)| (folded.as_str(), id.as_str()));
        let (db, producer) = (self.cx.db(), self.producer.as_deref());
        let lines = rows::list_after(db, &self.visible, producer, &self.q, &days, after, PAGE).await?;
        if let Some(last) = lines.last() {
            self.after = Some((last.folded.clone(), last.id.clone()));
        }
        with_past(db, lines, &days).await
    }
}
